"""How a text came to be damaged, as far as its findings tell, and through which language.

All garbled names of a text vote on the pivot (`audit.backtranslation.diagnosis`). When the pivot is
plain, names of people from its own countries speak for a raw translation, and names from elsewhere
for a trip there and back. This is a rule of thumb: a foreign report on foreign affairs looks like
the latter. A text that a translation engine has plainly returned before (`audit.backtranslation.
stability`) has made that trip. Several broken fixed terms with no garbled name speak for a synonym
spinner, which leaves names alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from audit.backtranslation import stability
from audit.backtranslation.channels.scripts import explain
from audit.backtranslation.diagnosis import Diagnosis, Garble, diagnose
from audit.backtranslation.languages import name_language
from audit.backtranslation.names import NameIndex
from audit.model import Finding, Mechanism, PivotDiagnosis, RoundTrip, Severity

NAMES = frozenset({"misspelled-name", "inconsistent-name"})
TERMS = frozenset({"garbled-title"})
PLAIN = 0.8  # probability from which a pivot is told
SEVERAL = 2  # broken terms
TOLD = 5  # garbles shown as evidence
_LEAST = 1e-6

_BY_CHANNEL = {"typo": Mechanism.HUMAN_TYPOS, "latin": Mechanism.RAW_MT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Findings with their path through the pivot as evidence, the pivot, and what happened."""

    findings: tuple[Finding, ...]
    pivot: PivotDiagnosis | None
    mechanism: Mechanism


def trace_origin(
    text: str,
    findings: Sequence[Finding],
    index: NameIndex,
    trips: Sequence[RoundTrip] = (),
) -> Origin:
    """Tell from a text's findings and round trips where its damage comes from."""
    diagnosis = tell_pivot(text, findings)
    returned = tell_returned(trips)
    pivot = describe_pivot(diagnosis) or returned
    if pivot and returned and pivot.language == returned.language:
        evidence = tuple(dict.fromkeys((*pivot.evidence, *returned.evidence)))
        sure = max(pivot.probability, returned.probability)
        pivot = replace(pivot, evidence=evidence, probability=sure)
    return Origin(
        findings=explain_names(text, findings, diagnosis),
        pivot=pivot,
        mechanism=Mechanism.ROUND_TRIP if returned else tell_mechanism(findings, diagnosis, index),
    )


def tell_returned(trips: Iterable[RoundTrip]) -> PivotDiagnosis | None:
    """The pivot under which a text is most plainly one that the engine has returned before."""
    chances = [(trip.stability.probability or 0.0, trip) for trip in trips]
    probability, trip = max(chances, key=lambda pair: pair[0], default=(0.0, None))
    if trip is None or probability < stability.PLAIN:
        return None
    told = trip.stability
    evidence = (
        f"through {name_language(trip.pivot)} and back it keeps chrF2++ {told.chrf:.0f};"
        f" clean texts keep {told.clean:.0f}, and {told.returned:.0f} on a second trip"
    )
    return PivotDiagnosis(language=trip.pivot, probability=probability, evidence=(evidence,))


def tell_pivot(text: str, findings: Iterable[Finding]) -> Diagnosis | None:
    """The channel that the text's garbled names tell plainly, if any."""
    garbles = [_garble(text, f) for f in findings if f.rule.code in NAMES and f.suggestions]
    diagnosis = diagnose(garbles) if garbles else None
    return diagnosis if diagnosis and diagnosis.probability >= PLAIN else None


def describe_pivot(diagnosis: Diagnosis | None) -> PivotDiagnosis | None:
    """The diagnosis as reports show it; only a single language is a pivot."""
    if diagnosis is None or not diagnosis.channel.language:
        return None
    language = diagnosis.channel.language
    return PivotDiagnosis(
        language=language,
        probability=round(diagnosis.probability, 4),
        evidence=tuple(_path(garble, language) for garble in diagnosis.telling[:TOLD]),
    )


def explain_names(
    text: str, findings: Sequence[Finding], diagnosis: Diagnosis | None
) -> tuple[Finding, ...]:
    """The findings, those of names with the path through the pivot's script as evidence."""
    if diagnosis is None:
        return tuple(findings)
    language = diagnosis.channel.language
    return tuple(
        replace(f, evidence=(*f.evidence, _path(_garble(text, f), language)))
        if f.rule.code in NAMES and f.suggestions
        else f
        for f in findings
    )


def tell_mechanism(
    findings: Sequence[Finding], diagnosis: Diagnosis | None, index: NameIndex
) -> Mechanism:
    """What probably happened to the text."""
    if all(f.severity is Severity.MINOR for f in findings):
        return Mechanism.CLEAN
    if diagnosis is not None:
        code = diagnosis.channel.code
        return _BY_CHANNEL.get(code) or _there_or_back(diagnosis, index)
    rules = [f.rule.code for f in findings]
    if sum(rule in TERMS for rule in rules) >= SEVERAL and not NAMES & set(rules):
        return Mechanism.SPUN
    return Mechanism.UNKNOWN


def _there_or_back(diagnosis: Diagnosis, index: NameIndex) -> Mechanism:
    homes = [_is_at_home(g.true, diagnosis.channel.countries, index) for g in diagnosis.telling]
    return Mechanism.RAW_MT if sum(homes) * 2 > len(homes) else Mechanism.ROUND_TRIP


def _is_at_home(word: str, countries: frozenset[str], index: NameIndex) -> bool:
    """Whether most bearers of a name come from the given countries."""
    bearers = {name.entry for name in index.people_named(word)}
    return sum(bool(countries & set(entry.country)) for entry in bearers) * 2 > len(bearers)


def _garble(text: str, finding: Finding) -> Garble:
    seen = text[finding.span.start : finding.span.end]
    best, *others = finding.suggestions
    odds = ((o.replacement, o.confidence / max(best.confidence, _LEAST)) for o in others)
    return Garble(seen=seen, true=best.replacement, others=tuple(odds))


def _path(garble: Garble, language: str) -> str:
    return explain(garble.true, garble.seen, language)
