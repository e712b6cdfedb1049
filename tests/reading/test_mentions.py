"""Runs of capitalised words, by cases of `cases/names.yml`."""

from __future__ import annotations

from typing import Any

import pytest

from audit.model import BlockKind, Sentence, Span, Token
from audit.reading import Reader
from audit.reading.mentions import find_runs, name_word

from .conftest import load_cases


@pytest.mark.parametrize("case", load_cases("names"))
def test_a_run_is_what_stands_together_as_a_name(reader: Reader, case: dict[str, Any]) -> None:
    text = case["text"]
    runs = list(find_runs(cut(reader, text), text))
    shown = [text[run[0].span.start : run[-1].span.end] for run in runs]
    assert shown == case["runs"]


def test_only_the_first_word_of_a_sentence_opens_it(reader: Reader) -> None:
    text = "“Guernica” is by Pablo Picasso. Joan Miró painted The Reaper."
    runs = find_runs(cut(reader, text), text)
    assert [word.text for run in runs for word in run if word.opens] == ["Guernica", "Joan"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Kyiv's", "Kyiv"),
        ("Kyiv’s", "Kyiv"),
        ("James'", "James"),
        ("NATO'S", "NATO"),
        ("O'Brien", "O'Brien"),
        ("Paris", "Paris"),
    ],
)
def test_a_name_word_is_without_its_possessive_ending(text: str, word: str) -> None:
    found = name_word(Token(start=7, end=7 + len(text), text=text))
    assert found.text == word
    assert (found.span.start, found.span.end) == (7, 7 + len(word))


def cut(reader: Reader, text: str) -> list[Sentence]:
    return list(reader.segmenter.cut(text, Span(start=0, end=len(text)), BlockKind.PROSE))
