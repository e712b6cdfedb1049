"""The report for people at a terminal: what it says, and that no text can drive the terminal."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model import Failure, FileAudit, Finding, Severity, Summary, Verdict
from audit.reporters.terminal import TerminalReporter, visible

MakeFinding = Callable[..., Finding]
MakeAudit = Callable[..., FileAudit]
TEXT = "Boutros Ghali\nspoke in\r\nCairo, and and left."
SUMMARY = Summary(
    files=2,
    words=91,
    verdicts={"pass": 1, "review": 0, "reject": 1, "incomplete": 0},
    rules={},
    severities={},
)


def shown(*audits: FileAudit, summary: Summary | None = None) -> str:
    stream = io.StringIO()
    reporter = TerminalReporter(stream, "")
    for audit in audits:
        reporter.add(audit)
    if summary:
        reporter.finish(summary)
    return stream.getvalue()


def test_a_file_has_its_verdict_score_and_reasons(make_audit: MakeAudit) -> None:
    audit = make_audit(TEXT, path="cairo.txt", reasons=("reliability 50 is under 70",))
    assert shown(audit).splitlines() == [
        "review     cairo.txt  reliability 50, nothing found",
        "           reliability 50 is under 70",
    ]


def test_a_record_is_named_beside_its_file(make_audit: MakeAudit) -> None:
    assert "wire.jsonl #be-7  " in shown(make_audit(TEXT, path="wire.jsonl", record="be-7"))


def test_a_finding_has_its_place_its_text_and_its_mends(
    make_audit: MakeAudit, make_finding: MakeFinding
) -> None:
    audit = make_audit(
        TEXT,
        make_finding(0, 7, "Boutros", "Butros", severity=Severity.CRITICAL),
        make_finding(35, 39, " ", severity=Severity.MINOR, title="Repetition"),
        make_finding(24, 29, title="Casing", message="it looks odd"),
    )
    first, *lines = shown(audit).splitlines()
    assert first.endswith("reliability 50, 1 critical, 1 major, 1 minor")
    assert lines == [
        "  ‼ 1:1      tortured-phrase      Boutros → Boutros | Butros",
        "  · 3:12     repetition           and → (delete)",
        "  ! 3:1      casing               Cairo  it looks odd",
    ]


def test_a_long_text_is_shortened_and_its_lines_are_joined(
    make_audit: MakeAudit, make_finding: MakeFinding
) -> None:
    text = "word\n" * 40
    (line,) = shown(make_audit(text, make_finding(0, len(text), "x " * 99))).splitlines()[1:]
    assert line.count("word") == 12
    assert line.count("…") == 2


def test_an_incomplete_audit_shows_no_score_to_rely_on(make_audit: MakeAudit) -> None:
    failure = Failure(rule="read", path="x", error="is binary")
    audit = make_audit(
        "",
        path="x",
        verdict=Verdict.INCOMPLETE,
        score=100,
        failures=(failure,),
        reasons=("read: is binary",),
    )
    assert shown(audit).splitlines() == [
        "incomplete x  not fully audited",
        "           read: is binary",
    ]


def test_the_summary_names_only_what_there_was() -> None:
    assert shown(summary=SUMMARY) == "\n2 texts, 91 words: 1 pass, 1 reject\n"


def test_lines_are_not_broken_to_the_width_of_a_pipe(
    make_audit: MakeAudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    path = "archive/" * 30 + "a.txt"
    assert shown(make_audit(TEXT, path=path)).count("\n") == 1


def test_markup_and_emoji_names_stay_as_they_are(
    make_audit: MakeAudit, make_finding: MakeFinding
) -> None:
    text = "[bold red]so[/] :smile:"
    assert f" {text} → x" in shown(make_audit(text, make_finding(0, len(text), "x")))


HOSTILE = {
    "colour": "\x1b[31mred",
    "title": "\x1b]0;owned\x07",
    "8-bit": "\x9b31mred",
    "null": "a\x00b",
    "backspace": "a\b\b\bb",
    "return": "good\rbad",
    "bidi": "\u202egpj.exe\u202c \u2066x\u2069",
    "joiner": "a\u200db\ufeff",
    "separators": "a\u2028b\u2029c\x85d",
    "surrogate": "a\udc80b",
    "tags": "a\U000e0041b",
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_cannot_drive_the_terminal(
    make_audit: MakeAudit, make_finding: MakeFinding, hostile: str
) -> None:
    finding: dict[str, Any] = {"message": hostile, "evidence": (hostile,)}
    audit = make_audit(
        hostile,
        make_finding(0, len(hostile), hostile),
        make_finding(0, len(hostile), **finding),
        path=f"{hostile}.txt",
        record=hostile,
        reasons=(hostile,),
    )
    lines = shown(audit).split("\n")
    assert len(lines) == 5
    for line in lines:
        bad = [c for c in line if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
        assert bad == []


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_shown_is_printable_and_tells_every_character(text: str) -> None:
    told = visible(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in told)
    if not any(c == "\\" for c in text):
        assert told.encode("ascii", "backslashreplace").decode("unicode_escape") == text


def test_with_evidence_each_finding_has_its_reasons(
    make_audit: MakeAudit, make_finding: MakeFinding
) -> None:
    finding = make_finding(8, 13, "Ghaly", "\x1b[2J", message="No.", evidence=("é → \x07",))
    stream = io.StringIO()
    TerminalReporter(stream, "", evidence=True).add(make_audit(TEXT, finding))
    below = [line.strip() for line in stream.getvalue().splitlines()[2:]]
    assert below == [
        "No. (80 % sure)",
        "é → \\x07",
        "Ghali → Ghaly, 80 % sure",
        "Ghali → \\x1b[2J, 70 % sure",
    ]
    assert "No. (80 % sure)" not in shown(make_audit(TEXT, finding))
