"""The list of findings under the text: one card for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.mending.choice import offer_words
from audit.model import Severity, Span, Suggestion
from audit.reporters.base import Lines, percent
from audit.reporters.html.marking import Numbered

_QUOTED = 240  # characters of a finding's text that its card repeats; the text itself has all


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A range of the text and what stands there, for the decisions that the page saves."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """A suggestion as a card shows it; `was` is empty where it changes the whole finding."""

    place: Place
    was: str
    replacement: str
    confidence: str
    explanation: str
    applied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A finding as its card shows it."""

    number: int
    code: str
    title: str
    severity: Severity
    sureness: float
    confidence: str
    whole: Place
    own: str
    quote: str
    place: str
    message: str
    evidence: tuple[str, ...]
    mends: tuple[Mend, ...]


def gather_cards(
    text: str, numbered: Iterable[Numbered], chosen: Sequence[Suggestion]
) -> tuple[Card, ...]:
    """The cards in the order of the text; `chosen` are the suggestions the mended text uses."""
    lines, applied = Lines.of(text), {(s.span, s.replacement) for s in chosen}
    return tuple(_card(text, item, lines, applied) for item in numbered)


def _card(text: str, item: Numbered, lines: Lines, applied: set[tuple[Span, str]]) -> Card:
    finding = item.finding
    line, column = lines.position(finding.span.start)
    return Card(
        number=item.number,
        code=finding.rule.code,
        title=finding.rule.title,
        severity=finding.severity,
        sureness=finding.confidence,
        confidence=percent(finding.confidence),
        whole=_place(text, finding.span),
        own=offer_words(text, finding),
        quote=_shorten(text[finding.span.start : finding.span.end]),
        place=f"line {line}, column {column}",
        message=finding.message,
        evidence=finding.evidence,
        mends=tuple(
            Mend(
                place=_place(text, s.span),
                was="" if s.span == finding.span else _shorten(text[s.span.start : s.span.end]),
                replacement=s.replacement,
                confidence=percent(s.confidence),
                explanation=s.explanation,
                applied=(s.span, s.replacement) in applied,
            )
            for s in finding.suggestions
        ),
    )


def _place(text: str, span: Span) -> Place:
    return Place(start=span.start, end=span.end, text=text[span.start : span.end])


def _shorten(text: str) -> str:
    if len(text) <= _QUOTED:
        return text
    return f"{text[: _QUOTED // 2]} … {text[-_QUOTED // 2 :]}"
