"""Whether an unlisted word is made from English words: affixes, compounds, inflections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audit.resources.vocabulary import Vocabulary

_SHORTEST_PIECE = 3
_COMMON = 3.0  # Zipf value from which a word may be a piece of another
_ENDS_IN_Y = re.compile(r"[^aeiou]y$")
_BEND_Y = ("a", "e", "ful", "ly", "ness")
_ENDS_IN_MUTE_E = re.compile(r"[^eouy]e$")
_INFLECTIONS = frozenset({"d", "ed", "er", "ers", "es", "ing", "r", "s"})
_AFTER_Y = ("ied", "ies", "ily", "iness")


@dataclass(frozen=True, slots=True, kw_only=True)
class Morphology:
    """Makes words of a vocabulary with prefixes and suffixes (lower case)."""

    vocabulary: Vocabulary
    prefixes: frozenset[str]
    suffixes: frozenset[str]

    def is_word(self, word: str) -> bool:
        """Whether a lower-case word is in the dictionary or is made from words that are."""
        return self.is_listed(word) or self.is_derived(word) or self.is_compound(word)

    def is_listed(self, word: str) -> bool:
        """Whether a dictionary has the lower-case word, or it is about as common as such words."""
        return self.vocabulary.in_dictionary(word) or self.vocabulary.zipf(word) >= _COMMON + 0.5

    def is_derived(self, word: str) -> bool:
        """Whether the lower-case word is a listed one with a prefix or a suffix."""
        for cut in range(2, len(word) - 1):
            head, tail = word[:cut], word[cut:]
            if head in self.prefixes and len(tail) > _SHORTEST_PIECE and self.is_listed(tail):
                return True
            if tail in self.suffixes and self._is_stem(head, tail):
                return True
        return False

    def is_compound(self, word: str) -> bool:
        """Whether the lower-case word is two common words written as one."""
        return any(
            self._is_piece(word[:cut]) and self._is_piece(word[cut:])
            for cut in range(_SHORTEST_PIECE, len(word) - _SHORTEST_PIECE + 1)
        )

    def _is_stem(self, stem: str, suffix: str) -> bool:
        """`heavy` + `er` is no way to write `heavier`; `bake` + `ing` drops its e."""
        if len(stem) < _SHORTEST_PIECE or (_ENDS_IN_Y.search(stem) and suffix.startswith(_BEND_Y)):
            return False
        if suffix in _AFTER_Y:
            return self.is_listed(stem + "y")
        if suffix[0] not in "aeiouy":
            return self._takes(stem, suffix)
        return any(self._takes(form, suffix) for form in self._unbent(stem, suffix))

    def _unbent(self, stem: str, suffix: str) -> Iterator[str]:
        """What a stem before a vowel is of: `bak` of bake, `stopp` of stop, `parti` of party."""
        yield stem + "e"
        if stem[-1] == stem[-2] and "VERB" in self.vocabulary.parts_of_speech(stem[:-1]):
            yield stem[:-1]
        if stem[-1] == "i" and len(stem) > _SHORTEST_PIECE:
            yield stem[:-1] + "y"
        bends = suffix[0] == "i" and _ENDS_IN_MUTE_E.search(stem)
        doubles = self.vocabulary.in_dictionary(stem + stem[-1] + suffix)  # as `begin` does
        if not bends and not doubles:
            yield stem

    def _takes(self, stem: str, suffix: str) -> bool:
        """Whether a listed word can have the suffix: an inflected one is not inflected again."""
        lemmas = self.vocabulary.lemmas(stem) if suffix in _INFLECTIONS else ()
        return self.is_listed(stem) and (not lemmas or stem in lemmas)

    def _is_piece(self, word: str) -> bool:
        common = self.vocabulary.zipf(word) >= _COMMON and self.vocabulary.in_dictionary(word)
        return common and word not in self.suffixes
