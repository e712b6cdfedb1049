"""The right mend makes a sentence more probable; so it is found among many that do not."""

from __future__ import annotations

import pytest

from audit import Auditor
from audit.backtranslation.critic import rank_mends
from audit.backtranslation.edits import Edit, propose_edits
from audit.backtranslation.mending import SUGGESTED, probability, suggest_mends
from audit.fluency.language_model import LanguageModel
from audit.model import Document, Span
from audit.reading import Source


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel.pulled()


def read(auditor: Auditor, text: str) -> Document:
    return auditor.reader.read(Source(path="a text", text=text))


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words))


@pytest.mark.parametrize(
    ("text", "damaged", "rule", "mend"),
    [
        ("The recovery of the economy depends for exports to Asia.", "for", "grammar", "on"),
        ("The government have agreed to reduces the tax on fuel.", "reduces", "grammar", "reduce"),
        (
            "He met the players who they had won the cup.",
            "they",
            "pronoun-intrusion",
            "had",
        ),
        (
            "The bank guarded its promise to cut rates in June.",
            "guarded",
            "tortured-phrase",
            "kept",
        ),
    ],
)
def test_the_right_mend_is_among_those_suggested(
    auditor: Auditor, model: LanguageModel, text: str, damaged: str, rule: str, mend: str
) -> None:
    found = suggest_mends(read(auditor, text), span_of(text, damaged), rule, model)
    assert mend in [suggestion.replacement for suggestion in found]
    assert len(found) <= SUGGESTED


def test_suggestions_come_best_first_with_their_reasons(
    auditor: Auditor, model: LanguageModel
) -> None:
    text = "The recovery of the economy depends for exports to Asia."
    found = suggest_mends(read(auditor, text), span_of(text, "depends for"), "grammar", model)
    assert [s.confidence for s in found] == sorted((s.confidence for s in found), reverse=True)
    assert all(s.explanation and 0 < s.confidence < 1 for s in found)


def test_what_is_right_gains_little(auditor: Auditor, model: LanguageModel) -> None:
    text = "The parliament elected a new president on Monday after three rounds of voting."
    document = read(auditor, text)
    tokens = document.sentences[0].tokens
    spots = [list(propose_edits(tokens, i, text)) for i in range(3, 6)]
    assert all(mends == [] or mends[0].gain < 4 for mends in rank_mends(text, spots, model, 5))


def test_all_edits_of_a_small_spot_are_scored(model: LanguageModel) -> None:
    text = "They have waited of the bus."
    edits = [
        Edit(span=span_of(text, "of"), replacement=word, explanation="") for word in ("for", "zinc")
    ]
    ((best,),) = rank_mends(text, [edits], model, 5)
    assert best.edit.replacement == "for"
    assert best.gain > 3


def test_a_spot_without_edits_has_no_mends(model: LanguageModel) -> None:
    assert rank_mends("A text.", [[], []], model, 5) == [[], []]


def test_the_more_an_edit_gains_the_likelier_it_is_right() -> None:
    assert 0 < probability(2.0) < probability(6.0) < probability(20.0) < 1


def test_a_span_across_sentences_is_not_mended(auditor: Auditor, model: LanguageModel) -> None:
    text = "The ferry left the harbour at six. The passengers waited for the next one."
    document = read(auditor, text)
    assert suggest_mends(document, Span(start=20, end=50), "grammar", model) == ()
