"""A fixed term broken word by word: an office, a body, a treaty, an organisation.

Flags: capitalised words that are a listed term of three or more content words, but with some of
them exchanged for forms of the same stem or for synonyms; and a listed term with an article in it
that does not belong there. Passes: any listed form (Center and Centre, Defense and Defence are both
listed); a term that is part of a longer one; several of a kind (Ministers of Foreign Affairs) and
members of a body (a Federal Trade Commissioner).

Data: `reference/titles`, `reference/names`, `reference/lexicons/synonyms.tsv` (WordNet).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rapidfuzz.distance import Levenshtein

from audit.backtranslation.terms import GLUE, NearTerm, Term
from audit.detectors.base import READABLE, Detector, Knowledge, replace_with, sentences_of
from audit.model import BlockKind, Document, Finding, Rule, Sentence, Severity, Span
from audit.reading.mentions import NameWord, name_word
from audit.reference import fold

_SCANNED = READABLE - {BlockKind.HEADING}
_APOSTROPHES = ("'", "’")
_PERSON = re.compile(r"(?:[eo]rs?|m[ae]n)$")
_ARTICLES = frozenset({"a", "an", "the"})
_NO_LINKS = frozenset({"&", "a", "an", "and", "s", "the"})
_COUNTED = frozenset({"office", "programme", "term", "treaty"})
Phrase = tuple[NameWord, ...]


@dataclass(frozen=True, kw_only=True)
class GarbledTitle(Detector):
    """Finds fixed terms with words exchanged or an article put in."""

    rule: ClassVar[Rule] = Rule(
        code="garbled-title",
        title="Broken title or fixed term",
        severity=Severity.MAJOR,
        mqm="terminology/wrong-term",
    )

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Look at every stretch of capitalised words, longest terms first."""
        for sentence in sentences_of(document, _SCANNED):
            for phrase in _phrases(sentence, document.text):
                yield from self._within(phrase, document.text, knowledge)

    def _within(self, phrase: Phrase, text: str, knowledge: Knowledge) -> Iterator[Finding]:
        places = [i for i, word in enumerate(phrase) if fold(word.text) not in GLUE]
        content = tuple(fold(phrase[i].text) for i in places)
        taken: set[int] = set()
        for start, end in _windows(len(content), knowledge.terms.longest):
            if taken & set(range(start, end)):
                continue
            words = phrase[places[start] : places[end - 1] + 1]
            exact = knowledge.terms.exact.get(content[start:end])
            near = None if exact else self._near(content[start:end], words, text, knowledge)
            if exact:
                yield from self._with_article(words, exact, text)
            elif near is None or _is_within_longer(words, phrase):
                continue
            else:
                wrong = [phrase[places[start + i]] for i in near.wrong]
                yield from self._exchanged(words, wrong, near, text)
            taken |= set(range(start, end))

    def _near(
        self, content: tuple[str, ...], words: Phrase, text: str, knowledge: Knowledge
    ) -> NearTerm | None:
        seen = text[words[0].span.start : words[-1].span.end].lower()
        near = min(
            knowledge.terms.near(content),
            key=lambda n: (len(n.wrong), Levenshtein.distance(seen, n.term.form.lower())),
            default=None,
        )
        if near is None or not knowledge.terms.tells(content, near):
            return None
        if any(_is_regular(content[i], i, near.term) for i in near.wrong):
            return None
        return near

    def _with_article(self, words: Phrase, terms: tuple[Term, ...], text: str) -> Iterator[Finding]:
        seen = [word.text.lower() for word in words]
        forms = {tuple(term.form.lower().split()): term.form for term in terms}
        if tuple(seen) in forms or len(words) < 4:
            return
        fewer = (form for form in forms if _is_with_articles(seen, form))
        right = forms.get(next(fewer, ()))
        if right is None:
            return
        span = Span(start=words[0].span.start, end=words[-1].span.end)
        yield self.find(
            span,
            f"“{text[span.start : span.end]}” is written “{right}”",
            0.7,
            severity=Severity.MINOR,
            suggestions=(replace_with(span, right, 0.7, f"the usual form is {right}"),),
        )

    def _exchanged(
        self, words: Phrase, wrong: Sequence[NameWord], near: NearTerm, text: str
    ) -> Iterator[Finding]:
        if any(text[word.span.end : word.span.end + 1] in _APOSTROPHES for word in wrong):
            return
        form = near.term.form
        right = _capitalised(form) if form.islower() else form
        span = Span(start=words[0].span.start, end=words[-1].span.end)
        pairs = zip(wrong, near.wrong, strict=True)
        told = ", ".join(f"“{word.text}” for “{near.term.content[i]}”" for word, i in pairs)
        yield self.find(
            span,
            f"the fixed term is “{right}”",
            0.8,
            evidence=(f"all but {told} is a listed {near.term.entry.kind}",),
            suggestions=(replace_with(span, right, 0.8, told),),
        )


def _is_with_articles(seen: Sequence[str], form: Sequence[str]) -> bool:
    """Whether `seen` is a form of a term with one article more or several."""
    bare = [[word for word in words if word not in _ARTICLES] for words in (seen, form)]
    return len(seen) > len(form) and bare[0] == bare[1]


def _is_regular(seen: str, i: int, term: Term) -> bool:
    """Whether a term's head is in the plural (`Ministers of Justice`) or stands for its people."""
    if i != _head(term):
        return False
    true = term.content[i]
    if _PERSON.search(seen) and not _PERSON.search(true):
        return True
    if seen.removeprefix("sub") == true:
        return True
    return term.entry.kind in _COUNTED and seen in (true + "s", true + "es", true[:-1] + "ies")


def _head(term: Term) -> int:
    """Which content word is the head: the one before the first preposition, or the last."""
    words = [word for word in fold(term.form).split() if word not in _NO_LINKS]
    return next((i for i, word in enumerate(words) if word in GLUE), len(words)) - 1


def _capitalised(form: str) -> str:
    return " ".join(word if word in GLUE else word.capitalize() for word in form.split())


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
