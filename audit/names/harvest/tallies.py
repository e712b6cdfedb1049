"""Names counted over all articles, and what is concluded from the counts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit.names.cells import clean, is_latin
from audit.names.harvest.articles import Sighting
from audit.names.harvest.evidence import PERSON
from audit.names.harvest.lore import Lore, is_common
from audit.names.harvest.variants import find_variants
from audit.reference import Entry

KINDS = ("person", "organisation", "body", "place", "outlet")
_MOST_ROLES, _MOST_FORMS = 5, 12
_LEAST_VOTES, _LEAST_SHARE, _LEAST_LEAD = 2.0, 0.4, 1.3
_BROKEN = re.compile(r"[a-z]{4}[A-Z]|\b[A-Z]{4}")  # two names without a space between; capitals
_DOUBLE = 2
_TOLD = 0.3  # roles a mention that make a person of a name which begins with a plain word
_SELDOM = 0.1  # a form must have this share of a name's mentions to be an alias


@dataclass(slots=True)
class Tally:
    """A name over all articles."""

    articles: int = 0
    count: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    votes: Counter[str] = field(default_factory=Counter)

    def add(self, sighting: Sighting) -> None:
        """Count an article in; of forms and roles only so many are kept."""
        self.articles += 1
        self.count += sighting.count
        self.votes.update(sighting.votes)
        for kept, new, most in (
            (self.forms, sighting.forms, _MOST_FORMS),
            (self.roles, sighting.roles, 4 * _MOST_ROLES),
        ):
            kept.update({text: n for text, n in new.items() if text in kept or len(kept) < most})

    @property
    def form(self) -> str:
        """The usual form."""
        return min(self.forms, key=lambda form: (-self.forms[form], form))


class Tallies:
    """All names so far."""

    def __init__(self, lore: Lore) -> None:
        self._lore = lore
        self._names: defaultdict[str, Tally] = defaultdict(Tally)

    def add(self, sightings: Mapping[str, Sighting]) -> None:
        """Count the names of an article in."""
        for key, sighting in sightings.items():
            self._names[key].add(sighting)

    def entries(self, least: int, kinds: tuple[str, ...], source: str) -> Iterator[Entry]:
        """The names that stand in at least so many articles, as entries of a list."""
        kept = {
            key: (tally, kind)
            for key, tally in self._names.items()
            if tally.articles >= least and tally.forms
            if (kind := self._kind(key, tally)) in KINDS
        }
        ends = {end for key, (_, kind) in kept.items() if kind == PERSON for end in _ends_of(key)}
        people = {k: tally for k, (tally, kind) in kept.items() if kind == PERSON and k not in ends}
        variants = find_variants(people, self._listed)
        others = {
            key: tally
            for key, (tally, kind) in kept.items()
            if kind != PERSON and (key not in ends or self._listed(key))
        }
        for key, tally in (people | others).items():
            kind = kept[key][1]
            if key not in variants and (not kinds or kind in kinds):
                same = [self._names[k] for k, usual in variants.items() if usual == key]
                yield from _entry(tally, same, kind, source)

    def _listed(self, key: str) -> Entry | None:
        """The listed entry that a name is; one of a single word must be written as listed."""
        entry = self._lore.by_key.get(key)
        if entry is None or " " in key or self._names[key].form in entry.forms:
            return entry
        return None

    def _kind(self, key: str, tally: Tally) -> str:
        """The kind that the list or most votes say; empty where there is too little to tell."""
        entry = self._listed(key)
        people = tally.votes[PERSON] > tally.votes[entry.kind] * _DOUBLE if entry else False
        if entry and not (people and " " not in key):  # Bush is a town too
            return entry.kind
        if " " not in key and is_common(key):
            return ""
        (kind, votes), (_, second) = (*tally.votes.most_common(2), ("", 0.0), ("", 0.0))[:2]
        enough = votes >= max(_LEAST_VOTES, _LEAST_SHARE * tally.count)
        if kind == PERSON and not self._may_be_person(key, tally):
            return ""
        return kind if enough and votes >= _LEAST_LEAD * second else ""

    def _may_be_person(self, key: str, tally: Tally) -> bool:
        """Whether nothing speaks against a person: capitals, a place or a plain word in front."""
        if _BROKEN.search(tally.form) or " The " in tally.form:
            return False
        first = key.split()[0]
        if " " not in key:
            return first not in self._lore.given  # Mary is anybody
        if first in self._lore.given:
            return True
        plain = is_common(first) or first in self._lore.by_key
        return not plain or tally.roles.total() >= _TOLD * tally.count


def _ends_of(key: str) -> Iterator[str]:
    """What may stand for a person's full name: the surname, or all that follows the first name."""
    words = key.split()
    yield from (" ".join(words[start:]) for start in range(1, len(words)))


def _entry(tally: Tally, same: list[Tally], kind: str, source: str) -> Iterator[Entry]:
    """The entry of a name and its variants; none if a list cannot hold it."""
    forms = tally.forms + Counter({other.form: other.count for other in same})
    name, *others = sorted(forms, key=lambda form: (form != tally.form, -forms[form], form))
    articles = tally.articles + sum(other.articles for other in same)
    roles = tally.roles + sum((other.roles for other in same), Counter())
    often = (role for role in roles if roles[role] >= _SELDOM * articles)
    kept = sorted(often, key=lambda role: (-roles[role], role))[:_MOST_ROLES]
    aliases = (f for f in others if forms[f] >= max(2, _SELDOM * tally.count) and not f.isupper())
    if is_latin(name) and clean(name):
        yield Entry(
            name=clean(name),
            kind=kind,
            aliases=tuple(dict.fromkeys(map(clean, aliases))),
            roles=tuple(map(clean, kept)) if kind == PERSON else (),
            source=source,
            articles=articles,
            count=tally.count + sum(other.count for other in same),
        )
