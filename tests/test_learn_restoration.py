"""Weights are learned from examples."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("numba")
pytest.importorskip("scipy")

from audit.backtranslation.channels import load_channels
from audit.backtranslation.restoration import FEATURES, NameList
from training.learn_channels import WrongName
from training.learn_restoration import example, fit, fold_of

NAMES = ("Merkel", "Macron", "Thatcher", "Gorbachev", "Mandela", "Reagan", "Clinton", "Kohl")


def test_weights_put_the_true_name_and_the_true_channel_first() -> None:
    names = NameList.of(NAMES)
    wrongs = [
        WrongName(true="thatcher", seen="sacchaa", channel="ja"),
        WrongName(true="clinton", seen="kurinton", channel="ja"),
        WrongName(true="reagan", seen="reegan", channel="ja"),
    ]
    examples = [example(wrong, names, 0) for wrong in wrongs]
    weights = fit(examples)
    codes = [channel.code for channel in load_channels()]
    assert weights.features.shape == (len(FEATURES),)
    for one in examples:
        scores = one.features @ weights.features + weights.biases[:, None]
        channel, candidate = np.unravel_index(scores.argmax(), scores.shape)
        assert (int(channel), int(candidate)) == (codes.index("ja"), one.right)


def test_a_name_is_in_one_fold_only() -> None:
    folds = fold_of(NAMES)
    assert folds == fold_of(NAMES[::-1])
    assert set(folds.values()) == set(range(5))
