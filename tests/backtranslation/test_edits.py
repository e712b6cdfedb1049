"""Every edit is a small change of one spot, said in words, and undoes one kind of damage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.backtranslation.edits import Edit, load_class, propose_edits, propose_glosses
from audit.model import Token
from audit.reading.tokens import tokenize


def edits_of(text: str) -> list[Edit]:
    tokens: list[Token] = list(tokenize(text, 0, len(text)))
    return [
        edit
        for i, token in enumerate(tokens)
        if token.text[0].isalpha()
        for edit in (*propose_glosses(token), *propose_edits(tokens, i, text))
    ]


def outcomes(text: str) -> set[str]:
    return {text[: e.span.start] + e.replacement + text[e.span.end :] for e in edits_of(text)}


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("He depends for his sister.", "He depends on his sister."),
        ("They has left.", "They have left."),
        ("The ship that it sank was old.", "The ship that sank was old."),
        ("They listened music.", "They listened to music."),
        ("He was elected a mayor of Lima.", "He was elected mayor of Lima."),
        ("She bought boat.", "She bought a boat."),
        ("The mayor son was late.", "The mayor's son was late."),
        ("The mayor's of Lima was late.", "The mayor of Lima was late."),
        ("The roof of leaves burned.", "The leaves of roof burned."),
        ("The sank ship.", "The ship sank."),
        ("It left the house.", "He left the house."),
        ("They guarded the peace.", "They kept the peace."),
        ("The bridge built in 1900.", "The bridge was built in 1900."),
    ],
)
def test_damage_of_each_kind_is_undone_by_an_edit(damaged: str, right: str) -> None:
    assert right in outcomes(damaged)


def test_a_capital_stays_where_the_sentence_begins() -> None:
    assert "Ship sank." not in outcomes("The ship sank.") - {"Ship sank."}
    assert all(outcome[0].isupper() for outcome in outcomes("The old ship sank in June."))


def test_a_capital_is_not_put_in_the_middle_of_a_sentence() -> None:
    told = outcomes("Then I lives Paris.")
    assert {"Then he lives Paris.", "Then I lives in Paris.", "Then lives Paris."} <= told
    assert not {"Then He lives Paris.", "Then I lives In Paris.", "Then Lives Paris."} & told


@pytest.mark.parametrize("between", ["** ", " ![](a.png) ", " "])
def test_words_are_only_moved_over_blanks(between: str) -> None:
    text = f"It was the{between}king of{between}leaves."
    kept = ("It", "was", "the", "king", "of")  # markup is no token of a document
    tokens = [token for token in tokenize(text, 0, len(text)) if token.text in kept]
    found = [edit for i in range(len(tokens)) for edit in propose_edits(tokens, i, text)]
    spans = [text[edit.span.start : edit.span.end] for edit in found]
    assert any(between in span for span in spans) == between.isspace()


def test_an_edit_does_not_reach_over_a_word_without_end() -> None:
    assert all(
        e.span.end - e.span.start < 100 for e in edits_of(f"It was the king of {'a' * 3000}.")
    )


def test_an_edit_says_what_it_does() -> None:
    assert all(edit.explanation for edit in edits_of("They guarded the mayor's house of stone."))


@given(st.lists(st.sampled_from(["the", "Ship", "of", "it", "sank", "mayor's", ",", "US", "9"])))
def test_an_edit_stays_within_the_text_and_changes_it(words: list[str]) -> None:
    text = " ".join(words)
    for edit in edits_of(text):
        assert 0 <= edit.span.start < edit.span.end <= len(text)
        assert text[edit.span.start : edit.span.end] != edit.replacement


def test_closed_classes_are_read_in_order() -> None:
    assert load_class("article") == ("the", "a", "an")
    assert load_class("no such class") == ()
