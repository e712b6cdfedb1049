"""Whether an unlisted word is made from English words: affixes, compounds, inflections."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.resources.vocabulary import Vocabulary

_SHORTEST_PIECE = 3
_COMMON = 3.0  # Zipf value from which a word may be a piece of another
_UNCHANGED_Y = re.compile(r"[^aeiou]y$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Morphology:
    """Makes words of a vocabulary with prefixes and suffixes (lower case)."""

    vocabulary: Vocabulary
    prefixes: frozenset[str]
    suffixes: frozenset[str]

    def is_word(self, word: str) -> bool:
        """Whether a lower-case word is in the dictionary or is made from words that are."""
        return self._is_listed(word) or self._is_derived(word) or self._is_compound(word)

    def _is_listed(self, word: str) -> bool:
        return self.vocabulary.in_dictionary(word) or self.vocabulary.zipf(word) >= _COMMON + 0.5

    def _is_derived(self, word: str) -> bool:
        for cut in range(2, len(word) - 1):
            head, tail = word[:cut], word[cut:]
            if head in self.prefixes and len(tail) > _SHORTEST_PIECE and self._is_listed(tail):
                return True
            if tail in self.suffixes and self._is_stem(head, tail):
                return True
        return False

    def _is_stem(self, stem: str, suffix: str) -> bool:
        """`heavy` + `er` is no way to write `heavier`; `bake` + `ing` drops its e."""
        if len(stem) < _SHORTEST_PIECE or (_UNCHANGED_Y.search(stem) and suffix[0] in "ae"):
            return False
        doubled = stem[:-1] if stem[-1] == stem[-2] else stem
        vowel = suffix[0] in "aeiouy"
        return any(map(self._is_listed, (stem, *((stem + "e", doubled) if vowel else ()))))

    def _is_compound(self, word: str) -> bool:
        return any(
            self._is_piece(word[:cut]) and self._is_piece(word[cut:])
            for cut in range(_SHORTEST_PIECE, len(word) - _SHORTEST_PIECE + 1)
        )

    def _is_piece(self, word: str) -> bool:
        return self.vocabulary.zipf(word) >= _COMMON and self.vocabulary.in_dictionary(word)
