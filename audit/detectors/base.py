"""What every detector is: a rule, options, and a function from a document to findings."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from audit.backtranslation.mending import suggest_mends
from audit.backtranslation.names import NameIndex
from audit.backtranslation.phrasing import Phrasing
from audit.backtranslation.terms import TermIndex
from audit.fluency.language_model import LanguageModel
from audit.model import (
    BlockKind,
    Document,
    Finding,
    Rule,
    Sentence,
    Severity,
    Span,
    Suggestion,
)
from audit.resources.morphology import Morphology
from audit.resources.vocabulary import Vocabulary

PROSE = frozenset({BlockKind.PROSE, BlockKind.QUOTATION, BlockKind.LIST_ITEM})
READABLE = PROSE | {BlockKind.HEADING, BlockKind.CAPTION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What detectors compare a text with: true names, fixed terms, English words.

    The models are None in an audit without them.
    """

    names: NameIndex
    terms: TermIndex
    vocabulary: Vocabulary
    words: Morphology
    language_model: LanguageModel | None = None
    phrasing: Phrasing | None = None


@dataclass(frozen=True, kw_only=True)
class Detector(ABC):
    """A rule that looks at a document. A subclass's fields are the rule's options.

    `skip` lists texts never to be flagged, compared without regard to case.
    """

    rule: ClassVar[Rule]
    skip: tuple[str, ...] = ()

    def detect(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """The findings of this rule, in any order, but for the texts to skip."""
        skipped = frozenset(text.lower() for text in self.skip)
        for finding in self.search(document, knowledge):
            if document.text[finding.span.start : finding.span.end].lower() not in skipped:
                yield finding

    @abstractmethod
    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """All that this rule finds, in any order."""

    def find_stretches(
        self, document: Document, knowledge: Knowledge, message: str
    ) -> Iterator[Finding]:
        """Stretches that the models take for damage of this rule; none without models.

        `message` has a place for the words.
        """
        if knowledge.phrasing is None:
            return
        model = knowledge.language_model
        for stretch in knowledge.phrasing.find(document):
            if stretch.rule == self.rule.code:
                yield self.find(
                    stretch.span,
                    message.format(document.text[stretch.span.start : stretch.span.end]),
                    round(stretch.probability, 2),
                    suggestions=suggest_mends(document, stretch.span, stretch.rule, model)
                    if model and stretch.mended
                    else (),
                )

    def find(
        self,
        span: Span,
        message: str,
        confidence: float,
        *,
        severity: Severity | None = None,
        evidence: tuple[str, ...] = (),
        suggestions: tuple[Suggestion, ...] = (),
    ) -> Finding:
        """A finding of this rule; `severity` is the rule's own where none is given."""
        return Finding(
            rule=self.rule,
            span=span,
            message=message,
            confidence=confidence,
            severity=severity or self.rule.severity,
            evidence=evidence,
            suggestions=suggestions,
        )


@dataclass(frozen=True, kw_only=True)
class PhraseDetector(Detector):
    """A rule that only the models know: what they take for damage of its kind.

    `message` has a place for the words.
    """

    message: ClassVar[str]

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """The stretches of this rule."""
        yield from self.find_stretches(document, knowledge, self.message)


def sentences_of(document: Document, kinds: frozenset[BlockKind] = PROSE) -> Iterator[Sentence]:
    """The document's English sentences of the given kinds."""
    foreign = set(document.foreign)
    return (s for s in document.sentences if s.kind in kinds and s.span not in foreign)


def is_read(sentence: Sentence, start: int, end: int) -> bool:
    """Whether there are words or marks in a range: code and markup of Markdown hold none."""
    return any(token.start < end and start < token.end for token in sentence.tokens)


def replace_with(span: Span, replacement: str, confidence: float, why: str) -> Suggestion:
    """A suggestion that puts `replacement` in the place of `span`."""
    return Suggestion(span=span, replacement=replacement, confidence=confidence, explanation=why)
