"""Damaged stretches are found in a damaged text, hardly any in a clean one."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit import Auditor, Document
from audit.backtranslation.phrasing import FEATURES, SECOND, THIRD, Phrasing, load_weights
from audit.fluency.damage_model import KINDS, DamageModel
from audit.fluency.language_model import LanguageModel
from audit.reading import Source

EXAMPLES = Path(__file__).parents[2] / "examples"
DAMAGED = ("laundered_good_friday", "laundered_panama_canal", "spun_financial_crisis")
CLEAN = sorted(
    path.stem for path in EXAMPLES.glob("*.txt") if not path.stem.startswith(("laundered", "spun"))
)


@pytest.fixture(scope="module")
def phrasing() -> Phrasing:
    return Phrasing(DamageModel.pulled(), LanguageModel.pulled())


def read(auditor: Auditor, name: str) -> Document:
    text = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    return auditor.reader.read(Source(path=name, text=text))


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_article_has_many_stretches(
    auditor: Auditor, phrasing: Phrasing, name: str
) -> None:
    assert len(phrasing.find(read(auditor, name))) >= 3


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_article_has_hardly_any(auditor: Auditor, phrasing: Phrasing, name: str) -> None:
    assert len(phrasing.find(read(auditor, name))) <= 1


@pytest.mark.parametrize("name", DAMAGED)
def test_stretches_are_words_of_one_sentence_in_order(
    auditor: Auditor, phrasing: Phrasing, name: str
) -> None:
    document = read(auditor, name)
    last = 0
    for stretch in phrasing.find(document):
        assert last <= stretch.span.start < stretch.span.end
        last = stretch.span.end
        assert any(s.span.covers(stretch.span) for s in document.sentences)
        assert stretch.rule in KINDS[1:]
        assert load_weights().by_name["threshold"] <= stretch.probability <= 1


def test_a_text_without_words_has_none(auditor: Auditor, phrasing: Phrasing) -> None:
    assert phrasing.find(Document(path="nothing", text="")) == ()


def test_the_critic_looks_at_doubtful_words(auditor: Auditor) -> None:
    document = read(auditor, DAMAGED[0])
    deep = Phrasing(DamageModel.pulled(), LanguageModel.pulled(), deep=True).find(document)
    assert len(deep) >= 4
    assert all(s.probability >= load_weights().by_name["deep threshold"] for s in deep)


def test_every_feature_has_a_weight() -> None:
    names = {*FEATURES, *SECOND, *THIRD, "suspect", "threshold", "doubtful", "deep threshold"}
    assert set(load_weights().by_name) == names
