"""The verdict: what a policy makes of findings, failures and the reliability score.

The order is fixed. What was not fully audited is *incomplete*, whatever was found; then come the
reasons to reject, then those to review; what is left passes. A text under `min_words` words is at
best reviewed, since so little text tells little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from audit.config import Policy
from audit.model import Depth, Failure, Finding, Judgement, Reliability, Verdict
from audit.scoring.reliability import load_weights

_MOST_UNREAD = 0.2  # of a text's words; what is not looked at is not vouched for


def judge(
    *,
    findings: Iterable[Finding],
    failures: Iterable[Failure],
    reliability: Reliability,
    words: int,
    policy: Policy,
    unread: int = 0,
) -> Judgement:
    """Judge one audit by a policy; the reasons are sentences for people."""
    missed = tuple(f"{failure.rule}: {failure.error}" for failure in failures)
    if missed:
        return Judgement(verdict=Verdict.INCOMPLETE, reasons=missed)
    counts = _count(findings)
    weights = load_weights()
    reject_below = _first(policy.reject_below, weights["reject_below"])
    review_below = _first(policy.review_below, weights["review_below"])
    reasons = (*_too_many(counts, policy.reject_at), *_too_low(reliability, reject_below))
    if reasons:
        return Judgement(verdict=Verdict.REJECT, reasons=reasons)
    reasons = (*_too_many(counts, policy.review_at), *_too_low(reliability, review_below))
    if words < policy.min_words:
        reasons += (f"{words} words are too few to judge by (at least {policy.min_words})",)
    if unread > _MOST_UNREAD * words:
        reasons += (f"{unread} words stand in code, tables or verse, which are not looked at",)
    if reasons:
        return Judgement(verdict=Verdict.REVIEW, reasons=reasons)
    return Judgement(verdict=Verdict.PASS)


def missing_capabilities(
    policy: Policy, *, depth: Depth, rules: Iterable[str], path: str
) -> Iterator[Failure]:
    """What the policy requires and this audit cannot give."""
    order = list(Depth)
    if order.index(policy.depth) > order.index(depth):
        lacking = f"depth {policy.depth} is required, this audit has {depth}"
        yield Failure(rule="policy", path=path, error=lacking + _hint(policy))
    for code in sorted(set(policy.require) - set(rules)):
        yield Failure(rule="policy", path=path, error=f"the policy requires {code}, it did not run")


def exit_code(verdicts: Mapping[str, int], policy: Policy, *, gated: bool) -> int:
    """3 if anything is incomplete or nothing was audited, 1 if a gate rejects, else 0."""
    if verdicts.get(Verdict.INCOMPLETE) or not sum(verdicts.values()):
        return 3
    failing = {Verdict.REJECT} | ({Verdict.REVIEW} if policy.review == "fail" else set())
    return int(gated and any(verdicts.get(verdict) for verdict in failing))


def _hint(policy: Policy) -> str:
    """What to do where a model is missing."""
    without = ', `[gate] depth = "model-free"` does without'
    return f"; `audit pull` fetches the models{without if policy.depth is Depth.STANDARD else ''}"


def _count(findings: Iterable[Finding]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for finding in findings:
        counts.update((finding.severity.value, finding.rule.code))
    return counts


def _too_many(counts: Mapping[str, int], limits: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(
        f"{what} findings: {counts[what]} (limit {limit})"
        for what, limit in limits.items()
        if counts[what] >= limit
    )


def _too_low(reliability: Reliability, least: float) -> tuple[str, ...]:
    if reliability.score >= least:
        return ()
    return (f"reliability {reliability.score:g} is under {least:g}",)


def _first(own: float | None, shipped: float) -> float:
    return shipped if own is None else own
