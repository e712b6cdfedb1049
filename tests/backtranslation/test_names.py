"""Which true name a misspelled one stands for."""

from __future__ import annotations

import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import Auditor
from audit.backtranslation.names import (
    Name,
    NameIndex,
    best_matches,
    build_index,
    match_beside,
    match_surnames,
    people_in,
    similarity,
    sound_key,
)
from audit.reference import Entry, Reference

PEOPLE = (
    Entry(name="Pete Hegseth"),
    Entry(name="Pete Buttigieg"),
    Entry(name="Angela Merkel"),
    Entry(name="Angela Rayner"),
    Entry(name="Volodymyr Zelensky", aliases=("Volodymyr Zelenskyy", "Volodymyr Zelenskiy")),
    Entry(name="Ursula von der Leyen"),
    Entry(name="John F. Kennedy"),
    Entry(name="Recep Tayyip Erdoğan"),
    Entry(name="Jean-Luc Mélenchon"),
    Entry(name="Björk"),
    Entry(name="Angela Springs", kind="place"),
    Entry(name="Bank of England", kind="body"),
)


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return build_index(Reference(entries=PEOPLE, signature="test"))


def forms(names: list[Name]) -> list[str]:
    return [name.form for name in names]


# Sounds


@pytest.mark.parametrize(
    ("true", "seen"),
    [
        ("Hegseth", "Hegzes"),  # th and s share ス in Japanese
        ("Merkel", "Merker"),  # l and r
        ("Macron", "Makron"),  # c before o
        ("Vance", "Bance"),  # v and b
        ("Walesa", "Valesa"),  # w and v
        ("Philip", "Filip"),
        ("Cameron", "Kameron"),
        ("Cicero", "Sicero"),  # c before i and e
        ("Quentin", "Kuentin"),
        ("Yanukovych", "Ianukovich"),
        ("Zelensky", "Zerenskii"),
        ("Thatcher", "Satcher"),
        ("Schröder", "Shröder"),
        ("Messi", "Mesi"),
        ("O'Brien", "Obrien"),
        ("Lloyd-George", "Roidgeorge"),
        ("Erdoğan", "Erdogan"),
        ("Mahathir", "Maasir"),  # h that is not heard
    ],
)
def test_spellings_that_a_pivot_cannot_tell_apart_share_a_key(true: str, seen: str) -> None:
    assert sound_key(true) == sound_key(seen)


@pytest.mark.parametrize(
    ("one", "other"), [("Biden", "Putin"), ("Merkel", "Markel"), ("Hegseth", "Hegel"), ("Xi", "Li")]
)
def test_names_that_sound_unlike_have_unlike_keys(one: str, other: str) -> None:
    assert sound_key(one) != sound_key(other)


def test_a_name_is_wholly_like_itself_whatever_its_case_and_accents() -> None:
    assert similarity("Erdogan", "ERDOĞAN") == 1.0


def test_the_same_sound_counts_nearly_as_much_as_the_same_letters() -> None:
    assert similarity("Makron", "Macron") == pytest.approx(0.97)


@pytest.mark.parametrize(
    ("better", "worse", "true"),
    [
        ("Hegzes", "Higgs", "Hegseth"),
        ("Merker", "Mercury", "Merkel"),
        ("Zerenskyy", "Belinsky", "Zelensky"),
        ("Netanyafu", "Natasha", "Netanyahu"),
        ("Erdoan", "Jordan", "Erdogan"),
    ],
)
def test_a_garbled_name_is_nearer_than_another_name(better: str, worse: str, true: str) -> None:
    assert similarity(better, true) > similarity(worse, true)


@given(one=st.text(max_size=12), other=st.text(max_size=12))
def test_likeness_is_symmetric_and_between_nothing_and_one(one: str, other: str) -> None:
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1


@given(word=st.text(st.sampled_from(string.ascii_letters + "'-’éöß"), max_size=12))
def test_a_key_doubles_no_letter_and_has_no_marks(word: str) -> None:
    key = sound_key(word)
    assert all(one != other for one, other in pairwise(key))
    assert not set(key) & set("'-’")


# The index


def test_every_word_of_every_entry_is_known(index: NameIndex) -> None:
    assert all(map(index.knows, ("Hegseth", "Springs", "England", "Björk", "BJORK", "erdogan")))
    assert not index.knows("Hegzes")


def test_a_hyphenated_word_is_known_by_its_pieces(index: NameIndex) -> None:
    assert index.knows("Jean-Luc")
    assert index.knows("Merkel-Rayner")
    assert index.knows("Luc")
    assert not index.knows("Merkel-Rayber")


def test_initials_and_particles_are_no_part_of_a_name(index: NameIndex) -> None:
    (leyen,) = index.people_named("Leyen")
    (kennedy,) = index.people_named("Kennedy")
    assert leyen.parts == ("ursula", "leyen")
    assert kennedy.words == ("John", "Kennedy")
    assert not index.knows("von")


def test_only_persons_with_two_names_are_looked_for(index: NameIndex) -> None:
    assert forms(list(index.people_named("Angela"))) == ["Angela Merkel", "Angela Rayner"]
    assert index.people_named("Björk") == ()
    assert index.people_named("England") == ()
    assert index.people_named("Nobody") == ()


# Matches


def test_a_surname_is_looked_for_after_a_given_name(index: NameIndex) -> None:
    found = best_matches(match_beside("Hegzes", ["Pete"], [], index), 0.8)
    assert [(m.word, m.name.form) for m in found] == [("Hegseth", "Pete Hegseth")]


def test_a_given_name_is_looked_for_before_a_surname(index: NameIndex) -> None:
    found = best_matches(match_beside("Angera", [], ["Merkel"], index), 0.8)
    assert [(m.word, m.part) for m in found] == [("Angela", 0)]


def test_a_given_name_is_not_looked_for_after_a_surname(index: NameIndex) -> None:
    assert not list(match_beside("Angera", ["Merkel"], [], index))
    assert not list(match_beside("Hegzes", [], ["Pete"], index))


def test_nobody_is_meant_beside_a_word_that_no_one_bears(index: NameIndex) -> None:
    assert not list(match_beside("Hegzes", ["Secretary"], ["said"], index))


def test_a_middle_name_is_looked_for_on_both_sides(index: NameIndex) -> None:
    found = best_matches(match_beside("Taiyip", ["Recep"], ["Erdogan"], index), 0.7)
    assert [m.word for m in found] == ["Tayyip"]


def test_the_more_bear_the_word_beside_the_more_alike_the_two_must_be() -> None:
    crowd = [
        Entry(name=f"Maria {surname}") for surname in ("Ressa", "Corina", "Zakharova", "Ubach")
    ]
    crowded = build_index(Reference(entries=tuple(crowd), signature="test"))
    alone = build_index(Reference(entries=(crowd[0],), signature="test"))
    least = similarity("Reza", "Ressa")
    assert best_matches(match_beside("Reza", ["Maria"], [], alone), least)
    assert not best_matches(match_beside("Reza", ["Maria"], [], crowded), least)
    (match, *_) = match_beside("Reza", ["Maria"], [], crowded)
    assert match.namesakes == 4


def test_the_best_comes_first_and_each_true_word_once(index: NameIndex) -> None:
    people = [name for part in ("Pete", "Volodymyr") for name in index.people_named(part)]
    found = best_matches(match_surnames("Zerenskyy", people), 0.0)
    words = [m.word for m in found]
    assert words[0] == "Zelensky"  # of three spellings as like as each other, the usual one
    assert sorted(words) == sorted(set(words))
    assert [m.similarity for m in found] == sorted((m.similarity for m in found), reverse=True)


def test_what_is_too_unlike_is_no_match(index: NameIndex) -> None:
    assert best_matches(match_surnames("Hegzes", index.people_named("Pete")), 0.98) == []


def test_surnames_are_the_last_words_only(index: NameIndex) -> None:
    assert not best_matches(match_surnames("Angera", index.people_named("Angela")), 0.8)


# The cast of a text


def test_people_named_in_full_are_found_among_other_words(index: NameIndex) -> None:
    words = ["Chancellor", "Angela", "Merkel"]
    assert forms(list(people_in(words, index))) == ["Angela Merkel"]
    assert forms(list(people_in(["Ursula", "von", "der", "Leyen"], index))) == [
        "Ursula von der Leyen"
    ]


@pytest.mark.parametrize("words", [["Merkel"], ["Angela"], ["Angela", "Hegseth"], []])
def test_half_a_name_is_nobody(index: NameIndex, words: list[str]) -> None:
    assert not list(people_in(words, index))


# The shipped list


@pytest.mark.parametrize(
    ("seen", "given", "true"),
    [
        ("Hegzes", "Pete", "Hegseth"),
        ("Netanyafu", "Benjamin", "Netanyahu"),
        ("Bolsonalo", "Jair", "Bolsonaro"),
        ("Storutenberg", "Jens", "Stoltenberg"),
        ("Arudern", "Jacinda", "Ardern"),
        ("Merony", "Giorgia", "Meloni"),
        ("Guterresh", "Antonio", "Guterres"),
    ],
)
def test_well_known_names_are_restored(auditor: Auditor, seen: str, given: str, true: str) -> None:
    found = best_matches(match_beside(seen, [given], [], auditor.knowledge.names), 0.7)
    assert found[0].word == true


def test_legitimate_variants_are_known(auditor: Auditor) -> None:
    names = auditor.knowledge.names
    for variants in ("Zelensky Zelenskyy Zelenskiy", "Dmitry Dmitri", "Kyiv Kiev", "Odesa Odessa"):
        assert all(map(names.knows, variants.split()))
