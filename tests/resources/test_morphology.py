"""Which unlisted words are made of English ones, and which only look it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import Auditor
from audit.resources.morphology import Morphology
from audit.resources.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def words(auditor: Auditor) -> Morphology:
    return auditor.knowledge.words


MADE = """
defunding deplatformed geofenced remortgaging unbankable redactions leakers cybercrime preborn
antimissile overfishing underfunded reshored summiting gifting bundlers vetters grifting doggedness
partiers sliming biweekly postwar megafauna hydropower ultralight trumpeters gerrymandering
stonewaller monetise monetize saleable likeable seeing canoeing rueing
"""
MISSPELLED = """
goverment enviroment recieve commitee storutenberg begining prefering transfered puting stopd
currentily swiming admited commited propsed leaveing
"""


@pytest.mark.parametrize("word", MADE.split())
def test_words_made_with_affixes_are_words(words: Morphology, word: str) -> None:
    assert words.is_word(word)


@pytest.mark.parametrize("word", ["grassroot", "wholescale", "riverbed", "snowmelt", "shipyard"])
def test_two_common_words_make_a_word(words: Morphology, word: str) -> None:
    assert words.is_word(word)


@pytest.mark.parametrize("word", MISSPELLED.split())
def test_misspelled_words_are_no_made_words(words: Morphology, word: str) -> None:
    assert not words.is_word(word)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("refitting", "refiting"),  # the n of a stressed syllable is doubled
        ("reskinning", "reskining"),
        ("baking", "bakeing"),  # a final e is dropped
        ("partiers", "partyers"),  # y becomes i
        ("cloudiness", "cloudyness"),
    ],
)
def test_stems_bend_as_english_bends_them(words: Morphology, right: str, wrong: str) -> None:
    assert words.is_word(right)
    assert not words.is_word(wrong)


def test_suffixes_are_no_halves_of_compounds(words: Morphology) -> None:
    assert not words.is_compound("puting")
    assert not words.is_compound("prefering")
    assert words.is_compound("riverbank")


def test_a_compound_needs_two_halves_of_three_letters(words: Morphology) -> None:
    assert not words.is_compound("goriver")
    assert not words.is_compound("river")
    assert not words.is_compound("")


def test_only_the_affixes_given_count() -> None:
    vocabulary = Vocabulary(frequencies={}, listed={"river": 1, "boat": 1})
    made = Morphology(
        vocabulary=vocabulary, prefixes=frozenset({"mega"}), suffixes=frozenset({"ward"})
    )
    assert made.is_word("megariver")
    assert made.is_word("riverward")
    assert not made.is_word("miniriver")
    assert not made.is_word("riverless")


def test_a_word_as_common_as_dictionary_words_is_listed() -> None:
    vocabulary = Vocabulary(frequencies={"covid": 1e-4, "kovid": 1e-8}, listed={})
    made = Morphology(vocabulary=vocabulary, prefixes=frozenset(), suffixes=frozenset())
    assert made.is_listed("covid")
    assert not made.is_listed("kovid")


@given(word=st.text(max_size=15))
def test_any_text_may_be_asked_about(auditor: Auditor, word: str) -> None:
    words = auditor.knowledge.words
    made = words.is_listed(word) or words.is_derived(word) or words.is_compound(word)
    assert words.is_word(word) is made
