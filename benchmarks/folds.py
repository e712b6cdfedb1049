"""Wrong names restored by tables and weights that know nothing of their true names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audit.backtranslation.channels import load_channels
from audit.backtranslation.channels.transducer import Floats
from audit.backtranslation.restoration import Posterior, Weights
from benchmarks.name_errors import Row
from benchmarks.ranking import Place, place
from training.learn_restoration import (
    FOLDS,
    Example,
    fit,
    fold_of,
    invented_examples,
    real_examples,
)

CODES = tuple(channel.code for channel in load_channels())


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was made of a seen name: the posterior over its candidates, and which one is right."""

    posterior: Posterior
    right: int | None
    channel: str

    @property
    def unknown(self) -> Place:
        """The place of the true name, the pivot not being given."""
        return place(self.posterior.probabilities().sum(axis=0), self.right)

    @property
    def known(self) -> Place:
        """The place of the true name, the pivot being given."""
        return place(self.posterior.scores[CODES.index(self.channel)], self.right)

    def votes(self, classes: Sequence[str], shares: Floats) -> Floats:
        """Log P(pivot | seen) as the weights tell it, whatever was frequent in training."""
        chances = self.posterior.probabilities().sum(axis=1) / shares
        some: Floats = np.log(np.maximum(chances[[CODES.index(code) for code in classes]], 1e-30))
        return some


def shares_of(examples: Sequence[Example]) -> Floats:
    """How frequent each channel is in training."""
    channels = [example.wrong.channel for example in examples]
    return np.array([max(1, channels.count(code)) / len(channels) for code in CODES])


def answer(example: Example, weights: Weights) -> Answer:
    """An example under weights."""
    scores = example.features @ weights.features + weights.biases[:, None]
    posterior = Posterior(numbers=example.numbers, scores=scores)
    return Answer(posterior=posterior, right=example.right, channel=example.wrong.channel)


def order_by_fold(rows: Sequence[Row]) -> list[Row]:
    """Rows in the order of `real_examples`."""
    folds = fold_of(sorted({row.wrong.true for row in rows}))
    return sorted(rows, key=lambda row: folds[row.wrong.true])


def restore_by_folds(data: Path) -> tuple[list[Example], list[Answer]]:
    """The real examples, and what is made of each."""
    examples = list(real_examples(data))
    answers: list[Answer] = []
    for fold in range(FOLDS):
        asked = [e for e in examples if e.fold == fold]
        invented = invented_examples(data, asked[0].names.transducer)
        told = [e for e in (*examples, *invented) if e.fold != fold]
        weights = fit(told)
        answers += [answer(e, weights) for e in asked]
    return examples, answers
