"""The English names of the languages that texts go through."""

from __future__ import annotations

import re
from collections.abc import Iterable

from audit.errors import ConfigError

_CODE = re.compile("[a-z]{2}")
_NAMES = {
    "ar": "Arabic", "ca": "Catalan", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fa": "Persian", "fr": "French", "gl": "Galician", "he": "Hebrew",
    "hi": "Hindi", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "ne": "Nepali", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian",
    "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def check_pivots(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes of languages that English texts can be sent through, each once.

    Raises:
        ConfigError: one is no code of ISO 639-1, or English.
    """
    kept = tuple(dict.fromkeys(codes))
    for code in kept:
        if not _CODE.fullmatch(code):
            raise ConfigError(f"pivot {code!r} is no ISO 639-1 code such as ja, es or ru")
        if code == "en":
            raise ConfigError("pivot 'en': texts are English already")
    return kept


def name_language(code: str) -> str:
    """The English name of an ISO 639-1 code, or the code where we have none."""
    return _NAMES.get(code, code)
