"""The output contract: real reports hold to the published schema, and a broken field does not."""

from __future__ import annotations

import copy
import dataclasses
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from audit import Auditor, FileAudit, list_sources
from audit.config import ReadOptions
from audit.gate.tally import Tally
from audit.model import PivotDiagnosis
from audit.reporters.contract import SCHEMA_ID, file_object, load_schema
from audit.reporters.json import JsonLinesReporter, JsonReporter

CLEAN = (
    "In June 1985 ministers of five governments met on a boat at Schengen, a village of Luxembourg "
    "on the Moselle, and agreed to do away with the checks at their common borders. The convention "
    "that carried the agreement out was signed in the same place five years later. The checks came "
    "to an end in March 1995, and travellers from Lisbon to Berlin kept their passports in their "
    "bags."
)
DAMAGED = (
    "The governments of Ruud Lubbers and Wilfried Marteens signed in in Schengen , and so did "
    "three others. The the checks came to an end договор ten years later 😀."
)
PAGE = (
    "<html><head><title>Borders</title></head><body><nav>Home</nav><article><h1>Open borders</h1>"
    f"<p>{CLEAN}</p><p>{DAMAGED}</p></article></body></html>"
)
FRENCH = (
    "En juin 1985, cinq gouvernements ont signé à Schengen un accord qui devait mettre fin aux "
    "contrôles à leurs frontières communes, et ceux-ci ont disparu dix ans plus tard."
)
RECORDS = [{"id": "be-1", "text": CLEAN}, {"id": 7, "text": DAMAGED}, {"id": "x", "body": ""}, []]
INPUTS: dict[str, bytes] = {
    "clean.txt": CLEAN.encode(),
    "damaged.txt": DAMAGED.encode("utf-16"),
    "marked.md": f"# Borders\n\n{DAMAGED}\n".encode(),
    "page.html": PAGE.encode(),
    "bare.html": b"<html></html>",
    "foreign.txt": FRENCH.encode(),
    "empty.txt": b"",
    "binary.txt": bytes(range(32)) * 9,
    "records.jsonl": "\n".join(map(json.dumps, RECORDS)).encode(),
}


@pytest.fixture(scope="module")
def audits(auditor: Auditor, tmp_path_factory: pytest.TempPathFactory) -> list[FileAudit]:
    """Audits of files of every kind, and of one that is not there."""
    folder = tmp_path_factory.mktemp("inputs")
    for name, content in INPUTS.items():
        (folder / name).write_bytes(content)
    paths = [str(folder / name) for name in (*INPUTS, "missing.txt")]
    return [auditor.audit(source) for source in list_sources(paths, ReadOptions())]


@pytest.fixture
def report(auditor: Auditor, audits: list[FileAudit]) -> dict[str, Any]:
    """The JSON report of those audits."""
    stream, tally = io.StringIO(), Tally()
    reporter = JsonReporter(stream, auditor.signature)
    for audit in audits:
        tally.add(audit)
        reporter.add(audit)
    reporter.finish(tally.summary())
    parsed: dict[str, Any] = json.loads(stream.getvalue())
    return parsed


def complaints(value: Any, part: str = "") -> list[str]:
    """What the schema, or one of its definitions, has against a value."""
    schema = load_schema()
    if part:
        schema = {"$ref": f"#/$defs/{part}", "$defs": schema["$defs"]}
    return [error.message for error in Draft202012Validator(schema).iter_errors(value)]


def test_the_schema_is_a_schema_and_names_itself() -> None:
    schema = load_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == schema["properties"]["schema"]["const"] == SCHEMA_ID


def test_a_report_of_every_kind_of_input_holds_to_the_schema(report: dict[str, Any]) -> None:
    assert complaints(report) == []
    assert report["schema"] == SCHEMA_ID
    verdicts = [file["verdict"] for file in report["files"]]
    assert verdicts[0] == "pass"
    assert verdicts.count("incomplete") == 7
    assert report["summary"]["verdicts"]["incomplete"] == 7
    assert report["summary"]["files"] == len(report["files"]) == len(INPUTS) + 4
    assert {f["offsets"] for f in report["files"]} == {"text", "extracted-text"}


def test_every_line_of_jsonl_holds_to_the_schema_of_a_file(audits: list[FileAudit]) -> None:
    stream = io.StringIO()
    reporter = JsonLinesReporter(stream, "")
    for audit in audits:
        reporter.add(audit)
    lines = stream.getvalue().splitlines()
    assert len(lines) == len(audits)
    for line in lines:
        assert complaints(json.loads(line), "file") == []


def test_a_file_with_a_diagnosis_holds_to_the_schema(
    make_audit: Callable[..., FileAudit], make_finding: Callable[..., Any]
) -> None:
    pivot = PivotDiagnosis(language="ja", probability=0.93, evidence=("ヘグセス",))
    audit = make_audit(CLEAN, make_finding(3, 11, "May"), reasons=("held",))
    indices = {"flesch_kincaid_grade": 9.0, "gunning_fog": 9.0, "dale_chall": 9.0}
    assert audit.readability is not None
    readability = dataclasses.replace(
        audit.readability, indices={**audit.readability.indices, **indices}
    )
    told = file_object(dataclasses.replace(audit, pivot=pivot, readability=readability))
    assert told["pivot"] == {"language": "ja", "probability": 0.93, "evidence": ["ヘグセス"]}
    assert complaints(told, "file") == []


def test_the_schema_knows_every_field_that_is_written(report: dict[str, Any]) -> None:
    defined = load_schema()["$defs"]
    (page,) = (f for f in report["files"] if f["path"].endswith("page.html"))
    assert set(page) == set(defined["file"]["properties"]) - {"roundtrips"}
    assert set(defined["file"]["required"]) == set(page) - {"text"}
    (finding, *_) = (f for f in page["findings"] if f["suggestions"])
    parts = {
        "tool": report["tool"],
        "summary": report["summary"],
        "reliability": page["reliability"],
        "finding": finding,
        "suggestion": finding["suggestions"][0],
    }
    for part, value in parts.items():
        assert set(value) == set(defined[part]["properties"]) == set(defined[part]["required"])


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all members of a report, inner ones too."""
    members = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value[:1] if isinstance(value, list) else ())
    )
    for key, member in members:
        yield (*path, key)
        yield from leaves(member, (*path, key))


def broken(report: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    copied = copy.deepcopy(report)
    holder: Any = copied
    for key in path[:-1]:
        holder = holder[key]
    if value is KeyError:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return copied


def test_no_field_may_be_missing_or_of_another_type(report: dict[str, Any]) -> None:
    damaged = next(f for f in report["files"] if f["path"].endswith("page.html"))
    small = {**report, "files": [damaged]}
    free = {"costs", "rules"}  # whose members are rules
    assert complaints(small) == []
    for path in leaves(small):
        assert complaints(broken(small, path, object())), path
        if isinstance(path[-1], str) and not free & set(path[:-1]) and "readability" not in path:
            assert complaints(broken(small, path, KeyError)), path


FINDING = ("files", 1, "findings", 0)
WRONG = [
    (("schema",), "https://translation-audit.example/schema/report-2.json"),
    (("tool", "signature"), "version"),
    (("files", 0, "verdict"), "passed"),
    (("files", 0, "verdict"), "incomplete"),
    (("files", 1, "reasons"), []),
    (("files", 0, "failures"), [{"rule": "read", "error": "gone"}]),
    (("files", 0, "depth"), "shallow"),
    (("files", 0, "mechanism"), "magic"),
    (("files", 0, "sha256"), "0" * 63),
    (("files", 0, "language"), "English"),
    (("files", 0, "record"), 7),
    (("files", 0, "offsets"), "extracted-text"),
    (("files", 0, "words"), -1),
    (("files", 0, "words"), 1.5),
    (("files", 0, "reliability", "score"), 100.5),
    (("files", 0, "reliability", "probability_damaged"), 1.5),
    (("files", 0, "reliability", "costs"), {"Misspelled Name": 1}),
    (("files", 0, "pivot"), {"language": "ja", "probability": 0.5}),
    ((*FINDING, "rule"), "misspelled_name"),
    ((*FINDING, "rule"), "misspelled-"),
    ((*FINDING, "severity"), "fatal"),
    ((*FINDING, "confidence"), 80),
    ((*FINDING, "start"), -1),
    ((*FINDING, "line"), 0),
    ((*FINDING, "column"), 0),
    ((*FINDING, "mqm"), "Accuracy"),
    (("summary", "verdicts", "accepted"), 1),
    (("summary", "rules"), {"casing": 0}),
]


@pytest.mark.parametrize(("path", "value"), WRONG)
def test_a_wrong_value_is_caught(report: dict[str, Any], path: tuple[Any, ...], value: Any) -> None:
    assert complaints(report) == []
    assert complaints(broken(report, path, value))


def test_a_field_of_a_later_release_does_not_break_a_reader(report: dict[str, Any]) -> None:
    report["files"][1]["findings"][0]["sentence"] = "added in 1.7"
    report["files"][0]["source"] = {"url": "added in 1.8"}
    assert complaints(report) == []


def test_a_finding_shows_the_text_it_points_at(report: dict[str, Any]) -> None:
    page = next(f for f in report["files"] if f["path"].endswith("page.html"))
    damaged = next(f for f in report["files"] if f["path"].endswith("damaged.txt"))
    for file, text in ((damaged, DAMAGED), (page, page["text"])):
        assert len(file["findings"]) > 2
        for finding in file["findings"]:
            assert text[finding["start"] : finding["end"]] == finding["text"]
            line = text.splitlines()[finding["line"] - 1]
            assert line[finding["column"] - 1 :].startswith(finding["text"].strip("\n"))


def test_records_are_named_and_bad_ones_are_incomplete(report: dict[str, Any]) -> None:
    records = [f for f in report["files"] if f["path"].endswith(".jsonl")]
    assert [record["record"] for record in records] == ["be-1", "7", "3", "4"]
    assert [bool(record["failures"]) for record in records] == [False, False, True, True]


def test_the_schema_is_read_once_from_the_package() -> None:
    assert load_schema() is load_schema()
    assert (Path(__file__).parents[2] / "audit/reporters/report-1.schema.json").is_file()
