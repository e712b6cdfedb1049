"""How far a text can be relied on: 100 for no damage, towards 0 as damage grows.

Each finding costs the MQM weight of its severity (1 minor, 5 major, 10 critical; Lommel et al.
2014, Freitag et al. 2021) times its confidence and the rule's own weight, per 1,000 words. The
score is 100 / (1 + points / half), where `half` is the number of points at which a text has lost
half its reliability. The figures are rows of `reference/scoring/weights.tsv`. Texts are taken to
have at least 250 words, so that one slip in a short note does not condemn it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from audit.model import Finding, Reliability
from audit.reference import load_table

_SHORTEST = 250


def score_reliability(findings: Iterable[Finding], words: int) -> Reliability:
    """The reliability of a text of so many words with these findings."""
    costs: defaultdict[str, float] = defaultdict(float)
    weights = load_weights()
    per_thousand = 1000 / max(words, _SHORTEST)
    for finding in findings:
        code = finding.rule.code
        weight = weights[finding.severity.value] * weights.get(code, 1.0)
        costs[code] += weight * finding.confidence * per_thousand
    points = sum(costs.values())
    return Reliability(
        score=round(100 / (1 + points / weights["half"]), 1),
        costs={code: round(cost, 2) for code, cost in sorted(costs.items())},
    )


@cache
def load_weights() -> Mapping[str, float]:
    """Weights by severity and rule, the half point and the thresholds, by name."""
    return {row["name"]: float(row["value"]) for row in load_table("scoring/weights.tsv")}
