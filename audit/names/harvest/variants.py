"""Spellings of one person's name that are all right: Zelensky, Zelenskyy, Zelenskiy.

Two full names are one person's when the shipped list has both for one entry; or when they differ
only as romanisations do (`reference/harvest/spellings.tsv`), share the given name or a role, and
each stands in several articles, since a slip is seldom made twice.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Protocol

from audit.reference import Entry, load_table

_SEVERAL = 2  # articles


class Tallied(Protocol):
    """What is counted of a name."""

    articles: int
    roles: Counter[str]


def find_variants(
    people: Mapping[str, Tallied], listed: Callable[[str], Entry | None]
) -> Mapping[str, str]:
    """For each name that is a variant of a more usual one, the latter."""
    variants: dict[str, str] = {}
    entries = {key: entry for key in people if (entry := listed(key))}
    for keys in _grouped({key: entry.forms for key, entry in entries.items()}):
        usual = _usual(keys, people)
        variants |= {key: usual for key in keys if key != usual}
    unjoined = (key for key in people if key not in variants)
    for keys in _grouped({key: spelling_key(key) for key in unjoined}):
        usual = _usual(keys, people)
        variants |= {key: usual for key in keys if key != usual and _agree(key, usual, people)}
    return {key: variants.get(usual, usual) for key, usual in variants.items()}


def _grouped(marks: Mapping[str, object]) -> Iterator[list[str]]:
    """The names that bear one mark, where there are several."""
    groups: defaultdict[object, list[str]] = defaultdict(list)
    for key, mark in marks.items():
        groups[mark].append(key)
    return (keys for keys in groups.values() if len(keys) > 1)


def _usual(keys: list[str], people: Mapping[str, Tallied]) -> str:
    return min(keys, key=lambda key: (-people[key].articles, key))


@cache
def spelling_key(name: str) -> str:
    """A folded name without what romanisations differ in; compare keys, do not show them."""
    for pattern, kept in _spellings():
        name = pattern.sub(kept, name)
    return name


def _agree(one: str, other: str, people: Mapping[str, Tallied]) -> bool:
    if min(people[one].articles, people[other].articles) < _SEVERAL:
        return False
    given = " " in one and one.split()[0] == other.split()[0]
    return given or bool(people[one].roles.keys() & people[other].roles.keys())


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = load_table("harvest/spellings.tsv")
    return tuple((re.compile(row["pattern"]), row["kept"]) for row in rows)
