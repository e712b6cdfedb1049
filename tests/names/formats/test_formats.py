"""Every format: its fixture is guessed and becomes a list, packed or not."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from audit.errors import ReadError
from audit.names.candidates import Candidate, Reason, Refused, make_entry
from audit.names.formats import FORMATS
from audit.names.formats.guessing import guess_format
from audit.names.formats.streams import opened
from audit.reference import Entry

FIXTURES = Path(__file__).parents[1] / "fixtures"
GUESSED = {
    "wikidata_dump.json": "wikidata",
    "wikidata_api.json": "wikidata",
    "query.json": "sparql",
    "query_simple.json": "sparql",
    "entities.ftm.json": "ftm",
    "presidents.csv": "csv",
}


def read(path: Path, style: str | None = None, **columns: str) -> list[Candidate | Refused]:
    with opened(str(path)) as stream:
        return list(FORMATS[style or guess_format(stream.head)](stream, columns))


def entries(path: Path, style: str | None = None, **columns: str) -> dict[str, Entry]:
    found = (f for f in read(path, style, **columns) if isinstance(f, Candidate))
    made = (make_entry(candidate, kind=None, source="fixture") for candidate in found)
    return {entry.name: entry for entry in made if isinstance(entry, Entry)}


def written(folder: Path, text: str | bytes, name: str = "given") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(found: list[Candidate | Refused]) -> list[tuple[int, str]]:
    return [(f.line, f.message) for f in found if isinstance(f, Refused) and f.reason is Reason.BAD]


def test_every_format_has_a_fixture() -> None:
    assert {*GUESSED.values(), "tsv"} == set(FORMATS)
    assert {path.name for path in FIXTURES.iterdir()} == set(GUESSED)


@pytest.mark.parametrize(("name", "style"), GUESSED.items())
def test_a_format_is_guessed_from_the_content(name: str, style: str) -> None:
    assert guess_format((FIXTURES / name).read_text(encoding="utf-8")) == style


@pytest.mark.parametrize(
    ("head", "style"),
    [
        ("name\tkind\n", "tsv"),
        ("name\nMarin, Sanna\n", "tsv"),
        ("# of the desk, in 2020\nname\tkind\n", "tsv"),
        ("name;kind\n", "csv"),
        ("", "tsv"),
        ('{"id": "Q1", "labels": {}}\n', "wikidata"),
        ('[\n{"type":"item","id":"Q1"', "wikidata"),
        ('[{"item": {"type": "uri", "value": "x"}}]', "sparql"),
        ('{"schema": "Person", "properties": {', "ftm"),
    ],
)
def test_the_first_marks_are_enough(head: str, style: str) -> None:
    assert guess_format(head) == style


@pytest.mark.parametrize("name", GUESSED)
def test_a_packed_file_reads_as_the_plain_one(tmp_path: Path, name: str) -> None:
    columns = {"name": "Title"} if name.endswith("csv") else {}
    packed = tmp_path / "packed"
    packed.write_bytes(gzip.compress((FIXTURES / name).read_bytes()))
    assert read(packed, **columns) == read(FIXTURES / name, **columns) != []


def test_a_packed_file_that_is_cut_off_is_an_error(tmp_path: Path) -> None:
    whole = gzip.compress((FIXTURES / "wikidata_dump.json").read_bytes())
    with pytest.raises(ReadError, match="cannot be read"):
        read(written(tmp_path, whole[:-20]))


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="gone: cannot be read: No such file"):
        read(tmp_path / "gone")
