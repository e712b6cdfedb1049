"""Right words in the place of a name: *Elon Mask*, where Elon Musk is meant.

A pivot's way back may end at another word of English or at somebody else's name. Nothing is odd
about such a word but its company: beside it stands the given name or surname of listed people, none
of whom is called so, and the channels turn one of their names into it. Most such words are the
names of other people, so who is meant is judged by weights of their own
(`audit.backtranslation.recognition`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from audit.backtranslation.evidence import Evidence, Run, Surroundings
from audit.backtranslation.names import Name, NameIndex
from audit.backtranslation.oddities import Spot
from audit.backtranslation.recognition import Oddity
from audit.backtranslation.spelling import similarity
from audit.reading.mentions import PARTICLES
from audit.reference import fold

_LIKELY = 0.6  # least similarity that is worth the channels' time


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapFinder:
    """What makes a known word suspicious: long enough, and in the company of others' names."""

    index: NameIndex
    shortest: int

    def find(self, text: str, runs: Sequence[Run], meant: Iterable[Name] = ()) -> Iterator[Spot]:
        """All known words that may stand for the name of somebody whose other name is beside."""
        around: Surroundings | None = None
        for run in runs:
            for i in self._places(run):
                around = around or Surroundings.of(text, runs, self.index, meant)
                told = [
                    c for c in around.candidates(run, i, i) if c.beside and _is_alike(run, i, c)
                ]
                if told:
                    oddity = Oddity(seen=run[i].text, joined=False, candidates=tuple(told))
                    yield Spot(span=run[i].span, oddity=oddity)

    def _places(self, run: Run) -> Iterator[int]:
        """Where a word stands beside a word of somebody's name, and is none of that name's own."""
        if len(run) < 2 or any(word.text in PARTICLES for word in run):
            return
        folded = [fold(word.text) for word in run]
        for i, word in enumerate(run):
            if len(word.text) < self.shortest or not word.text.istitle() or word.opens:
                continue
            near = [j for j in (i - 1, i + 1) if 0 <= j < len(run)]
            names = [name for j in near for name in self.index.people.get(folded[j], ())]
            if names and not any(folded[i] in name.parts for name in names):
                yield i


def _is_alike(run: Run, i: int, candidate: Evidence) -> bool:
    return similarity(run[i].text, candidate.word) >= _LIKELY
