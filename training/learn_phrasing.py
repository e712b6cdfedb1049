"""Learn what the models' word is worth in its text, and from where on a word is damaged.

    python -m training.learn_phrasing TEXTS.jsonl.gz --write

Of the texts that the damage model did not learn from, half are learned from here; the other half
are for `benchmarks/phrasing.py`. Every second text is left as it is, and each other one damaged all
through in one manner. A threshold is where so many stretches of the clean ones are flagged a
thousand words as `ALLOWED` says. The second look is learned from `--reread` of the texts (two
seconds a thousand words), the third from `--tried` of them (half a second a word): each from the
scores of the look before.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from audit import Source
from audit.backtranslation.phrasing import (
    FEATURES,
    SECOND,
    THIRD,
    choose_doubtful,
    features,
    judge_words,
    load_weights,
    probabilities,
    second_features,
    third_features,
)
from audit.backtranslation.rereading import Word, reread_words, try_words
from audit.errors import ReadError
from audit.fluency.damage_model import DamageModel
from audit.fluency.language_model import LanguageModel
from audit.model import Document
from audit.pipeline import Auditor
from audit.reference import data_folder
from training.damage import (
    MANNERS,
    RATES,
    READING,
    Damaged,
    damaged_text,
    is_held_out,
    read_documents,
)

ALLOWED = 0.5  # stretches flagged per 1,000 words of clean text
SUSPECT = 20  # sentences in a hundred clean ones that are read at depth standard
DOUBTFUL = 4  # words in a hundred clean ones that the critic tries
PATH = data_folder() / "scoring" / "phrasing.tsv"
HEAD = "# What the models' word is worth, by training/learn_phrasing.py: log odds, natural."

Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A text with its words, their features, and which of them were damaged."""

    document: Document
    words: Sequence[Word]
    features: Floats
    truth: Floats


def main() -> None:
    """Print the learned rows, and write them with --write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--reread", type=int, default=120, help="texts for the second look")
    parser.add_argument("--tried", type=int, default=40, help="texts for the third look")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    auditor, model = Auditor(READING), DamageModel.pulled(options.threads)
    documents = [document for _, document in halves(options.texts, auditor)[0]]
    judged = list(judge(documents, auditor, model))
    learned = learn_first(judged)
    write(learned, options.write)
    first = [found.features @ np.array([learned[name] for name in FEATURES]) for found in judged]
    if not options.reread:
        return
    critic = LanguageModel.pulled(options.threads)
    judged, first = judged[: options.reread], first[: options.reread]
    second = learn_second(judged, first, critic, learned)
    write(learned, options.write)
    load_weights.cache_clear()
    learn_third(judged[: options.tried], second[: options.tried], critic, learned)
    write(learned, options.write)


def write(learned: Mapping[str, float], wanted: bool) -> None:
    """Print the rows, and write them where that is wanted."""
    lines = [HEAD, "feature\tweight\tsource"]
    lines += [f"{n}\t{weight:.4f}\ttraining/learn_phrasing.py" for n, weight in learned.items()]
    print("\n".join(lines), flush=True)
    if wanted:
        PATH.write_text("\n".join(lines) + "\n", encoding="utf-8")


def fit(rows: Sequence[Floats], truth: Sequence[Floats]) -> Floats:
    """The weights of a logit."""
    fitted = LogisticRegression(C=1.0, max_iter=3000, fit_intercept=False)
    weights: Floats = fitted.fit(np.concatenate(rows), np.concatenate(truth)).coef_[0]
    return weights


def learn_first(judged: Sequence[Judged]) -> dict[str, float]:
    """Weights of what the damage model says, with a threshold; room for the other looks."""
    weights = fit([f.features for f in judged], [f.truth for f in judged])
    return {
        **dict(zip(FEATURES, map(float, weights), strict=True)),
        "suspect": suspicion(judged, [f.features @ weights for f in judged]),
        **dict.fromkeys((*SECOND, "threshold", "doubtful", *THIRD, "deep threshold"), 0.0),
    }


def learn_second(
    judged: Sequence[Judged],
    scores: Sequence[Floats],
    critic: LanguageModel,
    learned: dict[str, float],
) -> list[Floats]:
    """Weights of what the language model reads, and where doubt begins; the new scores."""
    rows = [
        second_features(first, reread_words(found.document, found.words, critic))
        for found, first in zip(judged, scores, strict=True)
    ]
    weights = fit(rows, [found.truth for found in judged])
    again = [row @ weights for row in rows]
    clean = [score for score, found in zip(again, judged, strict=True) if not found.truth.any()]
    learned |= dict(zip(SECOND, map(float, weights), strict=True))
    learned["doubtful"] = float(np.quantile(np.concatenate(clean), 1 - DOUBTFUL / 100))
    learned["threshold"] = threshold_of(judged, again)
    return again


def learn_third(
    judged: Sequence[Judged],
    scores: Sequence[Floats],
    critic: LanguageModel,
    learned: dict[str, float],
) -> None:
    """Weights of the critic's gains, with a threshold."""
    rows, truth, looked = [], [], []
    for found, second in zip(judged, scores, strict=True):
        doubtful = choose_doubtful(found.words, second)
        gains = try_words(found.document, found.words, doubtful, critic)
        rows.append(third_features(second[doubtful], gains))
        truth.append(found.truth[doubtful])
        looked.append(doubtful)
    weights = fit(rows, truth)
    again = [score.copy() for score in scores]
    for score, third, doubtful in zip(again, rows, looked, strict=True):
        score[doubtful] = third @ weights
    learned |= dict(zip(THIRD, map(float, weights), strict=True))
    learned["deep threshold"] = threshold_of(judged, again)


def suspicion(judged: Sequence[Judged], scores: Sequence[Floats]) -> float:
    """The score that the likeliest words of the `SUSPECT` most suspect clean sentences have."""
    most: dict[int, float] = {}
    for found, told in zip(judged, scores, strict=True):
        if not found.truth.any():
            for (token, sentence), score in zip(found.words, told, strict=True):
                if token.text[0].isalpha():
                    most[id(sentence)] = max(most.get(id(sentence), -99.0), float(score))
    return float(np.quantile(list(most.values()), 1 - SUSPECT / 100))


def threshold_of(judged: Sequence[Judged], scores: Sequence[Floats]) -> float:
    """The probability from which a word counts as damaged, by the clean texts."""
    clean = [(f, s) for f, s in zip(judged, scores, strict=True) if not f.truth.any()]
    chances = [probabilities(score) for _, score in clean]
    return choose_threshold([f.document.words for f, _ in clean], chances, ALLOWED)


def halves(path: Path, auditor: Auditor) -> tuple[list[Any], list[Any]]:
    """The texts that the damage model did not learn from: to learn from, to measure with."""
    kept = [item for item in read_documents(path, auditor) if is_held_out(item[0])]
    return (
        [item for item in kept if not is_held_out(item[0], 20)],
        [item for item in kept if is_held_out(item[0], 20)],
    )


def spoiled(
    documents: Iterable[Document], auditor: Auditor, operations: Mapping[str, float] | None = None
) -> Iterator[tuple[Document, Damaged]]:
    """Texts damaged all through, with the operations told or in a manner each, as read again."""
    for document in documents:
        chance = Random(f"phrasing {document.path}")
        manner = operations or chance.choice(MANNERS)
        damaged = damaged_text(document, chance, manner, chance.choice(RATES))
        try:
            yield auditor.reader.read(Source(path=document.path, text=damaged.text)), damaged
        except ReadError:
            continue


def judge(documents: Sequence[Document], auditor: Auditor, model: DamageModel) -> Iterator[Judged]:
    """A clean text and a damaged one in turn, with what the damage model says of their words."""
    damaged = spoiled(documents[1::2], auditor)
    for document, (other, known) in zip(documents[::2], damaged, strict=False):
        words, chances = judge_words(document, model)
        yield Judged(document, words, features(document, words, chances), np.zeros(len(words)))
        words, chances = judge_words(other, model)
        truth = np.array([token.start in known.damage for token, _ in words], float)
        yield Judged(other, words, features(other, words, chances), truth)


def choose_threshold(words: Sequence[int], chances: Sequence[Floats], allowed: float) -> float:
    """The probability at which so many stretches are flagged per 1,000 words of clean texts.

    Of each text the number of words is told, and the probability of each word and mark in order.
    Words next to each other are one stretch, so those are counted beside which none is likelier.
    """
    peaks = []
    for found in chances:
        beside = np.concatenate([[0.0], found, [0.0]])
        peaks.append(found[(found >= beside[:-2]) & (found > beside[2:])])
    ranked = np.sort(np.concatenate(peaks))[::-1]
    return float(ranked[int(allowed * sum(words) / 1000)])


if __name__ == "__main__":
    main()
