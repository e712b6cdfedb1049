"""Whether the true name is in the list at all: P(listed | evidence), a logistic regression.

The best candidate of a list is no answer when the name is not in it. What tells: how much the seen
letters say about the true ones (pointwise mutual information through the best channel, nats a
letter), how alike they are, how far the first candidate is ahead of all others (log-odds), how long
the list is, and how common the seen form is in English, since a common word is seldom a garble.
`training/learn_abstention.py` writes the weights.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

from rapidfuzz.distance import JaroWinkler, Levenshtein

from audit.reference import load_table
from audit.resources.vocabulary import load_vocabulary

FEATURES = (
    "constant",
    "information",
    "levenshtein",
    "jaro-winkler",
    "lead",
    "size",
    "zipf",
    "length",
)
_MOST_LEAD = 8.0  # nats


def list_evidence(
    seen: str, true: str, information: float, share: float, listed: int
) -> list[float]:
    """The features of a first candidate among so many, and of its share of P(name | seen)."""
    lead = math.log(max(share, 1e-9) / max(1.0 - share, 1e-9))
    return [
        1.0,
        information,
        Levenshtein.normalized_similarity(seen, true),
        JaroWinkler.similarity(seen, true),
        max(-_MOST_LEAD, min(_MOST_LEAD, lead)),
        math.log(listed),
        load_vocabulary().zipf(seen),
        math.log(len(seen)),
    ]


def estimate_listed(evidence: Sequence[float]) -> float:
    """The probability that the true name is in the list."""
    total = sum(weight * value for weight, value in zip(load_weights(), evidence, strict=True))
    return 1.0 / (1.0 + math.exp(-total))


@cache
def load_weights() -> tuple[float, ...]:
    """The learned weights, by feature."""
    table = {row["feature"]: float(row["weight"]) for row in load_table("channels/abstention.tsv")}
    return tuple(table[name] for name in FEATURES)
