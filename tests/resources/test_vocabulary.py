"""Which words English has, and how common they are."""

from __future__ import annotations

import math

import pytest

from audit.resources.vocabulary import Vocabulary, load_vocabulary

ENGLISH = """
colour color theatre theater organise organize travelled traveled sceptic skeptic aluminium aluminum
jewellery jewelry ageing judgement judgment mice geese went worst photosynthesis
"""


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return load_vocabulary()


def test_the_vocabulary_is_loaded_once() -> None:
    assert load_vocabulary() is load_vocabulary()


def test_frequency_is_the_logarithm_of_occurrences_in_a_thousand_million() -> None:
    words = Vocabulary(frequencies={"moon": 1e-5, "serac": 1e-8}, listed={})
    assert words.zipf("moon") == pytest.approx(4)
    assert words.zipf("serac") == pytest.approx(1)
    assert words.zipf("moonn") == 0


def test_common_words_are_more_frequent_than_rare_ones(words: Vocabulary) -> None:
    ranked = ["the", "government", "treaty", "glacier", "moraine"]
    frequencies = [words.zipf(word) for word in ranked]
    assert frequencies == sorted(frequencies, reverse=True)
    assert words.zipf("the") > 7
    assert all(math.isfinite(frequency) for frequency in frequencies)


@pytest.mark.parametrize("word", ENGLISH.split())
def test_british_and_american_words_and_inflections_are_in_the_dictionary(
    words: Vocabulary, word: str
) -> None:
    assert words.in_dictionary(word)


@pytest.mark.parametrize("word", ["goverment", "recieve", "enviroment", "begining", "xqzt", ""])
def test_misspellings_are_not_in_the_dictionary(words: Vocabulary, word: str) -> None:
    assert not words.in_dictionary(word)


@pytest.mark.parametrize(
    ("seen", "true"),
    [
        ("goverment", "government"),  # a letter less
        ("accross", "across"),  # a letter more
        ("definately", "definitely"),  # another letter
        ("recieve", "receive"),  # two exchanged
    ],
)
def test_one_edit_mends_a_slip(words: Vocabulary, seen: str, true: str) -> None:
    assert true in words.one_edit_away(seen)


def test_two_edits_are_too_many(words: Vocabulary) -> None:
    assert "government" not in words.one_edit_away("govermnet")


def test_every_word_one_edit_away_is_a_word(words: Vocabulary) -> None:
    near = words.one_edit_away("hte")
    assert "the" in near
    assert all(words.in_dictionary(word) and words.zipf(word) for word in near)


def test_names_and_slang_are_known_though_no_dictionary_has_them(words: Vocabulary) -> None:
    assert words.knows("netanyahu")
    assert not words.in_dictionary("netanyahu")
    assert words.knows("colour")
    assert not words.knows("storutenberg")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("reopened", {"VERB"}),
        ("was", {"AUX"}),
        ("run", {"NOUN", "VERB"}),
        ("municipal", {"ADJ"}),
        ("storutenberg", set()),
    ],
)
def test_a_word_has_the_parts_of_speech_it_can_have(
    words: Vocabulary, word: str, parts: set[str]
) -> None:
    assert parts <= words.parts_of_speech(word)
    assert bool(words.parts_of_speech(word)) is bool(parts)


def test_the_lemmas_of_all_parts_of_speech_are_given(words: Vocabulary) -> None:
    assert words.lemmas("leaves") >= {"leaf", "leave"}
    assert words.lemmas("storutenberg") == frozenset()
