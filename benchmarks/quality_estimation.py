"""Words that annotators marked in real machine translations, found from the English alone.

    python -m benchmarks.quality_estimation DATA [--write]

MLQE-PE (Fomicheva et al. 2022; words that a post-editor changed) and MQM (Freitag et al. 2021;
spans that raters marked), both annotated beside the source, which we do not have. Told are the area
under the curve of words and Matthews' correlation; its threshold is chosen on four fifths of the
segments (of the documents, for MQM) and applied to the last, in turn. By category the marked words
are held against those of segments without any mark. With --write the tables become
`docs/quality_estimation.md`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import matthews_corrcoef, roc_auc_score

from audit.fluency.damage_model import DamageModel
from audit.reading.tokens import tokenize

FOLDS = 5
FEWEST = 200  # words of a category
SOUND = "no error"
PAGE = Path(__file__).parent.parent / "docs" / "quality_estimation.md"
HEAD = """# Words marked in real translations

Written by `python -m benchmarks.quality_estimation DATA --write`; do not edit by hand.

Annotators and post-editors had the source beside the translation; here only the English is read, by
the damage model. A fluent sentence that says the wrong thing has nothing to see.
"""
Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Segment:
    """A translated segment: its words, the category of each that is marked, and its document."""

    words: tuple[str, ...]
    marks: tuple[str, ...]
    document: str


def main() -> None:
    """Print the tables, or write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--most", type=int, default=4000, help="segments of a file")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    page = "\n".join([HEAD, *sections(options.data / "data", DamageModel.pulled(), options.most)])
    print(page)
    if options.write:
        PAGE.write_text(page + "\n", encoding="utf-8")


def sections(data: Path, model: DamageModel, most: int) -> Iterator[str]:
    """The tables, a line at a time."""
    yield "| segments | words | marked | AUC | MCC |"
    yield "|---|---|---|---|---|"
    for path in sorted((data / "wordqe").glob("*.jsonl.gz")):
        yield row(path, thinned(read_tagged(path), most), model)
    rated = data / "mqm" / "newstest2021.zh-en.jsonl.gz"
    yield row(rated, thinned(read_rated(rated), most), model)
    categories = data / "mqm" / "ted2021.zh-en.cat.jsonl.gz"
    segments = thinned(read_rated(categories), most)
    yield row(categories, segments, model)
    yield "\n| category (TED 2021) | marked words | AUC |"
    yield "|---|---|---|"
    yield from by_category(segments, model)


def thinned(segments: Iterable[Segment], most: int) -> list[Segment]:
    """At most so many segments, from all over the file."""
    found = list(segments)
    return found[:: -(-len(found) // most)]


def read_tagged(path: Path) -> Iterator[Segment]:
    """Segments of MLQE-PE."""
    for record in read_records(path):
        marks = tuple("" if tag == "OK" else tag for tag in record["tags"])
        yield Segment(tuple(record["tokens"]), marks, str(record["id"]))


def read_rated(path: Path) -> Iterator[Segment]:
    """Segments of MQM, each as one rater marked it."""
    for record in read_records(path):
        text = record["text"]
        tokens = list(tokenize(text, 0, len(text)))
        marks = [""] * len(tokens)
        for start, end, _, category, _ in record["spans"]:
            for i, token in enumerate(tokens):
                if token.start < end and start < token.end:
                    marks[i] = category or "marked"
        if tokens:
            yield Segment(tuple(t.text for t in tokens), tuple(marks), str(record["doc"]))


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def row(path: Path, segments: Sequence[Segment], model: DamageModel) -> str:
    """A line of the first table."""
    odds = judge(segments, model)
    marked = [np.array([bool(mark) for mark in s.marks]) for s in segments]
    told, known = np.concatenate(odds), np.concatenate(marked)
    folds = np.concatenate(
        [np.full(len(s.words), zlib.crc32(s.document.encode()) % FOLDS) for s in segments]
    )
    guessed = np.zeros(len(told), bool)
    for fold in range(FOLDS):
        others, own = folds != fold, folds == fold
        guessed[own] = told[own] >= choose(told[others], known[others])
    area, correlation = roc_auc_score(known, told), matthews_corrcoef(known, guessed)
    name = path.name.removesuffix(".jsonl.gz")
    share = f"{known.mean():.1%}"
    return f"| {name} | {len(told):,} | {share} | {area:.3f} | {correlation:.3f} |"


def choose(told: Floats, known: np.ndarray[Any, np.dtype[np.bool_]]) -> float:
    """The threshold with the best correlation."""
    levels = np.quantile(told, np.linspace(0.4, 0.995, 40))
    return float(max(levels, key=lambda level: matthews_corrcoef(known, told >= level)))


def judge(segments: Sequence[Segment], model: DamageModel) -> list[Floats]:
    """For each segment the log odds of each word that it was damaged."""
    chances = [
        np.clip(found[:, 0], 1e-6, 1 - 1e-6) for found in model.judge(s.words for s in segments)
    ]
    return [np.log1p(-sound) - np.log(sound) for sound in chances]


def by_category(segments: Sequence[Segment], model: DamageModel) -> Iterator[str]:
    """Areas of the marked words of each category, against segments without a mark."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for segment, odds in zip(segments, judge(segments, model), strict=True):
        for mark, value in zip(segment.marks, odds, strict=True):
            if mark:
                found[mark].append(value)
            elif not any(segment.marks):
                found[SOUND].append(value)
    sound = found.pop(SOUND)
    for category, values in sorted(found.items(), key=lambda item: -len(item[1])):
        if len(values) >= FEWEST:
            truth = [1] * len(values) + [0] * len(sound)
            yield f"| {category} | {len(values):,} | {roc_auc_score(truth, values + sound):.3f} |"


if __name__ == "__main__":
    main()
