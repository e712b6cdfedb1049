"""Candidates weighed anew by how the pivot's script would write them.

A channel cuts names into short units without regard to what stands beside them. The model that
writes a script does regard it, and knows which signs belong to a sound. So the candidates of a
pivot that may well be the one are weighed by

    P(seen | true, script) = Σ over forms  P(form | true) · P(seen | form)

where forms are the likeliest spellings of the true name in the script, and the seen letters are
read from their signs one after the other. A candidate's log-score gets so much of its logarithm as
`reference/channels/rescoring.tsv` says of the pivot (learned by `training/learn_rescoring.py`). The
pivot's share of the whole stays as it was: that is for the names of the document to tell.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np

from audit.backtranslation.channels import load_channels
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.transducer import Floats
from audit.backtranslation.channels.writing import Script, load_script, signs_of, spell_by
from audit.backtranslation.restoration import NameList, Posterior, Weights
from audit.reference import load_table

WIDTHS = 200, 20  # candidates by letters, through every channel
LIKELY = 0.05  # a pivot's share from which it is worth the time
SURE = 0.98  # a candidate's share from which nothing is weighed anew
COMPARED = 10  # candidates of a pivot
_FORMS = 8
_LONGEST_READING = 5
_UNREAD, _UNREAD_LETTER = math.exp(-6.0), math.exp(-2.5)  # a sign, and each letter read from it
_LEAST = -30.0

Signs = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Rescorer:
    """The scripts by pivot, and what each counts for."""

    weights: Mapping[str, float]
    script_of: Callable[[str], Script] = load_script

    def restore_all(
        self, seen: Sequence[str], names: NameList, weights: Weights | None = None
    ) -> list[Posterior]:
        """The best candidates for each of some seen spellings."""
        found = names.restore_all(seen, weights, WIDTHS)
        return [self.rescore(p, letters_of(s), names) for p, s in zip(found, seen, strict=True)]

    def rescore(self, posterior: Posterior, seen: str, names: NameList) -> Posterior:
        """A posterior with the candidates of its likely pivots weighed anew."""
        chances = posterior.probabilities()
        if not chances.size or chances.sum(axis=0).max() >= SURE:
            return posterior
        scores = posterior.scores.copy()
        for row, channel in enumerate(load_channels()):
            weight = self.weights.get(channel.code, 0.0)
            if weight and chances[row].sum() >= LIKELY:
                best = np.argsort(-scores[row])[:COMPARED]
                true = [names.letters[number] for number in posterior.numbers[best]]
                written = self.log_written(true, seen, channel.code)
                scores[row, best] = _share_anew(scores[row, best], weight * written)
        return replace(posterior, scores=scores)

    def log_written(self, true: Sequence[str], seen: str, pivot: str) -> Floats:
        """Natural logarithms of P(seen | true) through the pivot's script, for true names."""
        readings = _read_signs(self, pivot)
        chances = [
            sum(p * read_chance(signs, seen, readings) for signs, p in _write(self, name, pivot))
            for name in true
        ]
        return np.log(np.maximum(chances, math.exp(_LEAST)))


@cache
def load_rescorer() -> Rescorer:
    """The shipped scripts with the learned weights."""
    table = load_table("channels/rescoring.tsv")
    return Rescorer({row["pivot"]: float(row["weight"]) for row in table})


def read_chance(signs: Signs, seen: str, readings: Mapping[str, Mapping[str, float]]) -> float:
    """P(seen | signs), over all ways to read the letters from the signs."""
    reached = {0: 1.0}
    for sign in signs:
        known, following = readings.get(sign, {}), dict[int, float]()
        for start, chance in reached.items():
            for end in range(start, min(start + _LONGEST_READING, len(seen)) + 1):
                guessed = _UNREAD * _UNREAD_LETTER ** (end - start)
                passed = chance * (known.get(seen[start:end], 0.0) + guessed)
                following[end] = following.get(end, 0.0) + passed
        reached = following
    return reached.get(len(seen), 0.0)


@lru_cache(maxsize=50_000)
def _write(rescorer: Rescorer, true: str, pivot: str) -> tuple[tuple[Signs, float], ...]:
    """The likeliest forms of a name, and how probable each of them is."""
    forms = spell_by(rescorer.script_of(pivot), true)
    whole = sum(math.exp(score) for _, score in forms)
    return tuple((signs_of(form, pivot), math.exp(s) / whole) for form, s in forms[:_FORMS])


@lru_cache(maxsize=100)
def _read_signs(rescorer: Rescorer, pivot: str) -> dict[str, dict[str, float]]:
    """The probability of letters by sign."""
    readings = rescorer.script_of(pivot).readings
    return {
        s: {letters: math.exp(p) for letters, p in some.items()} for s, some in readings.items()
    }


def _share_anew(scores: Floats, gained: Floats) -> Floats:
    """Scores with what candidates gain, their sum of odds as before."""
    anew = scores + gained
    shared: Floats = anew - np.logaddexp.reduce(anew) + np.logaddexp.reduce(scores)
    return shared
