"""Marks doubled, misplaced or of another script.

Flags: doubled or clashing marks (`. .`, `,,`, `,.`), a space before a comma or semicolon, no space
after the full stop between two sentences, full-width marks in Latin text. Passes: ellipses, spaced
ones too; French spacing in foreign quotations; decimal points, addresses, abbreviations, times,
code.

Data: the vocabulary and `reference/names`, to tell a sentence's end from code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from audit.detectors.base import Detector, Knowledge, is_read, replace_with, sentences_of
from audit.model import Document, Finding, Rule, Sentence, Severity, Span

_WIDE = dict(zip("，。；：？！（）、", ",.;:?!(),", strict=True))
_DOUBLED = re.compile(
    r"((?<![.\s])\s?\.\s\.(?![.\d]|\s\.)|\s?,(?:\s?,)+|,\s?\.(?![.\w]|\s\.)|\s?;\s?;)"
)
_SPACED = re.compile(r"(?<=[a-z0-9%)”’])(\s+[,;])(?!\s?[.,;])(?=\s|$)")
_JOINED = re.compile(r"(?<![\w.@/’'-])([A-Za-z][\w’'-]*[a-z]{2}[.!?][A-Z][a-z]+)(?=\s)")
_FULL_WIDTH = re.compile(rf"(?<=[A-Za-z0-9%)”’])(\s?[{''.join(_WIDE)}])")
_CHECKS = (
    (_DOUBLED, "doubled mark"),
    (_SPACED, "space before a mark"),
    (_JOINED, "no space between sentences"),
    (_FULL_WIDTH, "full-width mark"),
)
_STOP = re.compile(r"[.!?]")


@dataclass(frozen=True, kw_only=True)
class Punctuation(Detector):
    """Finds wrong punctuation."""

    rule: ClassVar[Rule] = Rule(
        code="punctuation",
        title="Wrong punctuation",
        severity=Severity.MINOR,
        mqm="linguistic-conventions/punctuation",
    )

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Search each sentence of prose for wrong marks."""
        french = [q for q in document.quotations if document.text[q.start] == "«"]
        for sentence in sentences_of(document):
            for pattern, what in _CHECKS:
                for match in pattern.finditer(document.text, *_range(sentence)):
                    span = Span(start=match.start(1), end=match.end(1))
                    quoted = any(quotation.covers(span) for quotation in french)
                    if not quoted and is_read(sentence, *match.span(1)):
                        yield from self._report(match, what, knowledge)

    def _report(self, match: re.Match[str], what: str, knowledge: Knowledge) -> Iterator[Finding]:
        if match.re is _JOINED and not _ends_with_word(match[1], knowledge):
            return
        span = Span(start=match.start(1), end=match.end(1))
        around = match.string[max(0, span.start - 6) : span.end + 6].strip()
        yield self.find(
            span,
            f"{what}: “{around}”",
            0.8,
            suggestions=(replace_with(span, _mend(match), 0.8, what),),
        )


def _range(sentence: Sentence) -> tuple[int, int]:
    return sentence.span.start, sentence.span.end


def _ends_with_word(joined: str, knowledge: Knowledge) -> bool:
    """Whether a word or name stands before the mark; `obj.Method` is code."""
    word = _STOP.split(joined)[0].lower()
    return knowledge.vocabulary.in_dictionary(word) or knowledge.names.knows(word)


def _mend(match: re.Match[str]) -> str:
    seen = match[1].strip()
    if match.re is _DOUBLED:
        return "." if "." in seen else seen[0]
    if match.re is _JOINED:
        return _STOP.sub(r"\g<0> ", seen)
    if match.re is _FULL_WIDTH:
        before, after = (" ", "") if seen == "（" else ("", " ")
        follows = match.string[match.end() : match.end() + 1]
        return before + _WIDE[seen] + (after if follows.isalnum() else "")
    return seen
