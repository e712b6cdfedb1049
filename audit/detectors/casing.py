"""Capitals where none belong, and none where they do.

Flags: a paragraph or sentence of prose that begins in lower case; the pronoun `i`; a listed
person's full name in lower case. Passes: names that begin small (`iPhone`, `eBay`, `al-Qaida`,
`de Gaulle`), headlines, lists, verse, code, texts that are all in lower case; a line that goes on
from one without a final mark.

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
from audit.reference import fold, load_words
from audit.resources.vocabulary import Vocabulary

_SMALL_NAME = re.compile(r"[a-z]{1,3}[A-Z]|[a-z]+[-'’][A-Z]|[a-z]+\d|https?:|www\.|[a-z]+\.[a-z]")
_GOES_ON = re.compile(r"[^\s.!?…:;\"'”’)\]>*_]\s+$|-\s+$")
_ABBREVIATIONS = load_words("abbreviations") | {"etc"}
_AFTER_VARIABLE = load_words("small_words") | {"is"}
_PROSE = frozenset({BlockKind.PROSE})
_NEAR = 40  # code points


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

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Look at each sentence's first word, and for names in lower case."""
        sentences = list(sentences_of(document, _PROSE))
        openings = [token for s in sentences for token in _openings(s, document)]
        small = [token for token in openings if _is_small(token, knowledge.vocabulary)]
        if len(small) <= max(1, self.most * len(openings)):
            yield from map(self._capitalise, small)
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
        for token, following in pairwise(tokens[1:]):
            apart = text[token.start - 1] == " " == text[token.end]
            pronoun = following.text.islower() and following.text not in _AFTER_VARIABLE
            if token.text == "i" and apart and pronoun:
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
                    yield self._name(Span(start=one.start, end=other.end), " ".join(name.words))
                    break

    def _name(self, span: Span, right: str) -> Finding:
        return self.find(
            span,
            f"the name “{right}” is written in lower case",
            0.8,
            suggestions=(replace_with(span, right, 0.8, "a person's name"),),
        )


def _openings(sentence: Sentence, document: Document) -> Iterator[Token]:
    """The sentence's first word, and words after a full stop that did not end it for their case."""
    tokens, text = sentence.tokens, document.text
    if tokens and tokens[0].start == sentence.span.start:
        yield from () if sentence.opens and _continues(document, tokens[0].start) else tokens[:1]
    for word, stop, token in zip(tokens, tokens[1:], tokens[2:], strict=False):
        apart = text[stop.end : token.start] == " " == text[token.end : token.end + 1]
        if stop.text == "." and apart and _may_end(word.text) and token.text != "i":
            yield token


def _may_end(word: str) -> bool:
    return word.isalpha() and word.islower() and len(word) > 2 and word not in _ABBREVIATIONS


def _is_small(token: Token, words: Vocabulary) -> bool:
    """Whether it is an English word in lower case; a product or an author may be spelled so."""
    if not token.text[0].islower() or token.text in PARTICLES or _SMALL_NAME.match(token.text):
        return False
    return words.in_dictionary(re.split("['’]", token.text)[0])


def _continues(document: Document, start: int) -> bool:
    """Whether the line before has no final mark, and is not the headline, the first of the text."""
    headline = document.sentences[0].span.end
    before = document.text[max(headline, start - _NEAR) : start]
    return bool(_GOES_ON.search(before))
