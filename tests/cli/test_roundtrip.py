"""`audit roundtrip`, and `audit run --roundtrip`: real trips by Apertium."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from audit.reporters.contract import load_schema

from .conftest import Command

TEXT = """The president met the minister in Madrid on Monday, and both were tired after the talks.

They had been at odds over the price of fish for eleven years. Neither of them was in a hurry
to go home again, since both had promised their voters a settlement before the end of the year.

The boats of both countries lay in port while the lawyers read the treaty a last time. It was signed
before noon, and the harbour was open again by the evening of the same day. Nobody in either of the
two capitals had expected the quarrel to end so soon, and the newspapers had nothing else to report.
"""


@pytest.fixture
def text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def trips(out: str) -> list[dict[str, Any]]:
    told = [json.loads(line) for line in out.splitlines()]
    schema = load_schema()
    only = {**schema, "$ref": "#/$defs/roundtrip"}
    for key in ("type", "required", "properties", "allOf"):
        only.pop(key, None)
    for trip in told:
        Draft202012Validator(only).validate(trip)
    return told


def test_each_sentence_is_shown_with_what_came_of_it(
    apertium: None, command: Command, text: Path
) -> None:
    ran = command("roundtrip", text, "--pivot", "es")
    assert ran.code == 0
    assert "through Spanish by apertium" in ran.out
    lines = ran.out.splitlines()
    assert "  es  El presidente cumplió el ministro" in ran.out
    assert lines[1].startswith("    1  The president [met] the minister")
    assert lines[3].startswith("   en  The president [fulfilled] the minister")
    assert "chrF2++ = " in ran.out
    assert "nrefs:1|case:mixed" in ran.out
    assert "That the engine has returned the text before: " in ran.out
    assert "\x1b" not in ran.out
    assert ran.err == ""


def test_programs_read_trips_a_line_each(apertium: None, command: Command, text: Path) -> None:
    asked = ("roundtrip", text, "--pivot", "es", "--pivot", "ca", "--format", "jsonl")
    spanish, catalan = trips(command(*asked).out)
    assert (spanish["pivot"], catalan["pivot"]) == ("es", "ca")
    assert spanish["path"] == str(text)
    for change in (c for s in spanish["sentences"] for c in s["changes"]):
        assert change["text"] == TEXT[change["start"] : change["end"]]
    assert {"text": "met", "back": "fulfilled"}.items() <= spanish["sentences"][0]["changes"][
        0
    ].items()


def test_a_recording_makes_the_same_trip_without_the_engine(
    apertium: None, command: Command, text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "trip.jsonl"
    asked = ("roundtrip", text, "--format", "jsonl")
    (first,) = trips(command(*asked, "--record", record).out)
    monkeypatch.setenv("PATH", "/nowhere")
    ran = command(*asked, "--engine", f"recorded:{record}")
    assert ran.code == 0
    (again,) = trips(ran.out)
    same = ("metrics", "stability", "sentences")
    assert [again[key] for key in same] == [first[key] for key in same]


def test_what_cannot_be_read_is_told_and_the_rest_is_sent(
    apertium: None, command: Command, text: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_text("")
    spanish = "El consejo se reunió el lunes en Madrid y todos estaban cansados. " * 3
    (tmp_path / "other.txt").write_text(spanish)
    ran = command("roundtrip", tmp_path)
    assert ran.code == 3
    assert "empty.txt: " in ran.err
    assert "other.txt: the text is not English (detected: es)" in ran.err
    assert "text.txt through Spanish" in ran.out


@pytest.mark.parametrize(
    ("options", "code", "complaint"),
    [
        (["--engine", "babelfish"], 2, "is no translation engine"),
        (["--pivot", "spa"], 2, "'spa' is no ISO 639-1 code"),
        (["--pivot", "en"], 2, "texts are English already"),
        (["--control", "nowhere"], 2, "it is to be a clean text"),
        (["--pivot", "ja"], 3, "Apertium has no eng-jpn here"),
        (["--engine", "nllb:no-owner/no-model", "--offline"], 3, "is not on this machine"),
        (["--engine", "marian:models/en"], 2, "one direction"),
    ],
)
@pytest.mark.parametrize("name", ["roundtrip", "run"])
def test_what_cannot_be_is_told_with_its_exit_code(
    apertium: None,
    command: Command,
    text: Path,
    name: str,
    options: list[str],
    code: int,
    complaint: str,
) -> None:
    if name == "run":
        options = ["--roundtrip" if option == "--engine" else option for option in options]
        if "--roundtrip" not in options:
            options = ["--roundtrip", "apertium", *options]
        if "--pivot" not in options:
            options = [*options, "--pivot", "es"]
    ran = command(name, text, *options)
    assert ran.code == code
    assert complaint in ran.err
    assert ran.out == ""


def test_an_audit_tells_of_its_trips(apertium: None, command: Command, text: Path) -> None:
    asked = ("run", text, "--depth", "model-free", "--roundtrip", "apertium", "--pivot", "es")
    ran = command(*asked)
    assert ran.code == 0
    assert "through Spanish and back by apertium: chrF2++ " in ran.out
    report = json.loads(command(*asked, "--format", "json").out)
    Draft202012Validator(load_schema()).validate(report)
    (file,) = report["files"]
    (trip,) = file["roundtrips"]
    assert trip["stability"]["probability"] < 0.01
    assert file["pivot"] is None
    assert "pair:eng-spa" in report["tool"]["signature"]


def test_a_text_that_came_back_before_is_held_and_its_pivot_told(
    apertium: None, command: Command, tmp_path: Path
) -> None:
    path = tmp_path / "suspect.txt"
    (trip,) = trips(command("roundtrip", "-", "--format", "jsonl", stdin=TEXT.encode()).out)
    path.write_text(" ".join(sentence["back"] for sentence in trip["sentences"]) * 2)
    asked = ("--roundtrip", "apertium", "--pivot", "es", "--pivot", "ca", "--format", "json")
    report = json.loads(command("run", path, "--depth", "model-free", *asked).out)
    (file,) = report["files"]
    assert file["verdict"] != "pass"
    assert file["mechanism"] == "round-trip"
    assert file["pivot"]["language"] == "es"
    assert "through Spanish and back it keeps chrF2++" in file["pivot"]["evidence"][0]
    assert file["reliability"]["costs"]["round-trip"] > 10


def test_without_a_pivot_a_text_goes_where_its_names_point(
    apertium: None, command: Command, text: Path
) -> None:
    asked = ("run", text, "--depth", "model-free", "--roundtrip", "apertium", "--format", "json")
    ran = command(*asked)
    (file,) = json.loads(ran.out)["files"]
    assert "roundtrips" not in file
    assert "1 texts made no round trip: their names tell no pivot" in ran.err
    assert command(*asked[:5], "foo").code == 2
    gated = command("gate", text, "--depth", "model-free", "--roundtrip", "apertium")
    assert gated.code == 2
    assert "name a --pivot" in gated.err
    (garbled,) = Path(__file__).parents[2].glob("examples/laundered_good_friday.txt")
    ran = command("run", garbled, *asked[2:])
    (file,) = json.loads(ran.out)["files"]
    assert ran.code == 3  # its names point to Japanese, for which Apertium has no pair
    assert [failure["rule"] for failure in file["failures"]] == ["roundtrip"]
    assert "no eng-jpn here" in file["failures"][0]["error"]
    assert file["verdict"] == "incomplete"


def test_options_of_a_trip_want_a_trip(command: Command, text: Path) -> None:
    ran = command("run", text, "--pivot", "es")
    assert ran.code == 2
    assert "name a --roundtrip" in ran.err
