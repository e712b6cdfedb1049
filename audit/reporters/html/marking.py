"""The text with its findings marked in place.

Findings may nest and overlap, elements of HTML may not: so the text is cut wherever a finding
begins or ends, and each piece knows all the findings it belongs to. The pieces joined are the
text; the pieces of one finding joined are exactly what its span covers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audit.model import Finding, Severity, Span
from audit.reporters.base import percent
from audit.reporters.html.paragraphs import find_ending

_RANK = {Severity.CRITICAL: 0, Severity.MAJOR: 1, Severity.MINOR: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A finding and the number it goes by on its page, from 1."""

    number: int
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text and the findings it belongs to, the innermost last.

    `marks` are the findings that end with the piece. `ending` says that the piece is the line
    breaks after a paragraph.
    """

    text: str
    findings: tuple[Numbered, ...]
    marks: tuple[Numbered, ...]
    ending: bool

    @property
    def severity(self) -> Severity:
        """The worst among the findings of the piece."""
        return min((n.finding.severity for n in self.findings), key=_RANK.__getitem__)

    @property
    def hint(self) -> str:
        """What is wrong with the piece, why, and what it should be, for who points at it."""
        finding = self.findings[-1].finding
        told = "; ".join((f"{finding.rule.title}: {finding.message}", *finding.evidence))
        mends = (
            f"{s.replacement or 'nothing'} ({percent(s.confidence)})" for s in finding.suggestions
        )
        return " → ".join(filter(None, (told, " | ".join(mends))))

    @property
    def numbers(self) -> str:
        """The numbers of the findings, for an attribute."""
        return " ".join(str(n.number) for n in self.findings)


def number_findings(findings: Sequence[Finding]) -> tuple[Numbered, ...]:
    """Number findings in the order of the text, the wider before what it contains."""
    ordered = sorted(findings, key=lambda f: (f.span.start, -f.span.end))
    return tuple(Numbered(number=n, finding=f) for n, f in enumerate(ordered, 1))


def mark_findings(
    text: str, numbered: Sequence[Numbered], paragraphs: Sequence[Span]
) -> tuple[tuple[Piece, ...], ...]:
    """The pieces of each paragraph."""
    at = _Events(numbered)
    edges = at.edges | {find_ending(text, paragraph) for paragraph in paragraphs}
    inner = sorted(edges)
    marked, next_edge = [], 0
    for paragraph in paragraphs:
        cuts = [paragraph.start]
        while next_edge < len(inner) and inner[next_edge] < paragraph.end:
            if inner[next_edge] > paragraph.start:
                cuts.append(inner[next_edge])
            next_edge += 1
        marked.append(tuple(at.pieces(text, paragraph, (*cuts, paragraph.end))))
    return tuple(marked)


class _Events:
    """What begins and ends where, and what is open while the text is walked from its start."""

    def __init__(self, numbered: Sequence[Numbered]) -> None:
        self._begin: dict[int, list[Numbered]] = defaultdict(list)
        self._end: dict[int, list[Numbered]] = defaultdict(list)
        self._open: dict[int, Numbered] = {}
        for item in numbered:
            self._begin[item.finding.span.start].append(item)
            self._end[item.finding.span.end].append(item)
        self.edges = {*self._begin, *self._end}

    def pieces(self, text: str, paragraph: Span, cuts: Sequence[int]) -> Iterator[Piece]:
        """The pieces between cuts; called once for each paragraph, in order."""
        ending = find_ending(text, paragraph)
        if paragraph.start == 0 and (first := self._marks(0)):
            yield Piece(text="", findings=(), marks=first, ending=False)
        for start, end in pairwise(cuts):
            for item in self._begin.get(start, ()):
                if item.finding.span.end > start:
                    self._open[item.number] = item
            findings = tuple(self._open.values())
            marks = self._marks(end)
            yield Piece(
                text=text[start:end], findings=findings, marks=marks, ending=start >= ending
            )

    def _marks(self, position: int) -> tuple[Numbered, ...]:
        ended = tuple(self._end.get(position, ()))
        for item in ended:
            self._open.pop(item.number, None)
        return ended
