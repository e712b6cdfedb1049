"""Where a document says a fixed term, and where it nearly says one."""

from __future__ import annotations

import pytest

from audit import Auditor, Source
from audit.backtranslation.candidates import (
    Candidate,
    find_candidates,
    read_place,
    read_surroundings,
)
from audit.backtranslation.terms import TermIndex, build_terms
from audit.reading.stretches import find_stretches
from audit.reference import Entry, Reference

TERMS = (
    Entry(name="Minister of Foreign Affairs", kind="office", aliases=("Foreign Minister",)),
    Entry(name="Federal Trade Commission", kind="body", country=("US",)),
    Entry(name="Senate Trade Committee", kind="body"),
    Entry(name="Trade Committee", kind="body"),
    Entry(name="climate change", kind="term"),
    Entry(name="State of Palestine", kind="place"),
)


@pytest.fixture(scope="module")
def index() -> TermIndex:
    return build_terms(Reference(entries=TERMS, signature="test"))


def candidates(auditor: Auditor, index: TermIndex, text: str) -> list[Candidate]:
    document = auditor.reader.read(Source(path="text", text=text))
    return [
        candidate
        for sentence in document.sentences
        for stretch in find_stretches(sentence, document.text)
        for candidate in find_candidates(read_place(stretch, index), index)
    ]


def seen(found: list[Candidate]) -> set[tuple[str, str]]:
    return {(" ".join(w.text for w in c.words), c.near.term.form) for c in found}


@pytest.mark.parametrize(
    ("text", "words", "form"),
    [
        ("The Alien Minister spoke first.", "Alien Minister", "Foreign Minister"),
        ("The alien minister spoke first.", "alien minister", "Foreign Minister"),
        ("Talks on climate alteration failed.", "climate alteration", "climate change"),
        ("Climate alteration was the theme.", "Climate alteration", "climate change"),
        (
            "The Federal Deals Commission sued.",
            "Federal Deals Commission",
            "Federal Trade Commission",
        ),
    ],
)
def test_a_near_term_is_a_candidate(
    auditor: Auditor, index: TermIndex, text: str, words: str, form: str
) -> None:
    assert (words, form) in seen(candidates(auditor, index, text))


@pytest.mark.parametrize(
    "text",
    [
        "The federal deals commission sued.",  # a body written small
        "THE ALIEN MINISTER SPOKE FIRST.",  # capitals tell nothing
        "The climate of alteration was the theme.",  # other small words
        "The Foreign Ministers met.",  # several of a kind
        "Two Federal Trade Commissioners met.",  # a body's people
        "The alien's minister spoke first.",  # a possessive
        "The Senate Trade Committee heard the Foreign Minister.",  # is right
        "The State of Palestinians was their theme.",  # a place's people
    ],
)
def test_what_language_allows_is_passed_over(auditor: Auditor, index: TermIndex, text: str) -> None:
    assert not seen(candidates(auditor, index, text))


def test_a_term_that_is_right_is_not_crossed(auditor: Auditor, index: TermIndex) -> None:
    found = candidates(auditor, index, "The Federal Trade Commission Minister spoke.")
    assert all(c.near.end <= 1 or c.near.start >= 3 or c.holds_term for c in found)
    (larger,) = candidates(auditor, index, "The Upper Trade Committee sat.")
    assert larger.holds_term


def test_the_document_tells_its_terms_and_their_countries(
    auditor: Auditor, index: TermIndex
) -> None:
    text = "The Federal Trade Commission sued, and the Foreign Minister was silent."
    document = auditor.reader.read(Source(path="text", text=text))
    stretches = (s for sentence in document.sentences for s in find_stretches(sentence, text))
    told = read_surroundings(read_place(stretch, index) for stretch in stretches)
    assert told.terms == {"Federal Trade Commission", "Minister of Foreign Affairs"}
    assert told.countries == {"US"}
    assert "sued" in told.words
