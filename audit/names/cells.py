"""What may stand in a cell of a name list, whatever a file of others held.

The list is a TSV whose loader cuts at tabs, line ends and `|` and leaves out lines that begin with
`#`; so these never get into a cell, nor do marks that are not seen (controls, bidi overrides,
halves of surrogate pairs). Names are looked for in English texts, so that only Latin letters count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from audit.reference import load_table

LONGEST = 200  # characters; the longest official names of bodies have about 150
_SPACES = re.compile(r"[\s|]+")
_UNSEEN = frozenset({"Cf", "Cs", "Co", "Cn"})
_BREAKS = frozenset({"Cc", "Zl", "Zp", "Zs"})


def clean(text: str) -> str:
    """A text as one line of seen characters, composed (NFC), white space collapsed."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(map(_seen, unicodedata.normalize("NFC", text)))
    elif "|" not in text and "  " not in text:
        return text.strip(" #")
    return _SPACES.sub(" ", text).strip(" #")


def is_latin(text: str) -> bool:
    """Whether the text has letters and all of them are Latin."""
    if text.isascii():
        return any(map(str.isalpha, text))
    return any(map(str.isalpha, text)) and all(map(_is_latin, text))


def clean_all(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts cleaned, those in Latin letters and of a fit length, each once, in order."""
    cleaned = (clean(text) for text in texts)
    return tuple(dict.fromkeys(t for t in cleaned if len(t) <= LONGEST and is_latin(t)))


def clean_roles(texts: Iterable[str]) -> tuple[str, ...]:
    """Roles in lower case."""
    return tuple(dict.fromkeys(text.lower() for text in clean_all(texts)))


def country_codes(texts: Iterable[str]) -> tuple[str, ...]:
    """ISO 3166-1 alpha-2 codes of codes in any case and of countries' English names."""
    codes = (_country_code(clean(text)) for text in texts)
    return tuple(dict.fromkeys(code for code in codes if code))


@cache
def _seen(character: str) -> str:
    category = unicodedata.category(character)
    return "" if category in _UNSEEN else " " if category in _BREAKS else character


@cache
def _is_latin(character: str) -> bool:
    if not character.isalpha() and not unicodedata.combining(character):
        return True
    latin = ("LATIN", "MODIFIER LETTER", "COMBINING", "FEMININE", "MASCULINE")
    return unicodedata.name(character, "").startswith(latin)


def _country_code(text: str) -> str:
    if len(text) == 2 and text.isascii() and text.isalpha():
        return text.upper()
    return _countries().get(text.casefold(), "")


@cache
def _countries() -> dict[str, str]:
    """Codes by the names of countries, from the shipped list of places."""
    return {
        form.casefold(): row["country"]
        for row in load_table("names/places.tsv")
        if "country" in row["roles"].split("|")
        for form in (row["name"], *row["aliases"].split("|"))
    }
