"""Readability: of prose only, and of a text of any shape."""

from __future__ import annotations

import pytest

from audit import Auditor, Document, Source
from audit.scoring import readability
from audit.scoring.readability import measure_readability

EASY = "The cat sat on the mat. It saw a bird. The bird sang. Then the sun set, and all was dark."
HARD = (
    "Notwithstanding considerable institutional reservations, representatives of the participating "
    "governments unanimously acknowledged the indispensability of multilateral verification."
)
PROSE = (
    "Ellen Johnson Sirleaf took office in Monrovia in January 2006. She was the first woman whom "
    "the voters of an African country had chosen as their president."
)


def read(auditor: Auditor, text: str) -> Document:
    return auditor.reader.read(Source(path="a.txt", text=text))


def measured(auditor: Auditor, text: str) -> dict[str, float]:
    measures = measure_readability(read(auditor, text))
    assert measures is not None
    return dict(measures.indices)


def test_a_hard_text_is_rated_harder_than_an_easy_one(auditor: Auditor) -> None:
    easy, hard = measured(auditor, EASY), measured(auditor, HARD)
    assert easy["flesch_reading_ease"] > 90 > 30 > hard["flesch_reading_ease"]
    for grade in ("flesch_kincaid_grade", "gunning_fog", "dale_chall", "coleman_liau"):
        assert easy[grade] < hard[grade]


def test_all_indices_of_the_contract_are_there(auditor: Auditor) -> None:
    assert list(measured(auditor, PROSE)) == [
        "flesch_reading_ease",
        "flesch_kincaid_grade",
        "gunning_fog",
        "smog",
        "dale_chall",
        "automated_readability_index",
        "coleman_liau",
        "linsear_write",
    ]


def test_headlines_lists_and_tables_do_not_count(auditor: Auditor) -> None:
    furniture = (
        "Liberia chooses Sirleaf\n\n"
        f"{PROSE}\n\n"
        "- Monrovia\n- Buchanan\n- Gbarnga\n\n"
        "Year\tVotes\tTurnout\n2005\t805572\t61\n2011\t607618\t38\n"
    )
    assert measured(auditor, furniture) == measured(auditor, PROSE)


@pytest.mark.parametrize("text", ["Liberia chooses Sirleaf", "2005, 2011.", "— 61 %."])
def test_what_holds_no_prose_has_no_readability(auditor: Auditor, text: str) -> None:
    document = Document(path="a.txt", text=text)
    if any(map(str.isalpha, text)):
        document = read(auditor, text)
    assert measure_readability(document) is None


def test_of_a_very_long_text_the_beginning_is_measured(
    auditor: Auditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readability, "_MEASURED", len(EASY))
    assert measured(auditor, f"{EASY}\n\n{HARD}") == measured(auditor, EASY)


@pytest.mark.parametrize("word", ["I", "Rhythm", "Ὀδυσσεύς", "İİİ", "a" * 500])
def test_a_sentence_of_any_word_can_be_measured(auditor: Auditor, word: str) -> None:
    indices = measured(auditor, f"{word} went to Oslo.")
    assert all(abs(value) < 10_000 for value in indices.values())
