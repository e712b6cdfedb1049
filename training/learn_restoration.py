"""Write `reference/channels/weights.tsv`: what each feature counts when a name is restored.

    python training/learn_restoration.py DATA

The examples are real errors, each scored by tables that were learned without its true name (five
folds), and a few names romanised by rule and words mistyped, for the channels of which no real
errors are at hand: few, because the shipped tables were learned from such pairs.
The weights maximise the log-probability of the true name and the true pivot together (multinomial
logistic regression with an L2 penalty, by L-BFGS).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from audit.backtranslation.channels import join_tables, load_channels
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.transducer import Floats, Transducer
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
    read_typing_errors,
)
from training.multigram import Pair
from training.romanise import SCHEMES

FOLDS = 5
PENALTY = 0.5  # this and INVENTED chosen by the five folds
INVENTED = 62  # examples a script
LISTED = 2_500  # names that an invented example is looked up among
HEADER = (
    "# Weights of the features of a restored name, by training/learn_restoration.py.\n"
    "feature\tweight\tsource\n"
)
Choose = Callable[[Sequence[str]], Sequence[str]]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Example:
    """A seen name's candidates: features (channels, candidates, features) and what is right."""

    wrong: WrongName
    numbers: Ints
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
    data: Path, transducer: Transducer | None = None, choose: Choose = lambda spellings: spellings
) -> Iterator[Example]:
    """A few names romanised by rule and words mistyped, among others of their kind."""
    for code, pairs in invented_pairs(data / "translit", choose).items():
        names = NameList.of((true for true, _ in pairs), transducer)
        for i, (true, seen) in enumerate(pairs[:INVENTED]):
            if len(letters_of(seen)) > 1:
                wrong = WrongName(true=true, seen=letters_of(seen), channel=code)
                yield example(wrong, names, i % FOLDS)


def invented_pairs(folder: Path, choose: Choose) -> dict[str, list[Pair]]:
    """Pairs (true, seen) by channel, each name by one of the schemes; "" where none reads it."""
    found = {}
    for code, script in SCRIPTS.items():
        pairs = shuffled(read_names(folder, script, "train"))[:LISTED]
        spellings = (list(choose(SCHEMES[script](native))) or [""] for _, native in pairs)
        found[code] = [
            (true, random.Random(i).choice(some))
            for i, ((true, _), some) in enumerate(zip(pairs, spellings, strict=True))
        ]
    return {**found, "typo": shuffled(sorted(set(read_typing_errors())))[:LISTED]}


def shuffled(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs in an order that is always the same."""
    return random.Random(11).sample(pairs, len(pairs))


def example(wrong: WrongName, names: NameList, fold: int) -> Example:
    """The candidates of a wrong name and their features."""
    unweighted = Weights(features=np.zeros(len(FEATURES)), biases=np.zeros(len(load_channels())))
    numbers = names.restore(wrong.seen, unweighted).numbers
    features = names.features(wrong.seen, numbers)
    return Example(wrong=wrong, numbers=numbers, features=features, fold=fold, names=names)


def fit(examples: Iterable[Example]) -> Weights:
    """The weights under which the true names and pivots are most probable."""
    table, shown, right = lay_out([e for e in examples if e.right is not None])
    spread = table.std(axis=0) + 1e-9
    rows = np.arange(len(right))
    told = table.reshape(*shown.shape, -1)[rows, right].sum(axis=0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = (table @ weights).reshape(shown.shape) + shown
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        chances = odds / odds.sum(axis=1, keepdims=True)
        scaled = weights * spread
        value = -np.log(chances[rows, right] + 1e-300).sum() + PENALTY * scaled @ scaled
        return float(value), chances.ravel() @ table - told + 2 * PENALTY * scaled * spread

    best = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x
    return Weights(features=best[: len(FEATURES)], biases=best[len(FEATURES) :])


def lay_out(examples: Sequence[Example]) -> tuple[Floats, Floats, Ints]:
    """Examples as a regression sees them.

    A row of features and channel indicators for each example, channel and candidate; 0 where an
    example has so many candidates and -inf where not; and the place of what is right.
    """
    codes = [channel.code for channel in load_channels()]
    most = max(len(e.numbers) for e in examples)
    table = np.zeros((len(examples), len(codes), most, len(FEATURES) + len(codes)))
    shown = np.full(table.shape[:3], -np.inf)
    for row, visible, e in zip(table, shown, examples, strict=True):
        row[:, : len(e.numbers), : len(FEATURES)] = e.features
        row[:, :, len(FEATURES) :] = np.eye(len(codes))[:, None]
        visible[:, : len(e.numbers)] = 0.0
    right = [codes.index(e.wrong.channel) * most + (e.right or 0) for e in examples]
    flat = table.reshape(-1, table.shape[3])
    return flat, shown.reshape(len(examples), -1), np.array(right)


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
