"""Which pivot a document went through: all its garbled names vote.

Given the true names, P(pivot | names) is proportional to the product of P(seen | true, pivot) over
the distinct garbles, every pivot being as likely beforehand. Garbles of one document are not quite
independent, so the log-probabilities are scaled by a factor that calibrates the outcome
(`reference/channels/diagnosis.tsv`, by `training/learn_diagnosis.py`; temperature scaling: Guo et
al. 2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from audit.backtranslation.channels import Channel, load_channels
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.transducer import Floats
from audit.backtranslation.pairs import explain_pairs
from audit.reference import load_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Garble:
    """A seen spelling and the true word that it stands for."""

    seen: str
    true: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """The most probable channel, how probable it is, and the garbles that tell it, best first."""

    channel: Channel
    probability: float
    telling: tuple[Garble, ...]


def diagnose(garbles: Sequence[Garble]) -> Diagnosis | None:
    """Tell the pivot from garbled names; None where there are none to tell it from."""
    distinct = [g for g in dict.fromkeys(garbles) if letters_of(g.seen) and letters_of(g.true)]
    if not distinct:
        return None
    votes = load_scale() * explain_by_channels(distinct)
    chances = _normal(votes.sum(axis=1))
    best = int(chances.argmax())
    lead = votes[best] - np.delete(votes, best, axis=0).max(axis=0)
    return Diagnosis(
        channel=load_channels()[best],
        probability=float(chances[best]),
        telling=tuple(distinct[i] for i in np.argsort(-lead) if lead[i] > 0),
    )


def weigh_channels(garbles: Sequence[Garble]) -> Floats:
    """How probable each channel is after some garbles, all being alike before."""
    distinct = list(dict.fromkeys(garbles))
    return _normal(load_scale() * explain_by_channels(distinct).sum(axis=1))


def explain_by_channels(garbles: Sequence[Garble]) -> Floats:
    """Natural logarithms of P(seen | true, channel), shape (channels, garbles)."""
    return explain_pairs([(letters_of(g.seen), letters_of(g.true)) for g in garbles])


@cache
def load_scale() -> float:
    """What a log-probability counts for."""
    (row,) = load_table("channels/diagnosis.tsv")
    return float(row["scale"])


def _normal(scores: Floats) -> Floats:
    odds = np.exp(scores - scores.max())
    normal: Floats = odds / odds.sum()
    return normal
