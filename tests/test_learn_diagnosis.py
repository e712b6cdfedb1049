"""The calibration of diagnoses is learned from documents whose pivot is known."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("numba")
pytest.importorskip("scipy")

from audit.backtranslation.channels.transducer import Floats
from audit.backtranslation.diagnosis import WAYS
from training.learn_diagnosis import (
    CODES,
    REAL,
    ROMANISED,
    calibrate,
    chances_of,
    make_documents,
    mistype,
    shares_of,
    unpack,
)

START = np.concatenate([np.ones(len(WAYS)), np.zeros(len(WAYS) + 2 * len(CODES))])


def tell(right: float, *, skewed: str = "") -> dict[str, Floats]:
    """Names that speak for their pivot by some nats, and all for the skewed one too."""
    chance = np.random.default_rng(1)
    told = {}
    for code in ROMANISED:
        some = chance.normal(size=(40, len(CODES), len(WAYS)))
        some[:, CODES.index(code)] += right
        if skewed:
            some[:, CODES.index(skewed)] += 3.0
        told[code] = some
    return told


def test_names_that_tell_little_count_little() -> None:
    plain, vague = calibrate(tell(4.0)), calibrate(tell(0.3))
    assert (plain.scales > vague.scales + 0.2).any()


def test_a_channel_that_fits_everything_is_believed_less() -> None:
    told = tell(2.0, skewed="ko")
    learned = calibrate(told)
    documents = make_documents(told)
    raw = np.log(chances_of(documents, unpack(START))).mean()
    assert np.log(chances_of(documents, learned)).mean() > raw + 0.3
    place = CODES.index("ko")
    assert learned.each[place] + learned.once[place] < -1.0


def test_a_kind_of_documents_knows_its_own_channels_only() -> None:
    documents = make_documents(tell(2.0), [1])
    shares = shares_of(documents, unpack(START))
    assert shares.sum(axis=1) == pytest.approx(1.0)
    assert (shares[:, CODES.index("latin")] == 0).all()
    assert "latin" in REAL


def test_each_pivot_is_as_frequent() -> None:
    right = make_documents(tell(1.0)).right
    assert len(set(np.bincount(right, minlength=len(CODES))[[*map(CODES.index, ROMANISED)]])) == 1


def test_a_mistyped_name_differs_inside() -> None:
    import random

    chance = random.Random(1)
    typed = {mistype("merkel", chance) for _ in range(100)}
    assert all(name[0] == "m" and abs(len(name) - 6) <= 1 for name in typed)
