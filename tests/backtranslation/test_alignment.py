"""Which words of a sentence became which of another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.backtranslation.alignment import align


def told(text: str, back: str) -> list[tuple[str, str, str]]:
    words, come = text.split(), back.split()
    return [
        (
            " ".join(words[part.start : part.end]),
            " ".join(come[part.back_start : part.back_end]),
            part.kind.value,
        )
        for part in align(words, come)
        if part.kind is not None
    ]


@pytest.mark.parametrize(
    ("text", "back", "expected"),
    [
        ("The talks ended in March .", "the talks ended in March .", []),
        ("He visits the town", "He visited the town", [("visits", "visited", "form")]),
        (
            "They defended the port",
            "They protected the port",
            [("defended", "protected", "synonym")],
        ),
        (
            "Gordon Brown met Merkel in Berlin",
            "Gordon Brown met Merkle in Berlin",
            [("Merkel", "Merkle", "spelling")],
        ),
        (
            "The minister quickly left the talks",
            "The quickly minister left the talks",
            [("minister quickly", "quickly minister", "order")],
        ),
        ("It was not a good day", "It was a good day", [("not", "", "left-out")]),
        ("It was a day", "It was a good day", [("", "good", "put-in")]),
        (
            "The bank raised its interest rate again",
            "The bank raised the types of interest again",
            [("its", "the types of", "other"), ("rate", "", "left-out")],
        ),
        ("", "Something came", [("", "Something came", "put-in")]),
    ],
)
def test_what_became_of_words(text: str, back: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text, back) == expected


def test_a_mark_never_stands_for_a_word() -> None:
    assert told("he left", ", left he") == [("", ",", "put-in"), ("he left", "left he", "order")]
    assert told("he ,", ", left") == [("he", "", "left-out"), ("", "left", "put-in")]


KNOWN = ["the", "The", "cat", "cats", "dog", ",", ".", "sat", "sits", "on", "12", "mat"]
WORDS = st.lists(st.sampled_from(KNOWN), max_size=9)


@given(WORDS, WORDS)
def test_every_word_stands_in_one_part_in_order(words: list[str], back: list[str]) -> None:
    parts = align(words, back)
    assert [i for part in parts for i in range(part.start, part.end)] == list(range(len(words)))
    come = [i for part in parts for i in range(part.back_start, part.back_end)]
    assert come == list(range(len(back)))
    for part in parts:
        if part.kind is None:
            assert words[part.start].lower() == back[part.back_start].lower()
