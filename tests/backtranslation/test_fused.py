"""Whole names in one word."""

from __future__ import annotations

import pytest

from audit.backtranslation.fused import list_fused
from audit.reference import Entry, Reference


def fused(*names: str, known: frozenset[str] = frozenset()) -> set[str]:
    entries = tuple(Entry(name=name) for name in names)
    return set(list_fused(Reference(entries=entries, signature=""), known))


def test_a_name_is_known_by_all_its_letters() -> None:
    assert fused("José María Aznar") == {"josemariaaznar"}
    assert fused("Ban Ki-moon") == {"bankimoon"}


@pytest.mark.parametrize("name", ["Pelé", "Xi Bo", "Al Gore"])
def test_one_word_and_short_names_are_not_looked_for(name: str) -> None:
    assert fused(name) == set()


def test_what_is_a_word_already_is_not_looked_for() -> None:
    assert fused("Mark Etplace", known=frozenset({"marketplace"})) == set()
