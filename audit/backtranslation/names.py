"""The names of a reference list by their words, and by what the news says beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from audit.backtranslation.fused import list_fused
from audit.backtranslation.lowered import list_outlets
from audit.reading.mentions import PARTICLES
from audit.reference import Entry, Reference, fold, load_table

_WORDS = re.compile(r"[^\s]+")
HYPHENS = re.compile(r"[-‐‑]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One right form of an entry, cut into folded parts; initials and particles are left out."""

    entry: Entry
    form: str
    words: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class NameIndex:
    """The names of a reference list.

    `people` gives the names of persons that have a word, `roles` those of whom the news says a
    role, `places` the country of a place or of an adjective (French), `outlets` (by words in lower
    case) the names of papers, channels and blogs that are made of words, `fused` those of people by
    their letters in one word. `known` holds every word of every entry, of whatever kind, and the
    right forms of given names, `exchanged` pairs of words of which one stands for the other in two
    right forms of somebody's name (Mohammed, Muhammad). Keys are folded.
    """

    people: Mapping[str, tuple[Name, ...]]
    roles: Mapping[str, tuple[Name, ...]]
    places: Mapping[str, frozenset[str]]
    outlets: Mapping[tuple[str, ...], str]
    fused: Mapping[str, str]
    known: frozenset[str] = field(repr=False)
    exchanged: frozenset[frozenset[str]] = field(repr=False)

    def knows(self, word: str) -> bool:
        """Whether a word, or each piece of a hyphenated one, is part of a true name."""
        folded = fold(word)
        pieces = HYPHENS.split(folded)
        return folded in self.known or (len(pieces) > 1 and all(p in self.known for p in pieces))

    def people_named(self, word: str) -> tuple[Name, ...]:
        """The persons one of whose names is `word`."""
        return self.people.get(fold(word), ())


def build_index(reference: Reference) -> NameIndex:
    """Index a reference list; takes about 20 microseconds a name."""
    people: defaultdict[str, list[Name]] = defaultdict(list)
    roles: defaultdict[str, list[Name]] = defaultdict(list)
    places: defaultdict[str, set[str]] = defaultdict(set)
    known: set[str] = set()
    for entry in reference.entries:
        for form in _with_pieces(entry):
            name = _cut(entry, form)
            known.update(name.parts)
            if entry.kind == "person" and len(name.parts) > 1:
                for part in name.parts:
                    people[part].append(name)
        if entry.kind == "place":
            places[fold(entry.name)].update(entry.country)
        for role in entry.roles if entry.kind == "person" else ():
            roles[role].append(_cut(entry, entry.name))
    for row in load_table("lexicons/demonyms.tsv"):
        places[fold(row["word"])].add(row["country"])
    known.update(form for forms in _given_forms() for form in forms)
    known.update(piece for word in tuple(known) for piece in HYPHENS.split(word))
    return NameIndex(
        {word: tuple(names) for word, names in people.items()},
        {role: tuple(names) for role, names in roles.items()},
        {place: frozenset(countries) for place, countries in places.items()},
        list_outlets(reference),
        list_fused(reference, frozenset(known)),
        frozenset(known),
        frozenset(_list_exchanged(reference)),
    )


def people_in(words: Sequence[str], index: NameIndex) -> list[Name]:
    """The persons whose whole name stands among neighbouring words."""
    folded = [fold(word) for word in words]
    return [
        name
        for word in folded
        for name in index.people.get(word, ())
        if name.parts[0] == word and set(name.parts) <= set(folded)
    ]


def _list_exchanged(reference: Reference) -> Iterator[frozenset[str]]:
    for entry in reference.entries:
        yield from _exchanged(entry)
    for forms in _given_forms():
        yield from map(frozenset, combinations(forms, 2))


def _given_forms() -> list[list[str]]:
    """Given names by the name that they are forms of."""
    rows = load_table("lexicons/given_forms.tsv")
    return [[fold(form) for form in row["forms"].split("|")] for row in rows]


def _exchanged(entry: Entry) -> Iterator[frozenset[str]]:
    """The words in which two forms of a person's name differ, where it is one."""
    if entry.kind != "person":
        return
    for one, other in combinations([_cut(entry, form).parts for form in entry.forms], 2):
        if len(one) == len(other):
            differing = [{a, b} for a, b in zip(one, other, strict=True) if a != b]
            if len(differing) == 1:
                yield frozenset(differing[0])


def _with_pieces(entry: Entry) -> tuple[str, ...]:
    """The forms of an entry, those of a person with a hyphen also as separate words."""
    if entry.kind != "person":
        return entry.forms
    apart = (HYPHENS.sub(" ", form) for form in entry.forms if HYPHENS.search(form))
    return (*entry.forms, *apart)


def _cut(entry: Entry, form: str) -> Name:
    words = tuple(
        word for word in _WORDS.findall(form) if not word.endswith(".") and word not in PARTICLES
    )
    return Name(entry=entry, form=form, words=words, parts=tuple(map(fold, words)))
