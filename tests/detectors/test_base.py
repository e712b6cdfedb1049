"""What all detectors share: which sentences they look at, and what a finding is by default."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pytest

from audit import Auditor
from audit.detectors.base import (
    PROSE,
    READABLE,
    Detector,
    Knowledge,
    is_read,
    replace_with,
    sentences_of,
)
from audit.model import BlockKind, Document, Finding, Rule, Severity, Span
from audit.reading import Source
from audit.reading.sources import MARKDOWN

ARTICLE = """Storm shuts the port of Calais

Ferries waited off Dover for six hours. The tunnel stayed open.

- Passengers were given water

Image caption, a ferry off Dover

{
    "wind": 11;
}
"""


@dataclass(frozen=True, kw_only=True)
class Vowels(Detector):
    """Finds every `o`, with the severity that is asked for."""

    rule: ClassVar[Rule] = Rule(
        code="vowels", title="A vowel", severity=Severity.MINOR, mqm="style/other"
    )
    severity: Severity | None = None

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        for i, letter in enumerate(document.text):
            if letter in "oO":
                yield self.find(Span(start=i, end=i + 1), "an o", 0.5, severity=self.severity)


def kinds(auditor: Auditor, wanted: frozenset[BlockKind]) -> list[BlockKind]:
    document = auditor.reader.read(Source(path="calais.txt", text=ARTICLE))
    return [sentence.kind for sentence in sentences_of(document, wanted)]


def test_code_is_never_read(auditor: Auditor) -> None:
    assert BlockKind.CODE not in kinds(auditor, READABLE)


def test_headlines_and_captions_are_read_only_where_asked_for(auditor: Auditor) -> None:
    assert kinds(auditor, PROSE) == [BlockKind.PROSE] * 2 + [BlockKind.LIST_ITEM]
    assert {BlockKind.HEADING, BlockKind.CAPTION} <= set(kinds(auditor, READABLE))


def test_sentences_in_another_language_are_left_out(auditor: Auditor) -> None:
    document = auditor.reader.read(Source(path="calais.txt", text=ARTICLE))
    ferries = next(s for s in document.sentences if document.text.startswith("Fer", s.span.start))
    foreign = Document(
        path="x", text=document.text, sentences=document.sentences, foreign=(ferries.span,)
    )
    assert ferries in list(sentences_of(document))
    assert ferries not in list(sentences_of(foreign))


@pytest.mark.parametrize(
    ("part", "read"),
    [("harbour", True), (" and", True), ("cut , -d", False), ("https://example", False)],
)
def test_code_and_link_targets_of_markdown_are_not_read(
    auditor: Auditor, part: str, read: bool
) -> None:
    text = "The **harbour** `cut , -d` and the [pier](https://example.org/a) were built in 1905."
    raw = text.encode()
    document = auditor.reader.read(Source(path="x.md", raw=raw, media_type=MARKDOWN))
    (sentence,) = document.sentences
    start = text.index(part)
    assert is_read(sentence, start, start + len(part)) is read


def test_a_finding_has_the_severity_of_its_rule_unless_told_otherwise(auditor: Auditor) -> None:
    document = Document(path="x", text="to")
    (usual,) = Vowels().detect(document, auditor.knowledge)
    (grave,) = Vowels(severity=Severity.CRITICAL).detect(document, auditor.knowledge)
    assert (usual.severity, grave.severity) == (Severity.MINOR, Severity.CRITICAL)


def test_skipping_does_not_regard_case(auditor: Auditor) -> None:
    document = Document(path="x", text="Oslo")
    assert len(list(Vowels().detect(document, auditor.knowledge))) == 2
    assert not list(Vowels(skip=("O",)).detect(document, auditor.knowledge))
    assert len(list(Vowels(skip=("slo",)).detect(document, auditor.knowledge))) == 2


def test_a_suggestion_says_what_goes_where_and_why() -> None:
    span = Span(start=3, end=7)
    suggestion = replace_with(span, "Oslo", 0.4, "the capital")
    assert (suggestion.span, suggestion.replacement) == (span, "Oslo")
    assert (suggestion.confidence, suggestion.explanation) == (0.4, "the capital")
