"""`audit names harvest`: articles of every kind become one list."""

from __future__ import annotations

import gzip
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from audit.reference import read_entries

from .conftest import Command

AUDIT = (sys.executable, "-m", "audit.cli.main")
ONE = (
    "In April 1998 Prime Minister Bertie Ahern came to Belfast, where Tony Blair and David Trimble "
    "had been talking for a week. Mr Ahern had just buried his mother, and he flew back to Dublin "
    "on the same day. The agreement was signed on Good Friday by both governments and most of the "
    "parties, and the people of both parts of the island were asked to say yes to it in May."
)
TWO = (
    "David Trimble, the Ulster Unionist leader, and John Hume were given the Nobel prize in Oslo "
    "later that year. Mr Trimble said that the work had only begun. Bertie Ahern and Tony Blair "
    "sent their wishes from Dublin and from London, and Hume went home to Derry by way of Belfast."
)


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one article as a page and as text, and both as packed records."""
    monkeypatch.chdir(tmp_path)
    page = f"<html><body><article><h1>Peace At Last</h1><p>{ONE}</p></article></body></html>"
    folder = tmp_path / "trusted"
    folder.mkdir()
    (folder / "one.html").write_text(page, encoding="utf-8")
    (folder / "two.md").write_text(f"# The *Prize* Of That Year\n\n{TWO}\n", encoding="utf-8")
    records = "\n".join(json.dumps({"body": text}) for text in (ONE, TWO))
    (tmp_path / "wire.jsonl.gz").write_bytes(gzip.compress(records.encode()))
    return tmp_path


def test_a_folder_becomes_a_list_that_loads(command: Command, desk: Path) -> None:
    told = command("names", "harvest", "trusted", "--output", "lists/names.tsv")
    assert (told.code, told.out) == (0, "")
    entries = {entry.name: entry for entry in read_entries(desk / "lists/names.tsv")}
    assert set(entries) == {"Belfast", "Bertie Ahern", "David Trimble", "Dublin", "Tony Blair"}
    assert list(entries) == sorted(entries)
    ahern = entries["Bertie Ahern"]
    assert (ahern.kind, ahern.roles, ahern.articles, ahern.count) == (
        "person",
        ("prime minister",),
        2,
        3,
    )
    assert ahern.source == "harvested from trusted"
    assert told.err == "audit: 5 names from 2 articles\n"


def test_records_pages_and_texts_give_the_same_names(command: Command) -> None:
    folder = command("names", "harvest", "trusted", "--source", "x")
    records = command("names", "harvest", "wire.jsonl.gz", "--field", "body", "--source", "x")
    assert folder.out == records.out


def test_standard_input_is_an_article(command: Command) -> None:
    told = command("names", "harvest", "-", "--least", 1, "--kind", "place", stdin=ONE.encode())
    assert [line.split("\t")[0] for line in told.out.splitlines()[1:]] == ["Belfast", "Dublin"]


def test_a_harvested_list_mends_what_is_misspelled(command: Command, desk: Path) -> None:
    assert command("names", "harvest", "trusted", "--output", "harvested.tsv").code == 0
    (desk / "seen.txt").write_text(f"{ONE} David Trimbul was late.", encoding="utf-8")
    run = command("run", "seen.txt", "--reference-only", "harvested.tsv", "--format", "json")
    (finding,) = json.loads(run.out)["files"][0]["findings"]
    assert finding["suggestions"][0]["replacement"] == "Trimble"


def test_what_cannot_be_read_is_told_and_the_rest_is_harvested(
    command: Command, desk: Path
) -> None:
    told = command("names", "harvest", "trusted", "gone.txt", "--output", "names.tsv")
    assert told.code == 3
    assert "audit: gone.txt: cannot be read: No such file or directory\n" in told.err
    assert told.err.endswith("audit: 5 names from 2 articles; 1 could not be read\n")
    assert sum(1 for _ in read_entries(desk / "names.tsv")) == 5


def test_articles_in_other_languages_are_left_out_and_told(command: Command, desk: Path) -> None:
    german = (
        "Am Freitag kam der Bundeskanzler nach Belfast und sprach dort mit den Parteien, die seit "
        "Wochen über den Frieden verhandelten. Er sagte, dass es noch lange dauern werde. "
    )
    (desk / "trusted" / "drei.txt").write_text(german * 2, encoding="utf-8")
    told = command("names", "harvest", "trusted")
    assert told.code == 0
    assert told.err == "audit: 5 names from 2 articles; 1 not English were left out\n"


@pytest.mark.parametrize(
    ("options", "code", "complaint"),
    [
        (("trusted", "--least", "0"), 2, "is not in the range"),
        (("trusted", "--least", "9"), 3, "there is no name to write"),
        (("trusted", "--kind", "office"), 2, "is not one of"),
        (("trusted", "--config", "gone.toml"), 2, "gone.toml"),
        (("trusted/two.md", "--output", "trusted/two.md"), 2, "would overwrite"),
        ((), 2, "Missing argument"),
    ],
)
def test_the_exit_code_says_whose_mistake_it_is(
    command: Command, options: tuple[str, ...], code: int, complaint: str
) -> None:
    told = command("names", "harvest", *options)
    assert (told.code, told.out) == (code, "")
    assert complaint in told.err


def test_nothing_in_a_pipe_moves_and_a_terminal_gets_progress(command: Command, desk: Path) -> None:
    assert "\x1b" not in command("names", "harvest", "trusted").err
    master, slave = pty.openpty()
    with subprocess.Popen(
        [*AUDIT, "names", "harvest", "trusted", "--output", "names.tsv"],
        stderr=slave,
        env={**os.environ, "TERM": "xterm"},
    ):
        os.close(slave)
        shown = b""
        while True:
            try:
                shown += os.read(master, 65536)
            except OSError:  # what Linux says when the other end is closed
                break
    os.close(master)
    assert b"articles read" in shown


def test_the_group_names_its_commands_and_each_has_examples(command: Command) -> None:
    group = command("names", "--help").out
    assert "harvest" in group
    assert "import" in group
    for name in ("harvest", "import"):
        assert f"audit names {name} " in command("names", name, "--help").out
