"""Which pivot a document went through: all its garbled names vote.

A pivot garbles the names of a document in one manner: all *romanised*, as a scheme spells the
script, or all *respelled* by somebody who guesses, or now this way, now that (*either*). So

    P(names | pivot) = Σ over manners  P(manner) · Π over names  P(seen | true, pivot, manner)^scale

and where one is not sure of the true name, P(seen | ·) is summed over what it may be. Garbles of
one document are not quite independent, and the tables fit some pivots better than others: how much
each manner counts, what each name and the whole document add for a channel, is learned by
`training/learn_diagnosis.py` from documents whose pivot is known (`reference/channels/
diagnosis.tsv`; temperature and bias: Guo et al. 2017).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from audit.backtranslation.channels import Channel, load_channels
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.transducer import Codes, Floats
from audit.backtranslation.pairs import log_pairs
from audit.backtranslation.restoration import mix_manners
from audit.reference import load_table

WAYS = ("either", "romanised", "respelled")
_UNWRITTEN = -600.0  # log P of what no units of a channel make, and below
_NEVER = -700.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Garble:
    """A seen spelling and the true word that it stands for.

    `others` are words that it may stand for as well, each with how many times as probable as `true`
    it is; they make no other garble of it.
    """

    seen: str
    true: str
    others: tuple[tuple[str, float], ...] = field(default=(), compare=False)

    @property
    def chances(self) -> Iterable[tuple[str, float]]:
        """The words it may stand for, and how probable each is."""
        whole = 1.0 + sum(odds for _, odds in self.others)
        return [(word, odds / whole) for word, odds in ((self.true, 1.0), *self.others)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """The most probable channel, how probable it is, and the garbles that tell it, best first."""

    channel: Channel
    probability: float
    telling: tuple[Garble, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What a document's log-probabilities count for.

    `scales` and `priors` are by way, `each` (for every name) and `once` (for the document) by
    channel; all but the scales are natural logarithms.
    """

    scales: Floats
    priors: Floats
    each: Floats
    once: Floats

    def judge(self, told: Floats, names: Floats | int) -> Floats:
        """Log-scores of the channels, from sums over names of shape (…, channels, ways)."""
        ways: Floats = np.logaddexp.reduce(told * self.scales + self.priors, axis=-1)
        return ways + names * self.each + self.once


def diagnose(garbles: Sequence[Garble]) -> Diagnosis | None:
    """Tell the pivot from garbled names; None where there are none to tell it from."""
    distinct = [g for g in dict.fromkeys(garbles) if letters_of(g.seen) and letters_of(g.true)]
    if not distinct:
        return None
    told, calibration = explain_by_channels(distinct), load_calibration()
    chances = _normal(calibration.judge(told.sum(axis=1), len(distinct)))
    best = int(chances.argmax())
    votes = np.stack([calibration.judge(told[:, i], 1) for i in range(len(distinct))], axis=1)
    lead = votes[best] - np.delete(votes, best, axis=0).max(axis=0)
    return Diagnosis(
        channel=load_channels()[best],
        probability=float(chances[best]),
        telling=tuple(distinct[i] for i in np.argsort(-lead) if lead[i] > 0),
    )


def weigh_channels(garbles: Sequence[Garble]) -> Floats:
    """How probable each channel is after some garbles."""
    distinct = list(dict.fromkeys(garbles))
    told = explain_by_channels(distinct).sum(axis=1)
    return _normal(load_calibration().judge(told, len(distinct)))


def explain_by_channels(garbles: Sequence[Garble]) -> Floats:
    """Natural logarithms of P(seen | channel, way), shape (channels, garbles, ways)."""
    chances = [(i, word, p) for i, garble in enumerate(garbles) for word, p in garble.chances]
    of: Codes = np.array([i for i, _, _ in chances], np.int64)
    pairs = [(letters_of(garbles[i].seen), letters_of(word)) for i, word, _ in chances]
    each = explain_ways(*log_pairs(pairs))
    return sum_candidates(each, np.array([p for _, _, p in chances]), of)


def explain_ways(joint: Floats, marginal: Floats) -> Floats:
    """Natural logarithms of P(seen | true, channel, way), shape (channels, pairs, ways).

    `joint` and `marginal` are a transducer's, of pairs and of their true names.
    """
    either = mix_manners(joint) - mix_manners(marginal)
    apart = np.where(joint > _UNWRITTEN, joint - marginal, _NEVER)
    ways = np.stack([either, *np.split(apart, 2)], axis=2)
    return ways[1:]


def sum_candidates(each: Floats, chances: Floats, of: Codes) -> Floats:
    """Sums over the candidates of each name, which stand side by side: shape (channels, names, …).

    `chances` are how probable the candidates are, `of` numbers the name of each.
    """
    weighed = each + np.log(np.maximum(chances, 1e-300))[:, None]
    summed: Floats = np.logaddexp.reduceat(weighed, np.flatnonzero(np.diff(of, prepend=-1)), axis=1)
    return summed


@cache
def load_calibration() -> Calibration:
    """The learned calibration."""
    table = {row["term"]: float(row["weight"]) for row in load_table("channels/diagnosis.tsv")}
    codes = [channel.code for channel in load_channels()]
    return Calibration(
        scales=np.array([table[f"scale {way}"] for way in WAYS]),
        priors=np.array([table[f"prior {way}"] for way in WAYS]),
        each=np.array([table[f"each {code}"] for code in codes]),
        once=np.array([table[f"once {code}"] for code in codes]),
    )


def _normal(scores: Floats) -> Floats:
    odds = np.exp(scores - scores.max())
    normal: Floats = odds / odds.sum()
    return normal
