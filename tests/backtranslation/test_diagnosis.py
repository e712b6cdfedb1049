"""The pivot of a document, told from its garbled names."""

from __future__ import annotations

import numpy as np
import pytest

from audit.backtranslation.channels import load_channels, load_transducer
from audit.backtranslation.channels.transducer import Names
from audit.backtranslation.diagnosis import (
    WAYS,
    Calibration,
    Garble,
    diagnose,
    explain_by_channels,
    explain_ways,
    sum_candidates,
)

JAPANESE = [("Merukeru", "Merkel"), ("Makuron", "Macron"), ("Brinken", "Blinken")]
RUSSIAN = [("Dzhonson", "Johnson"), ("Kherbert", "Herbert"), ("Khiuston", "Houston")]
CHINESE = [("Mokelong", "Macron"), ("Aobama", "Obama"), ("Buleier", "Blair")]
KOREAN = [("Keullinteon", "Clinton"), ("Beullin", "Blinken"), ("Teureompeu", "Trump")]
TYPED = [
    ("Obmaa", "Obama"),
    ("Clintno", "Clinton"),
    ("Mreckel", "Merckel"),
    ("Johnnson", "Johnson"),
]


def garbles(pairs: list[tuple[str, str]]) -> list[Garble]:
    return [Garble(seen=seen, true=true) for seen, true in pairs]


@pytest.mark.parametrize(
    ("pairs", "code"), [(JAPANESE, "ja"), (RUSSIAN, "ru"), (CHINESE, "zh"), (KOREAN, "ko")]
)
def test_three_garbles_tell_their_pivot(pairs: list[tuple[str, str]], code: str) -> None:
    diagnosis = diagnose(garbles(pairs))
    assert diagnosis is not None
    assert diagnosis.channel.code == code
    assert diagnosis.probability > 0.9
    assert set(diagnosis.telling) <= set(garbles(pairs))


def test_each_garble_more_makes_it_surer() -> None:
    chances = [diagnose(garbles(JAPANESE[:n])) for n in (1, 2, 3)]
    told = [c.probability for c in chances if c is not None]
    assert told == sorted(told)
    assert len(set(told)) == 3


def test_a_garble_said_twice_counts_once() -> None:
    once, twice = diagnose(garbles(RUSSIAN)), diagnose(garbles(RUSSIAN * 2))
    assert once == twice


def test_typing_errors_are_no_pivot_script() -> None:
    diagnosis = diagnose(garbles(TYPED))
    assert diagnosis is not None
    assert diagnosis.channel.code in ("typo", "latin")


@pytest.mark.parametrize("pairs", [[], [("", "")], [("習近平", "Xi")], [("!", "?")]])
def test_where_nothing_can_be_compared_nothing_is_told(pairs: list[tuple[str, str]]) -> None:
    assert diagnose(garbles(pairs)) is None


def test_a_document_is_garbled_in_one_way() -> None:
    """Two names romanised by one pivot outweigh one of each way by another."""
    calibration = Calibration(
        scales=np.ones(3), priors=np.zeros(3), each=np.zeros(2), once=np.zeros(2)
    )
    one_way = [[-9.0, -1.0, -9.0], [-9.0, -1.0, -9.0]]
    both_ways = [[-9.0, -1.0, -9.0], [-9.0, -9.0, -1.0]]
    scores = calibration.judge(np.array([one_way, both_ways]).sum(axis=1), 2)
    assert scores[0] > scores[1] + 5


def test_what_each_name_adds_for_a_channel_counts_by_names() -> None:
    calibration = Calibration(
        scales=np.ones(3), priors=np.zeros(3), each=np.array([0.0, 0.5]), once=np.array([0.8, 0.0])
    )
    told = np.zeros((2, 3))
    assert calibration.judge(told, 1).argmax() == 0
    assert calibration.judge(told, 2).argmax() == 1


def test_a_name_that_may_stand_for_two_votes_for_both_by_how_probable_they_are() -> None:
    alone = [
        explain_by_channels([Garble(seen="Makuron", true=true)])[:, 0]
        for true in ("Macron", "Macklin")
    ]
    (both,) = np.moveaxis(
        explain_by_channels([Garble(seen="Makuron", true="Macron", others=(("Macklin", 1 / 3),))]),
        1,
        0,
    )
    assert both == pytest.approx(np.log(0.75 * np.exp(alone[0]) + 0.25 * np.exp(alone[1])))


def test_other_words_do_not_make_a_garble_another_one() -> None:
    once = garbles(RUSSIAN)
    again = [Garble(seen=g.seen, true=g.true, others=(("Smith", 0.1),)) for g in once]
    assert diagnose(once) == diagnose([*once, *again])


def test_the_marginal_of_the_true_name_is_no_evidence_of_the_pivot() -> None:
    """What is summed over all ways to write a name is the name's own probability."""
    transducer = load_transducer()
    true = Names.of(["macron"])
    joint, marginal = transducer.log_joint(true, "makuron"), transducer.log_marginal(true)
    told = explain_ways(joint, marginal)
    half = len(transducer.rows) // 2
    assert told[0, 0, WAYS.index("romanised")] == pytest.approx((joint - marginal)[1, 0])
    assert told[0, 0, WAYS.index("respelled")] == pytest.approx((joint - marginal)[half + 1, 0])


def test_what_has_no_script_romanises_nothing() -> None:
    codes = [channel.code for channel in load_channels()]
    told = explain_by_channels(garbles(TYPED))[codes.index("typo")]
    assert (told[:, WAYS.index("romanised")] < -500).all()
    assert (told[:, WAYS.index("respelled")] > -100).all()


def test_the_candidates_of_each_name_are_summed_apart() -> None:
    each = np.log(np.array([[0.1, 0.3, 0.5]]))[:, :, None]
    summed = sum_candidates(each, np.array([0.5, 0.5, 1.0]), np.array([0, 0, 1]))
    assert np.exp(summed[0, :, 0]) == pytest.approx([0.2, 0.5])
