"""Suggestions decided one by one: what overlaps what was taken is not asked about."""

from __future__ import annotations

from typing import Any

import click
import pytest

from audit.cli.asking import ask_about
from audit.mending import apply_suggestions
from audit.model import Document, Finding, Rule, Severity, Span, Suggestion

TEXT = "Director of National Intelligences said so."


def finding(span: tuple[int, int], mend: tuple[int, int], words: str) -> Finding:
    suggestion = Suggestion(
        span=Span(start=mend[0], end=mend[1]), replacement=words, confidence=0.9, explanation=""
    )
    return Finding(
        rule=Rule(code="x", title="X", severity=Severity.MAJOR, mqm="y"),
        span=Span(start=span[0], end=span[1]),
        message="",
        confidence=0.9,
        severity=Severity.MAJOR,
        suggestions=(suggestion,),
    )


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (["1", "e", "The office"], "Head of National Intelligences said so."),
        (["n", "e", "The office"], "The office said so."),
        (["n", "1"], "Director of National Intelligence said so."),
        (["q"], TEXT),
    ],
)
def test_what_overlaps_what_was_taken_is_not_asked_about(
    answers: list[str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = iter(answers)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(given))
    narrow = finding((0, 8), (0, 8), "Head")
    wide = finding((0, 34), (21, 34), "Intelligence")
    taken = ask_about(Document(path="x", text=TEXT), [wide, narrow], 0.5)
    assert apply_suggestions(TEXT, taken) == expected


def test_what_a_suggestion_holds_drives_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    offered: list[Any] = []

    def prompt(text: str, **options: Any) -> str:
        offered.append(options["default"])
        return "e" if "take" in text else str(options["default"])

    monkeypatch.setattr(click, "prompt", prompt)
    hostile = finding((0, 8), (0, 8), "\x1b]0;owned\x07Head")
    (taken,) = ask_about(Document(path="x", text=TEXT), [hostile], 0.5)
    assert offered[1] == "\\x1b]0;owned\\x07Head"
    assert taken.replacement == "\x1b]0;owned\x07Head"
