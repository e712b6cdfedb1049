"""Learn how probable it is that a text meant the fixed term that it nearly says.

    python -m training.learn_terms CLEAN.jsonl.gz BIGRAMS.txt THESAURUS.tsv

CLEAN is clean news, one `text` a line; every fourth text is left out, for `benchmarks.fixed_terms`
to measure with. BIGRAMS are word pairs with their counts in print (the file of the PyPI package
symspellpy, from Google Books Ngrams, CC BY 3.0). THESAURUS holds synonyms that the program does not
ship (word TAB synonyms with `|`), of which half are used here. Written are
`reference/lexicons/phrases.tsv.gz`, the counts of phrases that nearly are a term, as fingerprints,
and `reference/scoring/terms.tsv`, the weights of a logistic regression: the positives are terms
broken on purpose in the clean texts, the negatives all that nearly is a term in them. A text does
not count itself.
"""

from __future__ import annotations

import gzip
import json
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audit import Auditor, Document, Source
from audit.backtranslation.candidates import (
    Candidate,
    Place,
    find_candidates,
    read_surroundings,
)
from audit.backtranslation.exchanges import american
from audit.backtranslation.phrase_counts import (
    RARE,
    Pairing,
    PhraseCounts,
    fingerprint,
    phrase_of,
    phrase_of_term,
    slot_of,
)
from audit.backtranslation.plausibility import LEAST, MODELS, measure, model_of, pairs_with_wrong
from audit.backtranslation.terms import TermIndex
from audit.detectors.garbled_title import read_places
from audit.reference import data_folder
from training.build_synonyms import write_gzipped
from training.spun_terms import KINDS, Spinner, Spun, read_unshipped

HELD_OUT = 4  # every so many texts are for measuring
MEASURED = 2  # every so many texts are learned from; all are counted
SPUN = 3  # terms broken in a text
FEWEST = 2  # texts that have a phrase, to be kept
FEWEST_PAIRS = 8  # of a word, to be kept
ALARMS = {  # candidates per 1,000 clean words that each model may take for terms
    "capital pair": 0.022,
    "capital": 0.014,
    "lower pair": 0.008,
    "lower": 0.01,
}
RIDGE = 2.0
UNBROKEN = frozenset({"outlet", "place"})  # names rather than terms
SOURCE = "training/learn_terms.py"

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate's features, whether its term was meant, and whether its text is clean."""

    features: Mapping[str, float]
    meant: bool
    clean: bool


@dataclass(frozen=True, slots=True)
class Read:
    """A clean text, its places, and the fingerprints of its own phrases."""

    document: Document
    places: tuple[Place, ...]
    own: frozenset[int]
    pairs: frozenset[str]


def main() -> None:
    """Count, break, learn, write."""
    clean, bigrams, thesaurus = map(Path, sys.argv[1:])
    auditor = Auditor()
    index = auditor.knowledge.terms
    reads = [read(auditor, text) for text in read_texts(clean, held_out=False)]
    counts = count_phrases(reads, index, bigrams)
    write_counts(counts)
    spinner = Spinner(index, read_unshipped(thesaurus, half=0), random.Random(1))
    examples: dict[str, list[Example]] = defaultdict(list)
    words = 0
    for one in reads[::MEASURED]:
        words += one.document.words
        for model, example in measured(auditor, one, spinner, counts):
            examples[model].append(example)
    write_weights({model: learn(examples[model], ALARMS[model] * words / 1000) for model in MODELS})


def read_texts(path: Path, *, held_out: bool) -> Iterator[str]:
    """The texts to learn from, or those to measure with."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            if (number % HELD_OUT == 0) == held_out:
                yield json.loads(line)["text"]


def read(auditor: Auditor, text: str) -> Read:
    """Read a text and look for its own phrases."""
    index = auditor.knowledge.terms
    document = auditor.reader.read(Source(path="clean", text=text))
    places = read_places(document, index)
    candidates = (c for place in places for c in find_candidates(place, index))
    own = {fingerprint(phrase) for c in candidates for phrase in phrases_of(c)}
    said = (terms[0] for place in places for _, _, terms in place.said)
    own.update(fingerprint(phrase_of_term(term)) for term in said)
    stretches = (place.stretch for place in places)
    pairs = {phrase_of(pair) for stretch in stretches for pair in pairwise(stretch)}
    return Read(document, places, frozenset(own), frozenset(pairs))


def phrases_of(candidate: Candidate) -> Iterator[str]:
    """The phrases of a candidate that are counted, and its place in the term."""
    yield slot_of(candidate.near)
    yield phrase_of(candidate.words)
    yield from map(phrase_of, pairs_with_wrong(candidate))


def count_phrases(reads: Sequence[Read], index: TermIndex, bigrams: Path) -> PhraseCounts:
    """How many texts have each phrase, and how often print has it."""
    texts = Counter(phrase for one in reads for phrase in one.own)
    prints: dict[int, int] = {}
    for line in bigrams.read_text(encoding="utf-8").splitlines():
        first, second, count = line.split()
        one, other = index.bits(american(first)), index.bits(american(second))
        if one.first & other.any_second | one.any_first & other.second:
            prints[fingerprint(f"{first} {second}")] = int(count)
    pairs = Counter(pair for one in reads for pair in one.pairs)
    return PhraseCounts(
        {key: n for key, n in texts.items() if n >= FEWEST},
        prints,
        count_pairings(pairs, index, 0),
        count_pairings(pairs, index, -1),
    )


def count_pairings(pairs: Mapping[str, int], index: TermIndex, side: int) -> dict[str, Pairing]:
    """How often words begin (0) or end (-1) a pair, and how rarely a new one."""
    total, once = Counter[str](), Counter[str]()
    for pair, n in pairs.items():
        word = pair.split()[side]
        total[word] += n
        once[word] += n == 1
    return {
        word: Pairing(round(math.log2(n), 1), round(math.log2((n + 2) / (once[word] + 1)), 1))
        for word, n in total.items()
        if n >= FEWEST_PAIRS and (word in index.counts or index.reach(american(word)))
    }


def write_counts(counts: PhraseCounts) -> None:
    """Write the counts: fingerprints in base 36, texts, powers of ten in print."""
    rows = ["# Phrases near fixed terms, as numbers.", "phrase\ttexts\tprint"]
    for key in sorted({*counts.texts, *counts.prints}):
        power = len(str(counts.prints.get(key, 0))) - 1
        rows.append(f"{np.base_repr(key, 36).lower()}\t{counts.texts.get(key, 0)}\t{power}")
    write_gzipped("phrases.tsv.gz", rows)
    columns = "word\tbegins\tbegins_new\tends\tends_new"
    rows = ["# Words in pairs of clean news: bits, see phrase_counts.py.", columns]
    for word in sorted({*counts.begins, *counts.ends}):
        sides = (counts.begins.get(word, RARE), counts.ends.get(word, RARE))
        rows.append("\t".join((word, *(f"{bits:g}" for side in sides for bits in side))))
    write_gzipped("pairings.tsv.gz", rows)


def measured(
    auditor: Auditor, one: Read, spinner: Spinner, counts: PhraseCounts
) -> Iterator[tuple[str, Example]]:
    """The features of a text's candidates, and of those of its broken copy."""
    others = replace(counts, texts=Without(counts.texts, one.own))
    for candidate, features in measure_all(one.places, spinner.index, others):
        yield model_of(candidate), Example(features, False, True)
    spun = spin_text(one.document, one.places, spinner)
    text, where = put_in(one.document.text, spun)
    document = auditor.reader.read(Source(path="spun", text=text))
    places = read_places(document, spinner.index)
    for candidate, features in measure_all(places, spinner.index, others):
        start, end = candidate.words[0].start, candidate.words[-1].end
        for broken, at in where:
            if start < at + len(broken.text) and at < end:
                meant = candidate.near.term.entry.name == broken.term.entry.name
                yield model_of(candidate), Example(features, meant, False)


class Without(dict[int, int]):
    """Counts of texts but for one of them."""

    def __init__(self, texts: Mapping[int, int], own: frozenset[int]) -> None:
        self._texts, self._own = texts, own

    def get(self, key: int, default: int = 0) -> int:  # type: ignore[override]
        """The number of other texts, 0 if too few."""
        others = self._texts.get(key, default) - (key in self._own)
        return others if others >= FEWEST else 0


def measure_all(
    places: tuple[Place, ...], index: TermIndex, counts: PhraseCounts
) -> Iterator[tuple[Candidate, dict[str, float]]]:
    """The candidates of a text with their features."""
    document = read_surroundings(places)
    for place in places:
        for candidate in find_candidates(place, index):
            yield candidate, measure(candidate, document, index, counts)


def spin_text(
    document: Document, places: tuple[Place, ...], spinner: Spinner, most: int = SPUN
) -> list[Spun]:
    """Break some of the terms of a text, each at one place, rare ones rather than common."""
    by_name: dict[str, tuple[Place, int]] = {}
    for place in places:
        for said, (_, _, terms) in enumerate(place.said):
            if terms[0].entry.kind not in UNBROKEN:
                by_name.setdefault(terms[0].entry.name, (place, said))
    names = spinner.rng.sample(sorted(by_name), min(len(by_name), 4 * most))
    spun: list[Spun] = []
    for name in names:
        kind = spinner.rng.choice(KINDS)
        broken = spinner.spin(document, *by_name[name], kind)
        if (
            broken
            and len(spun) < most
            and all(broken.start >= s.end or s.start >= broken.end for s in spun)
        ):
            spun.append(broken)
    return sorted(spun, key=lambda broken: broken.start)


def put_in(text: str, spun: Sequence[Spun]) -> tuple[str, list[tuple[Spun, int]]]:
    """A text with its broken terms, and where each of them begins."""
    pieces, where, end = [], [], 0
    for broken in spun:
        pieces.append(text[end : broken.start])
        where.append((broken, sum(map(len, pieces))))
        pieces.append(broken.text)
        end = broken.end
    return "".join((*pieces, text[end:])), where


def learn(examples: Sequence[Example], alarms: float) -> dict[str, float]:
    """Weights by feature, and the least probability that few enough clean candidates reach."""
    names = list(examples[0].features)
    x = np.array([[example.features[name] for name in names] for example in examples])
    meant = np.array([example.meant for example in examples])
    clean = np.array([example.clean for example in examples])
    beta = fit(x, meant.astype(float), np.array([RIDGE * (name != "bias") for name in names]))
    probable = 1 / (1 + np.exp(-(x @ beta)))
    least = float(np.sort(probable[clean])[::-1][int(alarms)])
    found = float((probable[meant] > least).mean())
    print(f"{len(examples):,} candidates, {meant.sum():,} meant, {found:.3f} over {least:.3f}")
    return {**dict(zip(names, beta.round(3).tolist(), strict=True)), LEAST: round(least, 3)}


def fit(x: Vector, y: Vector, penalty: Vector) -> Vector:
    """Ridge-penalised maximum likelihood by Newton's method."""
    beta = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (y - p) - penalty * beta
        curved = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-6)
        step = np.linalg.solve(curved, gradient)
        beta += step
        if np.abs(step).max() < 1e-5:
            break
    return beta


def write_weights(weights: Mapping[str, Mapping[str, float]]) -> None:
    """Write the weights of all models, a row a feature."""
    rows = [
        "# Log-odds that a fixed term was meant, by feature.",
        "\t".join(("feature", *MODELS, "source")),
    ]
    for name in weights[MODELS[0]]:
        rows.append("\t".join((name, *(f"{weights[m][name]:g}" for m in MODELS), SOURCE)))
    path = data_folder() / "scoring" / "terms.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
