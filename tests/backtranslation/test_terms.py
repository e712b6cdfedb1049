"""Fixed terms, and texts that nearly say them."""

from __future__ import annotations

import pytest

from audit import Auditor, Source
from audit.backtranslation.terms import (
    NearTerm,
    TermIndex,
    build_terms,
    content_words,
    keys_of,
)
from audit.reading.stretches import find_stretches
from audit.reference import Entry, Reference

TERMS = (
    Entry(name="Minister of Foreign Affairs", kind="office", aliases=("Foreign Minister",)),
    Entry(name="International Criminal Court", kind="body", aliases=("ICC",)),
    Entry(name="Joint Chiefs of Staff", kind="body"),
    Entry(name="Chairman of the Joint Chiefs of Staff", kind="office"),
    Entry(name="Bank of England", kind="body"),
    Entry(name="International Organization of Turkish Culture", kind="organisation"),
    Entry(name="Kofi Atta Annan"),
)


@pytest.fixture(scope="module")
def index() -> TermIndex:
    return build_terms(Reference(entries=TERMS, signature="test"))


def near(auditor: Auditor, index: TermIndex, text: str) -> list[NearTerm]:
    document = auditor.reader.read(Source(path="text", text=text))
    return [
        found
        for sentence in document.sentences
        for stretch in find_stretches(sentence, document.text)
        for keys in [keys_of(stretch)]
        for at in range(len(keys))
        for found in (*index.near_at(keys, at), *index.holed_at(keys, at))
    ]


def told(auditor: Auditor, index: TermIndex, text: str) -> set[tuple[str, tuple[int, ...]]]:
    found = near(auditor, index, text)
    return {(n.term.form, tuple(place for place, _ in n.exchanged)) for n in found}


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("Minister of Foreign Affairs", ("minister", "foreign", "affairs")),
        ("the Director of National Intelligence's", ("director", "national", "intelligence")),
        ("Department of Health (UK), Whitehall.", ("department", "health", "uk", "whitehall")),
        ("Assemblée nationale du Québec", ("assemblee", "nationale", "quebec")),
        ("of the", ()),
    ],
)
def test_articles_and_prepositions_do_not_count(term: str, words: tuple[str, ...]) -> None:
    assert content_words(term) == words


def test_a_term_is_known_by_its_content_words(index: TermIndex) -> None:
    found = index.exact_at(("the", *content_words("Minister for Foreign Affairs")), 1)
    assert found is not None
    end, (term,) = found
    assert end == 4
    assert term.form == "Minister of Foreign Affairs"


def test_persons_and_single_words_are_no_terms(index: TermIndex) -> None:
    assert content_words("Kofi Atta Annan") not in index.exact
    assert content_words("ICC") not in index.exact


def test_the_longest_term_says_how_far_to_look(index: TermIndex) -> None:
    assert index.longest == 4
    assert build_terms(Reference(entries=TERMS[-1:], signature="test")).longest == 0


@pytest.mark.parametrize(
    ("text", "form", "places"),
    [
        ("Minister of Foreigner Affairs", "Minister of Foreign Affairs", (1,)),
        ("International Criminals Court", "International Criminal Court", (1,)),
        ("International Criminal Courts", "International Criminal Court", (2,)),
        ("Joint Chief of Staff", "Joint Chiefs of Staff", (1,)),
        ("Overseas Secretary of State", "Foreign Minister", (0, 1)),
        ("Joint Bosses of Personnel", "Joint Chiefs of Staff", (1, 2)),
        ("Alien Minister", "Foreign Minister", (0,)),
        ("Chairman of the Joint Chief of Staff", "Chairman of the Joint Chiefs of Staff", (2,)),
        # Anything may stand for one word of three, if the others are right.
        ("Minister of Pigeon Affairs", "Minister of Foreign Affairs", (1,)),
        ("International Criminal Pigeon", "International Criminal Court", (2,)),
        ("Pigeon Criminal Court", "International Criminal Court", (0,)),
    ],
)
def test_a_term_with_words_exchanged_is_near(
    auditor: Auditor, index: TermIndex, text: str, form: str, places: tuple[int, ...]
) -> None:
    assert (form, places) in told(auditor, index, f"They wrote of the {text} in May.")


def test_each_near_term_is_told_once(auditor: Auditor, index: TermIndex) -> None:
    for text in ("Chairman of the Joint Pigeon of Staff", "Chairman of the Joint Chief of Staff"):
        found = near(auditor, index, f"They wrote of the {text} in May.")
        forms = [(n.term.form, n.start) for n in found]
        assert len(forms) == len(set(forms))


@pytest.mark.parametrize(
    "text",
    [
        "Minister of Foreign Affairs",  # is the term
        "Minister of Affairs",  # is shorter
        "Affairs of Minister Foreigner",  # is in another order
        "Pigeons of England",  # leaves one word of two
        "Pigeon Criminal Affairs",  # has one word of three
        "International Organisation of Turkish Culture",  # is spelled the British way
        "Minister. Foreigner Affairs",  # is two sentences
    ],
)
def test_what_is_right_or_merely_similar_is_not_near(
    auditor: Auditor, index: TermIndex, text: str
) -> None:
    assert not told(auditor, index, f"They wrote of the {text} in May.")


def test_one_word_too_many_is_told(auditor: Auditor, index: TermIndex) -> None:
    text = "Papers of the International Penal Criminal Court burnt."
    (found,) = (n for n in near(auditor, index, text) if n.inserted is not None)
    assert found.term.form == "International Criminal Court"
    assert (found.start, found.inserted, found.end) == (1, 2, 5)


def test_rare_words_tell_more_than_common_ones(auditor: Auditor, index: TermIndex) -> None:
    (common,) = near(auditor, index, "The International Criminals Court was asked.")
    (rare,) = near(auditor, index, "The International Organization of Turks Culture was asked.")
    assert index.bits_told(rare) > index.bits_told(common) > 0


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Organization for Security and Cooperate in Europe", "Organization for Security and"),
        ("International Atomic Energetic Agency", "International Atomic Energy Agency"),
        ("Supreme Court of the United State", "Supreme Court of the United States"),
        ("agriculture helper", "Agriculture Secretary"),
    ],
)
def test_terms_of_the_shipped_lists_are_found(auditor: Auditor, text: str, form: str) -> None:
    found = told(auditor, auditor.knowledge.terms, f"They wrote of the {text} in May.")
    assert any(term.startswith(form) for term, _ in found)
