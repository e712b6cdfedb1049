"""Who may be meant by an odd word, and what in the text speaks for it.

A string alone does not tell a garbled name from one that is merely unknown. What does is around
it: a given name or surname of the same person beside it, an office or a country that the news says
of the person, the person's right name elsewhere in the text. Every candidate is a true word with
the strongest of these, and with what speaks against it: another name beside the odd word.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from audit.backtranslation.forms import are_forms
from audit.backtranslation.names import Name, NameIndex, people_in
from audit.backtranslation.spelling import similarity
from audit.reading.mentions import PARTICLES, NameWord
from audit.reference import fold

Run = tuple[NameWord, ...]

_WINDOW = 70  # characters before and after a name in which its bearer's role is looked for
_LONGEST_ROLE = 4  # words
_LIKELY = 0.5  # least similarity that is worth the channels' time
_MOST = 24  # candidates of a word
_CROWDS = range(1, 900)  # people who share a role that still tells something
_BESIDE = 2  # words before and after
_APPOSITION = re.compile(r",\s(?:an?\s|of\s|aged\s|who\s|\d)")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A true word that an odd one may stand for, and what speaks for and against it.

    `beside` is the word of the same name next to the odd one, borne by `namesakes` listed people;
    `role` and `country` are what the text says near it and what it says at all; `cast` tells that
    the text names the bearer in full elsewhere, `stranger` that another name stands beside the odd
    word, in the place of the bearer's own, `introduced` that the text says who this is, and says
    nothing that the news says of the bearer.
    """

    name: Name
    part: int
    beside: str = ""
    namesakes: int = 0
    role: str = ""
    country: str = ""
    cast: bool = False
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
    def strength(self) -> float:
        """For choosing among bearers of one word; the posterior weighs it anew."""
        near = 4 - 0.3 * math.log2(self.namesakes) if self.beside else 0.0
        told = 2 * self.cast + bool(self.role) + 0.5 * bool(self.country)
        return near + told + 0.1 * self.is_usual


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
            for word in {*run, " ".join(run)}:
                countries |= index.places.get(fold(word), frozenset())
        return cls(text, index, cast, frozenset(meant), frozenset(countries))

    def candidates(self, run: Run, first: int, last: int) -> list[Evidence]:
        """True words for the words `first` to `last` of a run as one, those at a glance alike."""
        seen = "".join(word.text for word in run[first : last + 1])
        before = [w.text for w in run[:first] if w.text not in PARTICLES][-_BESIDE:]
        after = [w.text for w in run[last + 1 :] if w.text not in PARTICLES][:_BESIDE]
        roles = self._roles_near(run[0].span.start, run[-1].span.end)
        introduced = bool(_APPOSITION.match(self.text, run[-1].span.end))
        found: dict[str, tuple[float, Evidence]] = {}
        for name, part, beside, namesakes in self._gather(before, after, roles):
            word = name.parts[part]
            alike = found[word][0] if word in found else similarity(seen, word)
            if alike < _LIKELY or are_forms(seen, word):
                continue
            evidence = Evidence(name=name, part=part, beside=beside, namesakes=namesakes)
            evidence = self._complete(evidence, roles, before, after)
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
        for role in roles:
            yield from ((name, len(name.parts) - 1, "", 0) for name in self.index.roles[role])

    def _complete(
        self, evidence: Evidence, roles: Sequence[str], before: Sequence[str], after: Sequence[str]
    ) -> Evidence:
        entry, parts = evidence.name.entry, evidence.name.parts
        at_end = evidence.part == len(parts) - 1
        next_to = before[-1:] if at_end else after[:1]
        return replace(
            evidence,
            role=next((role for role in roles if role in entry.roles), ""),
            country=next((c for c in entry.country if c in self.countries), ""),
            cast=evidence.name in (self.cast if evidence.beside else self.cast | self.meant),
            stranger=not evidence.beside and any(fold(w) not in parts for w in next_to),
        )

    def _roles_near(self, start: int, end: int) -> tuple[str, ...]:
        before = _WORD.findall(self.text[max(0, start - _WINDOW) : start].lower())
        after = _WORD.findall(self.text[end : end + _WINDOW].lower())
        phrases = dict.fromkeys(
            " ".join(words[i : i + size])
            for words in (before, after)
            for i in range(len(words))
            for size in range(_LONGEST_ROLE, 0, -1)
        )
        crowds = self.index.roles
        return tuple(phrase for phrase in phrases if len(crowds.get(phrase, ())) in _CROWDS)
