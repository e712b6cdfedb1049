"""Stretches of words between marks."""

from __future__ import annotations

import pytest

from audit import Auditor, Source
from audit.reading.stretches import Word, find_stretches


def stretches(auditor: Auditor, text: str) -> list[tuple[Word, ...]]:
    document = auditor.reader.read(Source(path="text", text=text))
    return [s for sentence in document.sentences for s in find_stretches(sentence, text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Bank of England raised rates.", [["Bank", "England", "raised", "rates"]]),
        ("Rates rose, said the bank.", [["Rates", "rose"], ["said", "bank"]]),
        ("The minister's deputy left early.", [["deputy", "left", "early"]]),
        ("The workers' party won seats.", [["party", "won", "seats"]]),
        ("He left.", [["He", "left"]]),
        ("Stop, please.", []),
    ],
)
def test_marks_and_possessives_end_a_stretch(
    auditor: Auditor, text: str, words: list[list[str]]
) -> None:
    found = [[word.text for word in stretch] for stretch in stretches(auditor, text)]
    assert found == words


def test_offsets_point_at_the_words(auditor: Auditor) -> None:
    text = "The Foreign Secretary's plane and the Prime Minister’s car stood still."
    for stretch in stretches(auditor, text):
        for word in stretch:
            assert text[word.start : word.end] == word.text
            assert not word.text.endswith(("'s", "’s"))


def test_small_words_are_kept_with_the_word_after_them(auditor: Auditor) -> None:
    (stretch,) = stretches(auditor, "Leaders met in the House of Lords at noon.")
    glue = {word.text: word.glue for word in stretch}
    assert glue["House"] == ("in", "the")
    assert glue["Lords"] == ("of",)
    assert glue["met"] == ()


def test_a_capital_is_told_apart_from_the_first_word(auditor: Auditor) -> None:
    (stretch,) = stretches(auditor, "Ministers of Finance met.")
    assert [(word.capital, word.opens) for word in stretch] == [
        (True, True),
        (True, False),
        (False, False),
    ]
