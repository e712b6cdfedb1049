"""Tables: any names of columns, and a bad row is told and costs no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.errors import ReadError

from .test_formats import FIXTURES, entries, read, refused, written

COLUMNS = {"name": "Title", "aliases": "Other", "roles": "Office", "country": "Land"}


def test_columns_are_taken_by_the_names_that_were_given() -> None:
    found = entries(FIXTURES / "presidents.csv", **COLUMNS)
    assert set(found) == {"Sauli Niinistö", "Tarja Halonen"}
    assert found["Sauli Niinistö"].aliases == ("Sauli Väinämö Niinistö", "Sale")
    assert found["Tarja Halonen"].roles == ("president", "foreign minister")
    assert {entry.country for entry in found.values()} == {("FI",)}


@pytest.mark.parametrize("header", ["Full Name,Position", "label;OCCUPATION", "caption\trole"])
def test_usual_names_of_columns_need_not_be_said(tmp_path: Path, header: str) -> None:
    mark = next(mark for mark in ",;\t" if mark in header)
    path = written(tmp_path, f"\ufeff{header}\r\nSanna Marin{mark}prime minister\r\n")
    assert entries(path)["Sanna Marin"].roles == ("prime minister",)


def test_a_column_that_is_not_there_is_an_error_that_names_those_that_are(tmp_path: Path) -> None:
    path = written(tmp_path, "Who,What\nSanna Marin,x\n")
    with pytest.raises(ReadError, match=r"no column that is called a name; there are Who, What"):
        read(path)
    with pytest.raises(ReadError, match="no column for roles=Job"):
        read(path, name="Who", roles="Job")
    with pytest.raises(ReadError, match="is empty"):
        read(written(tmp_path, "\n"))


def test_kinds_of_others_are_ours(tmp_path: Path) -> None:
    text = "name,type\nOslo,City\nVG,newspaper\nEquinor,Company\nErna Solberg,human\nX Y,ghost\n"
    path = written(tmp_path, text)
    kinds = {name: entry.kind for name, entry in entries(path).items()}
    assert kinds == {
        "Oslo": "place",
        "VG": "outlet",
        "Equinor": "organisation",
        "Erna Solberg": "person",
    }
    assert refused(read(path)) == [(6, "unknown kind 'ghost'")]


def test_a_bad_row_is_told_with_its_line_and_the_next_is_read(tmp_path: Path) -> None:
    text = b'name,kind\nErna Solberg\nJos\xe9,person\n"Stoltenberg\nJens",person\nOslo,place\n'
    path = written(tmp_path, text)
    assert sorted(refused(read(path))) == [
        (2, "has 1 columns, expected 2"),
        (3, "cannot be read as a row of UTF-8"),
    ]
    assert set(entries(path)) == {"Stoltenberg Jens", "Oslo"}


def test_a_quotation_mark_that_never_ends_does_not_swallow_the_file(tmp_path: Path) -> None:
    rows = "".join(f"Minister Number{i},person\n" for i in range(20_000))
    path = written(tmp_path, f'name,kind\n"Erna Solberg,person\n{rows}')
    assert len(refused(read(path))) >= 1
    assert len(entries(path)) > 10_000
