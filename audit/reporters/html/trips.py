"""A round trip in three columns: the text, what the pivot made of it, and what came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.backtranslation.languages import name_language
from audit.model import Alteration, Metric, RoundTrip, Span
from audit.reporters.wording import ALTERATIONS, describe_stability


@dataclass(frozen=True, slots=True, kw_only=True)
class TripPiece:
    """A stretch of a sentence, and what the trip made of it; empty where nothing."""

    text: str
    changed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TripRow:
    """A sentence in the three columns, with its chrF2++."""

    text: tuple[TripPiece, ...]
    pivot: str
    back: tuple[TripPiece, ...]
    chrf: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TripPanel:
    """A round trip before the reader; `code` is the pivot's ISO 639-1 code."""

    language: str
    code: str
    engine: str
    metrics: tuple[Metric, ...]
    stability: str
    signatures: tuple[str, str]
    left_out: int
    rows: tuple[TripRow, ...]


def gather_trip(text: str, trip: RoundTrip) -> TripPanel:
    """The panel of a round trip."""
    return TripPanel(
        language=name_language(trip.pivot),
        code=trip.pivot,
        engine=trip.engine,
        metrics=trip.metrics,
        stability=describe_stability(trip.stability),
        signatures=trip.signatures,
        left_out=trip.left_out,
        rows=tuple(
            TripRow(
                text=tuple(_pieces(text, s.span, [(c.span, c.kind) for c in s.changes])),
                pivot=s.pivot,
                back=tuple(_pieces(s.back, _whole(s.back), [(c.back, c.kind) for c in s.changes])),
                chrf=f"{s.chrf:.0f}",
            )
            for s in trip.sentences
        ),
    )


def _whole(text: str) -> Span:
    return Span(start=0, end=len(text))


def _pieces(
    text: str, whole: Span, changed: Sequence[tuple[Span, Alteration]]
) -> Iterator[TripPiece]:
    """The stretches of a range of a text, those changed apart."""
    at = whole.start
    for span, kind in changed:
        if at < span.start:
            yield TripPiece(text=text[at : span.start], changed="")
        if span.start < span.end:
            yield TripPiece(text=text[span.start : span.end], changed=ALTERATIONS[kind])
        at = span.end
    if at < whole.end:
        yield TripPiece(text=text[at : whole.end], changed="")
