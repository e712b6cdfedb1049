"""Fixed terms, and texts that nearly say them."""

from __future__ import annotations

import pytest

from audit import Auditor
from audit.backtranslation.terms import TermIndex, are_akin, build_terms, content_words
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


def near(index: TermIndex, text: str) -> set[tuple[str, tuple[int, ...]]]:
    return {(n.term.form, n.wrong) for n in index.near(content_words(text))}


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
    (term,) = index.exact[content_words("The Minister for Foreign Affairs")]
    assert term.form == "Minister of Foreign Affairs"
    assert content_words("Foreign Minister") in index.exact


def test_persons_and_single_words_are_no_terms(index: TermIndex) -> None:
    assert content_words("Kofi Atta Annan") not in index.exact
    assert content_words("ICC") not in index.exact
    assert not near(index, "Kofi Atta Annans")


def test_the_longest_term_says_how_far_to_look(index: TermIndex) -> None:
    assert index.longest == 4
    assert build_terms(Reference(entries=TERMS[-1:], signature="test")).longest == 0


@pytest.mark.parametrize(
    ("text", "form", "place"),
    [
        ("Minister of Foreigner Affairs", "Minister of Foreign Affairs", 1),
        ("International Criminals Court", "International Criminal Court", 1),
        ("International Criminal Courts", "International Criminal Court", 2),
        ("Joint Chief of Staff", "Joint Chiefs of Staff", 1),
        ("Chairman of the Joint Chief of Staff", "Chairman of the Joint Chiefs of Staff", 2),
    ],
)
def test_a_term_with_one_word_of_the_same_stem_is_near(
    index: TermIndex, text: str, form: str, place: int
) -> None:
    assert (form, (place,)) in near(index, text)


@pytest.mark.parametrize(
    "text",
    [
        "Minister of Foreign Affairs",  # is the term
        "Minister of Pigeon Affairs",  # has another word
        "Minister of Affairs",  # is shorter
        "Deputy Minister of Foreigner Affairs",  # is longer
        "Affairs of Foreigner Minister",  # is in another order
        "Banking of England",  # is too short to tell
        "International Organisation of Turkish Culture",  # is spelled the British way
        "",
    ],
)
def test_what_is_right_or_merely_similar_is_not_near(index: TermIndex, text: str) -> None:
    assert not near(index, text)


@pytest.mark.parametrize(
    ("seen", "true"),
    [
        ("courts", "court"),
        ("nation", "national"),
        ("russian", "russia"),
        ("treaties", "treaty"),
        ("cooperate", "cooperation"),
        ("secure", "security"),
    ],
)
def test_forms_of_one_stem_are_akin(seen: str, true: str) -> None:
    assert are_akin(seen, true)


@pytest.mark.parametrize(
    ("seen", "true"), [("pigeon", "foreign"), ("bank", "court"), ("united", "european")]
)
def test_words_that_have_nothing_in_common_are_not_akin(seen: str, true: str) -> None:
    assert not are_akin(seen, true)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Organization for Security and Cooperate in Europe", "Organization for Security and"),
        ("International Atomic Energetic Agency", "International Atomic Energy Agency"),
        ("Supreme Court of the United State", "Supreme Court of the United States"),
    ],
)
def test_terms_of_the_shipped_lists_are_found(auditor: Auditor, text: str, form: str) -> None:
    found = near(auditor.knowledge.terms, text)
    assert any(term.startswith(form) for term, _ in found)
