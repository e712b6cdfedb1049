"""Words that could have come in the place of others."""

from __future__ import annotations

import pytest

from audit.backtranslation.exchanges import exchange, is_spelled_as


@pytest.mark.parametrize(
    ("seen", "true", "relation"),
    [
        ("courts", "court", "form"),
        ("treaties", "treaty", "form"),
        ("russian", "russia", "stem"),
        ("cooperate", "cooperation", "stem"),
        ("farming", "agriculture", "synonym"),
        ("schooling", "education", "related"),
        ("boss", "chief", "thesaurus"),
        ("sanitation", "health", "japanese"),
    ],
)
def test_two_words_are_related_in_every_way_the_lexicons_know(
    seen: str, true: str, relation: str
) -> None:
    assert relation in exchange(seen, true).relations


def test_an_inflected_word_stands_for_what_its_lemma_does() -> None:
    assert exchange("bosses", "chiefs").relations >= exchange("boss", "chief").relations


@pytest.mark.parametrize(
    ("seen", "true"), [("pigeon", "foreign"), ("bank", "tribunal"), ("united", "european")]
)
def test_words_that_have_nothing_in_common_have_no_relation(seen: str, true: str) -> None:
    assert not exchange(seen, true).relations
    assert "not akin" in exchange(seen, true).why


def test_a_shared_lexeme_is_shown() -> None:
    shared = exchange("sanitation", "health")
    assert shared.lexemes
    assert any(lexeme in shared.why for lexeme in shared.lexemes)


def test_spellings_of_two_countries_are_one_word() -> None:
    assert is_spelled_as("organisation", "organization")
    assert is_spelled_as("defence", "defense")
    assert not is_spelled_as("defence", "offence")
