"""The letters that channels work on: those of a folded name, between a start and an end.

`^` and `$` stand for the two ends, so that what happens to the first and the last letter of a name
can be learned apart.
"""

from __future__ import annotations

from functools import lru_cache

from audit.reference import fold

SYMBOLS = "\0abcdefghijklmnopqrstuvwxyz^$"
_CODES = {symbol: code for code, symbol in enumerate(SYMBOLS) if code}


@lru_cache(maxsize=100_000)
def letters_of(name: str) -> str:
    """A name's letters from a to z, without diacritics, marks and spaces."""
    return "".join(c for c in fold(name) if "a" <= c <= "z")


def encode(name: str, *, ends: bool = True) -> bytes:
    """Symbols as numbers from 1 to 28; `ends` puts the ends around the letters of a name."""
    symbols = f"^{letters_of(name)}$" if ends else name
    return bytes(_CODES[symbol] for symbol in symbols)


def decode(codes: bytes) -> str:
    """The symbols of `encode`, read back."""
    return "".join(SYMBOLS[code] for code in codes)
