"""An encoder with our adapter merged into it, from safetensors to CTranslate2, without torch.

The adapter (`reference/models/damage.npz`, 16 bits) holds for each linear map of the encoder two
factors whose product is added to it (Hu et al., "LoRA", 2022), the norms, the rows of the token
types, and the head that tells the kinds of a word, which stays beside the model as it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from audit.reference import data_folder
from audit.resources.conversion import TOKENIZER

HEAD = "head.npz"

_Array = np.ndarray[Any, np.dtype[np.float32]]


def adapter_file() -> Path:
    """The adapter that this version ships."""
    return data_folder() / "models" / "damage.npz"


def convert_damage_model(encoder: Path, into: Path, adapter: Path | None = None) -> None:
    """Write the model, its head and its tokenizer; `encoder` is the folder of a BERT model.

    `adapter` is the shipped one where none is told.
    """
    from safetensors.numpy import load_file

    with np.load(adapter or adapter_file()) as stored:
        learned = {name: stored[name].astype(np.float32) for name in stored.files}
    weights = load_file(encoder / "model.safetensors")
    told = json.loads((encoder / "config.json").read_text(encoding="utf-8"))
    _write_model(told, weights, learned, into)
    np.savez(into / HEAD, weight=learned["head.weight"].T, bias=learned["head.bias"])
    _write_tokenizer(encoder / TOKENIZER, into / TOKENIZER)


def _write_tokenizer(read: Path, path: Path) -> None:
    """The encoder's tokenizer, which neither fills up nor cuts."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(read))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(path))


def _write_model(
    told: Mapping[str, Any],
    weights: Mapping[str, _Array],
    learned: Mapping[str, _Array],
    into: Path,
) -> None:
    from ctranslate2.specs import common_spec, transformer_spec

    encoder = transformer_spec.TransformerEncoderSpec(
        told["num_hidden_layers"],
        told["num_attention_heads"],
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    spec = transformer_spec.TransformerEncoderModelSpec(encoder, pooling_layer=False)
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = weights["embeddings.word_embeddings.weight"]
    encoder.embeddings[1].weight = learned["types"]
    encoder.position_encodings.encodings = weights["embeddings.position_embeddings.weight"]
    _fill_norm(encoder.layernorm_embedding, learned, "embeddings")
    for i, layer in enumerate(encoder.layer):
        _fill_layer(layer, weights, learned, f"encoder.layer.{i}")
    count = len(weights["embeddings.word_embeddings.weight"])
    spec.register_vocabulary([f"<{number}>" for number in range(count)])  # pieces come as numbers
    spec.config.unk_token = "<0>"
    spec.config.layer_norm_epsilon = told["layer_norm_eps"]
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(into))


def _fill_layer(
    layer: Any, weights: Mapping[str, _Array], learned: Mapping[str, _Array], name: str
) -> None:
    own = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    attention, feed = layer.self_attention, layer.ffn
    for linear, names in (
        (attention.linear[0], own),
        (attention.linear[1], [f"{name}.attention.output.dense"]),
        (feed.linear_0, [f"{name}.intermediate.dense"]),
        (feed.linear_1, [f"{name}.output.dense"]),
    ):
        linear.weight = np.concatenate([_merged(weights, learned, part) for part in names])
        linear.bias = np.concatenate([weights[f"{part}.bias"] for part in names])
    _fill_norm(attention.layer_norm, learned, f"{name}.attention.output.LayerNorm")
    _fill_norm(feed.layer_norm, learned, f"{name}.output.LayerNorm")


def _fill_norm(norm: Any, learned: Mapping[str, _Array], name: str) -> None:
    key = f"norms.{key_of(name)}"
    norm.gamma, norm.beta = learned[f"{key}.weight"], learned[f"{key}.bias"]


def _merged(weights: Mapping[str, _Array], learned: Mapping[str, _Array], name: str) -> _Array:
    key = f"maps.{key_of(name)}"
    merged: _Array = weights[f"{name}.weight"] + learned[f"{key}.up"] @ learned[f"{key}.down"]
    return merged


def key_of(name: str) -> str:
    """A name as the adapter has it: torch allows no full stop in a module's name."""
    return name.replace(".", "/")
