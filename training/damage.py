"""Clean news damaged on purpose: windows of sentences whose damaged words are known.

    python -m training.damage TEXTS.jsonl.gz [--show 20]

A window is some sentences in a row of one text, so that what a pronoun refers to is in sight. Each
is damaged in one manner: as by a pivot (Japanese or Chinese glosses, pronouns, "A of B" turned
round), by a synonym spinner, by raw MT (articles, prepositions, forms, order), or by anything; how
much, differs from window to window, and a third is left as it is.
"""

from __future__ import annotations

import argparse
import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from audit import Config, Depth, Policy, Source, list_sources
from audit.detectors.base import READABLE, sentences_of
from audit.errors import ReadError
from audit.fluency.damage_model import LONGEST
from audit.model import Document
from audit.model import Sentence as Spoken
from audit.pipeline import Auditor
from training.operations import OPERATIONS, Piece, Sentence

READING = Config(gate=Policy(depth=Depth.MODEL_FREE))
SHORTEST = 4  # words and marks of a sentence worth damaging
LEFT_ALONE = 0.35  # share of windows
RATES = (0.02, 0.04, 0.08, 0.12, 0.18)  # operations a word
MANNERS: Sequence[Mapping[str, float]] = (
    {
        "ja": 6, "preposition": 2, "of": 2, "pronoun": 2, "inflection": 2, "article": 1,
        "possessive": 1, "order": 1, "auxiliary": 1, "stray": 0.5, "omission": 0.7,
    },
    {
        "zh": 6, "preposition": 2, "of": 2, "pronoun": 1, "inflection": 2, "article": 2,
        "auxiliary": 1, "order": 1, "displaced": 0.5, "omission": 0.7,
    },
    {"wordnet": 4, "moby": 4, "inflection": 0.5, "article": 0.3},
    {
        "article": 3, "preposition": 3, "inflection": 3, "auxiliary": 2, "order": 2, "pronoun": 2,
        "possessive": 1, "omission": 1, "displaced": 1, "stray": 1, "ja": 1, "zh": 1,
    },
    dict.fromkeys(OPERATIONS, 1.0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences in a row, as one text, with the range and damage of each word and mark."""

    text: str
    ranges: tuple[tuple[int, int], ...]
    damage: tuple[str, ...]
    document: str


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged text: by offset, what was done to words, and how sentences read before."""

    text: str
    damage: Mapping[int, str]
    originals: Mapping[int, str]


def read_documents(path: Path, auditor: Auditor) -> Iterator[tuple[str, Document]]:
    """The English texts of a file of records, with their names."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            name = str(record.get("id", number))
            try:
                document = auditor.reader.read(Source(path=name, text=record["text"]))
            except ReadError:
                continue
            if document.language == "en":
                yield name, document


def is_held_out(name: str, share: int = 10) -> bool:
    """Whether a text is kept to measure with: one in `share`."""
    return zlib.crc32(name.encode()) % share == 0


def held_out_sources(path: Path) -> Iterator[Source]:
    """The records of a file from which neither damage model nor stack learned, one in twenty."""
    for source in list_sources([str(path)], READING.read):
        if source.raw is not None and is_held_out(str(json.loads(source.raw)["id"]), 20):
            yield source


def cut_windows(document: Document) -> Iterator[list[Sentence]]:
    """The readable sentences of a text in windows of at most `LONGEST` pieces."""
    window: list[Sentence] = []
    for sentence in sentences_of(document, READABLE):
        pieces = pieces_of(sentence)
        if window and sum(map(len, window)) + len(pieces) > LONGEST:
            yield window
            window = []
        window.append(pieces[:LONGEST])
    if window:
        yield window


def pieces_of(sentence: Spoken) -> Sentence:
    """The words and marks of a sentence, to be damaged."""
    ends = (sentence.span.start - 1, *(token.end for token in sentence.tokens))
    return [
        Piece(token.text, " " if token.start > end else "")
        for token, end in zip(sentence.tokens, ends, strict=False)
    ]


def spoil(
    window: Sequence[Sentence], chance: Random, without: frozenset[str] = frozenset()
) -> None:
    """Damage a window in place, in one manner, with none of the operations told."""
    if chance.random() < LEFT_ALONE:
        return
    manner = {k: v for k, v in chance.choice(MANNERS).items() if k not in without}
    manner = manner or {k: 1.0 for k in OPERATIONS if k not in without}
    rate = chance.choice(RATES)
    for sentence in window:
        spoil_sentence(sentence, chance, manner, rate)


def spoil_sentence(
    sentence: Sentence, chance: Random, operations: Mapping[str, float], rate: float
) -> None:
    """Damage a sentence in place by operations with these weights, `rate` of them a word."""
    if len(sentence) < SHORTEST:
        return
    wanted = rate * len(sentence)
    times = int(wanted) + (chance.random() < wanted % 1)
    for name in chance.choices(list(operations), list(operations.values()), k=times):
        OPERATIONS[name][1](sentence, chance)


def joined(window: Iterable[Sentence], document: str) -> Window:
    """A window as one text."""
    text, ranges, damage = "", [], []
    for piece in (piece for sentence in window for piece in sentence):
        text += piece.gap if text else ""
        ranges.append((len(text), len(text) + len(piece.text)))
        damage.append(piece.damage)
        text += piece.text
    return Window(text, tuple(ranges), tuple(damage), document)


def damaged_windows(
    documents: Iterable[tuple[str, Document]], seed: int, without: frozenset[str] = frozenset()
) -> Iterator[Window]:
    """All windows of texts, damaged; the same for the same seed."""
    for name, document in documents:
        chance = Random(f"{seed} {name}")
        for window in cut_windows(document):
            spoil(window, chance, without)
            yield joined(window, name)


def damaged_text(
    document: Document, chance: Random, operations: Mapping[str, float], rate: float
) -> Damaged:
    """A whole text, its paragraphs kept, damaged in one manner."""
    text = ""
    damage: dict[int, str] = {}
    originals: dict[int, str] = {}
    for sentence in sentences_of(document, READABLE):
        pieces = pieces_of(sentence)
        if not pieces:
            continue
        original = joined([pieces], "").text
        spoil_sentence(pieces, chance, operations, rate)
        text += "\n\n" if sentence.opens and text else " " if text else ""
        spoiled = joined([pieces], "")
        originals[len(text)] = original
        for (start, _), name in zip(spoiled.ranges, spoiled.damage, strict=True):
            if name:
                damage[len(text) + start] = name
        text += spoiled.text
    return Damaged(text, damage, originals)


def main() -> None:
    """Show some windows with what was done to them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--show", type=int, default=20)
    options = parser.parse_args()
    shown = 0
    for window in damaged_windows(read_documents(options.texts, Auditor(READING)), seed=1):
        if shown == options.show:
            break
        if any(window.damage):
            shown += 1
            words = [
                f"[{window.text[a:b]}|{d}]" if d else window.text[a:b]
                for (a, b), d in zip(window.ranges, window.damage, strict=True)
            ]
            print(" ".join(words), end="\n\n")


if __name__ == "__main__":
    main()
