"""The text as it should have been: the best suggestions that do not get in each other's way."""

from __future__ import annotations

from collections.abc import Iterable

from audit.model import Finding, Suggestion


def choose_suggestions(findings: Iterable[Finding]) -> tuple[Suggestion, ...]:
    """The first suggestion of each finding, the most confident first; none overlaps another.

    Returned in the order of the text. Two insertions at one place overlap too.
    """
    chosen: list[Suggestion] = []
    first = (finding.suggestions[0] for finding in findings if finding.suggestions)
    for suggestion in sorted(first, key=lambda s: (-s.confidence, s.span, s.replacement)):
        if not any(_clash(suggestion, other) for other in chosen):
            chosen.append(suggestion)
    return tuple(sorted(chosen, key=lambda s: s.span))


def apply_suggestions(text: str, suggestions: Iterable[Suggestion]) -> str:
    """The text with suggestions applied; they must be in order and not overlap."""
    pieces: list[str] = []
    position = 0
    for suggestion in suggestions:
        pieces += (text[position : suggestion.span.start], suggestion.replacement)
        position = suggestion.span.end
    return "".join((*pieces, text[position:]))


def _clash(one: Suggestion, other: Suggestion) -> bool:
    return one.span.overlaps(other.span) or one.span.start == other.span.start
