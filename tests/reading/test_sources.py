"""What there is to audit: files, folders, records and standard input; nothing left out unsaid."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from audit.config import ReadOptions
from audit.reading import Source, list_sources
from audit.reading.sources import count_left_out, media_type_of

from .conftest import unprivileged, write

TEXT = "Vesuvius buried Pompeii in the year 79."


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder with files of all kinds, some hidden."""
    names = ["b.txt", "a.md", "A.TXT", "c/z.html", "c/a.text", "c/d/y.htm", "drafts/x.txt"]
    names += [".hidden.txt", ".git/x.txt", "photo.png", "data.json", "noext", "old.txt.bak"]
    for name in names:
        write(tmp_path / name, TEXT)
    write(tmp_path / "c/records.jsonl", '{"text": "a"}\n{"text": "b"}\n')
    return tmp_path


def test_a_folder_is_walked_in_order_without_hidden_and_unknown_files(tree: Path) -> None:
    assert names_in(tree) == [
        ("A.TXT", None),
        ("a.md", None),
        ("b.txt", None),
        ("c/a.text", None),
        ("c/records.jsonl", 1),
        ("c/records.jsonl", 2),
        ("c/z.html", None),
        ("c/d/y.htm", None),
        ("drafts/x.txt", None),
    ]


def test_folders_are_walked_by_name_and_not_as_the_disk_has_them(tmp_path: Path) -> None:
    names = [f"{name}/x.txt" for name in "qwertyuiopasdfghjklzxcvbnm"]
    for name in names:
        write(tmp_path / name, TEXT)
    assert [name for name, _ in names_in(tmp_path)] == sorted(names)


def test_files_in_the_order_named_and_as_often(tree: Path) -> None:
    paths = [str(tree / "b.txt"), str(tree / "a.md"), str(tree / "b.txt")]
    assert [source.path for source in list_sources(paths, ReadOptions())] == paths


@pytest.mark.parametrize(
    ("glob", "left_out"),
    [
        ("*.txt", {"b.txt", "drafts/x.txt"}),
        ("drafts", {"drafts/x.txt"}),
        ("drafts/", {"drafts/x.txt"}),
        ("drafts/*", {"drafts/x.txt"}),
        ("*/drafts/*", {"drafts/x.txt"}),
        ("a.*", {"a.md", "c/a.text"}),
        ("c/d/y.htm", {"c/d/y.htm"}),
        ("d", {"c/d/y.htm"}),
        ("ra", set()),
    ],
)
def test_what_is_excluded_is_left_out(tree: Path, glob: str, left_out: set[str]) -> None:
    everything = {name for name, _ in names_in(tree)}
    kept = {name for name, _ in names_in(tree, ReadOptions(exclude=("nothing", glob)))}
    assert everything - kept == left_out


@pytest.mark.parametrize("name", ["photo.png", "noext", ".hidden.txt", "a.md"])
def test_a_file_that_is_named_is_a_source_whatever_it_is(tree: Path, name: str) -> None:
    options = ReadOptions(exclude=("*",))
    (source,) = list_sources([str(tree / name)], options)
    assert source.error is None
    assert source.media_type == ("text/markdown" if name == "a.md" else "text/plain")


@pytest.mark.parametrize("exclude", [(), ("*",)])
def test_a_folder_with_nothing_to_audit_is_an_error(tree: Path, exclude: tuple[str, ...]) -> None:
    folder = tree if exclude else tree / "empty"
    folder.mkdir(exist_ok=True)
    (source,) = list_sources([str(folder)], ReadOptions(exclude=exclude))
    assert source.path == str(folder)
    assert "nothing to audit" in str(source.error)


def test_a_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "not-a-file.txt" / "x.txt", TEXT)
    assert names_in(tmp_path) == [("not-a-file.txt/x.txt", None)]
    assert names_in(tmp_path / "not-a-file.txt") == [("x.txt", None)]


def test_links_to_folders_are_not_followed(tree: Path) -> None:
    before = names_in(tree)
    (tree / "loop").symlink_to(tree)
    assert names_in(tree) == before


def test_what_a_folder_holds_of_other_kinds_is_counted(tree: Path) -> None:
    assert count_left_out([str(tree)], ReadOptions()) == 4
    (tree / "loop").symlink_to(tree)
    assert count_left_out([str(tree)], ReadOptions()) == 5
    assert count_left_out([str(tree), "-"], ReadOptions(exclude=("*.png", "data.*"))) == 3
    assert count_left_out([str(tree / "photo.png"), "-"], ReadOptions()) == 0


def test_a_folder_that_cannot_be_opened_is_an_error(open_folder: Path) -> None:
    write(open_folder / "a.txt", TEXT)
    write(open_folder / "closed/b.txt", TEXT)
    (open_folder / "closed").chmod(0)
    listed = unprivileged(
        lambda: [(s.path, s.error) for s in list_sources([str(open_folder)], ReadOptions())]
    )
    assert listed == [
        (str(open_folder / "a.txt"), None),
        (str(open_folder / "closed"), "cannot be read: Permission denied"),
    ]


def test_records_that_cannot_be_opened_are_an_error(open_folder: Path) -> None:
    records = write(open_folder / "a.jsonl", '{"text": "a"}')
    records.chmod(0)
    listed = unprivileged(
        lambda: [(s.path, s.error) for s in list_sources([str(records)], ReadOptions())]
    )
    assert listed == [(str(records), "cannot be read: Permission denied")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("x.txt", "text/plain"),
        ("x.MD", "text/markdown"),
        ("x.y.markdown", "text/markdown"),
        ("x.xhtml", "text/html"),
        ("x.ndjson", "application/jsonl"),
        ("x.JSONL.GZ", "application/jsonl"),
        ("x.json", None),
        ("x.txt.gz", None),
        ("txt", None),
    ],
)
def test_a_name_tells_its_kind(name: str, kind: str | None) -> None:
    assert media_type_of(f"folder.md/{name}") == kind


def test_a_kind_that_is_given_overrules_the_name(tmp_path: Path) -> None:
    path = write(tmp_path / "x.log", '{"text": "a"}\n')
    (source,) = list_sources([str(path)], ReadOptions(), "application/jsonl")
    assert source.line == 1


def test_records_are_the_lines_that_are_not_blank(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", b'{"text": "a"}\r\n\n  \t\r\n{"text": "b"}')
    assert [(s.line, s.raw) for s in list_sources([str(path)], ReadOptions())] == [
        (1, b'{"text": "a"}'),
        (4, b'{"text": "b"}'),
    ]


def test_packed_records_are_the_same_as_plain_ones(tmp_path: Path) -> None:
    lines = b"".join(json.dumps({"text": f"{TEXT} {i}"}).encode() + b"\n" for i in range(50))
    plain = write(tmp_path / "x.jsonl", lines)
    packed = write(tmp_path / "x.jsonl.gz", gzip.compress(lines))
    assert content(plain) == content(packed)
    assert len(content(plain)) == 50


@pytest.mark.parametrize("blank", [b"", b"\n\r\n \n"])
@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz"])
def test_a_file_without_records_is_an_error(tmp_path: Path, name: str, blank: bytes) -> None:
    path = write(tmp_path / name, gzip.compress(blank) if name.endswith("gz") else blank)
    assert content(path) == [(None, "holds no records")]


def damaged_archives() -> dict[str, bytes]:
    noise = Random(79)
    lines = (f'{{"text": "{TEXT} {noise.randbytes(40).hex()}"}}\n'.encode() for _ in range(400))
    packed = gzip.compress(b"".join(lines))
    middle = len(packed) // 2
    return {
        "cut short": packed[:middle],
        "not an archive": b'{"text": "a"}\n',
        "wrong checksum": packed[:-8] + bytes(8),
        "broken in the middle": packed[:middle] + b"\xff" * 60 + packed[middle + 60 :],
        "broken at the start": packed[:10] + b"\xff" * 60 + packed[70:],
    }


@pytest.mark.parametrize("damage", damaged_archives())
def test_a_damaged_archive_gives_its_records_up_to_the_damage_and_an_error(
    tmp_path: Path, damage: str
) -> None:
    found = content(write(tmp_path / "x.jsonl.gz", damaged_archives()[damage]))
    assert str(found[-1][1]).startswith("cannot be read: ")
    assert all(line == number for number, (line, _) in enumerate(found[:-1], start=1))
    assert bool(found[:-1]) == (damage in ("cut short", "wrong checksum", "broken in the middle"))


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_record_may_be_as_long_as_allowed_and_no_longer(tmp_path: Path, end: bytes) -> None:
    lines = [b"x" * length for length in (99, 100, 101, 102, 103, 5000, 3)]
    path = write(tmp_path / "x.jsonl", end.join(lines))
    listed = list(list_sources([str(path)], ReadOptions(max_bytes=100)))
    assert [source.line for source in listed] == [1, 2, 3, 4, 5, 6, 7]
    assert [len(source.raw or b"") > 100 for source in listed] == [len(x) > 100 for x in lines]
    assert all(len(source.raw or b"") <= 101 for source in listed)


def test_standard_input_is_a_text_or_records(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, TEXT.encode())
    (source,) = list_sources(["-"], ReadOptions())
    assert (source.path, source.raw) == ("<stdin>", TEXT.encode())
    give(monkeypatch, b'{"text": "a"}\n{"text": "b"}\n')
    listed = list_sources(["-"], ReadOptions(), "application/jsonl")
    assert [source.line for source in listed] == [1, 2]


def test_no_more_of_standard_input_is_held_than_shows_it_is_too_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    give(monkeypatch, b"x" * 5000)
    (source,) = list_sources(["-"], ReadOptions(max_bytes=100))
    assert len(source.raw or b"") == 101


@pytest.mark.parametrize("path", ["no/such/file.jsonl", "nul\0in it.jsonl", ""])
def test_a_path_that_cannot_be_opened_is_listed(path: str) -> None:
    (source,) = list_sources([path], ReadOptions())
    assert source.path == path


def names_in(folder: Path, options: ReadOptions = ReadOptions()) -> list[tuple[str, int | None]]:
    listed: Iterator[Source] = list_sources([str(folder)], options)
    return [(Path(s.path).relative_to(folder).as_posix(), s.line) for s in listed]


def content(path: Path) -> list[tuple[int | None, bytes | str | None]]:
    return [(s.line, s.raw or s.error) for s in list_sources([str(path)], ReadOptions())]


def give(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
