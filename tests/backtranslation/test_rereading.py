"""One pass tells where a word surprises and what would follow better; the critic tries the rest."""

from __future__ import annotations

import numpy as np
import pytest

from audit import Auditor
from audit.backtranslation.rereading import REREAD, Word, reread_words, try_words
from audit.fluency.language_model import LONGEST, LanguageModel
from audit.model import Document
from audit.reading import Source

TEXT = (
    "Rescue teams was looking for survivors in the ruins of the school. The recovery of the economy"
    " depends for exports to Asia, the ministry said."
)


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel.pulled()


def words_of(document: Document) -> list[Word]:
    return [(token, sentence) for sentence in document.sentences for token in sentence.tokens]


def read(auditor: Auditor, text: str) -> tuple[Document, list[Word]]:
    document = auditor.reader.read(Source(path="a text", text=text))
    return document, words_of(document)


@pytest.mark.parametrize(("damaged", "sound"), [("was", "teams"), ("for", "recovery")])
def test_another_form_would_follow_better_where_one_is_wrong(
    auditor: Auditor, model: LanguageModel, damaged: str, sound: str
) -> None:
    document, words = read(auditor, TEXT)
    texts = [token.text for token, _ in words]
    gains = reread_words(document, words, model)[:, REREAD.index("gain of another form")]
    place = texts.index(damaged, texts.index("depends") if damaged == "for" else 0)
    assert gains[place] > 2
    assert gains[place] > gains[texts.index(sound)] + 2


def test_marks_tell_nothing(auditor: Auditor, model: LanguageModel) -> None:
    document, words = read(auditor, TEXT)
    found = reread_words(document, words, model)
    assert found.shape == (len(words), len(REREAD))
    marks = [i for i, (token, _) in enumerate(words) if not token.text[0].isalpha()]
    assert not found[marks].any()
    assert found[:, 0].max() > 5


def test_a_pass_tells_what_scoring_tells(model: LanguageModel) -> None:
    before, words = "The capital of France", [" is", " Paris", "."]
    weighed = model.weigh(before, words, [[], [" Paris", " Rome"], []])
    scored = model.score([(before, *words)])[0]
    assert [own for own, _ in weighed] == pytest.approx(scored[1:], abs=0.3)
    (_, (own, other)) = weighed[1]
    assert own == pytest.approx(weighed[1][0], abs=0.01)
    assert own > other


def test_a_text_of_many_bytes_is_read(auditor: Auditor, model: LanguageModel) -> None:
    text = (
        "The governor said 東京都知事選挙管理委員会 and 😀😀😀 that "
        + "x" * 3000
        + " was late today."
    )
    document, words = read(auditor, f"{text} {TEXT}")
    assert np.isfinite(reread_words(document, words, model)).all()
    every = [i for i, (token, _) in enumerate(words) if token.text[0].isalpha()]
    assert try_words(document, words, every[:12], model).shape == (len(every[:12]), 2)


def test_the_critic_gains_most_where_the_damage_is(auditor: Auditor, model: LanguageModel) -> None:
    document, words = read(auditor, TEXT)
    texts = [token.text for token, _ in words]
    damaged, sound = texts.index("was"), texts.index("survivors")
    (_, edit), (_, none) = try_words(document, words, [damaged, sound], model)
    assert edit > none + 2


def test_too_long_a_text_is_refused(model: LanguageModel) -> None:
    with pytest.raises(ValueError, match=f"more than {LONGEST} tokens"):
        model.weigh("word " * LONGEST, [" more"], [[]])
    with pytest.raises(ValueError, match=f"more than {LONGEST} tokens"):
        model.foresee([("word " * (LONGEST + 1), (" more",))])


def test_an_empty_word_is_as_probable_as_the_least(model: LanguageModel) -> None:
    ((nothing, word),) = model.foresee([("The capital of", ("", " France"))])
    assert word > nothing
