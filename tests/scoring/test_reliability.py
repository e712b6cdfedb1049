"""The reliability score: what a finding costs, and that more damage never scores better."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model import Finding, Rule, Severity, Span
from audit.reference import load_table
from audit.scoring.reliability import load_weights, score_reliability

CODES = ("misspelled-name", "punctuation", "extraction-residue")


NUMBERS = count()


def found(
    severity: str,
    confidence: float = 1.0,
    code: str = "misspelled-name",
    message: str | None = None,
) -> Finding:
    return Finding(
        rule=Rule(code=code, title="Test", severity=Severity(severity), mqm="style"),
        span=Span(start=0, end=3),
        message=message or f"error {next(NUMBERS)}",
        confidence=confidence,
        severity=Severity(severity),
    )


FINDINGS = st.builds(
    found,
    st.sampled_from([severity.value for severity in Severity]),
    st.floats(0.05, 1),
    st.sampled_from(CODES),
)


def test_a_text_without_findings_is_wholly_reliable() -> None:
    reliability = score_reliability([], 400)
    assert reliability.score == 100
    assert reliability.costs == {}
    assert reliability.probability_damaged is None


@pytest.mark.parametrize(("severity", "weight"), [("minor", 1), ("major", 5), ("critical", 10)])
def test_a_finding_costs_its_mqm_weight_per_thousand_words(severity: str, weight: int) -> None:
    assert score_reliability([found(severity)], 1000).costs == {"misspelled-name": weight}
    assert score_reliability([found(severity)], 2000).costs == {"misspelled-name": weight / 2}
    assert score_reliability([found(severity, 0.5)], 1000).costs == {"misspelled-name": weight / 2}


def test_a_name_wrong_in_the_same_way_all_through_costs_once() -> None:
    one, more = found("critical", 0.9, message="x is y"), found("critical", 0.8, message="x is y")
    assert score_reliability([more, one, more], 1000).costs == {"misspelled-name": 9}
    other = found("critical", 0.8, message="x is z")
    assert score_reliability([one, other, other], 1000).costs == {"misspelled-name": 17}


def test_an_error_of_a_place_costs_each_time() -> None:
    twice = [found("minor", code="punctuation", message="no space") for _ in range(2)]
    assert score_reliability(twice, 1000).costs == {"punctuation": 2}


def test_the_half_point_is_where_half_the_reliability_is_lost() -> None:
    half = load_weights()["half"]
    minor = [found("minor") for _ in range(int(half))]
    assert score_reliability([*minor, found("minor", half % 1)], 1000).score == 50


def test_a_short_text_is_not_condemned_for_one_slip() -> None:
    assert score_reliability([found("minor")], 10) == score_reliability([found("minor")], 600)
    assert score_reliability([found("minor")], 10).score > 80


def test_page_furniture_costs_next_to_nothing() -> None:
    furniture = score_reliability([found("minor", code="extraction-residue")], 300).score
    assert furniture > score_reliability([found("minor", code="punctuation")], 300).score


def test_costs_are_summed_by_rule_in_order() -> None:
    findings = [found("minor", code="punctuation"), found("major"), found("minor")]
    assert list(score_reliability(findings, 1000).costs.items()) == [
        ("misspelled-name", 6),
        ("punctuation", 1),
    ]


@given(st.lists(FINDINGS, max_size=30), FINDINGS, st.integers(0, 100_000))
def test_more_damage_never_scores_better(
    findings: list[Finding], more: Finding, words: int
) -> None:
    before, after = score_reliability(findings, words), score_reliability([*findings, more], words)
    assert 0 <= after.score <= before.score <= 100
    assert set(before.costs) <= set(after.costs)


@given(st.lists(FINDINGS, max_size=10), st.integers(0, 5000), st.integers(0, 5000))
def test_the_same_damage_in_a_longer_text_never_scores_worse(
    findings: list[Finding], words: int, more: int
) -> None:
    shorter = score_reliability(findings, words).score
    assert score_reliability(findings, words + more).score >= shorter


def test_every_weight_is_a_number_with_its_source() -> None:
    weights = load_weights()
    assert {"minor", "major", "critical", "half", "reject_below", "review_below"} <= set(weights)
    assert weights["reject_below"] < weights["review_below"] < 100
    assert all(row["source"] for row in load_table("scoring/weights.tsv"))
