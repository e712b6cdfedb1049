"""Pairs of words through all channels, each reckoned once."""

from __future__ import annotations

import numpy as np
import pytest

from audit.backtranslation import pairs
from audit.backtranslation.diagnosis import Garble, explain_by_channels

PAIRS = [("merukeru", "merkel"), ("makuron", "macron"), ("baydn", "biden")]


def test_a_pair_scores_alike_alone_together_and_again() -> None:
    pairs._known.clear()
    together = pairs.score_pairs(PAIRS)
    pairs._known.clear()
    alone = np.concatenate([pairs.score_pairs([pair]) for pair in PAIRS], axis=1)
    assert together == pytest.approx(alone, abs=1e-9)
    assert pairs.score_pairs([*PAIRS, PAIRS[0]])[:, [0, 3]] == pytest.approx(together[:, [0, 0]])


def test_what_is_known_is_not_reckoned_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs.score_pairs(PAIRS)
    monkeypatch.setattr(pairs, "_weigh", None)
    pairs.score_pairs(PAIRS)
    explain_by_channels([Garble(seen="Merukeru", true="Merkel")])


def test_no_pairs_have_no_scores() -> None:
    assert pairs.score_pairs([]).shape[1] == 0
