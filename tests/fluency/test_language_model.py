"""The pulled language model: sense is likelier than nonsense, and nothing changes an outcome."""

from __future__ import annotations

import multiprocessing
from itertools import pairwise
from multiprocessing.queues import SimpleQueue

import pytest

from audit.fluency.language_model import LanguageModel
from audit.fluency.replacements import measure_gains
from audit.model import Span

TEXT = (
    "The capital of France is Paris.",
    "Water boils at a hundred degrees.",
    "In 1969 two men walked on the Moon and came back to the Earth.",
    "She signed the treaty on behalf of her government.",
)


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel.pulled()


def total(model: LanguageModel, text: str) -> float:
    return model.score([(text,)])[0][0]


@pytest.mark.parametrize("text", TEXT)
def test_words_in_order_are_likelier_than_the_same_words_in_another(
    model: LanguageModel, text: str
) -> None:
    assert total(model, text) > total(model, " ".join(sorted(text.split()))) + 5


def test_the_pieces_of_a_text_sum_to_the_whole(model: LanguageModel) -> None:
    for text in TEXT:
        words = text.split(" ")
        pieces = (words[0], *(f" {word}" for word in words[1:]))
        assert sum(model.score([pieces])[0]) == pytest.approx(total(model, text), abs=0.02)


def test_an_empty_piece_costs_nothing(model: LanguageModel) -> None:
    assert model.score([("", "Paris", "")])[0][::2] == (0.0, 0.0)


def test_an_outcome_depends_neither_on_company_nor_on_threads(model: LanguageModel) -> None:
    together = model.score([(text,) for text in TEXT])
    apart = [model.score([(text,)])[0] for text in TEXT]
    threads = LanguageModel.pulled(threads=2).score([(text,) for text in TEXT])
    for one, other in pairwise((together, apart, threads)):
        for (a,), (b,) in zip(one, other, strict=True):
            assert a == pytest.approx(b, abs=0.3)


def test_a_forked_process_loads_its_own(model: LanguageModel) -> None:
    expected = total(model, TEXT[0])
    fork = multiprocessing.get_context("fork")
    answers: SimpleQueue[float] = fork.SimpleQueue()
    child = fork.Process(target=lambda: answers.put(total(model, TEXT[0])), daemon=True)
    child.start()
    child.join(60)
    assert child.exitcode == 0
    assert answers.get() == pytest.approx(expected, abs=0.01)


def test_the_right_word_gains_and_a_wrong_one_loses(model: LanguageModel) -> None:
    text = "The Prime Minister of the Joined Kingdom spoke in the House of Commons on Monday."
    start = text.index("Joined")
    span = Span(start=start, end=start + len("Joined"))
    right, wrong = measure_gains(model, text, [(span, "United"), (span, "Sandwich")])
    assert right.within + right.after > 5
    assert wrong.within + wrong.after < 0
    assert right.old_alone == wrong.old_alone


def test_what_follows_counts_too(model: LanguageModel) -> None:
    text = "He comes from New Yolk City."
    span = Span(start=text.index("Yolk"), end=text.index(" City"))
    (gain,) = measure_gains(model, text, [(span, "York")])
    assert gain.after > 2


def test_a_word_at_either_end_of_a_text_can_be_replaced(model: LanguageModel) -> None:
    for text, old, new in (("Thee sun rises.", "Thee", "The"), ("The sun rice", "rice", "rises")):
        span = Span(start=text.index(old), end=text.index(old) + len(old))
        (gain,) = measure_gains(model, text, [(span, new)])
        assert gain.within + gain.after > 0


def test_nothing_is_loaded_where_nothing_is_asked() -> None:
    model = LanguageModel.pulled()
    assert measure_gains(model, "A text.", []) == []
    assert model._model._loaded == {}


def test_letters_of_many_bytes_around_a_word_are_cut_to_what_the_model_takes(
    model: LanguageModel,
) -> None:
    strange = "𝗧𝗵𝗲 𝗻𝗲𝘄𝘀 " * 40
    text = f"{strange} the Prime Mister spoke {strange}"
    start = text.index("Mister")
    (gain,) = measure_gains(model, text, [(Span(start=start, end=start + 6), "Minister")])
    assert gain.within > 0
