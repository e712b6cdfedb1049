"""What round trips say of findings: what their words come back as, and whether that reads better.

A word that a pivot makes of another is a *pivot neighbour* of it. That a damaged word comes back as
another is evidence; where the language model prefers the other in its place, it is a suggestion.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from audit.backtranslation.critic import rank_mends
from audit.backtranslation.edits import Edit, as_written
from audit.backtranslation.languages import name_language
from audit.backtranslation.mending import SUGGESTED, load_odds, suggest
from audit.backtranslation.roundtrip import neighbour
from audit.fluency.language_model import LanguageModel
from audit.model import Finding, RoundTrip, Span, Suggestion


def tell_neighbours(
    text: str,
    findings: Iterable[Finding],
    trips: Sequence[RoundTrip],
    rules: frozenset[str],
    model: LanguageModel | None,
) -> tuple[Finding, ...]:
    """The findings, with what came back for their words; suggestions for those of `rules` alone.

    A trip by an engine that is unfit says nothing.
    """
    fit = [trip for trip in trips if trip.stability.fit]
    return tuple(_told(text, finding, fit, rules, model) for finding in findings)


def _told(
    text: str,
    finding: Finding,
    trips: Iterable[RoundTrip],
    rules: frozenset[str],
    model: LanguageModel | None,
) -> Finding:
    edits = []
    for trip in trips:
        come = neighbour(text, trip, finding.span)
        if come is not None:
            new = as_written(text[finding.span.start : finding.span.end], come)
            why = f"returns from {name_language(trip.pivot)} as “{new}”"
            edits.append(Edit(span=finding.span, replacement=new, explanation=why))
    if not edits:
        return finding
    evidence = (*finding.evidence, *dict.fromkeys(edit.explanation for edit in edits))
    if model is None or finding.rule.code not in rules:
        return replace(finding, evidence=evidence)
    return replace(
        finding, evidence=evidence, suggestions=_merged(finding, _preferred(text, edits, model))
    )


def _preferred(text: str, edits: Sequence[Edit], model: LanguageModel) -> list[Suggestion]:
    """The edits that gain enough to be suggested."""
    (mends,) = rank_mends(text, [edits], model, len(edits))
    return [suggest(mend) for mend in mends if mend.gain >= load_odds()["least"]]


def _merged(finding: Finding, more: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """All suggestions, the most probable first, each outcome once."""
    ranked = sorted((*finding.suggestions, *more), key=lambda s: -s.confidence)
    once: dict[tuple[Span, str], Suggestion] = {}
    for suggestion in ranked:
        once.setdefault((suggestion.span, suggestion.replacement), suggestion)
    return tuple(once.values())[: max(SUGGESTED, len(finding.suggestions))]
