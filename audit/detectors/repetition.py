"""Words or sentences said twice running.

Flags: the same word twice with nothing but a space between; the same phrase of three words and
more twice running; a sentence of the text repeated word for word right after itself. Passes: words
rightly doubled (`had had`, `very very`), names (`Duran Duran`), numbers, quotations, verse.

Data: `reference/lexicons/repeatable.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from audit.detectors.base import Detector, Knowledge, replace_with, sentences_of
from audit.model import BlockKind, Document, Finding, Rule, Sentence, Severity, Span, Token
from audit.reading.tokens import is_word
from audit.reference import load_words

_PROSE = frozenset({BlockKind.PROSE})


@dataclass(frozen=True, kw_only=True)
class Repetition(Detector):
    """Finds repeated words, phrases (of `phrase` words and more) and sentences."""

    rule: ClassVar[Rule] = Rule(
        code="repetition",
        title="Said twice",
        severity=Severity.MINOR,
        mqm="style/unidiomatic-style",
    )
    phrase: int = 3
    longest: int = 12
    sentence: int = 6

    def detect(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Compare neighbouring words, phrases and sentences."""
        sentences = list(sentences_of(document, _PROSE))
        for sentence in sentences:
            yield from self._words(sentence, document)
            yield from self._phrases(sentence.tokens, document.text)
        for one, other in pairwise(sentences):
            if len(one.tokens) > self.sentence and _texts(one) == _texts(other):
                yield self._say(
                    Span(start=one.span.end, end=other.span.end), "sentence", document.text
                )

    def _words(self, sentence: Sentence, document: Document) -> Iterator[Finding]:
        allowed = load_words("repeatable")
        for one, other in pairwise(sentence.tokens):
            same = one.text.lower() == other.text and is_word(other)
            if not same or document.text[one.end : other.start] != " ":
                continue
            quoted = any(q.covers(other.span) for q in document.quotations)
            if other.text.isalpha() and other.text not in allowed and not quoted:
                yield self._say(Span(start=one.end, end=other.end), "word", document.text)

    def _phrases(self, tokens: Sequence[Token], text: str) -> Iterator[Finding]:
        words = [token.text.lower() for token in tokens]
        i = 0
        while i + 2 * self.phrase <= len(words):
            size = self._repeated_at(words, i)
            if size:
                span = Span(start=tokens[i + size - 1].end, end=tokens[i + 2 * size - 1].end)
                yield self._say(span, "phrase", text)
            i += max(1, size)

    def _repeated_at(self, words: Sequence[str], i: int) -> int:
        for size in range(self.phrase, min(self.longest, (len(words) - i) // 2) + 1):
            if words[i : i + size] == words[i + size : i + 2 * size]:
                return size if words[i].isalpha() and len(set(words[i : i + size])) > 2 else 0
        return 0

    def _say(self, span: Span, what: str, text: str) -> Finding:
        return self.find(
            span,
            f"the {what} “{text[span.start : span.end].strip()}” is said twice running",
            0.8,
            suggestions=(replace_with(span, "", 0.7, f"the {what} once is enough"),),
        )


def _texts(sentence: Sentence) -> list[str]:
    return [token.text for token in sentence.tokens]
