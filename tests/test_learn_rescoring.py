"""What the way through a script counts for is learned from names whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("numba")
pytest.importorskip("scipy")

from training.learn_rescoring import Case, choose, expect_first, share_first


def cases(told: float) -> list[Case]:
    """Names of which the script says so much more of the truth than of the others."""
    chance = np.random.default_rng(1)
    found = []
    for _ in range(200):
        scores, written = chance.normal(size=(2, 5))
        scores[2] += 2.0
        written[2] += told
        found.append(Case(right=2, scores=scores, written=written))
    return found


def test_a_script_that_tells_counts_and_one_that_does_not_does_not() -> None:
    assert choose("ja", [cases(3.0)]) > 0.8
    assert choose("ja", [cases(0.0)]) < 0.2


def test_the_weight_makes_the_truth_first() -> None:
    case = Case(right=1, scores=np.array([1.0, 0.0]), written=np.array([-5.0, -1.0]))
    assert share_first([case], 0.0) == 0.0
    assert share_first([case], 0.5) == 1.0
    assert expect_first([case], 0.5) > expect_first([case], 0.0)


def test_neither_kind_may_lose_by_it() -> None:
    against = Case(right=0, scores=np.array([0.5, 0.0]), written=np.array([-1.0, 0.0]))
    assert choose("ja", [cases(3.0), [against] * 50]) <= 0.5
