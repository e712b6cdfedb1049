"""A fixed term broken word by word: an office, a body, a treaty, an organisation.

Flags: capitalised words that are a listed term of three or more content words but for one, which
is then an inflection or synonym of the right one; and a listed term with an article in it that
does not belong there. Passes: any listed form (Center and Centre, Defense and Defence are both
listed); a term that is part of a longer one.

Data: `reference/titles`, `reference/names`. First version: a thesaurus will follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from audit.backtranslation.terms import GLUE, Term
from audit.detectors.base import READABLE, Detector, Knowledge, replace_with, sentences_of
from audit.model import BlockKind, Document, Finding, Rule, Sentence, Severity, Span
from audit.reading.mentions import NameWord, name_word
from audit.reference import fold

_SCANNED = READABLE - {BlockKind.HEADING}
_APOSTROPHES = ("'", "’")
Phrase = tuple[NameWord, ...]


@dataclass(frozen=True, kw_only=True)
class GarbledTitle(Detector):
    """Finds fixed terms with one word exchanged or an article put in."""

    rule: ClassVar[Rule] = Rule(
        code="garbled-title",
        title="Broken title or fixed term",
        severity=Severity.MAJOR,
        mqm="terminology/wrong-term",
    )

    def detect(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Look at every stretch of capitalised words, longest terms first."""
        for sentence in sentences_of(document, _SCANNED):
            for phrase in _phrases(sentence, document.text):
                yield from self._within(phrase, document.text, knowledge)

    def _within(self, phrase: Phrase, text: str, knowledge: Knowledge) -> Iterator[Finding]:
        places = [i for i, word in enumerate(phrase) if fold(word.text) not in GLUE]
        content = tuple(fold(phrase[i].text) for i in places)
        taken: set[int] = set()
        windows = list(_windows(len(content), knowledge.terms.longest))
        for start, end in windows:
            if content[start:end] in knowledge.terms.exact and not taken & set(range(start, end)):
                taken |= set(range(start, end))
                words = phrase[places[start] : places[end - 1] + 1]
                yield from self._with_article(
                    words, knowledge.terms.exact[content[start:end]], text
                )
        for start, end in windows:
            if taken & set(range(start, end)):
                continue
            words = phrase[places[start] : places[end - 1] + 1]
            found = self._near(content[start:end], knowledge)
            if found is not None and not _is_within_longer(words, phrase):
                taken |= set(range(start, end))
                i, term = found
                wrong = phrase[places[start + i]]
                if text[wrong.span.end : wrong.span.end + 1] not in _APOSTROPHES:
                    yield self._exchanged(words, wrong, i, term)

    def _near(self, content: tuple[str, ...], knowledge: Knowledge) -> tuple[int, Term] | None:
        for i, term in knowledge.terms.near(content):
            if _kindred(content[i], term.content[i], knowledge):
                return i, term
        return None

    def _with_article(self, words: Phrase, terms: tuple[Term, ...], text: str) -> Iterator[Finding]:
        seen = [word.text.lower() for word in words]
        forms = [term.form.lower().split() for term in terms]
        without = [word for word in seen if word not in ("the", "a")]
        if seen in forms or len(words) < 4 or without not in forms:
            return
        span = Span(start=words[0].span.start, end=words[-1].span.end)
        right = terms[forms.index(without)].form
        yield self.find(
            span,
            f"“{text[span.start : span.end]}” is written “{right}”",
            0.7,
            severity=Severity.MINOR,
            suggestions=(replace_with(span, right, 0.7, f"the usual form is {right}"),),
        )

    def _exchanged(self, words: Phrase, wrong: NameWord, i: int, term: Term) -> Finding:
        span = Span(start=words[0].span.start, end=words[-1].span.end)
        return self.find(
            span,
            f"the fixed term is “{term.form}”",
            0.8,
            evidence=(f"all but “{wrong.text}” is a listed {term.entry.kind}",),
            suggestions=(
                replace_with(span, term.form, 0.8, f"“{wrong.text}” for “{term.content[i]}”"),
            ),
        )


def _kindred(seen: str, true: str, knowledge: Knowledge) -> bool:
    """Whether two words share a stem: inflections and derivations (Russian, Russia)."""
    if knowledge.vocabulary.lemmas(seen) & (knowledge.vocabulary.lemmas(true) | {true}):
        return True
    stem = min(len(seen), len(true)) - 1
    return stem >= 4 and seen[:stem] == true[:stem] and abs(len(seen) - len(true)) <= 3


def _is_within_longer(words: Phrase, phrase: Phrase) -> bool:
    """Whether another capitalised word stands right before or after: a longer name, not this."""
    i = phrase.index(words[0])
    around = (*phrase[max(0, i - 1) : i], *phrase[i + len(words) : i + len(words) + 1])
    return any(fold(word.text) not in GLUE for word in around)


def _windows(length: int, longest: int) -> Iterator[tuple[int, int]]:
    for size in range(min(length, longest), 1, -1):
        for start in range(length - size + 1):
            yield start, start + size


def _phrases(sentence: Sentence, text: str) -> Iterator[Phrase]:
    """Capitalised words with small words between them."""
    phrase: list[NameWord] = []
    end = -1
    for token in sentence.tokens:
        joined = text[end : token.start] == " "
        capital = token.text[0].isupper()
        if phrase and not (joined and (capital or token.text in GLUE)):
            yield from _closed(phrase)
            phrase = []
        if capital or (phrase and token.text in GLUE):
            phrase.append(name_word(token))
        end = token.end
    yield from _closed(phrase)


def _closed(phrase: list[NameWord]) -> Iterator[Phrase]:
    while phrase and phrase[-1].text in GLUE:
        phrase = phrase[:-1]
    if len(phrase) > 1:
        yield tuple(phrase)
