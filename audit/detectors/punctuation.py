"""Marks doubled, misplaced or of another script.

Flags: doubled or clashing marks (`. .`, `,,`, `,.`), a space before a mark, no space after a full
stop between two sentences, full-width marks in Latin text. Passes: ellipses, spaced ones too;
French spacing in foreign quotations; decimal points, addresses, abbreviations, times, code.

Data: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from audit.detectors.base import Detector, Knowledge, replace_with, sentences_of
from audit.model import Document, Finding, Rule, Sentence, Severity, Span

_WIDE = dict(zip("，。；：？！（）、", ",.;:?!(),", strict=True))
_CHECKS = (
    (re.compile(r"(?<![.\s])(\s?\.\s\.|,\s?,|,\s?\.(?!\d)|;\s?;)(?![.\d]|\s\.)"), "doubled mark"),
    (re.compile(r"(?<=[a-z])(\s+)(?=[,;](?:\s|$)|\.\s+[A-Z])"), "space before a mark"),
    (re.compile(r"(?<=[a-z]{3}[.!?])()(?=[A-Z][a-z]+\s)"), "no space between sentences"),
    (re.compile(rf"(?<=[A-Za-z])\s?([{''.join(_WIDE)}])"), "full-width mark"),
)


@dataclass(frozen=True, kw_only=True)
class Punctuation(Detector):
    """Finds wrong punctuation."""

    rule: ClassVar[Rule] = Rule(
        code="punctuation",
        title="Wrong punctuation",
        severity=Severity.MINOR,
        mqm="linguistic-conventions/punctuation",
    )

    def detect(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Search each sentence of prose for wrong marks."""
        for sentence in sentences_of(document):
            yield from self._within(sentence, document.text)

    def _within(self, sentence: Sentence, text: str) -> Iterator[Finding]:
        for pattern, what in _CHECKS:
            for match in pattern.finditer(text, sentence.span.start, sentence.span.end):
                span = Span(start=match.start(1), end=match.end(1))
                shown = _around(span, sentence.span)
                mend = _mend(match[1], what)
                yield self.find(
                    shown if span.start == span.end else span,
                    f"{what}: “{text[shown.start : shown.end]}”",
                    0.8,
                    suggestions=(replace_with(span, mend, 0.8, what),),
                )


def _mend(seen: str, what: str) -> str:
    if what == "doubled mark":
        marks = seen.replace(" ", "")
        return "." if "." in marks else marks[0]
    if what == "full-width mark":
        return _WIDE[seen]
    return " " if what == "no space between sentences" else ""


def _around(span: Span, sentence: Span) -> Span:
    return Span(start=max(sentence.start, span.start - 6), end=min(sentence.end, span.end + 6))
