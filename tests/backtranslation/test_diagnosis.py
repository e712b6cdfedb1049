"""The pivot of a document, told from its garbled names."""

from __future__ import annotations

import pytest

from audit.backtranslation.diagnosis import Garble, diagnose

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
