"""Right words in the place of a name: who may be looked for, and who is not."""

from __future__ import annotations

import pytest

from audit import Auditor, Source
from audit.backtranslation.swaps import SwapFinder
from audit.detectors.base import READABLE, sentences_of
from audit.reading.mentions import find_runs


def find(auditor: Auditor, text: str) -> list[tuple[str, set[str]]]:
    """The known words in odd company, and the true words that they may stand for."""
    document = auditor.reader.read(Source(path="a", text=text))
    runs = tuple(find_runs(sentences_of(document, READABLE), text))
    knowledge = auditor.knowledge
    finder = SwapFinder(index=knowledge.names, vocabulary=knowledge.vocabulary, shortest=4)
    return [
        (spot.oddity.seen, {candidate.word for candidate in spot.oddity.candidates})
        for spot in finder.find(text, runs)
    ]


def test_a_word_after_a_given_name_may_stand_for_a_surname(auditor: Auditor) -> None:
    ((seen, words),) = find(auditor, "Elon Mask sold shares worth billions in November 2021.")
    assert seen == "Mask"
    assert "Musk" in words


def test_a_name_between_an_office_and_a_surname_may_stand_for_the_given_name(
    auditor: Auditor,
) -> None:
    for office in ("President", "Former president", "On Tuesday President"):
        ((seen, words),) = find(auditor, f"{office} Barak Obama spoke about the health law.")
        assert seen == "Barak"
        assert words == {"Barack"}


@pytest.mark.parametrize(
    "text",
    [
        "Barak Obama signed the health law in March 2010.",
        "President Barack Obama flew home, and President Barak Obama is a slip of the pen.",
        "Maria Cuomo is the daughter of a governor, and Mario was her father's given name.",
        "Former Vice President Alan Gore wrote a book about the climate.",
        "President Mohammed Morsi was removed in July 2013.",
        "Foreign Minister Sergey Lavrov met his colleagues in Geneva in 2013.",
        "President Don Trump is what nobody calls him.",
    ],
)
def test_given_names_without_an_office_and_other_forms_are_passed(
    auditor: Auditor, text: str
) -> None:
    assert find(auditor, text) == []
