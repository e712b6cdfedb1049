"""Where the HTML report is written, and when it counts as one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from audit.errors import ReportError
from audit.model import Summary
from audit.reporters.html import HtmlReporter

NOTHING = Summary(files=0, words=0, verdicts={}, rules={}, severities={})


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_nothing_counts_as_a_report_before_it_is_finished(tmp_path: Path, make_audit: Any) -> None:
    reporter = HtmlReporter(tmp_path / "report", "")
    reporter.add(make_audit("One."))
    assert not (tmp_path / "report").exists()
    assert not [name for name in contents(tmp_path) if name.endswith(("index.html", "-report"))]
    reporter.abort()
    assert list(tmp_path.iterdir()) == []


def test_an_aborted_run_leaves_the_earlier_report(tmp_path: Path, make_audit: Any) -> None:
    HtmlReporter(tmp_path / "report", "").finish(NOTHING)
    before = contents(tmp_path)
    later = HtmlReporter(tmp_path / "report", "")
    later.add(make_audit("One."))
    later.abort()
    assert contents(tmp_path) == before


def test_a_later_report_replaces_the_earlier_one_wholly(tmp_path: Path, make_audit: Any) -> None:
    (tmp_path / "report").mkdir()
    for text in ("One.", "Two."):
        reporter = HtmlReporter(tmp_path / "report", "")
        reporter.add(make_audit(text, path=text))
        reporter.finish(NOTHING)
    assert os.listdir(tmp_path) == ["report"]
    assert os.listdir(tmp_path / "report/files") == ["00001-two.html"]


@pytest.mark.parametrize("stranger", ["report/thesis.doc", "report"])
def test_files_of_others_are_never_replaced(tmp_path: Path, stranger: str) -> None:
    path = tmp_path / stranger
    path.parent.mkdir(exist_ok=True)
    path.write_text("years of work")
    with pytest.raises(ReportError, match="name a"):
        HtmlReporter(tmp_path / "report", "")
    assert contents(tmp_path) == {stranger: b"years of work"}


def test_files_that_came_during_the_run_are_never_replaced(tmp_path: Path) -> None:
    reporter = HtmlReporter(tmp_path / "report", "")
    (tmp_path / "report").mkdir()
    (tmp_path / "report/thesis.doc").write_text("years of work")
    with pytest.raises(ReportError):
        reporter.finish(NOTHING)
    assert contents(tmp_path) == {"report/thesis.doc": b"years of work"}


def test_a_page_that_cannot_be_written_ends_the_report(
    tmp_path: Path, make_audit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise OSError("No space left on device")

    reporter = HtmlReporter(tmp_path / "report", "")
    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(ReportError, match="No space left"):
        reporter.add(make_audit("One."))
    assert list(tmp_path.iterdir()) == []


def test_the_same_run_writes_the_same_bytes(tmp_path: Path, make_audit: Any) -> None:
    reports = []
    for name in ("one", "other"):
        reporter = HtmlReporter(tmp_path / name, "s")
        reporter.add(make_audit("The same."))
        reporter.finish(NOTHING)
        reports.append(contents(tmp_path / name))
    assert reports[0] == reports[1]


def test_hostile_file_names_become_plain_page_names(tmp_path: Path, make_audit: Any) -> None:
    reporter = HtmlReporter(tmp_path / "report", "")
    for path in ("../../etc/passwd", "\u202e.txt", 'a"b<c>.html', "x" * 300, "a\0b"):
        reporter.add(make_audit("One.", path=path))
    reporter.finish(NOTHING)
    assert sorted(os.listdir(tmp_path / "report/files")) == [
        "00001-passwd.html",
        "00002.html",
        "00003-a-b-c.html",
        f"00004-{'x' * 40}.html",
        "00005-a-b.html",
    ]
