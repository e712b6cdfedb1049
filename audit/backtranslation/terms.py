"""Fixed terms (offices, bodies, treaties, organisations) and the texts that nearly say them.

A term is looked up by its content words, folded. A text nearly says it when it has as many content
words, at least one of them the same in its place, and the others are akin to the right ones: forms
of one stem (Russian, Russia), or synonyms as a spinner's thesaurus gives them (Home, House). Only
terms of three content words and more are looked for, since too many pairs of words are akin by
chance. Terms are indexed by each of their words, so that the size of the list does not matter.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from audit.reference import Entry, Reference, fold, load_table, load_words
from audit.resources.vocabulary import load_vocabulary

GLUE = load_words("small_words")
_LONGEST = 9
_FEWEST = 3
_TELLING, _TELLING_OFFICIAL = 7.0, 21.0  # bits; real bodies near a listed one have up to 21
_BRITISH = (
    (re.compile(r"is(ations?|e[ds]?|ing)$"), r"iz\1"),
    (re.compile(r"our(s?)$"), r"or\1"),
    (re.compile(r"tre(s?)$"), r"ter\1"),
    (re.compile(r"fence$"), "fense"),
    (re.compile(r"gramme(s?)$"), r"gram\1"),
)
_POSSESSIVE = re.compile(r"['’]s?$")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One right form of a fixed term and its content words, folded."""

    entry: Entry
    form: str
    content: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class NearTerm:
    """A term that a text nearly says, and the places of the content words that it has wrong."""

    term: Term
    wrong: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TermIndex:
    """Terms by their content words, and by their length and one word in its place."""

    exact: Mapping[Words, tuple[Term, ...]]
    by_word: Mapping[tuple[int, int, str], tuple[Term, ...]]
    longest: int
    counts: Mapping[str, int]

    def tells(self, content: Words, near: NearTerm) -> bool:
        """Whether the words that are right tell the term from all others.

        Each is worth the bits of its rarity among the terms. A wrong word that is itself a word
        of terms may belong to a body that is not listed, so more must tell against that.
        """
        total = sum(self.counts.values())
        right = [word for i, word in enumerate(content) if i not in near.wrong]
        bits = sum(math.log2(total / self.counts[word]) for word in right)
        official = any(self.counts.get(content[i]) for i in near.wrong)
        return bits >= (_TELLING_OFFICIAL if official else _TELLING)

    def near(self, content: Words) -> tuple[NearTerm, ...]:
        """The terms that folded content words nearly say."""
        if len(content) < _FEWEST:
            return ()
        terms = {
            term.form: term
            for i, word in enumerate(content)
            for term in self.by_word.get((len(content), i, word), ())
        }
        return tuple(
            NearTerm(term=term, wrong=wrong)
            for term in terms.values()
            if (wrong := _wrong_in(content, term.content))
        )


def content_words(text: str) -> Words:
    """The folded words of a term without articles, prepositions and conjunctions."""
    words = (_POSSESSIVE.sub("", fold(word).strip('.,()"')) for word in text.split())
    return tuple(word for word in words if word and word not in GLUE)


def build_terms(reference: Reference) -> TermIndex:
    """Index all entries of a reference list that are not persons."""
    exact: defaultdict[Words, list[Term]] = defaultdict(list)
    by_word: defaultdict[tuple[int, int, str], list[Term]] = defaultdict(list)
    for entry in reference.entries:
        if entry.kind == "person":
            continue
        for form in entry.forms:
            term = Term(entry=entry, form=form, content=content_words(form))
            if 2 <= len(term.content) <= _LONGEST:
                exact[term.content].append(term)
            if _FEWEST <= len(term.content) <= _LONGEST:
                for i, word in enumerate(term.content):
                    by_word[len(term.content), i, word].append(term)
    counts = Counter(word for content in exact for word in content)
    return TermIndex(
        {key: tuple(terms) for key, terms in exact.items()},
        {key: tuple(terms) for key, terms in by_word.items()},
        max(map(len, exact), default=0),
        counts,
    )


def _wrong_in(content: Words, right: Words) -> tuple[int, ...]:
    """The places where words differ from the right ones; none if one is not even akin."""
    wrong = tuple(i for i, word in enumerate(content) if not _is_spelled_as(word, right[i]))
    return wrong if all(are_akin(content[i], right[i]) for i in wrong) else ()


def _is_spelled_as(seen: str, true: str) -> bool:
    """Whether two words are one, in British or American spelling (Organisation, Organization)."""
    return seen == true or _american(seen) == _american(true)


@cache
def _american(word: str) -> str:
    for british, american in _BRITISH:
        word = british.sub(american, word)
    return word


@cache
def are_akin(seen: str, true: str) -> bool:
    """Whether two folded words share a stem, or one could be said for the other."""
    vocabulary = load_vocabulary()
    forms, right = vocabulary.lemmas(seen) | {seen}, vocabulary.lemmas(true) | {true}
    if forms & right or any(forms & _synonyms().get(word, frozenset()) for word in right):
        return True
    stem = min(len(seen), len(true)) - 1
    return stem >= 4 and seen[:stem] == true[:stem] and abs(len(seen) - len(true)) <= 3


@cache
def _synonyms() -> Mapping[str, frozenset[str]]:
    rows = load_table("lexicons/synonyms.tsv")
    return {row["word"]: frozenset(row["synonyms"].split("|")) for row in rows}
