"""Candidates are weighed anew by how the pivot's script would write them."""

from __future__ import annotations

import numpy as np
import pytest

from audit.backtranslation.channels import load_channels
from audit.backtranslation.channels.writing import load_script, signs_of
from audit.backtranslation.rescoring import Rescorer, load_rescorer, read_chance
from audit.backtranslation.restoration import NameList, Posterior

CODES = [channel.code for channel in load_channels()]
JA = CODES.index("ja")
LIST = ("pfeiffer", "fife", "fyfe", "stucker", "stark", "say", "scheid")


@pytest.fixture(scope="module")
def names() -> NameList:
    return NameList.of(LIST)


def posterior(scores: list[float]) -> Posterior:
    """Two candidates, Japanese the only likely pivot."""
    table = np.full((len(CODES), len(scores)), -40.0)
    table[JA] = scores
    return Posterior(numbers=np.array([0, 1]), scores=table)


def test_what_the_script_writes_so_is_the_more_probable() -> None:
    rescorer = Rescorer({"ja": 1.0})
    right, wrong = rescorer.log_written(["stucker", "stark"], "sutakka", "ja")
    assert right > wrong + 3
    right, wrong = rescorer.log_written(["stucker", "stark"], "sutaku", "ja")
    assert wrong > right + 3


def test_a_tie_falls_to_what_the_script_writes_so() -> None:
    pair = NameList.of(["stark", "stucker"])
    even = posterior([0.0, 0.0])
    anew = Rescorer({"ja": 0.5}).rescore(even, "sutakka", pair).probabilities().sum(axis=0)
    assert pair.letters[int(anew.argmax())] == "stucker"
    assert anew.max() > 0.8


def test_the_pivots_keep_their_shares() -> None:
    pair = NameList.of(["stark", "stucker"])
    before = posterior([0.0, 0.3])
    before.scores[CODES.index("ko")] = [0.5, -1.0]
    after = Rescorer({"ja": 0.7, "ko": 0.7}).rescore(before, "sutakka", pair)
    shares = [p.probabilities().sum(axis=1) for p in (before, after)]
    assert shares[1] == pytest.approx(shares[0])
    assert not np.allclose(after.scores, before.scores)


def test_what_is_sure_is_left_alone() -> None:
    pair = NameList.of(["stark", "stucker"])
    sure = posterior([9.0, 0.0])
    assert Rescorer({"ja": 0.7}).rescore(sure, "sutakka", pair) is sure


def test_a_pivot_without_a_weight_is_left_alone() -> None:
    pair = NameList.of(["stark", "stucker"])
    even = posterior([0.0, 0.0])
    after = Rescorer({"ru": 0.7}).rescore(even, "sutakka", pair)
    assert np.array_equal(after.scores, even.scores)


def test_all_ways_to_read_a_form_are_summed() -> None:
    readings = {"A": {"a": 0.5, "ab": 0.25}, "B": {"b": 0.5, "": 0.5}}
    chance = read_chance(("A", "B"), "ab", readings)
    assert chance == pytest.approx(0.5 * 0.5 + 0.25 * 0.5, abs=0.01)
    assert read_chance(("A",), "abcdefgh", readings) == 0.0


def test_letters_that_a_sign_is_not_known_for_are_improbable() -> None:
    readings = load_script("ja").readings
    known = {s: {r: float(np.exp(p)) for r, p in some.items()} for s, some in readings.items()}
    signs = signs_of("スタッカー", "ja")
    assert read_chance(signs, "sutakka", known) > 100 * read_chance(signs, "sutaqqa", known) > 0


@pytest.mark.parametrize(("seen", "true"), [("sutakka", "stucker"), ("sei", "say")])
def test_the_script_makes_the_truth_more_probable(seen: str, true: str, names: NameList) -> None:
    (alone,), (anew,) = names.restore_all([seen]), load_rescorer().restore_all([seen], names)
    chances = [
        float(found.probabilities().sum(axis=0)[found.numbers == names.letters.index(true)][0])
        for found in (alone, anew)
    ]
    assert chances[1] > chances[0] + 0.05


def test_where_nothing_is_near_nothing_is_weighed(names: NameList) -> None:
    (found,) = load_rescorer().restore_all([""], names)
    assert not len(found.numbers)
