"""The pulled damage model: words that were damaged stand out, and nothing changes an outcome."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from audit.fluency.damage_model import KINDS, LONGEST, DamageModel, capitals, cut_windows
from audit.model import BlockKind, Sentence, Span, Token
from audit.reading.tokens import tokenize

DAMAGED = (
    ("The minister has opened the new bridge on Monday with short speech .", "short"),
    ("The two countries agreed to exchanging prisoners before the end of June .", "exchanging"),
    ("Police arrested a man of thirty in connection with the fire at hotel the .", "hotel"),
    ("Rescue teams was looking for survivors in the ruins of the school .", "was"),
)


@pytest.fixture(scope="module")
def model() -> DamageModel:
    return DamageModel.pulled()


@pytest.mark.parametrize(("text", "word"), DAMAGED)
def test_a_damaged_word_is_among_the_likeliest_of_its_sentence(
    model: DamageModel, text: str, word: str
) -> None:
    words = text.split()
    damaged = 1 - model.judge([words])[0][:, 0]
    assert words.index(word) in np.argsort(-damaged)[:2]


def test_chances_of_a_word_sum_to_one(model: DamageModel) -> None:
    (found,) = model.judge([DAMAGED[0][0].split()])
    assert found.shape == (len(DAMAGED[0][0].split()), len(KINDS))
    assert found.sum(axis=1) == pytest.approx(1, abs=1e-4)


def test_an_outcome_depends_neither_on_company_nor_on_threads(model: DamageModel) -> None:
    windows = [text.split() for text, _ in DAMAGED]
    together = model.judge(windows)
    apart = [model.judge([window])[0] for window in windows]
    threads = DamageModel.pulled(threads=2).judge(windows)
    for one, other in pairwise((together, apart, threads)):
        for some, same in zip(one, other, strict=True):
            assert some == pytest.approx(same, abs=0.02)


def test_a_word_without_pieces_is_sound(model: DamageModel) -> None:
    (found,) = model.judge([["The", "\u200b", "bank"]])
    assert found[1, 0] == 1


def test_the_longest_windows_of_the_longest_words_are_judged(model: DamageModel) -> None:
    (found,) = model.judge([["antidisestablishmentarianism-" * 20] * LONGEST])
    assert len(found) == LONGEST


def test_a_word_is_small_or_has_a_capital_or_is_in_capitals() -> None:
    assert [capitals(word) for word in ("bank", "Bank", "BANK", "A", "9", "É")] == [
        0,
        1,
        2,
        1,
        0,
        1,
    ]


def sentence(text: str, start: int) -> Sentence:
    tokens: tuple[Token, ...] = tuple(tokenize(" " * start + text, start, start + len(text)))
    return Sentence(
        span=Span(start=start, end=start + len(text)), tokens=tokens, kind=BlockKind.PROSE
    )


def test_windows_hold_whole_sentences_but_for_the_longest() -> None:
    sentences = [sentence("one two three " * size, 0) for size in (10, 15, 10, 70, 1)]
    windows = list(cut_windows(sentences))
    assert [len(window) for window in windows] == [75, 30, 90, 90, 33]
    assert sum(map(len, windows)) == sum(len(s.tokens) for s in sentences)
    assert list(cut_windows([])) == []
