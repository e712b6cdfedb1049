"""Units of letters are learned from pairs of spellings."""

from __future__ import annotations

import pytest

pytest.importorskip("numba")

from training.multigram import learn_units

TOLD = [
    ("smith", "smis"),
    ("thatcher", "satcher"),
    ("booth", "boos"),
    ("gareth", "gares"),
    ("plath", "plas"),
    ("thoreau", "soreau"),
    ("keith", "keis"),
    ("worth", "wors"),
]
KEPT = [
    (name, name) for name in ("truman", "carter", "hoover", "hayes", "wilhelm", "brandt", "attlee")
]


def test_two_letters_that_come_back_as_one_are_one_unit() -> None:
    units = learn_units((TOLD + KEPT) * 5, trust=1.0)
    rewritten = {seen: chance for (true, seen), chance in units.items() if true == "th"}
    assert max(rewritten, key=lambda seen: rewritten[seen]) == "s"
    assert units["th", "s"] > 10 * units.get(("t", "s"), 0.0)


def test_a_pair_counts_by_its_weight() -> None:
    pairs = [("lee", "ree"), ("lee", "wee")]
    units = learn_units(pairs * 10, [9.0, 1.0] * 10)
    assert units["l", "r"] > units["l", "w"]


def test_what_the_pairs_do_not_tell_is_taken_from_the_base() -> None:
    base = learn_units(TOLD * 5)
    units = learn_units([("obama", "obama")], base=base, trust=1000.0)
    assert units["th", "s"] == pytest.approx(base["th", "s"], rel=0.05)


def test_the_same_pairs_give_the_same_units() -> None:
    assert learn_units(TOLD) == learn_units(TOLD)
