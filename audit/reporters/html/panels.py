"""The panels above the text: how reliable it is and what that cost, and how hard it is to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audit.model import Finding, Readability, Reliability
from audit.reporters.base import percent

_NAMES = {
    "flesch_reading_ease": "Reading ease (Flesch)",
    "flesch_kincaid_grade": "School grade (Flesch-Kincaid)",
    "gunning_fog": "School grade (Gunning fog)",
    "smog": "School grade (SMOG)",
    "coleman_liau": "School grade (Coleman-Liau)",
    "automated_readability_index": "School grade (automated index)",
    "dale_chall": "Rare words (Dale-Chall)",
    "linsear_write": "School grade (Linsear Write)",
}
_COSTS = {"round-trip": "Returned by an engine before (once)"}
_EASE = (
    (90, "very easy: a child of eleven follows it"),
    (70, "easy, like talk"),
    (60, "plain English"),
    (50, "fairly hard, like a quality newspaper"),
    (30, "hard: student level"),
)
_DALE_CHALL = (
    (9, "words a graduate knows"),
    (8, "words a student knows"),
    (7, "words known at the end of school"),
    (5, "words known in middle school"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A labelled number and the share, 0 to 100, of its bar that is filled."""

    label: str
    value: float
    filled: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityPanel:
    """The score, the calibrated chance of damage in words, and what each rule cost."""

    score: Bar
    damaged: str
    costs: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A readability index under its plain name, and what the number means."""

    name: str
    value: str
    meaning: str


def gather_reliability(reliability: Reliability, findings: tuple[Finding, ...]) -> ReliabilityPanel:
    """The panel of reliability; rules go by their titles, the dearest first."""
    titles = {**_COSTS, **{f.rule.code: f.rule.title for f in findings}}
    costs = sorted(reliability.costs.items(), key=lambda cost: (-cost[1], cost[0]))
    dearest = max((points for _, points in costs), default=0)
    chance = reliability.probability_damaged
    return ReliabilityPanel(
        score=gather_score(reliability.score),
        damaged="" if chance is None else percent(chance),
        costs=tuple(
            Bar(label=titles.get(code, code), value=points, filled=_fill(points, dearest))
            for code, points in costs
        ),
    )


def gather_score(score: float) -> Bar:
    """The reliability score as a bar."""
    return Bar(label="Reliability", value=score, filled=_fill(score, 100))


def gather_readability(readability: Readability | None) -> tuple[Reading, ...]:
    """The readings of all indices there are."""
    indices: Mapping[str, float] = readability.indices if readability else {}
    return tuple(
        Reading(
            name=_NAMES.get(name, name.replace("_", " ").capitalize()),
            value=f"{value:.1f}",
            meaning=_read_index(name, value),
        )
        for name, value in indices.items()
    )


def _read_index(name: str, value: float) -> str:
    if name == "flesch_reading_ease":
        return _band(value, _EASE, "very hard: for specialists")
    if name == "dale_chall":
        return _band(value, _DALE_CHALL, "words a child knows")
    if not _NAMES.get(name, "").startswith("School grade"):
        return ""
    return _read_grade(value)


def _read_grade(value: float) -> str:
    if value >= 17:
        return "beyond a first degree"
    if value >= 13:
        return f"read with ease after {value - 12:.0f} years of college"
    return f"read with ease from school year {max(value, 1):.0f} on"


def _band(value: float, bands: tuple[tuple[float, str], ...], otherwise: str) -> str:
    return next((meaning for floor, meaning in bands if value >= floor), otherwise)


def _fill(value: float, whole: float) -> float:
    return round(100 * min(max(value / whole, 0), 1), 1) if whole > 0 else 0
