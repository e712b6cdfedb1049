"""Verdicts: the order of the reasons, the limits of a policy, and the exit code of a run."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.config import Policy
from audit.gate.judge import exit_code, judge, missing_capabilities
from audit.model import (
    Depth,
    Failure,
    Finding,
    Judgement,
    Reliability,
    Rule,
    Severity,
    Span,
    Verdict,
)

PASS, REVIEW, REJECT, INCOMPLETE = Verdict
CRASH = Failure(rule="casing", path="a.txt", error="ValueError: odd")
WEIGHT = {PASS: 0, REVIEW: 1, REJECT: 2, INCOMPLETE: 3}


def found(code: str, severity: Severity) -> Finding:
    return Finding(
        rule=Rule(code=code, title="Test", severity=severity, mqm="style"),
        span=Span(start=0, end=3),
        message="a test",
        confidence=0.9,
        severity=severity,
    )


NAME = found("misspelled-name", Severity.CRITICAL)
SLIP = found("punctuation", Severity.MINOR)


def judged(
    *findings: Finding,
    score: float = 100,
    words: int = 400,
    failures: tuple[Failure, ...] = (),
    **policy: Any,
) -> Judgement:
    return judge(
        findings=findings,
        failures=failures,
        reliability=Reliability(score=score),
        words=words,
        policy=Policy(**policy),
    )


@pytest.mark.parametrize(
    ("expected", "arguments"),
    [
        (PASS, {}),
        (REJECT, {"score": 0}),
        (PASS, {"score": 40.0, "reject_below": 40, "review_below": 40}),
        (REJECT, {"score": 39.9, "reject_below": 40, "review_below": 40}),
        (REVIEW, {"score": 39.9, "reject_below": 0, "review_below": 40}),
        (PASS, {"score": 0, "reject_below": 0, "review_below": 0}),
        (REVIEW, {"words": 49}),
        (PASS, {"words": 50}),
        (REVIEW, {"words": 119, "min_words": 120}),
        (PASS, {"words": 3, "min_words": 3}),
        (REJECT, {"words": 3, "score": 1}),
        (INCOMPLETE, {"failures": (CRASH,)}),
        (INCOMPLETE, {"failures": (CRASH,), "score": 0, "words": 2}),
    ],
)
def test_scores_lengths_and_failures_decide(expected: Verdict, arguments: dict[str, Any]) -> None:
    judgement = judged(**arguments)
    assert judgement.verdict is expected
    assert bool(judgement.reasons) == (expected is not PASS)


@pytest.mark.parametrize(
    ("expected", "policy"),
    [
        (REJECT, {"reject_at": {"critical": 1}}),
        (PASS, {"reject_at": {"critical": 2}}),
        (REJECT, {"reject_at": {"punctuation": 2}}),
        (PASS, {"reject_at": {"punctuation": 3}}),
        (REVIEW, {"review_at": {"minor": 2}}),
        (PASS, {"review_at": {"minor": 3, "major": 1}}),
        (REJECT, {"review_at": {"minor": 1}, "reject_at": {"misspelled-name": 1}}),
    ],
)
def test_findings_are_counted_by_severity_and_by_rule(
    expected: Verdict, policy: dict[str, Any]
) -> None:
    assert judged(NAME, SLIP, SLIP, **policy).verdict is expected


def test_the_shipped_thresholds_hold_where_the_policy_gives_none() -> None:
    verdicts = [judged(score=score).verdict for score in (100, 60, 10)]
    assert verdicts == [PASS, REVIEW, REJECT]


def test_the_reasons_say_what_decided_and_by_how_much() -> None:
    judgement = judged(NAME, score=31.25, reject_at={"critical": 1}, reject_below=40)
    assert judgement.reasons == (
        "critical findings: 1 (limit 1)",
        "reliability 31.25 is under 40",
    )
    assert judged(words=7).reasons == ("7 words are too few to judge by (at least 50)",)
    assert judged(failures=(CRASH,)).reasons == ("casing: ValueError: odd",)


@given(
    score=st.floats(0, 100),
    lower=st.floats(0, 100),
    words=st.integers(0, 200),
    findings=st.lists(st.sampled_from([NAME, SLIP]), max_size=4),
)
def test_a_worse_text_is_never_judged_better(
    score: float, lower: float, words: int, findings: list[Finding]
) -> None:
    limits: dict[str, Any] = {"reject_at": {"critical": 2}, "review_at": {"minor": 1}}
    verdict = judged(*findings, score=score, words=words, **limits).verdict
    worse = judged(*findings, NAME, score=min(score, lower), words=words // 2, **limits).verdict
    assert WEIGHT[worse] >= WEIGHT[verdict]


@given(st.lists(st.sampled_from([NAME, SLIP])), st.floats(0, 100), st.integers(0, 200))
def test_a_failure_is_always_incomplete(findings: list[Finding], score: float, words: int) -> None:
    assert judged(*findings, score=score, words=words, failures=(CRASH,)).verdict is INCOMPLETE


@pytest.mark.parametrize(("required", "given"), list(product(Depth, Depth)))
def test_a_depth_that_was_not_reached_is_missing(required: Depth, given: Depth) -> None:
    order = ["model-free", "standard", "deep"]
    missing = list(
        missing_capabilities(Policy(depth=required), depth=given, rules=(), path="a.txt")
    )
    assert bool(missing) == (order.index(required) > order.index(given))
    for failure in missing:
        told = f"depth {required} is required, this audit has {given}"
        hint = "; `audit pull` fetches the models"
        if required is Depth.STANDARD:
            hint += ', `[gate] depth = "model-free"` does without'
        assert failure == Failure(rule="policy", path="a.txt", error=told + hint)


def test_a_required_rule_that_did_not_run_is_missing() -> None:
    policy = Policy(require=("casing", "punctuation"), depth=Depth.MODEL_FREE)
    ran = ["punctuation", "repetition"]
    (missing,) = missing_capabilities(policy, depth=Depth.MODEL_FREE, rules=ran, path="a.txt")
    assert missing.error == "the policy requires casing, it did not run"


@pytest.mark.parametrize(
    ("verdicts", "of_run", "of_gate", "of_strict_gate"),
    [
        ({"pass": 3}, 0, 0, 0),
        ({"pass": 3, "review": 1}, 0, 0, 1),
        ({"pass": 3, "reject": 1}, 0, 1, 1),
        ({"pass": 3, "review": 1, "reject": 1}, 0, 1, 1),
        ({"pass": 3, "incomplete": 1}, 3, 3, 3),
        ({"reject": 3, "review": 2, "incomplete": 1}, 3, 3, 3),
        ({}, 3, 3, 3),
        ({"pass": 0, "review": 0, "reject": 0, "incomplete": 0}, 3, 3, 3),
    ],
)
def test_exit_codes(
    verdicts: dict[str, int], of_run: int, of_gate: int, of_strict_gate: int
) -> None:
    strict = Policy(review="fail")
    assert exit_code(verdicts, Policy(), gated=False) == of_run
    assert exit_code(verdicts, strict, gated=False) == of_run
    assert exit_code(verdicts, Policy(), gated=True) == of_gate
    assert exit_code(verdicts, strict, gated=True) == of_strict_gate
