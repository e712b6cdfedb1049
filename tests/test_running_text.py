"""What the benchmark of names in sentences counts, and how."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy")

from audit.backtranslation.recognition import FEATURES
from benchmarks.running_text import Search, judge, read_cases, threshold
from training.learn_recognition import Case


def test_the_threshold_lets_no_more_wrong_corrections_pass_than_allowed() -> None:
    clean = [0.9, 0.8, 0.7, 0.1]
    least = threshold(clean, 40_000)  # two are allowed
    assert sum(p > least for p in clean) == 2
    assert threshold([0.4], 40_000) == 0.0


def test_nobody_listed_is_an_answer() -> None:
    weights = np.zeros(len(FEATURES))
    weights[0] = -5.0
    features = np.ones((1, len(FEATURES)))
    case = Case(features=features, right=0, text=1, clean=False, seen="x", words=("y",))
    ((chance, right),) = judge([case], weights)
    assert chance < 0.01
    assert right


def test_a_lone_surname_of_the_list_may_be_meant() -> None:
    search = Search.of(["Yaroslavsky"])
    text = "The talks between Yaroslabski and the miners ended on Tuesday without a result."
    (case,) = read_cases(search, text, 1, "yaroslabski", "yaroslavsky")
    assert case.right is not None
    assert case.words[case.right] == "yaroslavsky"
