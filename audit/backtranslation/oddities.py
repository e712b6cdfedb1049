"""The words of a text that nobody bears and no dictionary lists, and who might be meant by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from audit.backtranslation.evidence import Evidence, Run, Surroundings
from audit.backtranslation.names import HYPHENS, Name, NameIndex
from audit.backtranslation.recognition import Oddity
from audit.model import Span
from audit.reading.mentions import NameWord
from audit.resources.vocabulary import Vocabulary

_LONGEST_HALF = 6  # letters of the shorter piece of a name that was cut in two


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where an oddity stands."""

    span: Span
    oddity: Oddity


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """What makes a word odd: unknown to the names and to English, rare, and long enough."""

    index: NameIndex
    vocabulary: Vocabulary
    rarest: float
    shortest: int

    def find(self, text: str, runs: Sequence[Run], meant: Iterable[Name] = ()) -> Iterator[Spot]:
        """All odd words that somebody may be meant by; `meant` are people already recognised."""
        runs = [tuple(self._pieces(run)) for run in runs]
        around = Surroundings.of(text, runs, self.index, meant)
        for run in runs:
            for i, word in enumerate(run):
                if not self.is_odd(word.text):
                    continue
                for first, last in self._readings(run, i):
                    candidates = around.candidates(run, first, last)
                    if candidates:
                        yield self._spot(run, first, last, candidates)
                        break

    def is_odd(self, word: str) -> bool:
        """Whether a word is no name and no word that we know."""
        if (
            len(word) < self.shortest
            or not word.isalpha()
            or not (word.istitle() or word.isupper())
        ):
            return False
        if self.index.knows(word) or self.index.knows(word.removesuffix("s")):
            return False
        lower = word.lower()
        return (
            not self.vocabulary.in_dictionary(lower) and self.vocabulary.zipf(lower) <= self.rarest
        )

    def _pieces(self, run: Run) -> Iterator[NameWord]:
        """The words of a run, those with a hyphen cut at it unless they are known."""
        for word in run:
            if not HYPHENS.search(word.text) or self.index.knows(word.text):
                yield word
                continue
            start = word.span.start
            for match in HYPHENS.split(word.text):
                if match:
                    span = Span(start=start, end=start + len(match))
                    yield replace(word, text=match, span=span)
                start += len(match) + 1

    def _readings(self, run: Run, i: int) -> Iterator[tuple[int, int]]:
        """The odd word alone, and with a short one beside it as a name cut in two."""
        yield i, i
        for first, last in ((i, i + 1), (i - 1, i)):
            if first >= 0 and last < len(run):
                other = run[last if first == i else first].text
                if len(other) <= _LONGEST_HALF and not self.index.knows(other):
                    yield first, last

    def _spot(self, run: Run, first: int, last: int, candidates: Sequence[Evidence]) -> Spot:
        seen = "".join(word.text for word in run[first : last + 1])
        oddity = Oddity(seen=seen, joined=last > first, candidates=tuple(candidates))
        return Spot(span=Span(start=run[first].span.start, end=run[last].span.end), oddity=oddity)
