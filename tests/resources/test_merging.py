"""The encoder that comes out of the pull computes what its weights and our adapter say.

The forward pass is written down once more here, in numpy, from the paper (Devlin et al., "BERT",
2019), with the adapter's factors multiplied out (Hu et al., "LoRA", 2022).
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from audit.fluency.damage_model import KINDS, DamageModel
from audit.fluency.loading import PerProcess
from audit.resources import merging
from audit.resources.merging import convert_damage_model

LAYERS, WIDTH, HEADS, INNER, PLACES, RANK = 2, 64, 4, 128, 40, 4
EPSILON = 1e-12
WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "bank", "rose", "##s")

Floats = NDArray[Any]


@pytest.fixture(scope="module")
def weights() -> dict[str, Floats]:
    chance = np.random.default_rng(3)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(WORDS), WIDTH),
        "embeddings.position_embeddings.weight": (PLACES, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
    }
    for i in range(LAYERS):
        for place, (out, into) in maps().items():
            name = f"encoder.layer.{i}.{place}"
            shapes |= {f"{name}.weight": (out, into), f"{name}.bias": (out,)}
    drawn = {k: chance.normal(0, 0.2, shape).astype(np.float32) for k, shape in shapes.items()}
    drawn["embeddings.word_embeddings.weight"] *= 6
    return drawn


@pytest.fixture(scope="module")
def adapter() -> dict[str, Floats]:
    chance = np.random.default_rng(4)
    shapes: dict[str, tuple[int, ...]] = {"types": (3, WIDTH), "head.weight": (len(KINDS), WIDTH)}
    shapes["head.bias"] = (len(KINDS),)
    for name in norms():
        shapes |= {f"norms.{name}.weight": (WIDTH,), f"norms.{name}.bias": (WIDTH,)}
    for i in range(LAYERS):
        for place, (out, into) in maps().items():
            name = f"maps.encoder/layer/{i}/{place.replace('.', '/')}"
            shapes |= {f"{name}.up": (out, RANK), f"{name}.down": (RANK, into)}
    drawn = {k: chance.normal(0, 0.3, shape) for k, shape in shapes.items()}
    drawn |= {k: v + 1 for k, v in drawn.items() if k.startswith("norms") and k.endswith("weight")}
    return {k: v.astype(np.float16) for k, v in drawn.items()}


@pytest.fixture
def model(
    weights: dict[str, Floats],
    adapter: dict[str, Floats],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> DamageModel:
    encoder, into = tmp_path / "encoder", tmp_path / "made"
    encoder.mkdir()
    into.mkdir()
    save_file(weights, encoder / "model.safetensors")
    told = {"num_hidden_layers": LAYERS, "num_attention_heads": HEADS, "layer_norm_eps": EPSILON}
    (encoder / "config.json").write_text(json.dumps(told))
    vocabulary = {word: number for number, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.enable_padding(length=PLACES)
    tokenizer.save(str(encoder / "tokenizer.json"))
    np.savez(tmp_path / "adapter.npz", **adapter)  # type: ignore[arg-type]
    monkeypatch.setattr(merging, "adapter_file", lambda: tmp_path / "adapter.npz")
    convert_damage_model(encoder, into)
    made = DamageModel(into)
    made._model = PerProcess(lambda: ctranslate2.Encoder(str(into), compute_type="float32"))
    return made  # some processors round products of 8 bits more coarsely than is checked here


def test_the_merged_model_computes_what_weights_and_adapter_say(
    model: DamageModel, weights: dict[str, Floats], adapter: dict[str, Floats]
) -> None:
    (found,) = model.judge([["the", "banks", "rose"]])
    ids, types = [2, 4, 5, 7, 6, 3], [0, 0, 0, 0, 0, 0]
    expected = forward(ids, types, weights, adapter)[[1, 2, 4]]
    assert found == pytest.approx(expected, abs=0.08)  # weights have 8 bits
    assert np.abs(expected - expected.mean(axis=0)).max() > 0.2  # and differ from word to word


def test_capitals_are_told_by_types(
    model: DamageModel, weights: dict[str, Floats], adapter: dict[str, Floats]
) -> None:
    (found,) = model.judge([["The", "BANK", "rose"]])
    lowered = [word if word in WORDS else "[UNK]" for word in ("The", "BANK", "rose")]
    ids = [2, *(WORDS.index(word) for word in lowered), 3]
    assert found == pytest.approx(forward(ids, [0, 1, 2, 0, 0], weights, adapter)[1:4], abs=0.08)


def test_a_judgement_does_not_depend_on_company(model: DamageModel) -> None:
    alone = model.judge([["the", "bank"]])[0]
    together = model.judge([["rose"] * 30, ["the", "bank"], ["bank", "the", "bank"]])[1]
    assert alone == pytest.approx(together, abs=0.02)


def test_a_window_without_words_gets_no_judgements(model: DamageModel) -> None:
    assert [found.shape for found in model.judge([[], ["the"]])] == [
        (0, len(KINDS)),
        (1, len(KINDS)),
    ]


def maps() -> dict[str, tuple[int, int]]:
    square = (WIDTH, WIDTH)
    own = {f"attention.self.{part}": square for part in ("query", "key", "value")}
    return own | {
        "attention.output.dense": square,
        "intermediate.dense": (INNER, WIDTH),
        "output.dense": (WIDTH, INNER),
    }


def norms() -> list[str]:
    layers = (f"encoder/layer/{i}" for i in range(LAYERS))
    inner = [f"{layer}/{p}/LayerNorm" for layer in layers for p in ("attention/output", "output")]
    return ["embeddings", *inner]


def forward(
    ids: list[int], types: list[int], weights: dict[str, Floats], adapter: dict[str, Floats]
) -> Floats:
    w = {k: v.astype(np.float64) for k, v in weights.items()}
    a = {k: v.astype(np.float64) for k, v in adapter.items()}

    def norm(x: Floats, name: str) -> Floats:
        centred = x - x.mean(axis=1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + EPSILON)
        result: Floats = scaled * a[f"norms.{name}.weight"] + a[f"norms.{name}.bias"]
        return result

    def mapped(x: Floats, name: str) -> Floats:
        key = f"maps.{name.replace('.', '/')}"
        merged = w[f"{name}.weight"] + a[f"{key}.up"] @ a[f"{key}.down"]
        result: Floats = x @ merged.T + w[f"{name}.bias"]
        return result

    x = w["embeddings.word_embeddings.weight"][ids]
    x = x + w["embeddings.position_embeddings.weight"][: len(ids)] + a["types"][types]
    x = norm(x, "embeddings")
    for i in range(LAYERS):
        layer, path = f"encoder.layer.{i}", f"encoder/layer/{i}"
        query, keys, values = (
            mapped(x, f"{layer}.attention.self.{part}").reshape(len(ids), HEADS, -1)
            for part in ("query", "key", "value")
        )
        scores = np.einsum("ihd,jhd->hij", query, keys) / math.sqrt(WIDTH / HEADS)
        shares = np.exp(scores - scores.max(axis=2, keepdims=True))
        shares /= shares.sum(axis=2, keepdims=True)
        mixed = np.einsum("hij,jhd->ihd", shares, values).reshape(len(ids), WIDTH)
        added = mapped(mixed, f"{layer}.attention.output.dense")
        x = norm(x + added, f"{path}/attention/output/LayerNorm")
        inner = mapped(x, f"{layer}.intermediate.dense")
        bent = inner * 0.5 * (1 + np.vectorize(math.erf)(inner / math.sqrt(2)))
        x = norm(x + mapped(bent, f"{layer}.output.dense"), f"{path}/output/LayerNorm")
    told = np.exp(x @ a["head.weight"].T + a["head.bias"])
    result: Floats = told / told.sum(axis=1, keepdims=True)
    return result
