"""A word, what it could have been before a pivot or a spinner took it, in the form of the word."""

from __future__ import annotations

import pytest

from audit.backtranslation.phrases import SOURCES, Gloss, find_glosses
from audit.reference import load_table


def texts(word: str, source: str | None = None) -> set[str]:
    return {g.text for g in find_glosses(word) if source in (None, g.source)}


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("coaxed", "persuaded"),
        ("guarded", "protected"),
        ("guards", "protects"),
        ("boats", "ships"),
        ("jail", "prison"),
        ("purchasing", "buying"),
    ],
)
def test_another_gloss_of_a_lexeme_comes_in_the_form_of_the_word(seen: str, meant: str) -> None:
    assert meant in texts(seen)


def test_a_verb_is_not_inflected_as_a_noun() -> None:
    assert "persuaded" in texts("coaxed")
    assert not {"persuades", "persuade"} & texts("coaxed")


def test_a_gloss_of_several_words_is_inflected_where_its_form_shows() -> None:
    assert "won over" in texts("coaxed", "ja")
    assert all(" " not in text or not text.endswith("edly") for text in texts("coaxed"))


def test_what_is_no_word_has_no_glosses() -> None:
    assert find_glosses("tarshi") == ()
    assert find_glosses("") == ()


def test_a_word_is_no_gloss_of_itself_and_none_is_told_twice() -> None:
    for word in ("guards", "jail", "easy", "run"):
        found = [g.text for g in find_glosses(word)]
        assert word not in found
        assert len(found) == len(set(found))


def test_a_word_in_another_spelling_is_no_other_word() -> None:
    assert "honored" not in texts("honoured")
    assert "organized" not in texts("organised")


def test_an_explanation_names_the_lexeme_or_the_thesaurus() -> None:
    assert Gloss("keep", "ja", "守る").explain("guard") == "“guard” for “keep”: both 守る"
    assert "WordNet" in Gloss("jail", "wordnet").explain("prison")


@pytest.mark.parametrize("source", SOURCES)
def test_a_group_has_words_to_exchange_and_says_where_it_comes_from(source: str) -> None:
    rows = load_table(f"lexicons/lexemes_{source}.tsv.gz")
    assert len(rows) > 10_000
    assert all("|" in row["glosses"] and row["source"] == source for row in rows)
    assert all(bool(row["lexeme"]) == (source in ("ja", "zh")) for row in rows)
