"""The second look at what nearly says a fixed term: it raises, it clears, and it leaves alone."""

from __future__ import annotations

import pytest

from audit import Auditor, Source
from audit.backtranslation.plausibility import MODELS, is_told
from audit.backtranslation.readings import FLOOR, load_weights
from audit.config import Config, Policy
from audit.detectors.garbled_title import (
    GarbledTitle,
    judge_places,
    read_places,
    replacements_of,
    reread,
)
from audit.fluency.language_model import LanguageModel
from audit.model import Depth


@pytest.fixture(scope="module")
def shallow() -> Auditor:
    """An auditor without the model."""
    return Auditor(Config(gate=Policy(depth=Depth.MODEL_FREE)))


def mends(auditor: Auditor, text: str) -> list[str]:
    document = auditor.reader.read(Source(path="a", text=text))
    found = GarbledTitle().detect(document, auditor.knowledge)
    return [finding.suggestions[0].replacement for finding in found]


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("The tribunal in The Hague convicted him of battle crimes in 1998.", "war crimes"),
        ("The central bank raised its interest speeds to five percent.", "interest rate"),
        ("Voters elected a fresh prime preacher in 1997.", "prime minister"),
        ("The Berlin Partition fell in November 1989.", "Berlin Wall"),
    ],
)
def test_the_model_finds_what_the_first_look_does_not_dare(
    auditor: Auditor, shallow: Auditor, text: str, mend: str
) -> None:
    assert mends(shallow, text) == []
    (found,) = mends(auditor, text)
    assert found.removesuffix("s") == mend.removesuffix("s")  # singular or plural is a close race


@pytest.mark.parametrize(
    "text",
    [
        "One former national security expert said that the plan was thin.",
        "The law enforcement professionals of the county met in Dayton.",
    ],
)
def test_the_model_clears_good_english(auditor: Auditor, shallow: Auditor, text: str) -> None:
    assert mends(shallow, text) != []
    assert mends(auditor, text) == []


def test_a_long_name_that_its_right_words_tell_is_not_asked_about(auditor: Auditor) -> None:
    text = "Inspectors of the International Atomic Energetic Agency reached Zaporizhzhia by road."
    index = auditor.knowledge.terms
    document = auditor.reader.read(Source(path="a", text=text))
    judged = list(judge_places(read_places(document, index), index))
    told = [one for one in judged if is_told(one[1], index)]
    assert told
    assert set(told) <= set(reread(judged, text, index, LanguageModel.pulled()))
    assert len(replacements_of(judged)) == len(judged)


def test_what_the_first_look_rules_out_stays_out(auditor: Auditor) -> None:
    text = "The committee met in the house on Monday, and the house was cold."
    index = auditor.knowledge.terms
    document = auditor.reader.read(Source(path="a", text=text))
    judged = list(judge_places(read_places(document, index), index))
    assert len(reread(judged, text, index, LanguageModel.pulled())) <= len(
        [p for p, _ in judged if p >= FLOOR]
    )


def test_a_told_name_is_probable_enough_whatever_was_learned() -> None:
    for model in MODELS:
        assert load_weights()[model]["least probability"] < 0.8
