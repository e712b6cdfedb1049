"""Damage done on purpose is what its name says, is marked, and leaves the rest alone."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import Auditor, Document, Source
from audit.fluency.damage_model import LONGEST
from training.damage import (
    MANNERS,
    READING,
    cut_windows,
    damaged_text,
    damaged_windows,
    joined,
    pieces_of,
)
from training.operations import OPERATIONS, Sentence

TEXT = (
    "The harbour of Rotterdam was closed on Monday because a strong wind had damaged two cranes."
    " Officials said that they would repair the port's machines before the ships arrived.\n\n"
    "Its director told reporters that the company had already ordered new parts from a factory."
)


@pytest.fixture(scope="module")
def document() -> Document:
    return Auditor(READING).reader.read(Source(path="a text", text=TEXT))


def spoiled(document: Document, name: str, seed: int) -> list[tuple[Sentence, Sentence]]:
    """Each sentence before and after an operation that found a spot."""
    pairs = []
    for sentence in document.sentences:
        before, after = pieces_of(sentence), pieces_of(sentence)
        if OPERATIONS[name][1](after, Random(seed)):
            pairs.append((before, after))
    return pairs


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_marks_what_it_changes_and_nothing_else(document: Document, name: str) -> None:
    done = [pair for seed in range(20) for pair in spoiled(document, name, seed)]
    assert done
    for before, after in done:
        assert any(piece.damage for piece in after)
        kept = [p.low for p in after if not p.damage]
        words = iter(p.low for p in before)
        assert all(word in words for word in kept), "what is not marked is the original's, in order"


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_changes_the_sentence(document: Document, name: str) -> None:
    for seed in range(20):
        for before, after in spoiled(document, name, seed):
            assert [p.text for p in before] != [p.text for p in after]


@given(st.integers(0, 10_000))
def test_a_damaged_text_says_where_its_damage_is(document: Document, seed: int) -> None:
    chance = Random(seed)
    damaged = damaged_text(document, chance, chance.choice(MANNERS), 0.2)
    assert all(damaged.text[start].strip() for start in damaged.damage)
    assert set(damaged.damage.values()) <= {*OPERATIONS}
    assert [damaged.originals[start] for start in damaged.originals] == [
        TEXT[s.span.start : s.span.end] for s in document.sentences
    ]


def test_a_text_that_is_left_alone_is_the_text(document: Document) -> None:
    damaged = damaged_text(document, Random(0), MANNERS[0], rate=0.0)
    assert damaged.text == TEXT
    assert not damaged.damage


def test_the_same_seed_damages_in_the_same_way(document: Document) -> None:
    documents = [(str(number), document) for number in range(9)]
    once, again = (list(damaged_windows(documents, seed=5)) for _ in range(2))
    assert once == again
    assert once != list(damaged_windows(documents, seed=6))


def test_what_is_to_be_left_out_is_left_out(document: Document) -> None:
    documents = [(str(number), document) for number in range(60)]
    without = frozenset({"ja", "pronoun"})
    found = {d for w in damaged_windows(documents, 1, without) for d in w.damage}
    assert not found & without
    assert len(found) > 5


def test_a_window_is_sentences_in_a_row(document: Document) -> None:
    windows = list(cut_windows(document))
    assert all(sum(map(len, window)) <= LONGEST for window in windows)
    text = " ".join(joined(window, "").text for window in windows)
    assert text == TEXT.replace("\n\n", " ")
