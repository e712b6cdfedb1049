"""Which true name a misspelled one stands for: spelling and sound against the reference list.

A name that went through another script comes back with the sounds of that script, so two spellings
are compared twice: letter by letter, and by a *sound key* that keeps what most pivots keep (`l`
with `r`, `v` with `b`, `th` and `sh` with `s`, `y` with `i`). Both are Levenshtein similarities
(1 - distance / longer length). A learned channel for each pivot will take the place of this key.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Levenshtein

from audit.reading.mentions import PARTICLES
from audit.reference import Entry, Reference, fold

_SOUNDS = (
    (re.compile(r"shch|sch|tch|tsch"), "s"),
    (re.compile(r"sh|th|ch|ts|cz|sz|z|x|c(?=[eiy])"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck|kh|gh|q|c"), "k"),
    (re.compile(r"v|w"), "b"),
    (re.compile(r"l"), "r"),
    (re.compile(r"y|j"), "i"),
    (re.compile(r"(?<=.)h|['’-]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_PER_DOUBLING = 0.035  # similarity asked for, each time the number of namesakes doubles
_WORDS = re.compile(r"[^\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One right form of an entry, cut into folded parts; initials and particles are left out."""

    entry: Entry
    form: str
    words: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A true word for a seen one: which word of which name, and how alike the two are (0..1).

    `namesakes` is the number of listed names that have the word beside it too.
    """

    name: Name
    part: int
    similarity: float
    namesakes: int = 1

    @property
    def word(self) -> str:
        """The true word as it is written."""
        return self.name.words[self.part]


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The names of a reference list by their words.

    `people` gives the names of persons that have a word; `known` holds every word of every entry,
    of whatever kind; all are folded.
    """

    people: Mapping[str, tuple[Name, ...]]
    known: frozenset[str]

    def knows(self, word: str) -> bool:
        """Whether a word, or each piece of a hyphenated one, is part of a true name."""
        folded = fold(word)
        return folded in self.known or (
            "-" in folded and all(piece in self.known for piece in folded.split("-"))
        )

    def people_named(self, word: str) -> tuple[Name, ...]:
        """The persons one of whose names is `word`."""
        return self.people.get(fold(word), ())


@cache
def sound_key(word: str) -> str:
    """What most pivot languages keep of a name's sounds; compare keys, do not show them."""
    key = fold(word)
    for pattern, kept in _SOUNDS:
        key = pattern.sub(kept, key)
    return key


def similarity(seen: str, true: str) -> float:
    """How alike two spellings of a name are, 0 to 1: the better of letters and sounds."""
    letters = Levenshtein.normalized_similarity(fold(seen), fold(true))
    sounds = Levenshtein.normalized_similarity(sound_key(seen), sound_key(true))
    return max(letters, 0.97 * sounds)


def match_beside(
    seen: str, before: Sequence[str], after: Sequence[str], index: NameIndex
) -> Iterator[Match]:
    """True words for `seen`, from persons who bear one of the words beside it, in their order."""
    for beside in before:
        people = index.people_named(beside)
        for name in people:
            later = range(name.parts.index(fold(beside)) + 1, len(name.parts))
            yield from _match(seen, name, later, len(people))
    for beside in after:
        people = index.people_named(beside)
        for name in people:
            yield from _match(seen, name, range(name.parts.index(fold(beside))), len(people))


def match_surnames(seen: str, people: Iterable[Name]) -> Iterator[Match]:
    """The surnames of given persons as true words for `seen`."""
    for name in people:
        yield from _match(seen, name, range(len(name.parts) - 1, len(name.parts)))


def best_matches(matches: Iterable[Match], least: float) -> list[Match]:
    """The matches of at least a similarity, one for each true word, best first.

    The more people bear the word beside, the less it tells and the more alike the two must be. Of
    forms that are equally like, the usual one comes first.
    """
    by_word: dict[str, Match] = {}
    for match in sorted(matches, key=_rank):
        if match.similarity >= least + _PER_DOUBLING * math.log2(match.namesakes):
            by_word.setdefault(fold(match.word), match)
    return list(by_word.values())


def _rank(match: Match) -> tuple[float, bool, str]:
    return -match.similarity, match.name.form != match.name.entry.name, match.name.form


def people_in(words: Sequence[str], index: NameIndex) -> Iterator[Name]:
    """The persons whose whole name stands among neighbouring words."""
    folded = [fold(word) for word in words]
    for word in folded:
        for name in index.people.get(word, ()):
            if name.parts[0] == word and set(name.parts) <= set(folded):
                yield name


def _match(seen: str, name: Name, parts: Iterable[int], namesakes: int = 1) -> Iterator[Match]:
    for part in parts:
        alike = similarity(seen, name.parts[part])
        yield Match(name=name, part=part, similarity=alike, namesakes=namesakes)


def build_index(reference: Reference) -> NameIndex:
    """Index a reference list; takes about 20 microseconds a name."""
    people: defaultdict[str, list[Name]] = defaultdict(list)
    known: set[str] = set()
    for entry in reference.entries:
        for form in entry.forms:
            name = _cut(entry, form)
            known.update(name.parts)
            if entry.kind == "person" and len(name.parts) > 1:
                for part in name.parts:
                    people[part].append(name)
    known.update(piece for word in tuple(known) if "-" in word for piece in word.split("-"))
    return NameIndex({word: tuple(names) for word, names in people.items()}, frozenset(known))


def _cut(entry: Entry, form: str) -> Name:
    words = tuple(
        word for word in _WORDS.findall(form) if not word.endswith(".") and word not in PARTICLES
    )
    return Name(entry=entry, form=form, words=words, parts=tuple(map(fold, words)))
