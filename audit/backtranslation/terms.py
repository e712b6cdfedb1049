"""Fixed terms (offices, bodies, treaties, organisations) and the texts that nearly say them.

A term is looked up by its content words, folded and in American spelling. A text nearly says it
when it has as many content words in the same order, and each is the right one or could stand for
it (`audit/backtranslation/exchanges.py`); or when all but one are right and that one is anything;
or when one word more stands among the right ones. How probable it is that the term was meant is not
judged here: `audit/backtranslation/plausibility.py`.

Terms are indexed by the pair of their first two words. Every word of a text has a set of bits, one
for each pair that it could begin, and one for each that it could end, so that a text of 600 words
is searched with 600 intersections whatever the number of terms.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from audit.backtranslation.exchanges import (
    Exchange,
    american,
    exchange,
    is_of_one_stem,
    standing_for,
)
from audit.reading.stretches import Word, cut
from audit.reference import Entry, Reference
from audit.resources.vocabulary import load_vocabulary

_LONGEST = 9
_NAMED = frozenset({"body", "organisation", "programme", "treaty"})
_FEWEST_WITH_HOLE = 3  # words of a term of which one may be anything, or be one too many
_COMMONEST = 6.2  # Zipf; words as common as `will` and `have` stand for nothing else
_PREFIX = 4  # letters that words of one stem share

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One right form of a fixed term: its content words, folded, and the small words before each.

    `key` is what the term is looked up by: the content words in American spelling.
    """

    entry: Entry
    form: str
    content: Words
    glue: tuple[Words, ...]
    key: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class NearTerm:
    """A term that the words `start` to `end` of a stretch nearly say.

    `exchanged` holds the wrong words with their places in the term; `inserted` is the place, in
    the stretch, of a word that is one too many.
    """

    term: Term
    start: int
    end: int
    exchanged: tuple[tuple[int, Exchange], ...] = ()
    inserted: int | None = None


class Bits(NamedTuple):
    """The pairs that a word is the first or second of, is likely to stand for, or could."""

    first: int
    second: int
    likely_first: int
    likely_second: int
    any_first: int
    any_second: int


@dataclass(frozen=True, slots=True)
class TermIndex:
    """Terms by their words; `counts` says in how many terms a word occurs,
    `total` how many words they have together.
    """

    exact: Mapping[Words, tuple[Term, ...]]
    begun: tuple[tuple[Term, ...], ...]  # terms by the number of their first pair
    firsts: Mapping[str, int]  # bits of the pairs that a word of terms begins
    seconds: Mapping[str, int]
    holed: Mapping[tuple[str, str, int], tuple[tuple[Term, int], ...]]
    lemmas: Mapping[str, frozenset[str]]  # words of terms by their lemmas
    stems: Mapping[str, frozenset[str]]  # words of terms by their first letters
    counts: Mapping[str, int]
    official: frozenset[str]  # words of names of bodies, offices and treaties
    total: int
    longest: int
    _reach: dict[str, Mapping[str, bool]] = field(default_factory=dict)
    _bits: dict[str, Bits] = field(default_factory=dict)

    def exact_at(self, keys: Sequence[str], start: int) -> tuple[int, tuple[Term, ...]] | None:
        """The longest term that a stretch says at a place: where it ends, and its forms."""
        if not self.firsts.get(keys[start]):
            return None
        for end in range(min(len(keys), start + self.longest), start + 1, -1):
            if terms := self.exact.get(tuple(keys[start:end])):
                return end, terms
        return None

    def near_at(self, keys: Sequence[str], start: int) -> Iterator[NearTerm]:
        """The terms that a stretch nearly says from a place on, by words that could stand for."""
        if start + 1 >= len(keys):
            return
        one, other = self.bits(keys[start]), self.bits(keys[start + 1])
        bits = one.first & other.any_second | one.any_first & other.second
        bits |= one.likely_first & other.likely_second
        while bits:
            low = bits & -bits
            bits ^= low
            for term in self.begun[low.bit_length() - 1]:
                end = start + len(term.key)
                if end <= len(keys) and self._may_be(keys[start + 2 : end], term.key[2:]):
                    yield from _near(keys[start:end], term, start)

    def holed_at(self, keys: Sequence[str], at: int) -> Iterator[NearTerm]:
        """The terms of which a stretch has all words but one, two of them at a place."""
        for gap in (1, 2):
            if at + gap < len(keys):
                for term, place in self.holed.get((keys[at], keys[at + gap], gap), ()):
                    yield from self._hole(keys, at - place, term, gap, place)
        if at + 2 < len(keys):
            for term, place in self.holed.get((keys[at], keys[at + 2], 1), ()):
                start, end = at - place, at - place + len(term.key) + 1
                if start >= 0 and (*keys[start : at + 1], *keys[at + 2 : end]) == term.key:
                    yield NearTerm(term=term, start=start, end=end, inserted=at + 1)

    def reach(self, seen: str) -> Mapping[str, bool]:
        """The words of terms that a word could stand for, and whether it is likely to."""
        if seen not in self._reach:
            found = self._standing_for(seen) if load_vocabulary().zipf(seen) < _COMMONEST else {}
            self._reach[seen] = {word: likely for word, likely in found.items() if word != seen}
        return self._reach[seen]

    def bits(self, seen: str) -> Bits:
        """The pairs that a word could begin and end."""
        if seen not in self._bits:
            first, second = self.firsts.get(seen, 0), self.seconds.get(seen, 0)
            bits = [first, second, first, second]
            for word, likely in self.reach(seen).items():
                for i, begun in enumerate((self.firsts.get(word, 0), self.seconds.get(word, 0))):
                    bits[i] |= begun if likely else 0
                    bits[2 + i] |= begun
            self._bits[seen] = Bits(first, second, *bits)
        return self._bits[seen]

    def bits_told(self, near: NearTerm) -> float:
        """How much the right words tell the term from others, in bits of their rarity."""
        wrong = dict(near.exchanged)
        right = (word for i, word in enumerate(near.term.key) if i not in wrong)
        return sum(math.log2(self.total / self.counts[word]) for word in right)

    def _standing_for(self, seen: str) -> dict[str, bool]:
        """As `reach`: likely are synonyms, words related twice over, and words of one stem."""
        found: dict[str, bool] = {}
        for relation, words in standing_for(seen).items():
            for word in words:
                for true in self.lemmas.get(word, ()):
                    found[true] = true in found or relation == "synonym"
        for lemma in load_vocabulary().lemmas(seen) | {seen}:
            found.update(dict.fromkeys(self.lemmas.get(lemma, ()), True))
        for word in self.stems.get(seen[:_PREFIX], ()):
            if is_of_one_stem(seen, word):
                found[word] = True
        return found

    def _may_be(self, seen: Sequence[str], true: Words) -> bool:
        return all(
            word == right or right in self.reach(word)
            for word, right in zip(seen, true, strict=True)
        )

    def _hole(
        self, keys: Sequence[str], start: int, term: Term, gap: int, place: int
    ) -> Iterator[NearTerm]:
        end = start + len(term.key)
        if start < 0 or end > len(keys):
            return
        wrong = [i for i, right in enumerate(term.key) if keys[start + i] != right]
        if len(wrong) != 1 or term.key[wrong[0]] in self.reach(keys[start + wrong[0]]):
            return
        first = int(wrong[0] == 0)
        if place == first and gap == 1 + (wrong[0] == first + 1):  # else it is told elsewhere
            yield from _near(keys[start:end], term, start)


def content_words(text: str) -> Words:
    """The folded words of a term without articles, prepositions and conjunctions."""
    return cut(text)[0]


def keys_of(words: Sequence[Word]) -> Words:
    """What the words of a stretch are looked up by."""
    return tuple(american(word.folded) for word in words)


def build_terms(reference: Reference) -> TermIndex:
    """Index all entries of a reference list that are not persons."""
    terms = list(_read_terms(reference))
    exact: defaultdict[Words, list[Term]] = defaultdict(list)
    begun: defaultdict[Words, list[Term]] = defaultdict(list)
    for term in terms:
        if term.key not in exact:
            begun[term.key[:2]].append(term)
        exact[term.key].append(term)
    firsts: defaultdict[str, int] = defaultdict(int)
    seconds: defaultdict[str, int] = defaultdict(int)
    for i, (first, second) in enumerate(begun):
        firsts[first] |= 1 << i
        seconds[second] |= 1 << i
    counts = Counter(word for key in exact for word in key)
    return TermIndex(
        {key: tuple(found) for key, found in exact.items()},
        tuple(map(tuple, begun.values())),
        dict(firsts),
        dict(seconds),
        _index_holed(terms),
        _index_lemmas(counts),
        _index_stems(counts),
        counts,
        frozenset(word for term in terms if term.entry.kind in _NAMED for word in term.key),
        counts.total(),
        max(map(len, exact), default=0),
    )


def _read_terms(reference: Reference) -> Iterator[Term]:
    for entry in reference.entries:
        if entry.kind == "person":
            continue
        for form in entry.forms:
            content, glue = cut(form)
            if 2 <= len(content) <= _LONGEST:
                key = tuple(map(american, content))
                yield Term(entry=entry, form=form, content=content, glue=glue, key=key)


def _index_holed(
    terms: Sequence[Term],
) -> Mapping[tuple[str, str, int], tuple[tuple[Term, int], ...]]:
    holed: defaultdict[tuple[str, str, int], dict[Words, tuple[Term, int]]] = defaultdict(dict)
    for term in terms:
        for i, word in enumerate(term.key[:-1] if len(term.key) >= _FEWEST_WITH_HOLE else ()):
            for gap in (1, 2):
                if i + gap < len(term.key):
                    holed[word, term.key[i + gap], gap].setdefault(term.key, (term, i))
    return {key: tuple(found.values()) for key, found in holed.items()}


def _index_lemmas(words: Mapping[str, int]) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        for lemma in load_vocabulary().lemmas(word) | {word}:
            found[lemma].add(word)
    return {lemma: frozenset(forms) for lemma, forms in found.items()}


def _index_stems(words: Mapping[str, int]) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        found[word[:_PREFIX]].add(word)
    return {stem: frozenset(forms) for stem, forms in found.items()}


def _near(seen: Sequence[str], term: Term, start: int) -> Iterator[NearTerm]:
    wrong = tuple(
        (i, exchange(word, right))
        for i, (word, right) in enumerate(zip(seen, term.key, strict=True))
        if word != right
    )
    if wrong:
        yield NearTerm(term=term, start=start, end=start + len(seen), exchanged=wrong)
