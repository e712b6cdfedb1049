"""How often phrases are met: those that nearly are a fixed term, the terms, and their word pairs.

Kept are fingerprints and logarithms, not text: the number of texts of clean news that have a phrase,
and its occurrences in print (Google Books Ngrams). `training/learn_terms.py` counts.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from audit.backtranslation.terms import Term
from audit.reading.stretches import Word
from audit.reference import load_table


@dataclass(frozen=True, slots=True)
class PhraseCounts:
    """Numbers of texts, and occurrences in print, by the fingerprint of a phrase."""

    texts: Mapping[int, int] = field(default_factory=dict)
    prints: Mapping[int, int] = field(default_factory=dict)

    def news(self, phrase: str) -> float:
        """The binary logarithm of one more than the number of clean texts that have a phrase."""
        return math.log2(1 + self.texts.get(fingerprint(phrase), 0))

    def print(self, phrase: str) -> float:
        """The decimal logarithm of a phrase's occurrences in print, 0 if it was not counted."""
        return math.log10(1 + self.prints.get(fingerprint(phrase), 0))


def fingerprint(phrase: str) -> int:
    """32 bits that stand for a phrase."""
    return zlib.crc32(phrase.encode())


def phrase_of(words: Sequence[Word]) -> str:
    """Words as they are counted: folded, with the small words between them."""
    return " ".join(part for i, w in enumerate(words) for part in (*w.glue * bool(i), w.folded))


def phrase_of_term(term: Term) -> str:
    """A right term as it is counted."""
    words = zip(term.content, term.glue, strict=True)
    return " ".join(part for i, (word, glue) in enumerate(words) for part in (*glue * bool(i), word))


@cache
def load_counts() -> PhraseCounts:
    """The counts that are shipped."""
    rows = load_table("lexicons/phrases.tsv.gz")
    return PhraseCounts(
        {int(row["phrase"], 36): int(row["texts"]) for row in rows if row["texts"] != "0"},
        {int(row["phrase"], 36): 10 ** int(row["print"]) for row in rows if row["print"] != "0"},
    )
