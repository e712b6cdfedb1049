"""A LLaMA of two layers with random weights: its GGUF file, its wheel, and what it computes.

The forward pass is written down once more here, in numpy, from the papers (RMSNorm, Zhang and
Sennrich 2019; rotary embeddings, Su et al. 2021; gated SiLU, Shazeer 2020; grouped queries, Ainslie
et al. 2023), so that the conversion is compared with something that is not itself.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gguf
import numpy as np
from numpy.typing import NDArray

from audit.resources.catalogue import LANGUAGE_MODEL, Resource

LAYERS, WIDTH, HEADS, GROUPS, HIDDEN, BASE, EPSILON = 2, 256, 4, 2, 384, 1000.0, 1e-5
HEAD = WIDTH // HEADS
TOKENS = ("<|endoftext|>", "<|start|>", "<|end|>", *"abcdefghijklmnopqrstuvwxyz", "Ġ", "th", "the")
MERGES = ("t h", "th e")
MEMBER = "tiny_model/tiny.gguf"
WHEEL = "tiny_model-1.0-py3-none-any.whl"

Floats = NDArray[Any]


def make_weights() -> dict[str, Floats]:
    """Random weights under their names in GGUF, float32."""
    chance = np.random.default_rng(7)
    shapes = {"token_embd": (len(TOKENS), WIDTH)}
    for i in range(LAYERS):
        narrow = GROUPS * HEAD
        shapes |= {f"blk.{i}.attn_q": (WIDTH, WIDTH), f"blk.{i}.attn_output": (WIDTH, WIDTH)}
        shapes |= {f"blk.{i}.attn_{part}": (narrow, WIDTH) for part in "kv"}
        shapes |= {f"blk.{i}.ffn_{part}": (HIDDEN, WIDTH) for part in ("up", "gate")}
        shapes[f"blk.{i}.ffn_down"] = (WIDTH, HIDDEN)
    weights = {k: chance.normal(0, 0.1, shape).astype(np.float32) for k, shape in shapes.items()}
    norms = ["output_norm", *(f"blk.{i}.{n}_norm" for i in range(LAYERS) for n in ("attn", "ffn"))]
    return weights | {n: chance.uniform(0.5, 1.5, WIDTH).astype(np.float32) for n in norms}


def write_gguf(path: Path) -> None:
    """The model as a GGUF file."""
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_block_count(LAYERS)
    writer.add_embedding_length(WIDTH)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(GROUPS)
    writer.add_rope_freq_base(BASE)
    writer.add_layer_norm_rms_eps(EPSILON)
    writer.add_tokenizer_model("gpt2")
    writer.add_token_list(list(TOKENS))
    writer.add_token_merges(list(MERGES))
    writer.add_eos_token_id(2)
    for name, values in make_weights().items():
        writer.add_tensor(f"{name}.weight", values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_wheel(folder: Path) -> Resource:
    """The model's wheel in a folder, and the resource that pins it."""
    folder.mkdir(parents=True, exist_ok=True)
    write_gguf(folder / "tiny.gguf")
    told = "tiny_model-1.0.dist-info"
    with zipfile.ZipFile(folder / WHEEL, "w") as wheel:
        wheel.write(folder / "tiny.gguf", MEMBER)
        wheel.writestr(
            f"{told}/METADATA", "Metadata-Version: 2.1\nName: tiny-model\nVersion: 1.0\n"
        )
        wheel.writestr(
            f"{told}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{told}/RECORD", "")
    (folder / "tiny.gguf").unlink()
    packed = (folder / WHEEL).read_bytes()
    return Resource(
        name=LANGUAGE_MODEL,
        title="Tiny",
        purpose="a test",
        licence="CC0-1.0",
        package="tiny-model",
        version="1.0",
        wheel=WHEEL,
        sha256=hashlib.sha256(packed).hexdigest(),
        bytes=len(packed),
        member=MEMBER,
        source="this test",
    )


def log_probs(ids: Sequence[int]) -> list[float]:
    """The log-probability of every token after the first, given those before it, in nats."""
    w = make_weights()
    x = w["token_embd"][list(ids)].astype(np.float64)
    for i in range(LAYERS):
        block = {name.split(".")[-1]: v for name, v in w.items() if name.startswith(f"blk.{i}.")}
        x = x + _attend(_norm(x, block["attn_norm"]), block)
        h = _norm(x, block["ffn_norm"])
        gate = h @ block["ffn_gate"].T
        x = x + (gate / (1 + np.exp(-gate)) * (h @ block["ffn_up"].T)) @ block["ffn_down"].T
    logits = _norm(x, w["output_norm"]) @ w["token_embd"].T
    told = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return [float(told[i, token]) for i, token in enumerate(ids[1:])]


def _norm(x: Floats, gamma: Floats) -> Floats:
    scaled: Floats = x / np.sqrt((x**2).mean(axis=1, keepdims=True) + EPSILON) * gamma
    return scaled


def _attend(h: Floats, block: dict[str, Floats]) -> Floats:
    length = len(h)
    q = _rotate((h @ block["attn_q"].T).reshape(length, HEADS, HEAD))
    k = _rotate((h @ block["attn_k"].T).reshape(length, GROUPS, HEAD))
    v = (h @ block["attn_v"].T).reshape(length, GROUPS, HEAD)
    heads = []
    for head in range(HEADS):
        group = head * GROUPS // HEADS
        scores = q[:, head] @ k[:, group].T / np.sqrt(HEAD)
        scores[np.triu_indices(length, 1)] = -np.inf
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        heads.append(shares / shares.sum(axis=1, keepdims=True) @ v[:, group])
    mixed: Floats = np.concatenate(heads, axis=1) @ block["attn_output"].T
    return mixed


def _rotate(x: Floats) -> Floats:
    """Neighbouring values as pairs, turned by their place and rate."""
    places = np.arange(len(x))[:, None]
    angles = places * BASE ** (-np.arange(0, HEAD, 2) / HEAD)
    cos, sin = np.cos(angles)[:, None], np.sin(angles)[:, None]
    turned = np.empty_like(x)
    turned[..., 0::2] = x[..., 0::2] * cos - x[..., 1::2] * sin
    turned[..., 1::2] = x[..., 1::2] * cos + x[..., 0::2] * sin
    return turned
