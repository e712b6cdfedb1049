"""What makes it probable that a fixed term was meant: better evidence outranks worse."""

from __future__ import annotations

import pytest

from audit import Auditor, Source
from audit.backtranslation.candidates import read_surroundings
from audit.backtranslation.phrase_counts import load_counts
from audit.backtranslation.plausibility import LEAST, MODELS, load_weights, measure, probability
from audit.detectors.garbled_title import judge_places, read_places


def judge(auditor: Auditor, text: str, form: str) -> float:
    """The probability of a term for a text, 0 if it is not even a candidate."""
    document = auditor.reader.read(Source(path="text", text=text))
    index = auditor.knowledge.terms
    judged = judge_places(read_places(document, index), index)
    return max((p for p, c in judged if c.near.term.form == form), default=0.0)


@pytest.mark.parametrize(
    ("better", "worse", "form"),
    [
        (  # a synonym tells more than any word
            "The North Atlantic Pact Organization met.",
            "The North Atlantic Pigeon Organization met.",
            "North Atlantic Treaty Organization",
        ),
        (  # a phrase of clean news was hardly meant for another
            "They met in the White Residence.",
            "They met in the White Box.",
            "White House",
        ),
        (  # three right words tell more than one
            "The House Alien Affairs Committee met.",
            "The Alien Affairs met.",
            "House Foreign Affairs Committee",
        ),
    ],
)
def test_better_evidence_outranks_worse(
    auditor: Auditor, better: str, worse: str, form: str
) -> None:
    assert judge(auditor, better, form) > judge(auditor, worse, form)


def test_every_measured_feature_has_a_weight_and_no_other(auditor: Auditor) -> None:
    document = auditor.reader.read(Source(path="text", text="The Farming Secretary resigned."))
    index = auditor.knowledge.terms
    places = read_places(document, index)
    judged = list(judge_places(places, index))
    features = measure(judged[0][1], read_surroundings(places), index, load_counts())
    for model in MODELS:
        assert set(load_weights()[model]) == {*features, LEAST}


def test_a_probability_is_a_probability(auditor: Auditor) -> None:
    document = auditor.reader.read(
        Source(path="text", text="The Farming Secretary met the Bank of the England in the rain.")
    )
    index = auditor.knowledge.terms
    places = read_places(document, index)
    judged = list(judge_places(places, index))
    assert judged
    assert all(0 <= p < 1 for p, _ in judged)
    told = read_surroundings(places)
    assert all(p == probability(c, told, index, load_counts()) for p, c in judged)
