"""Whether an engine changes a text as little as what it has changed before.

Text that came out of a machine changes less on the next trip than text that did not (Nguyen-Son et
al., NAACL 2021). How much each changes differs from engine to engine, so it is measured for the
very engine: clean *control* texts are sent there and back, and what came back is sent once more.
The mean chrF2++ of a text's sentences on the first trip and on the second are two normal
distributions; each has a variance between texts, τ², and one between the sentences of a text, σ²,
so that a text of n sentences has μ and τ² + σ²/n. The text's own mean then has a likelihood under
both, and the probability of the second is its share, as if both were equally likely beforehand.

An engine under which the two overlap tells nothing of a text; one that brings little of a clean
text back is not fit to tell neighbours either (a model taught on another kind of text, such as the
Bible).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, variance

from audit.model import Stability

LEAST_RETURNED = 40.0  # chrF2++ of clean text, under which an engine is unfit
APART = 2.0  # standard deviations that the two means of a text are apart, at least
FEWEST = 4  # sentences of a text that tell something
_SURE = 0.0001  # nothing is more certain than that
_LEAST_VARIANCE = 1.0  # chrF2++ squared, of means of a handful of texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Means of texts' sentences: `between` is their variance, `within` that of the sentences."""

    mean: float
    between: float
    within: float

    @classmethod
    def of(cls, texts: Sequence[Sequence[float]]) -> Spread:
        """The spread of texts, each by its sentences' figures; the moments of a random effect."""
        told = [text for text in texts if len(text) > 1]
        means = [fmean(text) for text in told]
        within = fmean([variance(text) for text in told])
        noise = fmean([1 / len(text) for text in told]) * within
        between = max(variance(means) - noise, _LEAST_VARIANCE)
        return cls(mean=fmean(means), between=between, within=within)

    def variance(self, sentences: int) -> float:
        """The variance of the mean of a text of so many sentences."""
        return self.between + self.within / sentences

    def log_density(self, mean: float, sentences: int) -> float:
        """The logarithm of the density of a text's mean, but for a constant."""
        spread = self.variance(sentences)
        return -0.5 * ((mean - self.mean) ** 2 / spread + math.log(spread))


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """What an engine does to clean texts (`clean`), and again to what came back (`returned`)."""

    clean: Spread
    returned: Spread

    def judge(self, sentences: Sequence[float]) -> Stability:
        """How stable a text is, of whose sentences chrF2++ is told."""
        mean = fmean(sentences) if sentences else 0.0
        why = self.unfit or self._blurred(len(sentences))
        return Stability(
            chrf=round(mean, 2),
            clean=round(self.clean.mean, 2),
            returned=round(self.returned.mean, 2),
            probability=None if why else self._probability(mean, len(sentences)),
            why=why,
            fit=not self.unfit,
        )

    @property
    def unfit(self) -> str:
        """Why nothing that this engine does to a text says anything of it; empty if it does."""
        if self.clean.mean >= LEAST_RETURNED:
            return ""
        return (
            f"the engine is unfit: clean control texts come back with chrF2++"
            f" {self.clean.mean:.0f}, under {LEAST_RETURNED:.0f}"
        )

    def _blurred(self, sentences: int) -> str:
        if sentences < FEWEST:
            return f"the text has {sentences} sentences, which is too few to tell"
        spread = math.sqrt(max(self.clean.variance(sentences), self.returned.variance(sentences)))
        if self.returned.mean - self.clean.mean >= APART * spread:
            return ""
        return "the engine changes clean texts as little as texts that it has changed before"

    def _probability(self, mean: float, sentences: int) -> float:
        if mean >= self.returned.mean:  # no less stable than what came back
            mean = self.returned.mean
        mean = max(mean, self.clean.mean)
        odds = self.returned.log_density(mean, sentences) - self.clean.log_density(mean, sentences)
        return round(min(max(1 / (1 + math.exp(-odds)), _SURE), 1 - _SURE), 4)
