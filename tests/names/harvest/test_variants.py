"""Spellings of one person, and names that only look alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest

from audit.names.harvest.variants import find_variants, spelling_key
from audit.reference import Entry


@dataclass
class Seen:
    articles: int
    roles: Counter[str] = field(default_factory=Counter)


def variants(people: dict[str, Seen], *listed: Entry) -> dict[str, str]:
    forms = {form.lower(): entry for entry in listed for form in entry.forms}
    return dict(find_variants(people, forms.get))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zelensky", "zelenskyy"),
        ("zelensky", "zelenskiy"),
        ("dmitry", "dmitri"),
        ("alexei", "alexey"),
        ("mohammed", "mohamed"),
        ("nikolai", "nicolai"),
    ],
)
def test_romanisations_have_one_key(one: str, other: str) -> None:
    assert spelling_key(one) == spelling_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("owen", "owens"), ("lowe", "rowe"), ("hansen", "hanson"), ("hill", "hall")]
)
def test_different_surnames_have_two(one: str, other: str) -> None:
    assert spelling_key(one) != spelling_key(other)


def test_spellings_with_one_given_name_are_one_person_when_each_is_used_often() -> None:
    people = {"volodymyr zelensky": Seen(9), "volodymyr zelenskiy": Seen(2)}
    assert variants(people) == {"volodymyr zelenskiy": "volodymyr zelensky"}
    people["volodymyr zelenskiy"].articles = 1
    assert variants(people) == {}


def test_other_given_names_ask_for_a_role_in_common() -> None:
    people = {"dmitry medvedev": Seen(5), "dmitri medvedev": Seen(3)}
    assert variants(people) == {}
    for seen in people.values():
        seen.roles["president"] += 1
    assert variants(people) == {"dmitri medvedev": "dmitry medvedev"}


def test_a_listed_alias_needs_no_second_article() -> None:
    entry = Entry(name="Muammar Gaddafi", aliases=("Moammar Gadhafi",))
    people = {"muammar gaddafi": Seen(1), "moammar gadhafi": Seen(2)}
    assert variants(people, entry) == {"muammar gaddafi": "moammar gadhafi"}


def test_every_variant_leads_to_a_name_that_stays() -> None:
    entry = Entry(name="Volodymyr Zelensky", aliases=("Volodymyr Zelenskyy",))
    people = {
        "volodymyr zelensky": Seen(4),
        "volodymyr zelenskyy": Seen(6),
        "volodymyr zelenskiy": Seen(8),
    }
    found = variants(people, entry)
    assert set(found) == {"volodymyr zelensky", "volodymyr zelenskyy"}
    assert not set(found) & set(found.values())
