"""How alike two spellings of a name are, at a glance: by letters and by a sound key.

A first look that decides which pairs are worth the channels' time. The *sound key* keeps what most
pivots keep (`l` with `r`, `v` with `b`, `th` and `sh` with `s`, `y` with `i`). Both are Levenshtein
similarities (1 - distance / longer length).
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from audit.reference import fold

_SOUNDS = (
    (re.compile(r"shch|sch|tch|tsch"), "s"),
    (re.compile(r"sh|th|ch|ts|cz|sz|z|x|c(?=[eiy])"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck|kh|gh|q|c"), "k"),
    (re.compile(r"v|w"), "b"),
    (re.compile(r"l"), "r"),
    (re.compile(r"y|j"), "i"),
    (re.compile(r"(?<=.)h|['’-]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=200_000)
def sound_key(word: str) -> str:
    """What most pivot languages keep of a name's sounds; compare keys, do not show them."""
    key = fold(word)
    for pattern, kept in _SOUNDS:
        key = pattern.sub(kept, key)
    return key


@lru_cache(maxsize=50_000)
def similarity(seen: str, true: str) -> float:
    """How alike two spellings of a name are, 0 to 1: the better of letters and sounds."""
    letters = Levenshtein.normalized_similarity(fold(seen), fold(true))
    sounds = Levenshtein.normalized_similarity(sound_key(seen), sound_key(true))
    return max(letters, 0.97 * sounds)
