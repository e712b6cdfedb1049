"""Pairs of a seen and a true word that no list holds, through every channel.

A text is looked over more than once, and the same words come back in others: what a pair amounts
to is remembered. All pairs that are new are reckoned at once, since the channels' time goes into
calls more than into names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from audit.backtranslation.channels import load_transducer
from audit.backtranslation.channels.transducer import Floats, Names
from audit.backtranslation.restoration import (
    FEATURES,
    Posterior,
    inform,
    lay_features,
    load_weights,
    mix_manners,
)
from audit.resources.vocabulary import load_vocabulary

Pair = tuple[str, str]  # letters of the seen word and of the true one

_REMEMBERED = 20_000


class _Weighed(NamedTuple):
    """A pair's features by channel, and log P(true, seen) and log P(true) by channel and manner."""

    features: Floats
    joint: Floats
    marginal: Floats


_known: dict[Pair, _Weighed] = {}


def weigh_pairs(pairs: Sequence[Pair]) -> Floats:
    """The features of pairs, shape (channels, pairs, features)."""
    if not pairs:
        return np.zeros((len(load_weights().biases), 0, len(FEATURES)))
    return np.stack([weighed.features for weighed in _recall(pairs)], axis=1)


def score_pairs(pairs: Sequence[Pair]) -> Floats:
    """Log-scores of pairs, shape (channels, pairs)."""
    weights = load_weights()
    scores: Floats = weigh_pairs(pairs) @ weights.features + weights.biases[:, None]
    return scores


def compare_pairs(pairs: Sequence[Pair]) -> Posterior:
    """The same, with what each seen word tells of the true one; numbered as they come."""
    seen = [letters for letters, _ in pairs]
    return Posterior(
        numbers=np.arange(len(pairs)),
        scores=score_pairs(pairs),
        told=inform(seen, weigh_pairs(pairs), [1] * len(pairs), load_transducer()),
    )


def log_pairs(pairs: Sequence[Pair]) -> tuple[Floats, Floats]:
    """Natural logarithms of P(true, seen) and of P(true), as a transducer gives them."""
    weighed = _recall(pairs)
    joint, marginal = [some.joint for some in weighed], [some.marginal for some in weighed]
    return np.stack(joint, axis=1), np.stack(marginal, axis=1)


def _recall(pairs: Sequence[Pair]) -> list[_Weighed]:
    if len(_known) > _REMEMBERED:
        _known.clear()
    if fresh := [pair for pair in dict.fromkeys(pairs) if pair not in _known]:
        _known.update(zip(fresh, _weigh(fresh), strict=True))
    return [_known[pair] for pair in pairs]


def _weigh(pairs: Sequence[Pair]) -> Iterator[_Weighed]:
    transducer = load_transducer()
    seen, true = [letters for letters, _ in pairs], [letters for _, letters in pairs]
    names = Names.of(true)
    joint = transducer.log_joints(names, Names.of(seen), np.arange(len(pairs)))
    marginal = transducer.log_marginal(names)
    zipf = np.array([load_vocabulary().zipf(letters) for letters in true])
    features = lay_features(mix_manners(joint), mix_manners(marginal), seen, true, zipf)
    return map(_Weighed, features.swapaxes(0, 1), joint.T, marginal.T)
