"""Write `reference/channels/weights.tsv`: what each feature counts when a name is restored.

    python training/learn_restoration.py DATA

The examples are real errors, each scored by tables that were learned without its true name (five
folds), and names romanised by rule that no table was learned from, for the pivots of which no real
errors are at hand. The weights maximise the log-probability of the true name and the true pivot
together (multinomial logistic regression with an L2 penalty, by L-BFGS).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from audit.backtranslation.channels import join_tables, load_channels
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.transducer import Floats
from audit.backtranslation.restoration import FEATURES, NameList, Weights
from audit.reference import data_folder
from training.learn_channels import (
    SCRIPTS,
    Material,
    Tables,
    WrongName,
    gather,
    learn_errors,
    learn_scripts,
    read_errors,
    read_names,
)
from training.romanise import SCHEMES

FOLDS = 5
PENALTY = 3.0
INVENTED = 250  # examples a script
HEADER = "# Weights of the features of a restored name, by training/learn_restoration.py.\nfeature\tweight\tsource\n"


@dataclass(frozen=True, kw_only=True)
class Example:
    """A seen name's candidates: features (channels, candidates, features) and what is right."""

    wrong: WrongName
    numbers: Any
    features: Floats
    fold: int

    names: NameList

    @property
    def right(self) -> int | None:
        """The place of the true name among the candidates."""
        found = [i for i, n in enumerate(self.numbers) if self.names.letters[n] == self.wrong.true]
        return found[0] if found else None


def main() -> None:
    """Learn and write the weights."""
    data = Path(sys.argv[1]) / "data"
    examples = [*real_examples(data), *invented_examples(data)]
    write_weights(fit(examples))


def real_examples(data: Path) -> Iterator[Example]:
    """The real errors, each scored by tables that know nothing of its true name."""
    errors = read_errors(data / "name_errors" / "pairs.tsv")
    true = sorted({error.true for error in errors})
    material = gather(data / "translit", without=frozenset(true))
    scripts = learn_scripts(material)
    folds = fold_of(true)
    for fold in range(FOLDS):
        kept = [error for error in errors if folds[error.true] != fold]
        names = NameList.of(true, join_tables(refined(kept, material, scripts)))
        for error in errors:
            if folds[error.true] == fold:
                yield example(error, names, fold)


def refined(errors: Sequence[WrongName], material: Material, scripts: Tables) -> Tables:
    """The tables of scripts, refined on real errors."""
    return {**scripts, **learn_errors(errors, material, scripts)}


def fold_of(names: Sequence[str]) -> dict[str, int]:
    """A fold for every true name."""
    shuffled = sorted(names)
    random.Random(7).shuffle(shuffled)
    return {name: i % FOLDS for i, name in enumerate(shuffled)}


def invented_examples(
    data: Path,
    part: str = "train",
    each: int = INVENTED,
    choose: Callable[[Sequence[str]], Sequence[str]] = lambda spellings: spellings,
) -> Iterator[Example]:
    """Names romanised by rule, among all names of their script's file."""
    for code, script in SCRIPTS.items():
        pairs = read_names(data / "translit", script, part)
        random.Random(11).shuffle(pairs)
        names = NameList.of(true for true, _ in pairs[: each * 10])
        for i, (true, native) in enumerate(pairs[:each]):
            for seen in random.Random(i).sample(list(choose(SCHEMES[script](native))) or [""], 1):
                if len(letters_of(seen)) > 1:
                    wrong = WrongName(true=true, seen=letters_of(seen), channel=code)
                    yield example(wrong, names, i % FOLDS)


def example(wrong: WrongName, names: NameList, fold: int) -> Example:
    """The candidates of a wrong name and their features."""
    numbers = names.restore(wrong.seen, Weights(features=np.zeros(len(FEATURES)), biases=np.zeros(9))).numbers
    features = names.features(wrong.seen, numbers)
    return Example(wrong=wrong, numbers=numbers, features=features, fold=fold, names=names)


def fit(examples: Sequence[Example]) -> Weights:
    """The weights under which the true names and pivots are most probable."""
    codes = [channel.code for channel in load_channels()]
    used = [e for e in examples if e.right is not None]
    most = max(len(e.numbers) for e in used)
    x = np.zeros((len(used), len(codes), most, len(FEATURES) + len(codes)))
    mask = np.full(x.shape[:3], -np.inf)
    for row, hidden, e in zip(x, mask, used, strict=True):
        row[:, : len(e.numbers), : len(FEATURES)] = e.features
        row[np.arange(len(codes)), :, len(FEATURES) + np.arange(len(codes))] = 1.0
        hidden[:, : len(e.numbers)] = 0.0
    flat = x.reshape(len(used), -1, x.shape[3])
    gold = np.array([codes.index(e.wrong.channel) * most + (e.right or 0) for e in used])
    shown = mask.reshape(len(used), -1)
    spread = flat.std(axis=(0, 1)) + 1e-9

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = flat @ weights + shown
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        chances = odds / odds.sum(axis=1, keepdims=True)
        rows = np.arange(len(gold))
        told = np.einsum("rc,rcf->f", chances, flat) - flat[rows, gold].sum(axis=0)
        scaled = weights * spread
        value = -np.log(chances[rows, gold] + 1e-300).sum() + PENALTY * scaled @ scaled
        return float(value), told + 2 * PENALTY * scaled * spread

    best = minimize(loss, np.zeros(flat.shape[2]), jac=True, method="L-BFGS-B").x
    return Weights(features=best[: len(FEATURES)], biases=best[len(FEATURES) :])


def write_weights(weights: Weights) -> None:
    """Write the table."""
    codes = [f"bias {channel.code}" for channel in load_channels()]
    rows = zip((*FEATURES, *codes), (*weights.features, *weights.biases), strict=True)
    lines = [f"{name}\t{weight:.4f}\tlearned from name errors\n" for name, weight in rows]
    path = data_folder() / "channels" / "weights.tsv"
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    print("".join(lines))


if __name__ == "__main__":
    main()
