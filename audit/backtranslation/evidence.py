"""Who may be meant by an odd word, and what in the text speaks for it.

A string alone does not tell a garbled name from one that is merely unknown. What does is around
it: a given name or surname of the same person beside it, an office or a country that the news says
of the person, the person's right name elsewhere in the text. Where both words of a name are
garbled, the odd word beside may be the same person's other name: their *companion*. Every candidate
is a true word with the strongest of these, and with what speaks against it: another name beside.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from audit.backtranslation.forms import are_forms
from audit.backtranslation.names import Name, NameIndex, people_in
from audit.backtranslation.spelling import similarity
from audit.reading.mentions import PARTICLES, NameWord
from audit.reference import fold

Run = tuple[NameWord, ...]
Roles = Mapping[str, bool]  # what is said near a word, and whether right before the name

_WINDOW = 70  # characters before and after a name in which its bearer's role is looked for
_LONGEST_ROLE = 4  # words
_LIKELY = 0.5  # least similarity that is worth the channels' time
_LIKELY_TOGETHER = 0.4  # the same for both words of a name together
_MOST = 24  # candidates of a word
_CROWDS = range(1, 900)  # people who share a role that still tells something
_BESIDE = 2  # words before and after
_SHORTEST = 3  # letters of a companion
_APPOSITION = re.compile(r",\s(?:an?\s|of\s|aged\s|who\s|\d)")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A true word that an odd one may stand for, and what speaks for and against it.

    `beside` is the word of the same name next to the odd one, borne by `namesakes` listed people;
    `companion` is the unknown word next to it that may be the bearer's other name `other`; `role`
    and `country` are what the text says near it and what it says at all, and `titled` tells that
    the role stands right before the name; `cast` tells that the text names the bearer in full
    elsewhere or that other odd words stand for the bearer, `named` that it is the former;
    `stranger` tells that another name stands beside the odd word, in the place of the bearer's
    own, `introduced` that the text says who this is, and says nothing that the news says of the
    bearer.
    """

    name: Name
    part: int
    beside: str = ""
    namesakes: int = 0
    companion: str = ""
    other: str = ""
    role: str = ""
    titled: bool = False
    country: str = ""
    cast: bool = False
    named: bool = False
    stranger: bool = False
    introduced: bool = False

    @property
    def word(self) -> str:
        """The true word as it is written."""
        return self.name.words[self.part]

    @property
    def bearer(self) -> tuple[str, bool]:
        """Whose name it is, and whether the last of it, whatever the spelling."""
        return self.name.entry.name, self.part == len(self.name.parts) - 1

    @property
    def is_usual(self) -> bool:
        """Whether the word is of the entry's usual form."""
        return self.name.form == self.name.entry.name

    @property
    def is_supported(self) -> bool:
        """Whether more than an office speaks for a given name."""
        return bool(self.beside or self.cast or self.companion) or self.bearer[1]

    @property
    def likeness(self) -> float:
        """How alike the companion and the bearer's other name are, 0 to 1; 0 without one."""
        return similarity(self.companion, self.other) if self.companion else 0.0

    @property
    def strength(self) -> float:
        """For choosing among bearers of one word; the posterior weighs it anew."""
        near = 4 - 0.3 * math.log2(self.namesakes) if self.beside else 0.0
        told = 2 * self.cast + bool(self.role) + 0.5 * bool(self.country)
        return near + told + 2 * self.likeness + 0.1 * self.is_usual


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document tells of who is meant: its text, and the people and countries named.

    `cast` are the people named in full, `meant` those whom odd words elsewhere stand for.
    """

    text: str
    index: NameIndex
    cast: frozenset[Name]
    meant: frozenset[Name]
    countries: frozenset[str]

    @classmethod
    def of(
        cls, text: str, runs: Sequence[Run], index: NameIndex, meant: Iterable[Name] = ()
    ) -> Surroundings:
        """Look over the runs of capitalised words; `meant` are people that odd ones stand for."""
        words = [[word.text for word in run] for run in runs]
        cast = frozenset(name for run in words for name in people_in(run, index))
        countries: set[str] = set()
        for run in words:
            for word in {*run, *map(" ".join, pairwise(run)), " ".join(run)}:
                countries |= index.places.get(fold(word), frozenset())
        return cls(text, index, cast, frozenset(meant), frozenset(countries))

    def candidates(self, run: Run, first: int, last: int) -> list[Evidence]:
        """True words for the words `first` to `last` of a run as one, those at a glance alike."""
        seen = "".join(word.text for word in run[first : last + 1])
        before = [w.text for w in run[:first] if w.text not in PARTICLES][-_BESIDE:]
        after = [w.text for w in run[last + 1 :] if w.text not in PARTICLES][:_BESIDE]
        roles = self._roles_near(run, first, last)
        introduced = bool(_APPOSITION.match(self.text, run[-1].span.end))
        found: dict[str, tuple[float, Evidence]] = {}
        for name, part, beside, namesakes in self._gather(before, after, roles):
            word = name.parts[part]
            alike = found[word][0] if word in found else similarity(seen, word)
            if alike < _LIKELY_TOGETHER or are_forms(seen, word):
                continue
            evidence = Evidence(name=name, part=part, beside=beside, namesakes=namesakes)
            evidence = self._complete(evidence, roles, before, after)
            if not evidence.companion and (alike < _LIKELY or not evidence.is_supported):
                continue
            evidence = replace(evidence, introduced=introduced and not evidence.role)
            if word not in found or evidence.strength > found[word][1].strength:
                found[word] = alike, evidence
        best = sorted(found.values(), key=lambda item: -item[0] - 0.1 * item[1].strength)
        return [evidence for _, evidence in best[:_MOST]]

    def _gather(
        self, before: Sequence[str], after: Sequence[str], roles: Iterable[str]
    ) -> Iterator[tuple[Name, int, str, int]]:
        """Names, parts of them, the words beside and how many bear these: most are soon dropped."""
        for word in before:
            names, folded = self.index.people_named(word), fold(word)
            for name in names:
                for part in range(name.parts.index(folded) + 1, len(name.parts)):
                    yield name, part, word, len(names)
        for word in after:
            names, folded = self.index.people_named(word), fold(word)
            for name in names:
                for part in range(name.parts.index(folded)):
                    yield name, part, word, len(names)
        for name in sorted(self.cast | self.meant, key=lambda name: (name.entry.name, name.form)):
            yield from ((name, part, "", 0) for part in range(len(name.parts)))
        given = any(map(self._is_unknown, after[:1]))
        for role in roles:
            for name in self.index.roles[role]:
                last = len(name.parts) - 1
                yield from ((name, part, "", 0) for part in range(0 if given else last, last + 1))

    def _complete(
        self, evidence: Evidence, roles: Roles, before: Sequence[str], after: Sequence[str]
    ) -> Evidence:
        entry, parts, part = evidence.name.entry, evidence.name.parts, evidence.part
        at_end = part == len(parts) - 1
        next_to = before[-1:] if at_end else after[:1]
        others = evidence.name.words[:part] if at_end else evidence.name.words[part + 1 :]
        companion, other = "", ""
        if not evidence.beside and any(map(self._is_unknown, next_to)):
            companion, other = _nearest(next_to[0], others)
        role = next((role for role in roles if role in entry.roles), "")
        return replace(
            evidence,
            companion=companion,
            other=other,
            role=role,
            titled=roles.get(role, False),
            country=next((c for c in entry.country if c in self.countries), ""),
            cast=evidence.name in (self.cast if evidence.beside else self.cast | self.meant),
            named=evidence.name in self.cast,
            stranger=not (evidence.beside or companion)
            and any(fold(w) not in parts and not _is_said(w, roles) for w in next_to),
        )

    def _is_unknown(self, word: str) -> bool:
        return len(word) >= _SHORTEST and word.isalpha() and not self.index.knows(word)

    def _roles_near(self, run: Run, first: int, last: int) -> Roles:
        """The roles near some words of a run, and those right before the run or inside it."""
        start, end = run[0].span.start, run[-1].span.end
        outside = self.text[max(0, start - _WINDOW) : start]
        words, inside = _words(outside), _words(self.text[start : run[first].span.start])
        after = _words(self.text[run[last].span.end : end + _WINDOW])
        near = (*self._roles_in(words + inside), *self._roles_in(after))
        before = words[-_LONGEST_ROLE:] if outside.rstrip()[-1:].isalpha() else []
        right_before = (" ".join(before[i:]) for i in range(len(before)))
        titles = dict.fromkeys(
            (*filter(self._is_role, right_before), *self._roles_in(inside)), True
        )
        return titles | dict.fromkeys((role for role in near if role not in titles), False)

    def _roles_in(self, words: Sequence[str]) -> Iterator[str]:
        """The roles that some words say, the longest first where several begin."""
        for i in range(len(words)):
            for size in range(_LONGEST_ROLE, 0, -1):
                phrase = " ".join(words[i : i + size])
                if self._is_role(phrase):
                    yield phrase

    def _is_role(self, phrase: str) -> bool:
        return len(self.index.roles.get(phrase, ())) in _CROWDS


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _nearest(word: str, others: Sequence[str]) -> tuple[str, str]:
    """A word and which of a person's other names it is near; both empty where it is near none."""
    near = max(others, key=lambda other: similarity(word, other), default="")
    return (word, near) if near and similarity(word, near) >= _LIKELY_TOGETHER else ("", "")


def _is_said(word: str, roles: Iterable[str]) -> bool:
    """Whether a word is one of those that say an office."""
    return any(word.lower() in role.split() for role in roles)
