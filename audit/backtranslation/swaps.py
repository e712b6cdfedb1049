"""Right words in the place of a name: *Elon Mask*, where Elon Musk is meant.

A pivot's way back may end at another word of English or at somebody else's surname. Nothing is odd
about such a word but its company: before it stands the given name of listed people, none of whom
is called so, and the channels turn the surname of one into it. Most such words are the names of
other people, so who is meant is judged by weights of their own
(`audit.backtranslation.recognition`). Given names are passed: Pete is Peter, and Eric is not Rick.
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
            for i in self._places(run):
                around = around or Surroundings.of(text, runs, self.index, meant)
                told = [c for c in around.candidates(run, i, i) if self._may_be(run, i, c)]
                if told and not any(_is_alias(run[i].text, c) for c in told):
                    oddity = Oddity(seen=run[i].text, joined=False, candidates=tuple(told))
                    yield Spot(span=run[i].span, oddity=oddity)

    def _places(self, run: Run) -> Iterator[int]:
        """Where a known word follows a word of somebody's name, and is none of that name's own."""
        for i, (before, word) in enumerate(pairwise(run), start=1):
            names = self.index.people_named(before.text)
            folded = fold(word.text)
            if (
                names
                and len(folded) >= self.shortest
                and word.text.istitle()
                and word.text.isalpha()
                and not any(folded in name.parts for name in names)
                and (self.index.knows(folded) or self.vocabulary.in_dictionary(folded))
            ):
                yield i

    def _may_be(self, run: Run, i: int, candidate: Evidence) -> bool:
        """Whether a candidate is a surname, alike, whose given name stands right before the word.

        Where the word is the surname of somebody listed, an office must tell who is meant, and the
        text must not have that person's right name, or it may tell two people apart.
        """
        told = bool(candidate.role) and not candidate.cast
        return (
            candidate.bearer[1]
            and candidate.beside == run[i - 1].text
            and similarity(run[i].text, candidate.word) >= _LIKELY
            and (told or not self._is_borne(run[i].text))
        )

    def _is_borne(self, word: str) -> bool:
        return any(name.parts[-1] == fold(word) for name in self.index.people_named(word))


def _is_alias(word: str, candidate: Evidence) -> bool:
    """Whether a word is of another right form of the candidate's name: Lukashenka, Lukashenko."""
    return any(fold(word) in fold(form).split() for form in candidate.name.entry.forms)
