"""The channel's probability: the sum over all ways to rewrite a name, for many names at once."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.backtranslation.channels import load_channels, load_transducer, read_units
from audit.backtranslation.channels.skimming import skim
from audit.backtranslation.channels.transducer import Names, Units

NAMES = ("merkel", "macron", "obama", "ng", "thatcher")
WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)


def sum_of_all_ways(units: Units, true: str, seen: str) -> float:
    """The same probability, cell by cell."""
    x, y = f"^{true}$", f"^{seen}$"
    forward = {(0, 0): 1.0}
    for i in range(len(x) + 1):
        for j in range(len(y) + 1):
            if i + j:
                forward[i, j] = sum(
                    forward[i - a, j - b] * units.get((x[i - a : i], y[j - b : j]), 0.0)
                    for a in range(min(3, i) + 1)
                    for b in range(min(3, j) + 1)
                    if a + b
                )
    return math.log(forward[len(x), len(y)])


@pytest.mark.parametrize("code", ["ja", "ru", "he"])
@pytest.mark.parametrize("seen", ["merukeru", "makuron", "tatchell"])
def test_a_probability_is_the_sum_over_all_ways_to_rewrite(code: str, seen: str) -> None:
    codes = [channel.code for channel in load_channels()]
    joint = load_transducer().log_joint(Names.of(NAMES), seen)[codes.index(code) + 1]
    units = read_units(code)["romanised"]
    assert joint == pytest.approx([sum_of_all_ways(units, name, seen) for name in NAMES], rel=1e-6)


def test_each_pivot_prefers_its_own_garble() -> None:
    codes = ["any", *(channel.code for channel in load_channels())]
    names = Names.of(["merkel"])
    romanised = load_transducer().log_joint(names, "merukeru")[: len(codes), 0]
    best = {codes[i] for i in np.argsort(-romanised)[:2]}
    assert "ja" in best
    assert "ru" not in best


@settings(max_examples=40, deadline=None)
@given(true=WORDS, seen=WORDS)
def test_probabilities_are_finite_and_none_is_more_than_its_name_s(true: str, seen: str) -> None:
    transducer, names = load_transducer(), Names.of([true])
    joint = transducer.log_joint(names, seen)
    assert np.isfinite(joint).all()
    assert (joint[:1] <= transducer.log_marginal(names)[:1] + 1e-9).all()


@settings(max_examples=20, deadline=None)
@given(words=st.lists(WORDS, min_size=2, max_size=6, unique=True), seen=WORDS)
def test_a_name_s_probability_does_not_depend_on_the_others_asked_for(
    words: list[str], seen: str
) -> None:
    transducer = load_transducer()
    together = transducer.log_joint(Names.of(words), seen)
    alone = transducer.log_joint(Names.of(words[:1]), seen)
    assert together[:, :1] == pytest.approx(alone)


def test_a_glance_ranks_the_right_name_first() -> None:
    assert skim(load_transducer(), Names.of(NAMES), "makron").argmax() == NAMES.index("macron")
