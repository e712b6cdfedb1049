"""Lists: sorted, without duplicates, readable by the loader, and the same every time."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.names.candidates import Candidate, make_entry
from audit.names.listing import Listing, write_list
from audit.reference import Entry, read_entries


def merged(*entries: Entry) -> list[Entry]:
    listing = Listing()
    listing.add(entries)
    return list(listing.merged())


def test_spellings_apart_in_case_and_marks_alone_are_one_name() -> None:
    twice = Entry(name="Jose Mujica", roles=("president",), country=("UY",), articles=2, count=5)
    once = Entry(name="José Mujica", aliases=("Pepe Mujica",), source="b", articles=1, count=1)
    (entry,) = merged(once, twice, twice)
    assert entry.forms == ("Jose Mujica", "José Mujica", "Pepe Mujica")
    assert (entry.roles, entry.country, entry.source) == (("president",), ("UY",), "b")
    assert (entry.articles, entry.count) == (5, 11)


def test_namesakes_of_two_kinds_stay_two() -> None:
    assert len(merged(Entry(name="Washington"), Entry(name="Washington", kind="place"))) == 2


def test_the_order_of_entries_does_not_tell_in_the_list() -> None:
    entries = [Entry(name=name) for name in ("Zoe", "adam", "Élan", "Bea", "Eva")]
    random.Random(1).shuffle(entries)
    assert [entry.name for entry in merged(*entries)] == ["adam", "Bea", "Élan", "Eva", "Zoe"]


@pytest.mark.parametrize("counted", [False, True])
def test_what_is_written_is_what_the_loader_reads(tmp_path: Path, counted: bool) -> None:
    entry = Entry(
        name="Tarja Halonen",
        aliases=("Tarja Kaarina Halonen",),
        roles=("president", "foreign minister"),
        country=("FI",),
        source="Eduskunta",
        articles=3 if counted else 0,
        count=8 if counted else 0,
    )
    path = tmp_path / "list.tsv"
    with path.open("w", encoding="utf-8") as file:
        assert write_list([entry], file, counted=counted) == 1
    assert list(read_entries(path)) == [entry]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(st.characters(), max_size=30), st.text(max_size=20))))
def test_no_text_breaks_a_list(tmp_path_factory: pytest.TempPathFactory, rows: object) -> None:
    assert isinstance(rows, list)
    candidates = [
        Candidate(line=1, names=(name,), aliases=(other, "Ada"), roles=(other,), source=other)
        for name, other in [*rows, ("Ada\tLovelace\n", "#|\x1c\ud800")]
    ]
    made = (
        make_entry(candidate, kind=None, source=name) for candidate in candidates for name in ("",)
    )
    entries = [entry for entry in made if isinstance(entry, Entry)]
    text = io.StringIO()
    written = write_list(merged(*entries), text)
    path = tmp_path_factory.mktemp("list") / "list.tsv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    assert list(read_entries(path)) == merged(*entries)
    assert written >= 1
