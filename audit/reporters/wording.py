"""The words of the interface: what the program's terms are called before a reader."""

from __future__ import annotations

from audit.backtranslation.languages import name_language
from audit.model import Alteration, Depth, Mechanism, RoundTrip, Severity, Stability, Verdict
from audit.reporters.base import percent

WORST_FIRST = (Verdict.INCOMPLETE, Verdict.REJECT, Verdict.REVIEW, Verdict.PASS)

VERDICTS = {
    Verdict.PASS: "Passed",
    Verdict.REVIEW: "Needs review",
    Verdict.REJECT: "Rejected",
    Verdict.INCOMPLETE: "Incomplete",
}

MEANINGS = {
    Verdict.PASS: "The policy found no reason to hold it back.",
    Verdict.REVIEW: "To be looked at by a person before use.",
    Verdict.REJECT: "Not to be used as it stands.",
    Verdict.INCOMPLETE: "Not everything could be checked, so nothing is vouched for.",
}

SEVERITIES = {
    Severity.CRITICAL: "misleads about who, what or how many",
    Severity.MAJOR: "makes a reader stumble or guess",
    Severity.MINOR: "a blemish",
}

DEPTHS = {
    Depth.MODEL_FREE: "without language models",
    Depth.STANDARD: "standard",
    Depth.DEEP: "deep",
}

MECHANISMS = {
    Mechanism.ROUND_TRIP: "translated into another language and back",
    Mechanism.SPUN: "reworded by swapping synonyms",
    Mechanism.RAW_MT: "machine translation left unedited",
    Mechanism.HUMAN_TYPOS: "typing errors of a person",
    Mechanism.CLEAN: "no sign of damage",
    Mechanism.UNKNOWN: "not known",
}

ALTERATIONS = {
    Alteration.FORM: "another form",
    Alteration.SYNONYM: "a synonym",
    Alteration.SPELLING: "another spelling",
    Alteration.ORDER: "another order",
    Alteration.OTHER: "other words",
    Alteration.LEFT_OUT: "left out",
    Alteration.PUT_IN: "put in",
}


def summarise_trip(trip: RoundTrip) -> str:
    """What came of a round trip, on one line."""
    told = ", ".join(f"{metric.name} {metric.value:.1f}" for metric in trip.metrics)
    chance = trip.stability.probability
    known = trip.stability.why if chance is None else f"returned before: {percent(chance)}"
    return f"through {name_language(trip.pivot)} and back by {trip.engine}: {told}; {known}"


def describe_stability(stability: Stability) -> str:
    """What the stability of a text tells, in a sentence."""
    if stability.probability is None:
        told = f"Whether the engine has returned the text before is not told: {stability.why}"
    else:
        told = f"That the engine has returned the text before: {percent(stability.probability)}"
    return (
        f"{told} (chrF2++ of its sentences {stability.chrf:.1f} on average, of clean texts"
        f" {stability.clean:.1f}, of those on a second trip {stability.returned:.1f})"
    )
