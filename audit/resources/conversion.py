"""A language model from a GGUF file to CTranslate2 and `tokenizers`, without torch.

GGUF keeps LLaMA-like tensors by name, quantised in blocks (`gguf` reads and dequantises them), with
the rows of Q and K in the order of interleaved rotary embeddings. CTranslate2 takes the same
tensors as a decoder with RMS norms, a gated SiLU and grouped heads, and quantises them to 8 bits.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

RECIPE = 1  # goes up when the outcome changes
TOKENIZER = "tokenizer.json"

_Field = Any  # what a GGUF header holds: numbers, strings and lists of them


def convert_language_model(gguf_file: Path, into: Path) -> None:
    """Write the CTranslate2 model and the tokenizer of a LLaMA-like GGUF file."""
    from gguf import GGUFReader

    reader = GGUFReader(gguf_file)
    header = {key: field.contents() for key, field in reader.fields.items()}
    _write_tokenizer(header, into / TOKENIZER)
    _write_model(reader, header, into)


def _write_tokenizer(header: dict[str, _Field], path: Path) -> None:
    """A byte-level BPE tokenizer with the file's tokens and merges; digits are split one by one."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokens = header["tokenizer.ggml.tokens"]
    merges = [tuple(merge.split(" ")) for merge in header["tokenizer.ggml.merges"]]
    tokenizer = Tokenizer(models.BPE({token: i for i, token in enumerate(tokens)}, merges))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=False),
        ]
    )
    tokenizer.save(str(path))


def _write_model(reader: Any, header: dict[str, _Field], into: Path) -> None:
    from ctranslate2.specs import common_spec, transformer_spec
    from gguf.quants import dequantize

    tensors = {tensor.name: tensor for tensor in reader.tensors}

    def weights(name: str) -> np.ndarray[Any, np.dtype[np.float32]]:
        tensor = tensors[name]
        values = dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
        return np.ascontiguousarray(values).reshape(tensor.shape[::-1].tolist())

    kind = header["general.architecture"]
    spec = transformer_spec.TransformerDecoderModelSpec.from_config(
        header[f"{kind}.block_count"],
        header[f"{kind}.attention.head_count"],
        activation=common_spec.Activation.SWISH,
        pre_norm=True,
        ffn_glu=True,
        rms_norm=True,
        rotary_dim=0,
        rotary_interleave=True,
        rotary_base=header[f"{kind}.rope.freq_base"],
        num_heads_kv=header[f"{kind}.attention.head_count_kv"],
    )
    decoder = spec.decoder
    decoder.scale_embeddings = False
    decoder.embeddings.weight = weights("token_embd.weight")
    decoder.projection.weight = decoder.embeddings.weight  # tied
    decoder.layer_norm.gamma = weights("output_norm.weight")
    for i, layer in enumerate(decoder.layer):
        block = f"blk.{i}"
        attention, feed = layer.self_attention, layer.ffn
        attention.layer_norm.gamma = weights(f"{block}.attn_norm.weight")
        mixed = [weights(f"{block}.attn_{part}.weight") for part in "qkv"]
        attention.linear[0].weight = np.concatenate(mixed)
        attention.linear[1].weight = weights(f"{block}.attn_output.weight")
        feed.layer_norm.gamma = weights(f"{block}.ffn_norm.weight")
        feed.linear_0.weight = weights(f"{block}.ffn_gate.weight")
        feed.linear_0_noact.weight = weights(f"{block}.ffn_up.weight")
        feed.linear_1.weight = weights(f"{block}.ffn_down.weight")
    tokens = header["tokenizer.ggml.tokens"]
    spec.register_vocabulary(tokens)
    spec.config.unk_token = spec.config.bos_token = tokens[0]
    spec.config.eos_token = tokens[header["tokenizer.ggml.eos_token_id"]]
    spec.config.layer_norm_epsilon = header[f"{kind}.attention.layer_norm_rms_epsilon"]
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(into))
