"""Capitals where none belong, and none where they do.

Flags: a paragraph or sentence of prose that begins in lower case; the pronoun `i`; a listed
person's full name in lower case. Passes: names that begin small (`iPhone`, `eBay`, `al-Qaida`,
`de Gaulle`), headlines, lists, verse, texts that are all in lower case.

Data: `reference/names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from audit.detectors.base import Detector, Knowledge, replace_with, sentences_of
from audit.model import BlockKind, Document, Finding, Rule, Sentence, Severity, Span, Token
from audit.reading.mentions import PARTICLES
from audit.reference import fold

_SMALL_NAME = re.compile(r"[a-z]{1,3}[A-Z]|[a-z]+[-'’][A-Z]|[a-z]+\d|https?:|www\.|[a-z]+\.[a-z]")
_PROSE = frozenset({BlockKind.PROSE})


@dataclass(frozen=True, kw_only=True)
class Casing(Detector):
    """Finds misplaced lower case; `most` is the share of sentences that may begin small."""

    rule: ClassVar[Rule] = Rule(
        code="casing",
        title="Wrong capitals",
        severity=Severity.MINOR,
        mqm="linguistic-conventions/capitalization",
    )
    most: float = 0.3

    def detect(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Look at each sentence's first word, and for names in lower case."""
        sentences = list(sentences_of(document, _PROSE))
        small = [s for s in sentences if _begins_small(s)]
        if len(small) <= max(1, self.most * len(sentences)):
            yield from (self._capitalise(s.tokens[0]) for s in small)
        for sentence in sentences:
            yield from self._pronouns(sentence.tokens, document.text)
            yield from self._names(sentence.tokens, document.text, knowledge)

    def _capitalise(self, token: Token) -> Finding:
        right = token.text[0].upper() + token.text[1:]
        return self.find(
            token.span,
            f"the sentence begins in lower case: “{token.text}”",
            0.6,
            suggestions=(replace_with(token.span, right, 0.6, "a sentence begins with a capital"),),
        )

    def _pronouns(self, tokens: Sequence[Token], text: str) -> Iterator[Finding]:
        for token in tokens[1:]:
            alone = text[token.start - 1] == " " and text[token.end : token.end + 1] == " "
            if token.text == "i" and alone:
                yield self.find(
                    token.span,
                    "the pronoun “I” is written with a capital",
                    0.7,
                    suggestions=(replace_with(token.span, "I", 0.7, "the pronoun I"),),
                )

    def _names(self, tokens: Sequence[Token], text: str, knowledge: Knowledge) -> Iterator[Finding]:
        for one, other in pairwise(tokens):
            if not (one.text.islower() and other.text.islower()):
                continue
            for name in knowledge.names.people_named(one.text):
                if name.parts == (fold(one.text), fold(other.text)) and len(name.form) > 8:
                    span = Span(start=one.start, end=other.end)
                    yield self.find(
                        span,
                        f"the name “{name.form}” is written in lower case",
                        0.8,
                        suggestions=(replace_with(span, name.form, 0.8, "a person's name"),),
                    )
                    break


def _begins_small(sentence: Sentence) -> bool:
    first = sentence.tokens[0].text if sentence.tokens else ""
    if not first[:1].islower() or first in PARTICLES:
        return False
    return not _SMALL_NAME.match(first)
