"""Cells: nothing that a file holds breaks a list, and nothing is lost that belongs to a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.names.cells import LONGEST, clean, clean_all, clean_roles, country_codes, is_latin


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Tarja\tHalonen", "Tarja Halonen"),
        ("Tarja\r\n Halonen\u2028", "Tarja Halonen"),
        ("\u202eTarja\u202c Halonen\x00", "Tarja Halonen"),
        ("Halo\u00adnen\u200b", "Halonen"),
        ("Hal\ud800onen", "Halonen"),
        ("# Halonen", "Halonen"),
        ("Halonen|Tarja", "Halonen Tarja"),
        ("Niinisto\u0308", "Niinistö"),
        ("N'Golo Kanté", "N'Golo Kanté"),
        ("  \t ", ""),
    ],
)
def test_a_cell_is_one_line_of_what_is_seen(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text(st.characters()))
def test_cleaning_leaves_nothing_that_cuts_a_list_and_is_done_once(text: str) -> None:
    cleaned = clean(text)
    assert not set(cleaned) & set("\t\n\r\v\f|\u2028\u2029\x85")
    assert not cleaned.startswith("#")
    assert cleaned == cleaned.strip() == clean(cleaned)
    cleaned.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Lech Wałęsa", True),
        ("ʻAkilisi Pōhiva", True),
        ("38 North", True),
        ("Ångström", True),
        ("Путин", False),
        ("Putin Путин", False),
        ("Рutin", False),  # the first letter is Cyrillic
        ("習近平", False),
        ("1917", False),
        ("", False),
    ],
)
def test_only_latin_letters_make_a_latin_name(text: str, latin: bool) -> None:
    assert is_latin(text) is latin


def test_of_several_the_latin_ones_of_a_fit_length_stay_once() -> None:
    given_ = ["Kofi Annan", "コフィー・アナン", "x" * (LONGEST + 1), " Kofi  Annan"]
    assert clean_all(given_) == ("Kofi Annan",)


def test_roles_are_lower_case() -> None:
    assert clean_roles(["Prime Minister", "prime minister"]) == ("prime minister",)


def test_countries_are_codes_whether_named_or_coded() -> None:
    assert country_codes(["Finland", "fi", "FRANCE", "Atlantis", "suhh"]) == ("FI", "FR")
