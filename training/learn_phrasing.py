"""Learn what the models' word is worth in its text, and from where on a word is damaged.

    python -m training.learn_phrasing TEXTS.jsonl.gz --write

Of the texts that the damage model did not learn from, half are learned from here; the other half
are for `benchmarks/phrasing.py`. Every second text is left as it is, and each other one damaged all
through in one manner. A threshold is where so many stretches of the clean ones are flagged a
thousand words as `ALLOWED` says. What the critic's gains are worth is learned from `--critic` of
the texts, about half a second a doubtful word: words under which only `SURE` of the damaged lie at
the first look are not doubtful.
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
    Word,
    choose_doubtful,
    features,
    judge_words,
    load_weights,
    probabilities,
    second_features,
    try_words,
)
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
    parser.add_argument("--critic", type=int, default=60, help="texts that the critic reads")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    auditor, model = Auditor(READING), DamageModel.pulled(options.threads)
    documents = [document for _, document in halves(options.texts, auditor)[0]]
    judged = list(judge(documents, auditor, model))
    learned = learn_first(judged)
    scores = [found.features @ np.array([learned[name] for name in FEATURES]) for found in judged]
    write(learned, len(judged), options.write)
    if options.critic and options.write:
        load_weights.cache_clear()
        critic = LanguageModel.pulled(options.threads)
        learned |= learn_second(judged[: options.critic], scores[: options.critic], critic)
        write(learned, len(judged), options.write)


def write(learned: Mapping[str, float], texts: int, wanted: bool) -> None:
    """Print the rows, and write them where that is wanted."""
    source = f"training/learn_phrasing.py over {texts} news texts"
    lines = [HEAD, "feature\tweight\tsource"]
    lines += [f"{name}\t{weight:.4f}\t{source}" for name, weight in learned.items()]
    print("\n".join(lines), flush=True)
    if wanted:
        PATH.write_text("\n".join(lines) + "\n", encoding="utf-8")


def learn_first(judged: Sequence[Judged]) -> dict[str, float]:
    """Weights of what the damage model says, with a threshold, and where doubt begins."""
    rows = np.concatenate([found.features for found in judged])
    truth = np.concatenate([found.truth for found in judged])
    fitted = LogisticRegression(C=1.0, max_iter=3000, fit_intercept=False).fit(rows, truth)
    weights = fitted.coef_[0]
    clean = [f for f in judged if not f.truth.any()]
    chances = [probabilities(f.features @ weights) for f in clean]
    words = [f.document.words for f in clean]
    scores = np.concatenate([f.features @ weights for f in clean])
    return {
        **dict(zip(FEATURES, map(float, weights), strict=True)),
        "threshold": choose_threshold(words, chances, ALLOWED),
        "doubtful": float(np.quantile(scores, 1 - DOUBTFUL / 100)),
        **dict.fromkeys(SECOND, 0.0),
        "deep threshold": 1.0,
    }


def learn_second(
    judged: Sequence[Judged], scores: Sequence[Floats], critic: LanguageModel
) -> dict[str, float]:
    """Weights of the first look and the critic's gains together, with a threshold."""
    rows, truth, looked = [], [], []
    for found, first in zip(judged, scores, strict=True):
        doubtful = choose_doubtful(found.words, first)
        gains = try_words(found.document, found.words, doubtful, critic)
        rows.append(second_features(first[doubtful], gains))
        truth.append(found.truth[doubtful])
        looked.append(doubtful)
    fitted = LogisticRegression(C=10.0, max_iter=3000, fit_intercept=False)
    weights = fitted.fit(np.concatenate(rows), np.concatenate(truth)).coef_[0]
    words, chances = [], []
    for found, first, second, doubtful in zip(judged, scores, rows, looked, strict=True):
        if not found.truth.any():
            again = first.copy()
            again[doubtful] = second @ weights
            words.append(found.document.words)
            chances.append(probabilities(again))
    return {
        **dict(zip(SECOND, map(float, weights), strict=True)),
        "deep threshold": choose_threshold(words, chances, ALLOWED),
    }


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
