"""How well damaged words are found: by kind of damage, after real round trips, on clean text.

    python -m benchmarks.phrasing DATA [--unseen ENCODER ADAPTER …] [--write]

Texts of DATA/data/clean/allsides_train.jsonl.gz that nothing was learned from are damaged by one
operation at a time; 200 articles of bbc2004 are sent to Spanish and back by Apertium (Debian's
packages apertium and apertium-eng-spa, without marks of unknown words), and a word of what comes
back counts as damaged where it is not in the original at that place (Ratcliff and Obershelp's
matching blocks of words). Told are the area under the curve of words, and the share of damaged
words found at the shipped threshold and at one false stretch per 1,000 clean words.

An ADAPTER is the outcome of `training/learn_damage.py ENCODER … --without KIND …`, named
`without_KIND_KIND.npz`: its kinds are measured with it too, as damage that it never saw. With
--write the tables become `docs/phrasing.md`.
"""

from __future__ import annotations

import argparse
import difflib
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import numpy as np
from sklearn.metrics import roc_auc_score

from audit import Auditor, Source, Verdict
from audit.backtranslation.phrasing import Phrasing, judge_words, load_weights
from audit.errors import ReadError
from audit.fluency.damage_model import DamageModel
from audit.fluency.language_model import LanguageModel
from audit.model import Document
from audit.resources.merging import convert_damage_model
from audit.resources.vocabulary import load_vocabulary
from benchmarks.genres import genre_rows
from training.damage import read_documents
from training.learn_phrasing import choose_threshold, halves, spoiled
from training.operations import OPERATIONS

PAGE = Path(__file__).parent.parent / "docs" / "phrasing.md"
HEAD = """# Broken phrasing, measured

Written by `python -m benchmarks.phrasing DATA --write`; do not edit by hand.
"""
TRIPS = 200  # articles sent through Apertium
TEXTS = 30  # of which words are counted, for each kind of damage
Floats = np.ndarray[Any, np.dtype[np.float64]]
Marked = tuple[Document, set[int]]  # a text and the offsets of its damaged words


def main() -> None:
    """Print the tables, or write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--texts", type=int, default=TEXTS, help="whose words are counted")
    parser.add_argument("--trips", type=int, default=TRIPS, help="articles sent through Apertium")
    parser.add_argument("--unseen", type=Path, nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    page = [HEAD]
    for line in sections(options, Auditor()):
        print(line, flush=True)
        page.append(line)
    if options.write:
        PAGE.write_text("\n".join(page) + "\n", encoding="utf-8")


def sections(options: argparse.Namespace, auditor: Auditor) -> Iterator[str]:
    """The tables, a line at a time."""
    folder, size = options.data / "data" / "clean", options.texts
    language = LanguageModel.pulled(threads=2)
    phrasing = Phrasing(DamageModel.pulled(threads=2), language)
    documents = [d for _, d in halves(folder / "allsides_train.jsonl.gz", auditor)[1]]
    articles = [d for _, d in read_documents(folder / "bbc2004.jsonl.gz", auditor)]
    articles = articles[:: len(articles) // options.trips][: options.trips]
    trips = list(round_trips(articles, auditor))
    yield f"At depth standard; words of {size} texts for each kind of damage.\n"
    yield from damage_rows(documents[:size], trips[:size], auditor, phrasing)
    yield "\n| clean texts | texts | words | stretches per 1,000 words |"
    yield "|---|---|---|---|"
    yield from genre_rows(documents[: len(articles)], phrasing, "AllSides, held out")
    yield from genre_rows(articles, phrasing, "BBC 2004")
    yield from gate_rows(auditor, articles, [d for d, _ in trips])
    if options.unseen:
        yield "\n## Damage that the model never saw\n"
        yield "By models taught for a tenth as long, each without what it is measured on."
    for adapter in options.unseen[1:]:
        with TemporaryDirectory() as made:
            convert_damage_model(options.unseen[0], Path(made), adapter)
            names = adapter.stem.split("_")[1:]
            yield f"\nWithout {', '.join(names)}:\n"
            other = Phrasing(DamageModel(Path(made), 2), language)
            yield from damage_rows(documents[:size], trips[:size], auditor, other, names)


def damage_rows(
    documents: Sequence[Document],
    trips: Sequence[Marked],
    auditor: Auditor,
    phrasing: Phrasing,
    names: Iterable[str] = OPERATIONS,
) -> Iterator[str]:
    """A table with a row for each kind of damage, and one for round trips."""
    clean = [score(d, phrasing)[1] for d in documents]
    one_false = choose_threshold([d.words for d in documents], clean, allowed=1.0)
    thresholds = load_weights().by_name["threshold"], one_false
    sound = np.concatenate(clean)
    yield "| damage | words damaged | AUC | AUC against clean texts | found | at 1 false in 1,000 |"
    yield "|---|---|---|---|---|---|"
    for name in names:
        spoilt = ((d, set(m.damage)) for d, m in spoiled(documents, auditor, {name: 1.0}))
        yield row(name, spoilt, phrasing, sound, thresholds)
    yield row("Apertium", trips, phrasing, sound, thresholds)


def gate_rows(
    auditor: Auditor, originals: Sequence[Document], returned: Sequence[Document]
) -> Iterator[str]:
    """What the shipped policy says of articles and of what comes back from Apertium."""
    yield "\n| articles | texts | pass | review | reject |"
    yield "|---|---|---|---|---|"
    with patch("audit.detectors.base.suggest_mends", return_value=()):  # they change no verdict
        for title, texts in (("originals", originals), ("round trips", returned)):
            verdicts = Counter(auditor.audit_document(document).verdict for document in texts)
            shares = " | ".join(
                f"{verdicts[v] / len(texts):.1%}"
                for v in (Verdict.PASS, Verdict.REVIEW, Verdict.REJECT)
            )
            yield f"| {title} | {len(texts)} | {shares} |"


def score(document: Document, phrasing: Phrasing) -> tuple[list[int], Floats]:
    """Offsets of English words and their probabilities of damage; what is no word is left out."""
    words, chances = judge_words(document, phrasing.damage_model)
    told = phrasing.judge(document, words, chances)
    knows = load_vocabulary().knows
    kept = [i for i, (token, _) in enumerate(words) if knows(token.text.lower())]
    return [words[i][0].start for i in kept], told[kept]


def row(
    name: str,
    marked: Iterable[Marked],
    phrasing: Phrasing,
    sound: Floats,
    thresholds: Sequence[float],
) -> str:
    """A line of the table: damaged words against sound ones of the same and of clean texts."""
    chances, truth = [], []
    for document, damaged in marked:
        starts, told = score(document, phrasing)
        chances.append(told)
        truth.append(np.array([start in damaged for start in starts], bool))
    told, known = np.concatenate(chances), np.concatenate(truth)
    against = np.concatenate([told[known], sound])
    clean_area = roc_auc_score(np.arange(len(against)) < known.sum(), against)
    areas = f"{roc_auc_score(known, told):.3f} | {clean_area:.3f}"
    recalls = " | ".join(f"{(told[known] >= threshold).mean():.1%}" for threshold in thresholds)
    return f"| {name} | {known.sum():,} | {areas} | {recalls} |"


def round_trips(documents: Iterable[Document], auditor: Auditor) -> Iterator[Marked]:
    """Articles to Spanish and back, with the words that are not the original's."""
    documents = list(documents)
    originals = [re.sub(r"\s*\n\s*", "\n", d.text.strip()) for d in documents]
    sent = translate("\n\n%%\n\n".join(originals), "eng-spa")
    back = translate(sent, "spa-eng").split("%%")
    if len(back) != len(documents):
        raise SystemExit("Apertium lost the marks between the articles")
    for document, text in zip(documents, back, strict=True):
        try:
            returned = auditor.reader.read(Source(path=document.path, text=text.strip()))
        except ReadError:
            continue
        yield returned, set(changed(document, returned))


def changed(original: Document, returned: Document) -> Iterator[int]:
    """Offsets of the words of a text that stand in no matching block of the original."""
    old = [t.text.lower() for s in original.sentences for t in s.tokens]
    new = [t for s in returned.sentences for t in s.tokens]
    matcher = difflib.SequenceMatcher(None, old, [t.text.lower() for t in new], autojunk=False)
    for kind, _, _, start, end in matcher.get_opcodes():
        if kind != "equal":
            yield from (token.start for token in new[start:end])


def translate(text: str, direction: str) -> str:
    """What Apertium makes of a text."""
    done = subprocess.run(
        ["apertium", "-u", direction], input=text, capture_output=True, text=True, check=True
    )
    return done.stdout


if __name__ == "__main__":
    main()
