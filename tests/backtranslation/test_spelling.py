"""A first look at how alike two spellings are."""

from __future__ import annotations

import pytest

from audit.backtranslation.spelling import similarity, sound_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Blinken", "Brinken"),
        ("Vance", "Bance"),
        ("Walesa", "Valesa"),
        ("Philip", "Filip"),
        ("Thatcher", "Satcher"),
        ("Cicero", "Sicero"),
        ("Quentin", "Kuentin"),
        ("O'Brien", "Obrien"),
        ("Erdoğan", "Erdogan"),
    ],
)
def test_spellings_that_pivots_confuse_have_one_key(one: str, other: str) -> None:
    assert sound_key(one) == sound_key(other)
    assert similarity(one, other) >= 0.97


@pytest.mark.parametrize(("one", "other"), [("Merkel", "Macron"), ("Obama", "Clinton")])
def test_other_names_are_not_alike(one: str, other: str) -> None:
    assert similarity(one, other) < 0.5


def test_the_same_spelling_is_wholly_alike() -> None:
    assert similarity("Merkel", "merkel") == 1.0
