"""How far a text can be relied on: 100 for no damage, towards 0 as damage grows.

Each finding costs the MQM weight of its severity (1 minor, 5 major, 10 critical; Lommel et al.
2014, Freitag et al. 2021) times its confidence and the rule's own weight, per 1,000 words. The
score is 100 / (1 + points / half), where `half` is the number of points at which a text has lost
half its reliability. Texts are taken to have at least `shortest` words, so that one slip in a short
note does not condemn it. The figures are rows of `reference/scoring/weights.tsv`. A name or term
that is wrong in the same way all through a text is one error, and costs once (the MQM guidelines
count a repeated error so); errors of a place, such as a doubled word, cost each time. A text that a
translation engine has plainly returned before costs `round-trip` points, whatever its length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from audit.backtranslation.stability import PLAIN
from audit.model import Finding, Reliability, RoundTrip
from audit.reference import load_table

ROUND_TRIP = "round-trip"
_OF_A_WORD = {"misspelled-name", "inconsistent-name", "garbled-title", "misspelled-word"}


def score_reliability(
    findings: Iterable[Finding], words: int, trips: Iterable[RoundTrip] = ()
) -> Reliability:
    """The reliability of a text of so many words with these findings and round trips."""
    weights = load_weights()
    per_thousand = 1000 / max(words, weights["shortest"])
    dearest: defaultdict[tuple[str, str | int], float] = defaultdict(float)
    for number, finding in enumerate(findings):
        code = finding.rule.code
        weight = weights[finding.severity.value] * weights.get(code, 1.0)
        error = code, finding.message if code in _OF_A_WORD else number
        dearest[error] = max(dearest[error], weight * finding.confidence * per_thousand)
    costs: defaultdict[str, float] = defaultdict(float)
    for (code, _), cost in dearest.items():
        costs[code] += cost
    returned = max((trip.stability.probability or 0.0 for trip in trips), default=0.0)
    if returned >= PLAIN:
        costs[ROUND_TRIP] = weights[ROUND_TRIP]
    points = sum(costs.values())
    return Reliability(
        score=round(100 / (1 + points / weights["half"]), 1),
        costs={code: round(cost, 2) for code, cost in sorted(costs.items())},
    )


@cache
def load_weights() -> Mapping[str, float]:
    """Weights by severity and rule, the half point and the thresholds, by name."""
    return {row["name"]: float(row["value"]) for row in load_table("scoring/weights.tsv")}
