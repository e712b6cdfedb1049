"""Garbled names among many true ones: who comes first, and through which pivot."""

from __future__ import annotations

import numpy as np
import pytest

from audit.backtranslation.channels import load_channels
from audit.backtranslation.restoration import NameList, Posterior
from audit.reference import load_reference

GARBLED = [
    ("Merukeru", "merkel", "ja"),
    ("Sutorutenberugu", "stoltenberg", "ja"),
    ("Kurinton", "clinton", "ja"),
    ("Kherbert", "herbert", "ru"),
    ("Dzhonson", "johnson", "ru"),
    ("Mokelong", "macron", "zh"),
    ("Aobama", "obama", "zh"),
    ("Baydn", "biden", "ar"),
]


@pytest.fixture(scope="module")
def names() -> NameList:
    words = {
        word
        for entry in load_reference().entries
        if entry.kind == "person"
        for word in entry.name.split()
        if len(word) > 2
    }
    return NameList.of(sorted(words))


def best(names: NameList, found: Posterior, most: int) -> list[str]:
    chances = found.probabilities().sum(axis=0)
    return [names.letters[i] for i in found.numbers[np.argsort(-chances)[:most]]]


@pytest.mark.parametrize(("seen", "true", "pivot"), GARBLED)
def test_a_garbled_name_is_among_the_first_of_thousands(
    names: NameList, seen: str, true: str, pivot: str
) -> None:
    assert true in best(names, names.restore(seen), 5)


@pytest.mark.parametrize(("seen", "pivot"), [(s, p) for s, _, p in GARBLED if p != "ar"])
def test_the_pivot_is_told_by_the_garble(names: NameList, seen: str, pivot: str) -> None:
    codes = [channel.code for channel in load_channels()]
    by_pivot = names.restore(seen).probabilities().sum(axis=1)
    assert pivot in [codes[i] for i in np.argsort(-by_pivot)[:3]]


def test_probabilities_are_of_all_candidates_and_pivots_together(names: NameList) -> None:
    chances = names.restore("Merukeru").probabilities()
    assert chances.sum() == pytest.approx(1.0)
    assert (chances >= 0).all()


def test_several_names_at_once_are_restored_as_each_alone(names: NameList) -> None:
    seen = ["Merukeru", "Kurinton", "Dzhonson"]
    for together, word in zip(names.restore_all(seen), seen, strict=True):
        alone = names.restore(word)
        assert best(names, together, 5) == best(names, alone, 5)


def test_letters_that_no_name_has_find_nothing(names: NameList) -> None:
    assert len(names.restore("").numbers) == 0
    assert len(names.restore("習近平").numbers) == 0


def test_the_first_letter_may_differ() -> None:
    few = NameList.of(["Hegel", "Gagarin", "Churchill", "Vivaldi", "Wagner", "Zola"])
    assert best(few, few.restore("Khegel"), 1) == ["hegel"]
    assert best(few, few.restore("Bibaldi"), 1) == ["vivaldi"]
