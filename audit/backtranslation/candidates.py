"""Where a document says a fixed term, and where it nearly says one: candidates, not yet judged.

Passed over are: what a listed term covers or crosses, several of a kind (Ministers of Justice), a
term's people (a Federal Trade Commissioner), and a body's name written small. Words in lower case
are compared with offices and general terms only, and the small words among them must be the term's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from audit.backtranslation.terms import NearTerm, Term, TermIndex, Words, keys_of
from audit.reading.stretches import Word, cut
from audit.resources.vocabulary import load_vocabulary

_IN_LOWER_CASE = frozenset({"office", "programme", "term"})
_NOT_BY_PAIRS = frozenset({"organisation", "outlet", "place"})  # Sky News is no broken Star News
_COUNTED = frozenset({"office", "programme", "term", "treaty"})
_PERSON = re.compile(r"(?:[eo]rs?|m[ae]n)$")
_DEMONYMS = ("n", "ese", "i", "ish")
_NO_LINKS = frozenset({"&", "a", "an", "and", "s", "the"})
_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch, and the terms that it says: where each starts and ends, and its forms."""

    stretch: tuple[Word, ...]
    keys: Words
    said: tuple[tuple[int, int, tuple[Term, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a document says: its words, the terms it has right, and the countries of those."""

    words: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A near term where it stands; `rivals` is the number of terms that its words nearly say.

    `holds_term` says whether a listed term is part of the words.
    """

    near: NearTerm
    place: Place
    rivals: int
    holds_term: bool

    @property
    def words(self) -> tuple[Word, ...]:
        """The words that nearly say the term."""
        return self.place.stretch[self.near.start : self.near.end]

    @property
    def capital(self) -> bool:
        """Whether all words are written with a capital letter, but for one put in."""
        extra = self.near.inserted
        return all(w.capital for i, w in enumerate(self.words, self.near.start) if i != extra)

    @property
    def wrong(self) -> tuple[Word, ...]:
        """The words that are not the term's."""
        near, stretch = self.near, self.place.stretch
        if near.inserted is not None:
            return (stretch[near.inserted],)
        return tuple(stretch[near.start + place] for place, _ in near.exchanged)


def read_place(stretch: tuple[Word, ...], index: TermIndex) -> Place:
    """The terms that a stretch says, the longest first where several begin."""
    keys = keys_of(stretch)
    said = []
    at = 0
    while at < len(keys) - 1:
        found = index.exact_at(keys, at)
        if found:
            said.append((at, found[0], found[1]))
        at = found[0] if found else at + 1
    return Place(stretch=stretch, keys=keys, said=tuple(said))


def read_surroundings(places: Iterable[Place]) -> Surroundings:
    """What the places of a document say."""
    places = tuple(places)
    said = [term.entry for place in places for _, _, terms in place.said for term in terms]
    return Surroundings(
        words=frozenset(key for place in places for key in place.keys),
        terms=frozenset(entry.name for entry in said),
        countries=frozenset(country for entry in said for country in entry.country),
    )


def find_candidates(place: Place, index: TermIndex) -> Iterator[Candidate]:
    """The near terms of a stretch that are not passed over."""
    near = [n for n in _all_near(place.keys, index) if _is_open(n, place) and _may_be(n, place)]
    rivals = Counter((n.start, n.end) for n in near)
    for n in near:
        inside = any(n.start <= start and end <= n.end for start, end, _ in place.said)
        yield Candidate(near=n, place=place, rivals=rivals[n.start, n.end], holds_term=inside)


def head_of(term: Term) -> int:
    """Which content word is the head: the one before the first preposition, or the last."""
    linked = (i for i, glue in enumerate(term.glue) if i and set(glue) - _NO_LINKS)
    return next(linked, len(term.key)) - 1


def _all_near(keys: Words, index: TermIndex) -> Iterator[NearTerm]:
    for at in range(len(keys) - 1):
        yield from index.near_at(keys, at)
        yield from index.holed_at(keys, at)


def _is_open(near: NearTerm, place: Place) -> bool:
    """Whether no term that the text has right covers the near one or crosses it."""
    return all(
        end <= near.start
        or near.end <= start
        or (near.start <= start and end <= near.end and end - start < near.end - near.start)
        for start, end, _ in place.said
    )


def _may_be(near: NearTerm, place: Place) -> bool:
    if len(near.term.key) == 2 and near.term.entry.kind in _NOT_BY_PAIRS:
        return False
    words = place.stretch[near.start : near.end]
    unsure = near.inserted is not None or not all(e.relations for _, e in near.exchanged)
    wrong = (
        [place.stretch[near.inserted]]
        if near.inserted is not None
        else [words[i] for i, _ in near.exchanged]
    )
    return (
        not any(word.possessive for word in (*words[:-1], *wrong))
        and all(map(is_common if unsure else _is_spelled, wrong))
        and not any(_is_regular(words[i].folded, i, near.term) for i, _ in near.exchanged)
        and _is_written_so(words, near, unsure=unsure)
    )


def _is_written_so(words: Sequence[Word], near: NearTerm, *, unsure: bool) -> bool:
    """Whether capitals and small words allow the term."""
    term = near.term
    capitals = [w.capital for i, w in enumerate(words, near.start) if i != near.inserted]
    if all(capitals):
        return not all(word.text.isupper() for word in words) and _is_joined(words, near)
    if unsure:
        return False
    if any(word.glue != glue for word, glue in zip(words[1:], term.glue[1:], strict=True)):
        return False
    shape = [part[0].isupper() for part in term.form.split() if cut(part)[0]]
    fits = all(a == b or w.opens for a, b, w in zip(capitals, shape, words, strict=False))
    small = not any(c and not w.opens for c, w in zip(capitals, words, strict=True))
    return fits or (small and term.entry.kind in _IN_LOWER_CASE)


def _is_joined(words: Sequence[Word], near: NearTerm) -> bool:
    """Whether a word put in has a capital as the others have, or follows an `and`."""
    extra = None if near.inserted is None else words[near.inserted - near.start]
    return extra is None or extra.capital or extra.glue == ("and",)


def _is_spelled(word: Word) -> bool:
    return bool(_LETTERS.fullmatch(word.text)) and not (word.text.isupper())


def is_common(word: Word) -> bool:
    """Whether a word can be other than a name."""
    vocabulary = load_vocabulary()
    parts = vocabulary.parts_of_speech(word.folded) - {"PROPN"}
    return _is_spelled(word) and bool(parts) and vocabulary.zipf(word.folded) >= 2


def _is_regular(seen: str, i: int, term: Term) -> bool:
    """Whether a term's head is in the plural (`Ministers of Justice`) or stands for its people."""
    true = term.content[i]
    if term.entry.kind == "place" and seen.rstrip("s").endswith(_DEMONYMS):
        return seen[:3] == true[:3]
    if i != head_of(term):
        return False
    if _PERSON.search(seen) and not _PERSON.search(true):
        return True
    if seen.removeprefix("sub") == true or seen == f"{true.removesuffix('man')}men":
        return True
    if term.entry.kind not in _COUNTED:
        return False
    return seen in (true + "s", true + "es", true[:-1] + "ies") or true in (seen + "s", seen + "es")
