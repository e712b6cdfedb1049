"""Which words English has and how common they are.

Frequencies are those of `wordfreq` (Speer 2022), as Zipf values: the base-10 logarithm of
occurrences per 10^9 words, 0 for a word it does not list. A word counts as English when
`lemminflect`'s lexicon (from the NIH's SPECIALIST lexicon, British spellings included) lists it or
one of its inflections, or `pyspellchecker`'s word list has it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spellchecker import SpellChecker


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Word frequencies, and the lemmas and inflections of dictionary words, all lower case."""

    frequencies: Mapping[str, float]
    listed: Mapping[str, int]

    def zipf(self, word: str) -> float:
        """Zipf value of a lower-case word: 0 unknown, 3 uncommon, 5 and more everyday."""
        frequency = self.frequencies.get(word, 0.0)
        return math.log10(frequency) + 9 if frequency else 0.0

    def in_dictionary(self, word: str) -> bool:
        """Whether a dictionary lists the lower-case word or what it is an inflection of."""
        return word in self.listed or bool(_lemmas(word))

    def one_edit_away(self, word: str) -> frozenset[str]:
        """Dictionary words one insertion, deletion, substitution or transposition away."""
        near = _spellchecker().edit_distance_1(word)
        return frozenset(c for c in near if c in self.frequencies and self.in_dictionary(c))

    def knows(self, word: str) -> bool:
        """Whether the lower-case word is met in English at all, names and slang included."""
        return word in self.frequencies or self.in_dictionary(word)

    def parts_of_speech(self, word: str) -> frozenset[str]:
        """Universal tags (NOUN, VERB, ADJ, ADV, PROPN, AUX) the lower-case word can have."""
        return frozenset(_lemmas(word))

    def lemmas(self, word: str) -> frozenset[str]:
        """All lemmas of a lower-case word, whatever its part of speech."""
        return frozenset(lemma for forms in _lemmas(word).values() for lemma in forms)


@cache
def load_vocabulary() -> Vocabulary:
    """The English vocabulary; the first call takes about a quarter of a second."""
    import wordfreq

    return Vocabulary(
        frequencies=wordfreq.get_frequency_dict("en", "large"),
        listed=_spellchecker().word_frequency.dictionary,
    )


@cache
def _spellchecker() -> SpellChecker:
    from spellchecker import SpellChecker

    return SpellChecker(language="en")


@cache
def _lemmas(word: str) -> dict[str, tuple[str, ...]]:
    import lemminflect

    found: dict[str, tuple[str, ...]] = lemminflect.getAllLemmas(word)
    return found
