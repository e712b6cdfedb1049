"""The text as it should have been: the best suggestions that do not get in each other's way."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from audit.model import Finding, Suggestion

LEAST = 0.5  # confidence: a mend is applied that is likelier right than wrong


def choose_suggestions(findings: Iterable[Finding], least: float = LEAST) -> tuple[Suggestion, ...]:
    """The first suggestion of each finding, the most confident first; none overlaps another.

    What is less sure than `least` is shown beside the text and left to the reader.
    Returned in the order of the text. Two insertions at one place overlap too.
    """
    chosen: list[Suggestion] = []
    first = (finding.suggestions[0] for finding in findings if finding.suggestions)
    sure = (suggestion for suggestion in first if suggestion.confidence >= least)
    for suggestion in sorted(sure, key=lambda s: (-s.confidence, s.span, s.replacement)):
        place = bisect_left(chosen, suggestion.span, key=lambda s: s.span)
        if not _clashes(suggestion, chosen[max(0, place - 1) : place + 1]):
            chosen.insert(place, suggestion)
    return tuple(chosen)


def apply_suggestions(text: str, suggestions: Iterable[Suggestion]) -> str:
    """The text with suggestions applied; they must be in order and not overlap."""
    pieces: list[str] = []
    position = 0
    for suggestion in suggestions:
        pieces += (text[position : suggestion.span.start], suggestion.replacement)
        position = suggestion.span.end
    return "".join((*pieces, text[position:]))


def offer_words(text: str, finding: Finding) -> str:
    """What a reader may want to put in a finding's place: its best suggestion, to begin with."""
    best = finding.suggestions[0] if finding.suggestions else None
    if best is None or not finding.span.covers(best.span):
        return text[finding.span.start : finding.span.end]
    return (
        text[finding.span.start : best.span.start]
        + best.replacement
        + text[best.span.end : finding.span.end]
    )


def _clashes(suggestion: Suggestion, neighbours: Sequence[Suggestion]) -> bool:
    """Whether a suggestion touches one of those beside it; what lies further off it cannot."""
    span = suggestion.span
    return any(span.overlaps(n.span) or span.start == n.span.start for n in neighbours)
