"""Translating by CTranslate2 in 8 bits beside transformers in 32, the same model, in one run.

    pip install torch
    python -m benchmarks.engines MODELS [--sentences 400]

MODELS is a folder with `en-es`, such as `python -m training.small_marian MODELS` makes. Each has
one thread and the same sentences; runs alternate, and the median of their ratios counts.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from audit.backtranslation.engines import Engine, open_engine
from training.small_marian import make_pairs

RUNS = 5


def main() -> None:
    """Print sentences a second, the ratio, and how many translations are the same."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", type=Path)
    parser.add_argument("--sentences", type=int, default=400)
    options = parser.parse_args()
    sentences = [english for english, _ in make_pairs(options.sentences, seed=1)]
    name = f"{options.models}/{{source}}-{{target}}"
    with TemporaryDirectory() as room:
        fast, plain = (
            open_engine(f"{kind}:{name}", Path(room)) for kind in ("marian", "marian+transformers")
        )
        for engine in (fast, plain):
            engine.translate(sentences[:8], "en", "es")  # loads the model
        times = [(timed(fast, sentences), timed(plain, sentences)) for _ in range(RUNS)]
        pairs = zip(*(e.translate(sentences, "en", "es") for e in (fast, plain)), strict=True)
        same = sum(one.text == other.text for one, other in pairs)
    for title, i in (("CTranslate2, int8", 0), ("transformers, float32", 1)):
        print(f"{title}: {len(sentences) / median(t[i] for t in times):.0f} sentences a second")
    print(f"ratio: {median(plain / fast for fast, plain in times):.1f}")
    print(f"same translations: {same} of {len(sentences)}")


def timed(engine: Engine, sentences: list[str]) -> float:
    """Seconds to translate the sentences."""
    began = time.perf_counter()
    engine.translate(sentences, "en", "es")
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
