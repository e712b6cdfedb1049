"""Reference lists: what a list may hold, and that a bad row never passes."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import pytest

from audit import reference
from audit.errors import ReferenceDataError
from audit.reference import (
    KINDS,
    data_folder,
    fold,
    load_reference,
    load_table,
    load_words,
    read_entries,
)

BAD = [
    ("tsv", "name\tkind\nJacinda Ardern\tperson\nHelen Clark\n", "3: has 1 columns, expected 2"),
    ("tsv", "name\tkind\nJacinda Ardern\tpriest\n", "2: unknown kind 'priest'; known are body,"),
    ("tsv", "nmae\nJacinda Ardern\n", "2: unknown column 'nmae'; known are name, kind,"),
    ("tsv", "kind\nperson\n", "2: no name"),
    ("tsv", "# ours\nname\tkind\n\n\tperson\n", "4: no name"),
    ("tsv", "name\tcount\nHelen Clark\tmany\n", "2: 'many' is not a count"),
    ("tsv", "name\tarticles\nHelen Clark\t-1\n", "2: '-1' is not a count"),
    ("tsv", "name\tkind\n", " holds no names, only a header"),
    ("tsv", "", " is empty, expected a header line"),
    ("tsv", "# nothing\n\n", " is empty, expected a header line"),
    ("csv", "name,kind\nJacinda Ardern,person\nHelen Clark\n", "3: has 1 columns, expected 2"),
    ("csv", 'name,kind\n"Helen" Clark,person\n', "2: "),
    ("csv", 'name,kind\n"Helen Clark,person\n', "2: unexpected end of data"),
]


def listed(folder: Path, text: str, name: str = "list.tsv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize(("suffix", "text", "complaint"), BAD)
def test_a_bad_row_is_an_error_with_its_file_and_line(
    tmp_path: Path, suffix: str, text: str, complaint: str
) -> None:
    path = listed(tmp_path, text, f"list.{suffix}")
    with pytest.raises(ReferenceDataError) as caught:
        list(read_entries(path))
    assert str(caught.value).startswith(f"{path}:{complaint}")
    assert caught.value.exit_code == 2


def test_only_the_name_is_required(tmp_path: Path) -> None:
    (entry,) = read_entries(listed(tmp_path, "name\nSanna Marin\n"))
    assert (entry.name, entry.kind, entry.aliases, entry.roles) == ("Sanna Marin", "person", (), ())


def test_all_columns_are_read_and_their_order_is_free(tmp_path: Path) -> None:
    text = (
        "Source\tROLES\tname\tkind\taliases\tcountry\r\n"
        "Eduskunta\tprime minister | minister\tSanna Marin\tperson\tSanna Mirella Marin\tFI\r\n"
    )
    (entry,) = read_entries(listed(tmp_path, text))
    assert entry.roles == ("prime minister", "minister")
    assert entry.aliases == ("Sanna Mirella Marin",)
    assert entry.country == ("FI",)
    assert entry.source == "Eduskunta"


def test_a_csv_from_a_spreadsheet_is_read(tmp_path: Path) -> None:
    text = '\ufeffname,kind\r\n"Marin, Sanna",person\r\n"Bank of\nFinland",organisation\r\n,\r\n'
    names = [entry.name for entry in read_entries(listed(tmp_path, text, "list.CSV"))]
    assert names == ["Marin, Sanna", "Bank of\nFinland"]


@pytest.mark.parametrize(("name", "mark"), [("list.tsv.gz", "\t"), ("list.CSV.GZ", ",")])
def test_a_packed_list_is_read(tmp_path: Path, name: str, mark: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(f"\ufeffname{mark}kind\r\nOulu{mark}place\r\n".encode()))
    assert [(entry.name, entry.kind) for entry in read_entries(path)] == [("Oulu", "place")]
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(ReferenceDataError, match="cannot be read"):
        list(read_entries(path))


def test_counts_of_a_harvested_list_are_carried(tmp_path: Path) -> None:
    (entry,) = read_entries(listed(tmp_path, "name\tarticles\tcount\nSanna Marin\t2\t7\n"))
    assert (entry.articles, entry.count) == (2, 7)


def test_comments_and_blank_lines_are_left_out(tmp_path: Path) -> None:
    path = listed(tmp_path, "# of the desk\nname\n\n# gone\nSauli Niinistö\n")
    assert [entry.name for entry in read_entries(path)] == ["Sauli Niinistö"]


@pytest.mark.parametrize("content", [None, b"name\nJos\xe9 Mujica\n", "folder"])
def test_a_list_that_cannot_be_read_is_an_error(
    tmp_path: Path, content: bytes | str | None
) -> None:
    path = tmp_path / "list.tsv"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content:
        path.mkdir()
    with pytest.raises(ReferenceDataError, match=r"list\.tsv: cannot be read"):
        load_reference(add=(str(path),))


def test_a_packed_list_is_read_like_another(tmp_path: Path) -> None:
    path = tmp_path / "ours.tsv.gz"
    path.write_bytes(gzip.compress(b"name\nJacinda Ardern\n"))
    assert [entry.name for entry in read_entries(path)] == ["Jacinda Ardern"]


def test_a_packed_list_that_breaks_off_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "ours.tsv.gz"
    path.write_bytes(gzip.compress(b"name\nJacinda Ardern\n")[:-9])
    with pytest.raises(ReferenceDataError, match="cannot be read"):
        list(read_entries(path))


def test_added_lists_stand_beside_the_shipped_and_only_lists_stand_alone(tmp_path: Path) -> None:
    path = str(listed(tmp_path, "name\nQwortle Zimmerpanz\n"))
    shipped = {entry.name for entry in load_reference().entries}
    added = {entry.name for entry in load_reference(add=(path,)).entries}
    assert added - shipped == {"Qwortle Zimmerpanz"}
    assert shipped < added
    assert [e.name for e in load_reference(only=(path,)).entries] == ["Qwortle Zimmerpanz"]


def test_the_signature_tells_lists_apart_by_what_they_hold(tmp_path: Path) -> None:
    one = load_reference(only=(str(listed(tmp_path, "name\nAda\n", "a.tsv")),)).signature
    same = load_reference(only=(str(listed(tmp_path, "name\nAda\n", "b.tsv")),)).signature
    other = load_reference(only=(str(listed(tmp_path, "name\nIda\n", "c.tsv")),)).signature
    assert one == same
    assert one != other


def test_missing_shipped_lists_are_an_error_not_an_empty_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reference, "data_folder", lambda: tmp_path)
    with pytest.raises(ReferenceDataError, match="the shipped reference lists are missing"):
        load_reference.__wrapped__()
    with pytest.raises(ReferenceDataError, match=r"affixes\.tsv: cannot be read"):
        load_table.__wrapped__("lexicons/affixes.tsv")


@pytest.mark.parametrize("path", sorted(data_folder().rglob("*.tsv")), ids=lambda path: path.stem)
def test_every_shipped_table_holds_and_names_its_sources(path: Path) -> None:
    rows = load_table(str(path.relative_to(data_folder())))
    assert rows
    unsourced = [row for row in rows if not row["source"]]
    assert unsourced == []


def test_every_shipped_list_of_names_has_known_kinds() -> None:
    assert {entry.kind for entry in load_reference().entries} <= KINDS


def test_words_of_a_lexicon_are_a_set() -> None:
    assert {"after", "and", "from"} <= load_words("function_words")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Erdoğan", "erdogan"),
        ("Lech Wałęsa", "LECH WALESA"),
        ("Søren Kierkegaard", "soren kierkegaard"),
        ("N’Golo", "n'golo"),
        ("Dvořák", "Dvor\u030ca\u0301k"),
    ],
)
def test_folding_forgets_case_and_diacritics(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_folding_keeps_names_apart() -> None:
    assert fold("Merkel") != fold("Merkle")


def test_nobody_is_listed_under_two_headwords() -> None:
    persons = [entry for entry in load_reference().entries if entry.kind == "person"]
    forms = Counter(form for entry in persons for form in {fold(form) for form in entry.forms})
    assert [form for form, count in forms.items() if count > 1] == []


@pytest.mark.parametrize("path", sorted(data_folder().glob("names/*.tsv")), ids=lambda p: p.stem)
def test_every_list_of_names_is_sorted_and_lists_a_name_once(path: Path) -> None:
    names = [fold(entry.name) for entry in read_entries(path)]
    assert names == sorted(set(names))
