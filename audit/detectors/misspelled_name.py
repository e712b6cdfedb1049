"""A name that nobody bears, with evidence of who is meant.

Flags: a capitalised word that neither the reference list nor the English vocabulary knows, when the
sounds of some pivot language turn a listed name into it and the text says whose: a given name or
surname of the same person beside it (*Pete* Hegseth), even a garbled one, an office or a country,
the person's right name elsewhere. All garbled names of the text together tell the pivot, and the
pivot then weighs on each. Also the name of an outlet that is made of common words, in lower case,
where the text says that an outlet is meant (the magazine *private eye*); a person's whole name in
one word (*Angelamerkel*); and a right word in the place of a surname, after the given name of
somebody who is not called so (*Elon Mask*), or in that of a given name, between an office and the
surname (President *Barak* Obama). Passes: a name that is merely unknown; a legitimate variant (the
list's aliases); a relative with another given name that is a name of its own, or with the surname
in the form for a woman.

Data: `reference/names`, `reference/channels`, `reference/lexicons/demonyms.tsv` and
`given_forms.tsv`, `wordfreq`. The probability that the true name is meant, rather than nobody
listed, is that of `audit.backtranslation.recognition`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from audit.backtranslation.channels.transducer import Floats
from audit.backtranslation.diagnosis import Garble, weigh_channels
from audit.backtranslation.evidence import Evidence
from audit.backtranslation.fused import SHORTEST, find_fused
from audit.backtranslation.lowered import find_lowered
from audit.backtranslation.oddities import Finder, Spot
from audit.backtranslation.recognition import Recognised, recognise
from audit.backtranslation.swaps import SwapFinder
from audit.detectors.base import READABLE, Detector, Knowledge, replace_with, sentences_of
from audit.model import Document, Finding, Rule, Severity, Span
from audit.reading.mentions import find_runs, name_word

_SHOWN = 3
_TOLD = 0.9  # clean news has such words of its own once in two million (outlets) or never (fused)


@dataclass(frozen=True, kw_only=True)
class MisspelledName(Detector):
    """Finds garbled names of listed people.

    `least` is the probability from which a name is flagged. A word up to the Zipf frequency
    `rarest` may be a garbled name; words of fewer than `shortest` letters are passed.
    """

    rule: ClassVar[Rule] = Rule(
        code="misspelled-name",
        title="Misspelled name",
        severity=Severity.CRITICAL,
        mqm="accuracy/mistranslation/named-entity",
    )
    least: float = 0.9
    rarest: float = 3.5
    shortest: int = 4

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Judge all odd words, then once more with what they tell of the pivot."""
        yield from self._lowered(document, knowledge)
        yield from self._fused(document, knowledge)
        finder = Finder(
            index=knowledge.names,
            vocabulary=knowledge.vocabulary,
            rarest=self.rarest,
            shortest=self.shortest,
        )
        runs = tuple(find_runs(sentences_of(document, READABLE), document.text))
        likely = self._recognise(finder.find(document.text, runs))
        garbles = [_garble(spot, found) for spot, found in likely]
        meant = [found[0].evidence.name for _, found in likely]
        pivots = weigh_channels(garbles) if garbles else None
        if likely:
            spots = finder.find(document.text, runs, meant)
            for spot, found in self._recognise(spots, pivots):
                yield self._report(spot, document.text, found, "“{}” is no known name")
        swaps = SwapFinder(
            index=knowledge.names, vocabulary=knowledge.vocabulary, shortest=self.shortest
        )
        spots = swaps.find(document.text, runs, meant)
        for spot, found in self._recognise(spots, pivots, known=True):
            yield self._report(spot, document.text, found, _called(found[0].evidence))

    def _recognise(
        self, spots: Iterable[Spot], pivots: Floats | None = None, *, known: bool = False
    ) -> list[tuple[Spot, tuple[Recognised, ...]]]:
        """The spots whose best candidate is probable enough."""
        spots = list(spots)
        oddities = [spot.oddity for spot in spots]
        judged = zip(spots, recognise(oddities, pivots, known=known), strict=True)
        return [(spot, found) for spot, found in judged if found[0].probability >= self.least]

    def _lowered(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Names of outlets that a pivot without capitals gave back as words."""
        for sentence in sentences_of(document, READABLE):
            for tokens, name in find_lowered(sentence, knowledge.names.outlets):
                span = Span(start=tokens[0].start, end=tokens[-1].end)
                told = "the sentence says what kind of outlet is meant"
                yield self._told(document.text, span, name, told)

    def _fused(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Names of people in one word."""
        for sentence in sentences_of(document, READABLE):
            words = map(name_word, (t for t in sentence.tokens if len(t.text) >= SHORTEST))
            for word, name in find_fused(
                words, document.text, knowledge.names.fused, knowledge.vocabulary
            ):
                told = f"it is the name {name} in one word"
                yield self._told(document.text, word.span, name, told)

    def _told(self, text: str, span: Span, name: str, told: str) -> Finding:
        """A finding that rests on one fact."""
        return self.find(
            span,
            f"“{text[span.start : span.end]}” is probably the name {name}",
            _TOLD,
            evidence=(told,),
            suggestions=(replace_with(span, name, _TOLD, told),),
        )

    def _report(self, spot: Spot, text: str, found: Sequence[Recognised], why: str) -> Finding:
        best = found[0]
        seen = text[spot.span.start : spot.span.end]
        return self.find(
            spot.span,
            f"{why.format(seen)}; {best.evidence.name.entry.name} is probably meant",
            round(best.probability, 3),
            evidence=tuple(_tell(best.evidence)),
            suggestions=tuple(
                replace_with(
                    spot.span,
                    _cased(item.evidence.word, seen),
                    round(item.probability, 3),
                    f"{item.evidence.name.entry.name}: {'; '.join(_tell(item.evidence))}",
                )
                for item in found[:_SHOWN]
                if item is best or item.probability >= 0.01
            ),
        )


def _garble(spot: Spot, found: Sequence[Recognised]) -> Garble:
    best, *others = found[:_SHOWN]
    odds = ((o.evidence.word, o.probability / best.probability) for o in others)
    return Garble(seen=spot.oddity.seen, true=best.evidence.word, others=tuple(odds))


def _called(evidence: Evidence) -> str:
    """Why a known word is no name of somebody who is meant, with a place for the word."""
    beside = evidence.beside
    whole = f"{beside} {{}}" if evidence.bearer[1] else f"{{}} {beside}"
    return f"nobody known is called {whole}"


def _tell(evidence: Evidence) -> Iterator[str]:
    """What speaks for a candidate, in words."""
    name = evidence.name.entry.name
    if evidence.beside:
        yield f"{evidence.beside} stands beside it"
    if evidence.companion:
        yield f"{evidence.companion} beside it is near {evidence.other}"
    if evidence.named:
        yield f"the text also names {name}"
    if evidence.role:
        yield f"{name} is known as {evidence.role}"
    if evidence.beside or evidence.companion or evidence.named or evidence.role:
        return
    elsewhere = f"{name} is probably meant elsewhere in the text"
    yield elsewhere if evidence.cast else f"it is near {evidence.word}"


def _cased(word: str, seen: str) -> str:
    return word.upper() if seen.isupper() else word
