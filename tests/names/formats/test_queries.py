"""Results of the query service: the standard form and that of its page."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from audit.errors import ReadError
from audit.names.candidates import Candidate, make_entry
from audit.names.formats import FORMATS
from audit.names.formats.streams import opened
from audit.names.listing import Listing
from audit.reference import Entry

from .test_formats import FIXTURES, entries, read, refused, written


def test_rows_of_one_item_become_one_entry_with_all_its_aliases() -> None:
    listing = Listing()
    found = (f for f in read(FIXTURES / "query.json") if isinstance(f, Candidate))
    made = (make_entry(f, kind=None, source="") for f in found)
    listing.add(entry for entry in made if isinstance(entry, Entry))
    merkel, annan = listing.merged()
    assert merkel.aliases == ("Angela Dorothea Merkel", "Angela Kasner")
    assert (merkel.country, merkel.source) == (("DE",), "Wikidata Q567")
    assert (annan.roles, annan.country) == (("diplomat",), ("GH",))


def test_an_item_without_a_label_is_told_with_its_line() -> None:
    ((line, message),) = refused(read(FIXTURES / "query.json"))
    assert "Q4115189" in (FIXTURES / "query.json").read_text().splitlines()[line + 2]
    assert message == "no label among the variables item, itemLabel"


def test_the_download_of_the_page_is_read_and_any_label_is_a_name() -> None:
    found = entries(FIXTURES / "query_simple.json")
    assert set(found) == {"Angela Merkel", "Kofi Annan"}
    assert found["Angela Merkel"].aliases == ("Angela Dorothea Merkel", "Angela Kasner")


def test_variables_are_mapped_as_columns_are(tmp_path: Path) -> None:
    path = written(tmp_path, '[{"who": "Tarja Halonen", "did": "president"}]')
    assert entries(path, name="who", roles="did")["Tarja Halonen"].roles == ("president",)
    assert refused(read(path)) == [(1, "no label among the variables who, did")]


@pytest.mark.parametrize(
    "text", ['[{"itemLabel": "A"', '[{"itemLabel": "A"} 1]', "[1,,2]", "[" * 9999]
)
def test_a_broken_document_is_an_error_with_its_place(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReadError, match=r"given:1: is not JSON"):
        read(written(tmp_path, text), "sparql")


def test_values_over_the_edge_of_what_is_read_at_once_are_whole(tmp_path: Path) -> None:
    rows = ",\n".join(f'{{"itemLabel": "Mayor {"é" * (i % 97)}{i}"}}' for i in range(20_000))
    found = read(written(tmp_path, f"[{rows}]"))
    assert [f.line for f in found] == list(range(1, 20_001))
    assert refused(found) == []


def test_a_document_of_one_line_is_never_whole_in_memory(tmp_path: Path) -> None:
    row = '{"itemLabel": "Kofi Annan", "itemDescription": "%s"}' % ("x" * 900)
    path = written(tmp_path, f"[{', '.join([row] * 8_000)}]")
    with opened(str(path)) as stream:
        tracemalloc.start()
        assert sum(1 for _ in FORMATS["sparql"](stream, {})) == 8_000
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert path.stat().st_size > 7_000_000
    assert peak < 2_000_000
