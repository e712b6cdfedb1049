"""A sentence from which something was lost.

Flags: a sentence of a paragraph that ends in a full stop and in which no word can be a verb; with
models, words before which the damage model misses one.
Passes: headlines, captions, list items, quotations, the first sentence of a paragraph, questions
and exclamations, very short sentences (`No deal.`), sentences that leave the verb out on purpose
(`So far, so good.`), bylines and results that are nearly all names and numbers, and all with a word
that may be a verb.

Data: `lemminflect`'s lexicon of parts of speech, `reference/lexicons/fragment_openers.tsv`, the
damage model, `reference/scoring/phrasing.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from audit.detectors.base import Detector, Knowledge, sentences_of
from audit.model import BlockKind, Document, Finding, Rule, Sentence, Severity
from audit.reading.quotations import touches
from audit.reading.tokens import is_word
from audit.reference import load_words
from audit.resources.vocabulary import Vocabulary

_OPENERS = load_words("fragment_openers")
_FEWEST_LOWER = 2  # words in lower case; a sentence of names is a byline or a result
_MISSING = "something is missing before or in “{}”"
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, kw_only=True)
class SentenceFragment(Detector):
    """Finds sentences of at least `shortest` and at most `longest` words without a verb."""

    rule: ClassVar[Rule] = Rule(
        code="sentence-fragment",
        title="Sentence fragment",
        severity=Severity.MAJOR,
        mqm="linguistic-conventions/grammar",
    )
    shortest: int = 3
    longest: int = 12

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Look at each sentence that does not open its paragraph, and ask the models."""
        spans = [
            sentence.span
            for sentence in sentences_of(document, frozenset({BlockKind.PROSE}))
            if not sentence.opens and self._is_fragment(sentence, document, knowledge.vocabulary)
        ]
        for span in spans:
            yield self.find(
                span, "this sentence has no verb; part of another may have been cut off", 0.6
            )
        for finding in self.find_stretches(document, knowledge, _MISSING):
            if not any(finding.span.overlaps(span) for span in spans):
                yield finding

    def _is_fragment(self, sentence: Sentence, document: Document, words: Vocabulary) -> bool:
        tokens = sentence.tokens
        if not tokens or tokens[-1].text != "." or not tokens[0].text[0].isupper():
            return False
        if tokens[0].text.lower() in _OPENERS:
            return False
        if touches(sentence.span, document.quotations):
            return False
        texts = [token.text for token in tokens if is_word(token)]
        if not self.shortest <= len(texts) <= self.longest:
            return False
        if sum(text.islower() and len(text) > 1 for text in texts) < _FEWEST_LOWER:
            return False
        return not any(may_be_verb(text, words) for text in texts)


def may_be_verb(text: str, words: Vocabulary) -> bool:
    """Whether a word can be a verb; contractions can, names cannot."""
    if "'" in text or "’" in text:
        return True
    return bool(words.parts_of_speech(text.lower()) & _VERBAL)
