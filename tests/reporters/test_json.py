"""JSON and JSON Lines as streams."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest

from audit.model import FileAudit, Summary
from audit.reporters import REPORTERS
from audit.reporters.json import JsonLinesReporter, JsonReporter

SUMMARY = Summary(
    files=0,
    words=0,
    verdicts={"pass": 0, "review": 0, "reject": 0, "incomplete": 0},
    rules={},
    severities={"critical": 0, "major": 0, "minor": 0},
)


class Stream(io.StringIO):
    """Remembers how much had been written each time it was flushed."""

    def __init__(self) -> None:
        super().__init__()
        self.flushed: list[int] = []

    def flush(self) -> None:
        self.flushed.append(self.tell())
        super().flush()


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_report_of_any_number_of_files_is_one_json_object(
    make_audit: Callable[..., FileAudit], count: int
) -> None:
    stream = io.StringIO()
    reporter = JsonReporter(stream, "version:0|rules:11")
    for i in range(count):
        reporter.add(make_audit("It rained in Hanoi.", path=f"{i}.txt"))
    reporter.finish(SUMMARY)
    report = json.loads(stream.getvalue())
    assert [file["path"] for file in report["files"]] == [f"{i}.txt" for i in range(count)]
    assert report["tool"]["signature"] == "version:0|rules:11"
    assert report["summary"]["files"] == 0


def test_files_are_written_as_they_come(make_audit: Callable[..., FileAudit]) -> None:
    stream = io.StringIO()
    reporter = JsonReporter(stream, "")
    reporter.add(make_audit("It rained in Hanoi.", path="first.txt"))
    assert "first.txt" in stream.getvalue()


def test_lines_are_handed_on_at_once(make_audit: Callable[..., FileAudit]) -> None:
    stream = Stream()
    reporter = JsonLinesReporter(stream, "")
    ends = []
    for _ in range(3):
        reporter.add(make_audit("It rained in Hanoi."))
        ends.append(stream.tell())
    reporter.finish(SUMMARY)
    assert stream.flushed == ends
    assert all(isinstance(json.loads(line), dict) for line in stream.getvalue().splitlines())


def test_nothing_outside_ascii_is_written_raw_and_nothing_is_lost(
    make_audit: Callable[..., FileAudit],
    make_finding: Callable[..., object],
) -> None:
    text = "Rain \x1b[31m\u202e\u2028😀\x00 in Huế."
    audit = make_audit(text, make_finding(0, len(text)), path="Huế\udcff.txt")
    for reporter in (JsonReporter, JsonLinesReporter):
        stream = io.StringIO()
        made = reporter(stream, "")
        made.add(audit)
        made.finish(SUMMARY)
        written = stream.getvalue()
        assert written.isascii()
        assert written.replace("\n", "").isprintable()
        file = json.loads(written) if reporter is JsonLinesReporter else None
        file = file or json.loads(written)["files"][0]
        assert file["findings"][0]["text"] == text
        assert file["path"] == "Huế\udcff.txt"


def test_every_format_is_listed() -> None:
    assert list(REPORTERS) == ["terminal", "json", "jsonl", "markdown"]
