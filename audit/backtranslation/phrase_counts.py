"""How often phrases are met: those that nearly are a fixed term, the terms, and their word pairs.

Kept are fingerprints and numbers, not text: how many texts of clean news have a phrase, and the
power of ten of its occurrences in print (Google Books Ngrams). Of single words is known how often
they begin and end a pair, and how rarely a new one: a pair never met is no wonder with `deal`, and
is one with `Secretary` (Good-Turing: the share of pairs met once). `training/learn_terms.py`
counts.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from audit.backtranslation.terms import NearTerm, Term
from audit.reading.stretches import Word
from audit.reference import load_table


class Pairing(NamedTuple):
    """A word as the first, or the second, of pairs.

    `texts` is the binary logarithm of how many pairs of texts have it, `surprise` the bits that it
    tells if a pair is new.
    """

    texts: float = 0.0
    surprise: float = 0.0


RARE = Pairing()


@dataclass(frozen=True, slots=True)
class PhraseCounts:
    """Numbers of texts, and occurrences in print, by the fingerprint of a phrase."""

    texts: Mapping[int, int] = field(default_factory=dict)
    prints: Mapping[int, int] = field(default_factory=dict)
    begins: Mapping[str, Pairing] = field(default_factory=dict)
    ends: Mapping[str, Pairing] = field(default_factory=dict)

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
    return " ".join(
        part for i, (word, glue) in enumerate(words) for part in (*glue * bool(i), word)
    )


def slot_of(near: NearTerm) -> str:
    """Under what the clean texts are counted that have other words in the same places of a term."""
    places = (place for place, _ in near.exchanged)
    return f"{' '.join(near.term.key)}: {' '.join(map(str, places))}"


@cache
def load_counts() -> PhraseCounts:
    """The counts that are shipped."""
    phrases = load_table("lexicons/phrases.tsv.gz")
    words = load_table("lexicons/pairings.tsv.gz")
    return PhraseCounts(
        {int(row["phrase"], 36): int(row["texts"]) for row in phrases if row["texts"] != "0"},
        {int(row["phrase"], 36): 10 ** int(row["print"]) for row in phrases if row["print"] != "0"},
        {row["word"]: Pairing(float(row["begins"]), float(row["begins_new"])) for row in words},
        {row["word"]: Pairing(float(row["ends"]), float(row["ends_new"])) for row in words},
    )
