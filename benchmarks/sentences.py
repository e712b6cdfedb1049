"""Our sentence segmenter beside pysbd: time, and whether offsets hold.

    python benchmarks/sentences.py ARTICLE…          (needs `pip install pysbd`)

Offsets hold when the sentences' texts, put back where they are said to stand, are the article.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

import pysbd

from audit import Span
from audit.model import BlockKind
from audit.reading.blocks import find_blocks
from audit.reading.sentences import Segmenter
from audit.reference import load_words

RUNS = 20


def main() -> None:
    """Print a row an article."""
    ours = Segmenter(abbreviations=load_words("abbreviations"))
    print("| article | ours | pysbd | pysbd / ours |\n|---|---|---|---|")
    for path in map(Path, sys.argv[1:]):
        text = path.read_text(encoding="utf-8")
        mine, theirs = [], []
        for _ in range(RUNS):
            mine.append(milliseconds(lambda: segment(ours, text)))  # noqa: B023
            theirs.append(milliseconds(lambda: pysbd.Segmenter(language="en").segment(text)))  # noqa: B023
        a, b = statistics.median(mine), statistics.median(theirs)
        print(f"| {path.name} | {a:.1f} ms | {b:.1f} ms | {b / a:.0f} |")


def segment(segmenter: Segmenter, text: str) -> list[Span]:
    """The sentences of all blocks, tokens included."""
    return [
        sentence.span
        for span, kind in find_blocks(text)
        for sentence in segmenter.cut(text, span, kind or BlockKind.PROSE)
    ]


def milliseconds(function: object) -> float:
    """How long a call takes."""
    assert callable(function)
    start = time.perf_counter()
    function()
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
