"""`audit names import`: what is asked, what is written, and what it costs."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from audit.reference import load_reference, read_entries

from .conftest import Command

FIXTURES = Path(__file__).parents[1] / "names" / "fixtures"
AUDIT = (sys.executable, "-m", "audit.cli.main")
MAPPED = ("--column", "name=Title", "--column", "aliases=Other", "--column", "roles=Office")
MEGABYTE = 1 << 20


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("fixture", sorted(FIXTURES.iterdir()), ids=lambda path: path.name)
def test_every_fixture_becomes_a_list_that_loads_and_is_the_same_again(
    command: Command, desk: Path, fixture: Path
) -> None:
    columns = MAPPED if fixture.suffix == ".csv" else ()
    told = command("names", "import", fixture, "--output", "list.tsv", *columns)
    printed = command("names", "import", fixture, *columns)
    assert told.code == printed.code == 0
    assert told.out == ""
    assert (desk / "list.tsv").read_text(encoding="utf-8") == printed.out
    names = [entry.name for entry in read_entries(desk / "list.tsv")]
    assert names == sorted(names) != []
    assert load_reference(only=(str(desk / "list.tsv"),)).entries
    assert os.listdir(desk) == ["list.tsv"]


def test_several_files_are_one_list_and_what_is_left_out_is_counted(command: Command) -> None:
    files = ("wikidata_dump.json", "entities.ftm.json")
    told = command("names", "import", *(FIXTURES / name for name in files))
    assert told.code == 0
    assert told.out.count("Vladimir Putin\tperson") == 1
    assert told.err == (
        "audit: 7 names written; 2 of other kinds, 1 without a form in Latin letters\n"
    )


def test_standard_input_is_read_packed_or_not(command: Command) -> None:
    raw = (FIXTURES / "wikidata_dump.json").read_bytes()
    plain = command("names", "import", "-", stdin=raw)
    packed = command("names", "import", "-", stdin=gzip.compress(raw))
    assert plain.out == packed.out
    assert "Kofi Annan" in plain.out


def test_the_source_names_the_data_set_unless_one_is_given(command: Command, desk: Path) -> None:
    (desk / "ministers.csv").write_text("name\nTarja Halonen\n", encoding="utf-8")
    assert command("names", "import", "ministers.csv").out.endswith("\tministers.csv\n")
    given = command("names", "import", "ministers.csv", "--source", "Eduskunta\t1990s")
    assert given.out.endswith("\tEduskunta 1990s\n")


def test_only_the_kind_asked_for_is_taken(command: Command) -> None:
    dump = FIXTURES / "wikidata_dump.json"
    told = command("names", "import", dump, "--kind", "place")
    assert [line.split("\t")[0] for line in told.out.splitlines()] == ["name", "Helsinki"]


def test_bad_rows_are_told_and_counted_and_an_error_when_strict(
    command: Command, desk: Path
) -> None:
    rows = "".join("Tarja Halonen,x\n" if i == 30 else "one cell\n" for i in range(60))
    (desk / "bad.csv").write_text(f"name,roles\n{rows}", encoding="utf-8")
    (desk / "list.tsv").write_text("yesterday's", encoding="utf-8")
    told = command("names", "import", "bad.csv")
    assert told.code == 0
    assert told.err.count("bad.csv:2: has 1 columns, expected 2\n") == 1
    assert told.err.count("has 1 columns") == 20
    assert told.err.endswith("audit: 1 names written; 59 bad rows\n")
    strict = command("names", "import", "bad.csv", "--strict", "--output", "list.tsv")
    assert strict.code == 3
    assert strict.err.endswith("audit: 59 bad rows; nothing was written (--strict)\n")
    assert (desk / "list.tsv").read_text(encoding="utf-8") == "yesterday's"


@pytest.mark.parametrize(
    ("options", "code", "complaint"),
    [
        (("gone.csv",), 3, "gone.csv: cannot be read: No such file"),
        (("odd.csv",), 3, "no column that is called a name"),
        (("odd.csv", "--format", "wikidata"), 3, "is not JSON"),
        (("odd.csv", "--format", "sparql"), 3, "is not JSON"),
        (("odd.csv", "--format", "excel"), 2, "is not one of"),
        (("odd.csv", "--kind", "priest"), 2, "is not one of"),
        (("odd.csv", "--column", "Who"), 2, "expected OURS=THEIRS"),
        (("odd.csv", "--column", "job=What"), 2, "expected OURS=THEIRS"),
        (("odd.csv", "--output", "./odd.csv"), 2, "would overwrite what is to be read"),
        (("odd.csv", "--column", "name=Who", "--output", "."), 3, "cannot be written"),
        (("odd.csv", "--column", "name=Who", "--kind", "place", "--strict"), 0, "1 names"),
        (("empty.json",), 3, "no name to write"),
        ((), 2, "Missing argument"),
    ],
)
def test_the_exit_code_says_whose_mistake_it_is(
    command: Command, desk: Path, options: tuple[str, ...], code: int, complaint: str
) -> None:
    (desk / "odd.csv").write_text("Who,What\nTarja Halonen,president\n", encoding="utf-8")
    (desk / "empty.json").write_text('{"head": {}, "results": {"bindings": []}}')
    told = command("names", "import", *options)
    assert told.code == code
    assert complaint in told.err
    assert (desk / "odd.csv").read_text(encoding="utf-8").startswith("Who")


def test_hostile_names_make_no_row_of_their_own_and_no_colours(
    command: Command, desk: Path
) -> None:
    hostile = ["A\tB\nC\rD", "\u202eevil\u202c", "x" * 5000, "\x1b[31mRed", "#c", "|", "\x00", ""]
    rows = [{"schema": "Person", "properties": {"name": [name]}} for name in hostile]
    (desk / "h.json").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    told = command("names", "import", "h.json", "--output", "list.tsv")
    assert told.code == 0
    names = [entry.name for entry in read_entries(desk / "list.tsv")]
    assert names == ["[31mRed", "A B C D", "c", "evil"]
    assert "\x1b" not in told.err


def _peak_of(*command: str) -> int:
    """The most memory that a command took, in bytes (Linux counts kilobytes)."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *AUDIT, *command], capture_output=True, check=True
    )
    return int(ran.stdout) * (1024 if sys.platform == "linux" else 1)


def test_memory_does_not_grow_with_the_number_of_entities(desk: Path) -> None:
    """What is held of 200,000 entities with their names alone would be over 100 MB."""
    entity = '{"schema": "Person", "properties": {"name": ["Kofi %s"]}, "datasets": ["%s"]}\n'
    with (desk / "many.json").open("w", encoding="utf-8") as many:
        for i in range(200_000):
            number = "".join(chr(97 + int(digit)) for digit in str(i))
            many.write(entity % (number, "d" * 200))
    (desk / "few.json").write_text(entity % ("Annan", "d"), encoding="utf-8")
    few = _peak_of("names", "import", "few.json", "--output", "few.tsv")
    grown = _peak_of("names", "import", "many.json", "--output", "many.tsv") - few
    assert grown < 30 * MEGABYTE
    with (desk / "many.tsv").open(encoding="utf-8") as rows:
        assert sum(1 for _ in rows) == 200_001
