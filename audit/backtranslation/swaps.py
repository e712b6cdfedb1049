"""Right words in the place of a name: *Elon Mask*, where Elon Musk is meant.

A pivot's way back may end at another word of English or at somebody else's name. Nothing is odd
about such a word but its company: before it stands the given name of listed people, none of whom is
called so, and the channels turn the surname of one into it. Most such words are the names of other
people, so who is meant is judged by weights of their own (`audit.backtranslation.recognition`). A
given name is looked at (President *Barak* Obama) only right after an office of who is meant, since
relatives have names that are alike, and passed where it is another form of the right one, cut short
or as two right names of somebody have them: Pete is Peter, and Mohammed is Muhammad.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audit.backtranslation.evidence import Evidence, Run, Surroundings
from audit.backtranslation.names import Name, NameIndex
from audit.backtranslation.oddities import Spot
from audit.backtranslation.recognition import Oddity
from audit.backtranslation.spelling import similarity
from audit.reference import fold
from audit.resources.vocabulary import Vocabulary

_LIKELY = 0.6  # least similarity that is worth the channels' time
_LIKELY_GIVEN = 0.75  # the same for given names, many of which are alike: Eric is not Rick


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapFinder:
    """What makes a known word suspicious: long enough, and after the given name of others."""

    index: NameIndex
    vocabulary: Vocabulary
    shortest: int

    def find(self, text: str, runs: Sequence[Run], meant: Iterable[Name] = ()) -> Iterator[Spot]:
        """All known words that may stand for the surname of somebody whose given name is there."""
        around: Surroundings | None = None
        for run in runs:
            for i in sorted({*self._surname_places(run), *self._given_places(run)}):
                around = around or Surroundings.of(text, runs, self.index, meant)
                told = [c for c in around.candidates(run, i, i) if self._may_be(run, i, c)]
                if told and not any(_is_alias(run[i].text, c) for c in told):
                    oddity = Oddity(seen=run[i].text, joined=False, candidates=tuple(told))
                    yield Spot(span=run[i].span, oddity=oddity)

    def _surname_places(self, run: Run) -> Iterator[int]:
        """Where a known word follows a word of somebody's name, and is none of that name's own."""
        for i, (before, word) in enumerate(pairwise(run), start=1):
            if self._is_strange(word.text, self.index.people_named(before.text)):
                yield i

    def _given_places(self, run: Run) -> Iterator[int]:
        """Where a known word stands before somebody's surname, and is none of that name's own."""
        for i, (word, after) in enumerate(pairwise(run)):
            surname = fold(after.text)
            names = [n for n in self.index.people_named(surname) if n.parts[-1] == surname]
            if self._is_strange(word.text, names):
                yield i

    def _is_strange(self, word: str, names: Sequence[Name]) -> bool:
        """Whether a word is known, long enough, and part of none of some people's names."""
        folded = fold(word)
        return (
            bool(names)
            and len(folded) >= self.shortest
            and word.istitle()
            and word.isalpha()
            and not any(folded in name.parts for name in names)
            and (self.index.knows(folded) or self.vocabulary.in_dictionary(folded))
        )

    def _may_be(self, run: Run, i: int, candidate: Evidence) -> bool:
        """Whether a candidate is alike, and the other part of its name stands right beside."""
        is_surname = candidate.bearer[1]
        beside = run[i - 1 : i] if is_surname else run[i + 1 : i + 2]
        return (
            [word.text for word in beside] == [candidate.beside]
            and similarity(run[i].text, candidate.word) >= _LIKELY
            and (self._may_be_surname if is_surname else self._may_be_given)(run[i].text, candidate)
        )

    def _may_be_surname(self, word: str, candidate: Evidence) -> bool:
        """Whether a word that is somebody's surname may be a candidate's nevertheless.

        An office must tell who is meant, and the text must not have that person's right name, or it
        may tell two people apart.
        """
        return _is_told(candidate) or not self._is_borne(word)

    def _may_be_given(self, word: str, candidate: Evidence) -> bool:
        """Whether an office is right before the name, and the word is no other form of it."""
        seen, true = fold(word), fold(candidate.word)
        return (
            _is_told(candidate)
            and candidate.titled
            and similarity(word, candidate.word) >= _LIKELY_GIVEN
            and not seen.startswith(true)
            and not true.startswith(seen)
            and frozenset((seen, true)) not in self.index.exchanged
        )

    def _is_borne(self, word: str) -> bool:
        return any(name.parts[-1] == fold(word) for name in self.index.people_named(word))


def _is_told(candidate: Evidence) -> bool:
    return bool(candidate.role) and not candidate.cast


def _is_alias(word: str, candidate: Evidence) -> bool:
    """Whether a word is of another right form of the candidate's name: Lukashenka, Lukashenko."""
    return any(fold(word) in fold(form).split() for form in candidate.name.entry.forms)
