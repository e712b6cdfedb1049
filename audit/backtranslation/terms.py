"""Fixed terms (offices, bodies, treaties, organisations) and the texts that nearly say them.

A term is looked up by its content words, folded; a near miss has one content word exchanged in a
term of three or more. The patterns with one word left open are indexed, so that a text is checked
in one pass whatever the size of the list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from audit.reference import Entry, Reference, fold, load_words

GLUE = load_words("small_words")
_LONGEST = 9
_OPEN = "*"
_POSSESSIVE = re.compile(r"['’]s?$")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One right form of a fixed term and its content words, folded."""

    entry: Entry
    form: str
    content: Words


@dataclass(frozen=True, slots=True)
class TermIndex:
    """Terms by their content words, and by those words with one left open."""

    exact: Mapping[Words, tuple[Term, ...]]
    patterns: Mapping[Words, tuple[Term, ...]]
    longest: int

    def near(self, content: Words) -> list[tuple[int, Term]]:
        """Terms that differ from `content` in one word, with the place of that word."""
        if len(content) < 3:
            return []
        return [(i, term) for i in range(len(content)) for term in self._with_open(content, i)]

    def _with_open(self, content: Words, i: int) -> tuple[Term, ...]:
        return self.patterns.get((*content[:i], _OPEN, *content[i + 1 :]), ())


def content_words(text: str) -> Words:
    """The folded words of a term without articles, prepositions and conjunctions."""
    words = (_POSSESSIVE.sub("", fold(word).strip('.,()"')) for word in text.split())
    return tuple(word for word in words if word and word not in GLUE)


def build_terms(reference: Reference) -> TermIndex:
    """Index all entries of a reference list that are not persons."""
    exact: defaultdict[Words, list[Term]] = defaultdict(list)
    patterns: defaultdict[Words, list[Term]] = defaultdict(list)
    for entry in reference.entries:
        if entry.kind == "person":
            continue
        for form in entry.forms:
            term = Term(entry=entry, form=form, content=content_words(form))
            if 2 <= len(term.content) <= _LONGEST:
                exact[term.content].append(term)
                for i in range(len(term.content) if len(term.content) > 2 else 0):
                    patterns[(*term.content[:i], _OPEN, *term.content[i + 1 :])].append(term)
    return TermIndex(
        {key: tuple(terms) for key, terms in exact.items()},
        {key: tuple(terms) for key, terms in patterns.items()},
        max(map(len, exact), default=0),
    )
