"""Whether a text is as stable as what an engine has returned before."""

from __future__ import annotations

from random import Random

import pytest

from audit.backtranslation.stability import Control, Spread


def texts(mean: float, *, between: float, within: float, seed: int = 0) -> list[list[float]]:
    chance = Random(seed)
    made = []
    for _ in range(40):
        own = chance.gauss(mean, between)
        made.append([chance.gauss(own, within) for _ in range(chance.randrange(5, 40))])
    return made


def control(clean: float = 70, returned: float = 94, between: float = 4) -> Control:
    return Control(
        clean=Spread.of(texts(clean, between=between, within=12)),
        returned=Spread.of(texts(returned, between=between / 2, within=6, seed=1)),
    )


def test_the_spread_tells_texts_from_their_sentences() -> None:
    spread = Spread.of(texts(70, between=5, within=12))
    assert spread.mean == pytest.approx(70, abs=2)
    assert spread.between**0.5 == pytest.approx(5, abs=1.5)
    assert spread.within**0.5 == pytest.approx(12, abs=1)
    assert spread.variance(4) > spread.variance(40) > spread.between


def test_what_few_texts_tell_of_another_is_less_sure() -> None:
    assert Spread(mean=70, between=16, within=100, texts=4).variance(10) == 16 * 1.25 + 10


@pytest.mark.parametrize(("mean", "expected"), [(40, 0), (70, 0), (94, 1), (100, 1)])
def test_a_text_is_judged_by_the_texts_it_is_like(mean: float, expected: float) -> None:
    told = control().judge([mean] * 20)
    assert told.probability == pytest.approx(expected, abs=0.02)
    assert told.fit
    assert not told.why


def test_the_more_stable_the_more_probable_and_never_certain() -> None:
    chances = [control().judge([mean] * 20).probability or 0 for mean in range(0, 101, 5)]
    assert chances == sorted(chances)
    assert chances[0] > 0
    assert chances[-1] < 1


def test_texts_of_any_length_are_judged() -> None:
    clean = Spread(mean=55, between=16, within=200, texts=12)
    returned = Spread(mean=96, between=1, within=4, texts=12)
    told = Control(clean=clean, returned=returned)
    assert [told.judge([mean] * 5000).probability for mean in (0.0, 50.0)] == [0.0001] * 2


def test_few_control_texts_tell_less_than_many() -> None:
    few, many = (
        Control(
            clean=Spread(mean=70, between=16, within=100, texts=k),
            returned=Spread(mean=94, between=4, within=36, texts=k),
        )
        .judge([94.0] * 20)
        .probability
        for k in (5, 500)
    )
    assert few is not None
    assert many is not None
    assert few < many


def test_few_sentences_tell_less_than_many() -> None:
    few, many = (control().judge([94.0] * n).probability for n in (5, 400))
    assert few is not None
    assert many is not None
    assert 0.5 < few < many


def test_an_engine_that_brings_little_back_is_unfit() -> None:
    told = control(clean=25, returned=90).judge([80.0] * 20)
    assert told.probability is None
    assert not told.fit
    assert told.why == (
        "the engine is unfit: clean control texts come back with chrF2++ 26, under 40"
    )


def test_an_engine_that_changes_clean_texts_as_little_tells_nothing() -> None:
    told = control(clean=88, returned=92, between=6).judge([92.0] * 20)
    assert told.probability is None
    assert told.fit
    assert "as little as" in told.why


def test_a_text_of_a_sentence_or_none_tells_nothing() -> None:
    assert "too few sentences" in control().judge([99.0]).why
    assert control().judge([]).probability is None
