"""Words or sentences said twice running.

Flags: the same word twice with nothing but a space between; the same phrase of three words and
more twice running; a sentence of the text repeated word for word right after itself. Passes: words
rightly doubled (`had had`, `very very`, `tuk tuk`), phrases repeated after a comma, names
(`Duran Duran`), numbers, quotations, verse.

Data: `reference/lexicons/repeatable.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from audit.detectors.base import Detector, Knowledge, replace_with, sentences_of
from audit.model import BlockKind, Document, Finding, Rule, Sentence, Severity, Span, Token
from audit.reading.quotations import is_inside
from audit.reading.tokens import is_word
from audit.reference import load_words

_PROSE = frozenset({BlockKind.PROSE})


@dataclass(frozen=True, kw_only=True)
class Repetition(Detector):
    """Finds repeated words, phrases and sentences.

    A phrase is of `phrase` to `longest` words and marks, a sentence of more than `sentence`.
    """

    rule: ClassVar[Rule] = Rule(
        code="repetition",
        title="Said twice",
        severity=Severity.MINOR,
        mqm="style/unidiomatic-style",
    )
    phrase: int = 3
    longest: int = 12
    sentence: int = 6

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Compare neighbouring words, phrases and sentences."""
        sentences = list(sentences_of(document, _PROSE))
        for sentence in sentences:
            yield from self._words(sentence, document)
            yield from self._phrases(sentence.tokens, document)
        for one, other in pairwise(sentences):
            apart = document.text[one.span.end : other.span.start].strip()
            if len(one.tokens) > self.sentence and not apart and _texts(one) == _texts(other):
                span = Span(start=one.span.end, end=other.span.end)
                yield from self._say(span, "sentence", document)

    def _words(self, sentence: Sentence, document: Document) -> Iterator[Finding]:
        allowed = load_words("repeatable")
        for one, other in pairwise(sentence.tokens):
            same = one.text.lower() == other.text and is_word(other)
            if not same or document.text[one.end : other.start] != " ":
                continue
            if other.text.isalpha() and other.text not in allowed:
                yield from self._say(Span(start=one.end, end=other.end), "word", document)

    def _phrases(self, tokens: Sequence[Token], document: Document) -> Iterator[Finding]:
        words = [token.text.lower() for token in tokens]
        i = 0
        while i + 2 * self.phrase <= len(words):
            size = self._repeated_at(words, i)
            if size:
                span = Span(start=tokens[i + size - 1].end, end=tokens[i + 2 * size - 1].end)
                yield from self._say(span, "phrase", document)
            i += max(1, size)

    def _repeated_at(self, words: Sequence[str], i: int) -> int:
        for size in range(self.phrase, min(self.longest, (len(words) - i) // 2) + 1):
            phrase = words[i : i + size]
            if phrase == words[i + size : i + 2 * size]:
                bare = phrase[0].isalpha() and phrase[-1][-1].isalnum()
                return size if bare and len(set(phrase)) > 2 else 0
        return 0

    def _say(self, span: Span, what: str, document: Document) -> Iterator[Finding]:
        if is_inside(span.end - 1, document.quotations):
            return
        yield self.find(
            span,
            f"the {what} “{document.text[span.start : span.end].strip()}” is said twice running",
            0.8,
            suggestions=(replace_with(span, "", 0.7, f"the {what} once is enough"),),
        )


def _texts(sentence: Sentence) -> list[str]:
    return [token.text for token in sentence.tokens]
