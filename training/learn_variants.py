"""Write `reference/channels/variants.tsv`: what tells that two spellings are of one name.

    python training/learn_variants.py DATA [--write]

Learned from pairs of words in news of AllSides (DATA/data/clean) as it is, where two words are two
names; in the same news with some mentions of a name garbled on purpose, each text through one
pivot; and in documents in which a translation system spelled one name in several ways
(DATA/data/name_errors/inconsistent.jsonl, their texts in DATA/data/docs). Texts with even numbers
are learned from; the figures printed are those of the odd ones.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from audit import Auditor, Source
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.transducer import Floats
from audit.backtranslation.variants import FEATURES, Pair, gather_spellings, pair_spellings, weigh
from audit.detectors.base import sentences_of
from audit.reading.mentions import find_runs
from audit.reference import data_folder, fold
from training.learn_recognition import Garbles, invent_garbles

TEXTS = 1600
MOST = 3  # names garbled in a text
SHORTEST = 4  # letters
PENALTY = 1.0
REAL = 4.0  # what a pair of a real translation counts for
HEADER = (
    "# Weights of two spellings being one name, by training/learn_variants.py.\n"
    "feature\tweight\tsource\n"
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """The pairs of a text, their features, and which are one name; what kind of text it is."""

    pairs: tuple[Pair, ...]
    features: Floats
    right: Floats
    number: int
    kind: str  # clean, garbled or real
    words: int


def main() -> None:
    """Learn and print."""
    cases = list(gather_cases(Path(sys.argv[1]) / "data"))
    weights = fit([case for case in cases if case.number % 2 == 0])
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"{name:12} {weight:8.3f}")
    show([case for case in cases if case.number % 2], weights)
    if "--write" in sys.argv:
        rows = (
            f"{name}\t{weight:.4f}\tlearned from news and translations with two spellings\n"
            for name, weight in zip(FEATURES, weights, strict=True)
        )
        path = data_folder() / "channels" / "variants.tsv"
        path.write_text(HEADER + "".join(rows), encoding="utf-8")


def gather_cases(data: Path) -> Iterator[Case]:
    """The pairs of every text."""
    auditor = Auditor()
    garbles = invent_garbles(data / "translit")
    with gzip.open(data / "clean" / "allsides_train.jsonl.gz", "rt", encoding="utf-8") as file:
        for number, line in enumerate(islice(file, TEXTS)):
            text = json.loads(line)["text"]
            yield read_case(auditor, text, {}, number, "clean")
            damaged, true = scatter(auditor, text, garbles, random.Random(number))
            yield read_case(auditor, damaged, true, number, "garbled")
    names: dict[str, int] = {}  # one name falls in one half
    for text, true in read_translations(data):
        number = names.setdefault(min(true.values()), len(names))
        yield read_case(auditor, text, true, number, "real")


def read_case(auditor: Auditor, text: str, true: Mapping[str, str], number: int, kind: str) -> Case:
    """The pairs of a text; `true` gives the name that each spelling is of."""
    document = auditor.reader.read(Source(path="text", text=text))
    runs = tuple(find_runs(sentences_of(document), text))
    spellings = gather_spellings(runs, auditor.knowledge.names, SHORTEST)
    pairs = tuple(pair_spellings(spellings, auditor.knowledge.vocabulary))
    right = [
        p.seen.text in true and true.get(p.seen.text) == true.get(p.other.text, fold(p.other.text))
        for p in pairs
    ]
    features = weigh(pairs) if pairs else np.zeros((0, len(FEATURES)))
    return Case(
        pairs=pairs,
        features=features,
        right=np.array(right, float),
        number=number,
        kind=kind,
        words=document.words,
    )


def scatter(
    auditor: Auditor, text: str, garbles: Garbles, chance: random.Random
) -> tuple[str, dict[str, str]]:
    """A text with some mentions of some names garbled, and the name that each spelling is of."""
    document = auditor.reader.read(Source(path="text", text=text))
    words = (word.text for run in find_runs(sentences_of(document), text) for word in run)
    counts = Counter(word for word in words if word.isalpha() and word.istitle())
    of = garbles[chance.choice(sorted(garbles))]
    often = [w for w, n in counts.items() if n > 1 and len(w) >= SHORTEST and letters_of(w) in of]
    true: dict[str, str] = {}
    for word in chance.sample(often, min(MOST, len(often))):
        seen = [s.capitalize() for s in of[letters_of(word)] if len(s) >= SHORTEST]
        seen = [s for s in seen if not auditor.knowledge.names.knows(s)]
        if seen:
            forms = [word, *chance.sample(seen, min(2, len(seen)))]
            pieces = re.split(rf"\b{word}\b", text)
            text = pieces[0] + "".join(chance.choice(forms) + piece for piece in pieces[1:])
            true |= dict.fromkeys(forms, fold(word))
    return text, true


def read_translations(data: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Machine translations with two spellings of a name: the text, and the name of each."""
    with (data / "name_errors" / "inconsistent.jsonl").open(encoding="utf-8") as file:
        rows = {
            (row["set"], row["pair"], row["doc"], row["system"]): row
            for row in map(json.loads, file)
        }
    for path in sorted((data / "docs").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for document in map(json.loads, lines):
                row = rows.get(
                    (document["set"], document["pair"], document["doc"], document["system"])
                )
                if row:
                    forms = [*row["forms"], row["true"]]
                    yield document["text"], dict.fromkeys(forms, fold(row["true"]))


def fit(cases: list[Case]) -> Floats:
    """Weights of a logistic regression."""
    flat = np.concatenate([case.features for case in cases])
    right = np.concatenate([case.right for case in cases])
    worth = np.concatenate(
        [np.full(len(case.pairs), REAL if case.kind == "real" else 1.0) for case in cases]
    )
    spread = flat.std(axis=0) + 1e-9

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = flat @ weights
        scaled = weights * spread
        value = worth @ (np.logaddexp(0, scores) - right * scores) + PENALTY * scaled @ scaled
        slope = flat.T @ (worth * (1 / (1 + np.exp(-scores)) - right))
        return float(value), slope + 2 * PENALTY * scaled * spread

    best: Floats = minimize(loss, np.zeros(flat.shape[1]), jac=True, method="L-BFGS-B").x
    return best


def show(cases: list[Case], weights: Floats) -> None:
    """By threshold: false alarms in clean texts, garbles and real variants found; reliability."""
    chances = {id(case): 1 / (1 + np.exp(-case.features @ weights)) for case in cases}
    clean = [case for case in cases if case.kind == "clean"]
    words = sum(case.words for case in clean)
    for least in (0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98):
        alarms = [
            (pair.seen.text, pair.other.text)
            for case in clean
            for pair, chance in zip(case.pairs, chances[id(case)], strict=True)
            if chance >= least
        ]
        found = {
            kind: np.concatenate([chances[id(c)][c.right > 0] for c in cases if c.kind == kind])
            for kind in ("garbled", "real")
        }
        told = ", ".join(f"{np.mean(f >= least):.3f} of {len(f)} {k}" for k, f in found.items())
        print(f"from {least}: {1000 * len(alarms) / words:.4f} a 1,000 clean words, {told}")
        if least == 0.8:
            print(alarms)
    every = np.concatenate([chances[id(case)] for case in cases if case.kind != "clean"])
    right = np.concatenate([case.right for case in cases if case.kind != "clean"])
    for low in np.arange(0.1, 1.0, 0.1):
        some = (every >= low) & (every < low + 0.1)
        if some.any():
            print(f"told at {every[some].mean():.2f}: {right[some].mean():.2f} of {some.sum()}")


if __name__ == "__main__":
    main()
