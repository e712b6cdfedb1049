"""Which words of a text are compared as two spellings of one name."""

from __future__ import annotations

from audit import Auditor, Source
from audit.backtranslation.variants import gather_spellings, pair_spellings
from audit.detectors.base import sentences_of
from audit.reading.mentions import find_runs


def pairs(auditor: Auditor, text: str) -> set[tuple[str, str]]:
    """The pairs of a text, the odd spelling first."""
    document = auditor.reader.read(Source(path="a", text=text))
    runs = tuple(find_runs(sentences_of(document), text))
    knowledge = auditor.knowledge
    found = pair_spellings(gather_spellings(runs, knowledge.names, 4), knowledge.vocabulary)
    return {(pair.seen.text, pair.other.text) for pair in found}


def test_given_names_before_unlike_surnames_are_two_people_s(auditor: Auditor) -> None:
    text = "Vorodimiru Zerensuki spoke in Kyiv while Vladimir Putin was at the seaside in Sochi."
    assert pairs(auditor, text) == set()


def test_given_names_before_two_spellings_of_a_surname_are_compared(auditor: Auditor) -> None:
    text = "Vorodimiru Zerensuki spoke in Kyiv. Before, Volodymyr Zelensky had been in Brussels."
    assert {("Vorodimiru", "Volodymyr"), ("Zerensuki", "Zelensky")} <= pairs(auditor, text)


def test_a_name_that_stands_alone_somewhere_is_compared_whatever_follows_it(
    auditor: Auditor,
) -> None:
    text = "The shares of Siemenns Energy fell. Siemens Healthineers rose, and so did Siemens."
    assert ("Siemenns", "Siemens") in pairs(auditor, text)
