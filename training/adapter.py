"""A BERT encoder in torch whose weights stand still, with low-rank adapters that learn.

Hu et al., "LoRA", ICLR 2022: each matrix W gets a learned B A of low rank beside it. Learned whole
are the token types, which tell capitals, the norms, and the head that gives each word its kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from audit.resources.merging import key_of

LAYERS, WIDTH, HEADS, TYPES = 6, 384, 12, 3
ROUNDING = 1e-12
COMPUTED = torch.bfloat16 if torch.cpu._is_avx512_bf16_supported() else torch.float32
PLACES = (
    *(f"attention.self.{part}" for part in ("query", "key", "value")),
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


class Adapted(nn.Module):
    """A fixed linear map with a learned map of low rank beside it."""

    def __init__(self, weight: Tensor, bias: Tensor, rank: int) -> None:
        super().__init__()
        self.register_buffer("weight", weight.to(COMPUTED))
        self.register_buffer("bias", bias.to(COMPUTED))
        self.down = nn.Parameter(torch.randn(rank, weight.shape[1]) / weight.shape[1] ** 0.5)
        self.up = nn.Parameter(torch.zeros(weight.shape[0], rank))

    def forward(self, x: Tensor) -> Tensor:
        """The map of `x`, … × width."""
        low = functional.linear(x, self.down.to(COMPUTED))
        return functional.linear(x, self.weight, self.bias) + functional.linear(
            low, self.up.to(COMPUTED)
        )


class Tagger(nn.Module):
    """The encoder with its adapters and the head.

    `weights` are those of the encoder by their names in BERT; `kinds` is how many a word may be.
    """

    def __init__(self, weights: Mapping[str, np.ndarray[Any, Any]], kinds: int, rank: int) -> None:
        super().__init__()
        self.words = nn.Embedding.from_pretrained(_of(weights, "embeddings.word_embeddings"))
        self.places = nn.Embedding.from_pretrained(_of(weights, "embeddings.position_embeddings"))
        types = _of(weights, "embeddings.token_type_embeddings")[:1]
        self.types = nn.Parameter(types.repeat(TYPES, 1))
        self.norms = nn.ModuleDict({"embeddings": _norm(weights, "embeddings.LayerNorm")})
        self.maps = nn.ModuleDict()
        for i in range(LAYERS):
            for place in PLACES:
                name = f"encoder.layer.{i}.{place}"
                bias = torch.from_numpy(weights[f"{name}.bias"])
                self.maps[key_of(name)] = Adapted(_of(weights, name), bias, rank)
            for place in ("attention.output", "output"):
                name = f"encoder.layer.{i}.{place}.LayerNorm"
                self.norms[key_of(name)] = _norm(weights, name)
        self.head = nn.Linear(WIDTH, kinds)

    def forward(self, ids: Tensor, types: Tensor, real: Tensor) -> Tensor:
        """Scores of kinds, windows × pieces × kinds; `real` tells pieces from padding."""
        x = self.words(ids) + self.places.weight[: ids.shape[1]] + self.types[types]
        x = self.norms["embeddings"](x).to(COMPUTED)
        seen = real[:, None, None, :]
        for i in range(LAYERS):
            x = self._layer(x, f"encoder.layer.{i}", seen)
        scores: Tensor = self.head(x.float())
        return scores

    def _layer(self, x: Tensor, name: str, seen: Tensor) -> Tensor:
        def parts(place: str) -> Tensor:
            mapped = self.maps[key_of(f"{name}.attention.self.{place}")](x)
            return mapped.unflatten(-1, (HEADS, -1)).transpose(1, 2)

        query, keys, values = map(parts, ("query", "key", "value"))
        scores = query @ keys.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
        weights = scores.masked_fill(~seen, -1e4).softmax(-1)
        mixed = (weights @ values).transpose(1, 2).flatten(-2)
        for place, inner in (("attention.output", mixed), ("output", None)):
            if inner is None:
                inner = functional.gelu(self.maps[key_of(f"{name}.intermediate.dense")](x))
            added = self.maps[key_of(f"{name}.{place}.dense")](inner)
            norm = self.norms[key_of(f"{name}.{place}.LayerNorm")]
            x = functional.layer_norm(
                x + added, (WIDTH,), norm.weight.to(COMPUTED), norm.bias.to(COMPUTED), ROUNDING
            )
        return x

    def learned(self) -> dict[str, np.ndarray[Any, Any]]:
        """What the adapter ships, by name: 16 bits, maps of low rank as their two factors."""
        kept = {name: p for name, p in self.named_parameters() if p.requires_grad}
        return {name: p.detach().numpy().astype(np.float16) for name, p in kept.items()}


def _of(weights: Mapping[str, np.ndarray[Any, Any]], name: str) -> Tensor:
    return torch.from_numpy(weights[f"{name}.weight"])


def _norm(weights: Mapping[str, np.ndarray[Any, Any]], name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(WIDTH, eps=ROUNDING)
    norm.weight.data = _of(weights, name).clone()
    norm.bias.data = torch.from_numpy(weights[f"{name}.bias"]).clone()
    return norm
