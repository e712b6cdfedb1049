"""Two words that are forms of one name, and two of which one must be wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.backtranslation.forms import are_forms, are_man_and_woman


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kosovo", "Kosovan"),
        ("Merkel", "Merkels"),
        ("Peronist", "Peronism"),
        ("Trump", "Trumpism"),
        ("Gaullism", "Gaullists"),
        ("Brezhnev", "Brezhnevite"),
        ("Kirchnerist", "Kirchnerismo"),
        ("Bolsonaro", "Bolsonaristas"),
        ("Medvedev", "Medvedeva"),
        ("Łukaszewicz", "Lukaszewicz"),
    ],
)
def test_endings_make_forms_of_one_name(one: str, other: str) -> None:
    assert are_forms(one, other)
    assert are_forms(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Davenport", "Daveport"),
        ("Hendersen", "Henderson"),
        ("Siemens", "Siemenns"),
        ("Makron", "Macron"),
        ("Abdelkader", "Abdelkadir"),
        ("Marxist", "Maxist"),
        ("Brasilia", "Brasilie"),
        ("Iran", "Iraq"),
        ("Sheinbaum", "Sheinbum"),
    ],
)
def test_other_letters_make_another_name_or_a_wrong_one(one: str, other: str) -> None:
    assert not are_forms(one, other)
    assert not are_forms(other, one)


@pytest.mark.parametrize(
    ("his", "hers"),
    [
        ("Putin", "Putina"),
        ("Gorbachev", "Gorbacheva"),
        ("Tolstoy", "Tolstaya"),
        ("Petrovsky", "Petrovskaya"),
        ("Wojciechowski", "Wojciechowska"),
        ("Novotny", "Novotna"),
        ("Novák", "Nováková"),
        ("Papadopoulos", "Papadopoulou"),
        ("Landsbergis", "Landsbergiene"),
        ("Grybauskas", "Grybauskaitė"),
        ("Petrovich", "Petrovna"),
    ],
)
def test_a_woman_bears_her_form_of_the_surname(his: str, hers: str) -> None:
    assert are_man_and_woman(his, hers)
    assert not are_man_and_woman(hers, his)
    assert are_forms(hers, his)


@pytest.mark.parametrize(
    ("his", "hers"), [("Merkel", "Merkela"), ("Macron", "Macronu"), ("Putin", "Putin")]
)
def test_a_letter_more_is_no_such_form(his: str, hers: str) -> None:
    assert not are_man_and_woman(his, hers)


@given(one=st.text(max_size=12), other=st.text(max_size=12))
def test_the_order_of_two_forms_does_not_matter(one: str, other: str) -> None:
    assert are_forms(one, other) is are_forms(other, one)
