"""Write `reference/channels/abstention.tsv`: when the true name is not in the list.

    python training/learn_abstention.py DATA

Every real error is looked up in lists of 500 to 90,000 names with tables that were learned without
its true name (five folds; the true names of a fold are in no other, so the split is by name): once
as it is, and once with the true name taken out. Capitalised words of clean news that are not in the
list are names that need no mending. The weights are learned on all folds but one and judged on that
one; what is written is learned on all. (The weights of restoration itself saw the names of all
folds; there are twenty of them for thousands of names.)
"""

from __future__ import annotations

import gzip
import itertools
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from audit.backtranslation.abstention import FEATURES, list_evidence
from audit.backtranslation.channels import join_tables
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.transducer import Floats
from audit.backtranslation.restoration import NameList
from audit.reference import data_folder
from training.learn_channels import SCRIPTS, gather, learn_scripts, read_errors, read_names
from training.learn_restoration import FOLDS, fold_of, refined

SIZES = (500, 2_000, 8_000, 30_000, 90_000)  # names, a fold each
WORDS = 700  # of clean news, a fold
PENALTY = 1.0
HEADER = (
    "# Weights of the evidence that a name is in the list, by training/learn_abstention.py.\n"
    "feature\tweight\tsource\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A first candidate: its evidence, whether the name is in the list, and P(it is right)."""

    evidence: Sequence[float]
    listed: bool
    right: bool
    share: float
    fold: int


def main() -> None:
    """Judge, learn and write the weights."""
    cases = list(gather_cases(Path(sys.argv[1]) / "data"))
    judged = []
    for fold in range(FOLDS):
        weights = fit([case for case in cases if case.fold != fold])
        judged += [(case, chance(case, weights)) for case in cases if case.fold == fold]
    print_reliability(judged)
    write_weights(fit(cases))


def gather_cases(data: Path) -> Iterator[Case]:
    """The cases of every fold."""
    errors = read_errors(data / "name_errors" / "pairs.tsv")
    true = sorted({error.true for error in errors})
    material = gather(data / "translit", without=frozenset(true))
    scripts = learn_scripts(material)
    folds = fold_of(true)
    fill = sorted(
        {
            n
            for script in SCRIPTS.values()
            for n, _ in read_names(data / "translit", script, "train")
        }
    )
    random.Random(3).shuffle(fill)
    words = list_words(data / "clean" / "bbc2004.jsonl.gz")
    for fold, size in enumerate(SIZES):
        kept = [error for error in errors if folds[error.true] != fold]
        own = [name for name in true if folds[name] == fold]
        names = NameList.of(
            [*own, *fill[: size - len(own)]], join_tables(refined(kept, material, scripts))
        )
        listed = frozenset(names.letters)
        for error in errors:
            if folds[error.true] == fold and error.seen not in listed and len(error.seen) > 1:
                yield from judge_error(error.seen, error.true, names, fold)
        unlisted = [word for word in words if word not in listed]
        for word in random.Random(fold).sample(unlisted, WORDS):
            yield from judge_error(word, "", names, fold)


def judge_error(seen: str, true: str, names: NameList, fold: int) -> Iterator[Case]:
    """The case as it is, where there is a true name; and without it in the list."""
    posterior = names.restore(seen)
    shares = posterior.probabilities().sum(axis=0)
    absent = np.array([names.letters[n] != true for n in posterior.numbers])
    for present in (True, False) if true else (False,):
        left = shares * (1.0 if present else absent)
        if not left.sum():
            continue
        best = int(left.argmax())
        share = float(left[best] / left.sum())
        found = names.letters[posterior.numbers[best]]
        evidence = list_evidence(
            seen, found, float(posterior.told[best]), share, len(names.letters)
        )
        yield Case(evidence=evidence, listed=present, right=found == true, share=share, fold=fold)


def list_words(path: Path) -> list[str]:
    """Capitalised words inside the sentences of clean news."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    found = {
        letters_of(w) for text in texts for w in re.findall(r"(?<=[a-z] )[A-Z][a-z]{2,}", text)
    }
    return sorted(found)


def fit(cases: Sequence[Case]) -> Floats:
    """Logistic regression with an L2 penalty."""
    x = np.array([case.evidence for case in cases])
    y = np.array([case.listed for case in cases], float)
    spread = np.maximum(x.std(axis=0), 1e-9)
    spread[0] = 1.0

    def loss(weights: Floats) -> tuple[float, Floats]:
        total = x @ weights
        value = (
            np.logaddexp(0.0, total).sum()
            - y @ total
            + PENALTY * ((weights * spread)[1:] ** 2).sum()
        )
        slope = x.T @ (1.0 / (1.0 + np.exp(-total)) - y)
        slope[1:] += 2 * PENALTY * (weights * spread**2)[1:]
        return float(value), slope

    best: Floats = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
    return best


def chance(case: Case, weights: Floats) -> float:
    """P(listed) of a case."""
    return float(1.0 / (1.0 + np.exp(-np.array(case.evidence) @ weights)))


def print_reliability(judged: Sequence[tuple[Case, float]]) -> None:
    """Of suggestions given at some probability, how many are right; and how well it abstains."""
    p = np.array([chance * case.share for case, chance in judged])
    right = np.array([case.right for case, _ in judged])
    edges = np.arange(0.0, 1.01, 0.1)
    error = 0.0
    for low, high in itertools.pairwise(edges):
        some = (p >= low) & (p < high + (high > 0.99))
        if some.any():
            error += some.mean() * abs(p[some].mean() - right[some].mean())
            given, true = p[some].mean(), right[some].mean()
            print(
                f"{low:.1f} to {high:.1f}: {some.sum():5d} given at {given:.3f}, {true:.3f} right"
            )
    listed = np.array([case.listed for case, _ in judged])
    kept = np.array([chance >= 0.5 for _, chance in judged])
    print(f"calibration error {error:.3f}; Brier {((p - right) ** 2).mean():.3f}")
    silent = (~kept[~listed]).mean()
    print(f"answers where listed {kept[listed].mean():.3f}; abstains where not {silent:.3f}")


def write_weights(weights: Floats) -> None:
    """Write the table."""
    rows = zip(FEATURES, weights, strict=True)
    lines = [
        f"{name}\t{weight:.4f}\tlearned from name errors and clean news\n" for name, weight in rows
    ]
    path = data_folder() / "channels" / "abstention.tsv"
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    print("".join(lines))


if __name__ == "__main__":
    main()
