"""From what a file says to an entry, or to a reason why there is none."""

from __future__ import annotations

import pytest

from audit.names.candidates import OTHER, Candidate, Reason, Refused, make_entry
from audit.reference import Entry


def made(*names: str, kind: str = "", aliases: tuple[str, ...] = ()) -> Entry | Refused:
    candidate = Candidate(line=7, names=names, kind=kind, aliases=aliases)
    return make_entry(candidate, kind=None, source="a register")


def test_a_name_in_another_script_gives_way_to_a_latin_form() -> None:
    entry = made("Владимир Путин", "Vladimir Putin", aliases=("Путин", "Vladimir V. Putin"))
    assert isinstance(entry, Entry)
    assert entry.forms == ("Vladimir Putin", "Vladimir V. Putin")


def test_a_latin_alias_is_a_form_too() -> None:
    entry = made("毛泽东", aliases=("Mao Zedong",))
    assert isinstance(entry, Entry)
    assert entry.name == "Mao Zedong"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("HALONEN, Tarja", "Tarja Halonen"),
        ("Halonen, Tarja", "Tarja Halonen"),
        ("KOFI ANNAN", "Kofi Annan"),
        ("Martin Luther King, Jr.", "Martin Luther King, Jr."),
    ],
)
def test_a_person_is_written_as_news_does(written: str, name: str) -> None:
    entry = made(written)
    assert isinstance(entry, Entry)
    assert entry.name == name


def test_an_organisation_keeps_its_commas_and_capitals() -> None:
    entry = made("UNICEF, New York", kind="organisation")
    assert isinstance(entry, Entry)
    assert entry.name == "UNICEF, New York"


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ((), Reason.BAD),
        (("", " \t"), Reason.BAD),
        (("x" * 5000,), Reason.BAD),
        (("1917",), Reason.BAD),
        (("習近平",), Reason.SCRIPT),
    ],
)
def test_what_makes_no_entry_is_told_with_its_line(names: tuple[str, ...], reason: Reason) -> None:
    refused = made(*names)
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.line) == (reason, 7)


def test_a_kind_stands_in_where_none_is_said_and_refuses_others() -> None:
    def of(said: str, asked: str | None) -> str:
        candidate = Candidate(line=1, names=("Oslo",), kind=said)
        entry = make_entry(candidate, kind=asked, source="")
        return entry.kind if isinstance(entry, Entry) else entry.reason

    assert of("", None) == "person"
    assert of("", "place") == of("place", None) == of("place", "place") == "place"
    assert of("place", "person") == of(OTHER, None) == Reason.KIND
