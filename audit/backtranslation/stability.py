"""Whether an engine changes a text as little as what it has changed before.

Text that came out of a machine changes less on the next trip than text that did not (Nguyen-Son et
al., NAACL 2021). How much each changes differs from engine to engine, so it is measured for the
very engine: clean *control* texts are sent there and back, and what came back is sent once more.
The mean chrF2++ of a text's sentences on the first trip and on the second are two distributions;
each has a variance between texts, τ², and one between the sentences of a text, σ², so that the mean
of a text of n sentences has τ² + σ²/n around μ. Since μ and τ² are known from k control texts only,
what is to be expected of another text is Student's t with k - 1 degrees of freedom, and τ² counts
1 + 1/k times. The text's own mean is so probable under the one and under the other, and that it was
returned before is taken to be true of one text in ten beforehand.

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
APART = 3.0  # standard deviations that the two means of a text are apart, at least
FEWEST = 5  # sentences of a text that tell something
WORDS = 10  # and words and marks of each: short, plain ones come back as they are at once
PLAIN = 0.8  # probability from which a text counts as returned
BEFOREHAND = 0.1  # share of texts that were returned before
_SURE, _MOST = 0.0001, 50.0  # no probability is more certain, no odds are longer
_LEAST_VARIANCE = 1.0  # chrF2++ squared, of means of a handful of texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Means of the sentences of some texts.

    `between` is the variance of the means of `texts` texts, `within` that of a text's sentences.
    """

    mean: float
    between: float
    within: float
    texts: int

    @classmethod
    def of(cls, texts: Sequence[Sequence[float]]) -> Spread:
        """The spread of texts, each by its sentences' figures; the moments of a random effect."""
        told = [text for text in texts if len(text) > 1]
        means = [fmean(text) for text in told]
        within = fmean([variance(text) for text in told])
        noise = fmean([1 / len(text) for text in told]) * within
        between = max(variance(means) - noise, _LEAST_VARIANCE)
        return cls(mean=fmean(means), between=between, within=within, texts=len(told))

    def variance(self, sentences: int) -> float:
        """The variance that is to be expected of the mean of another text of so many sentences."""
        return self.between * (1 + 1 / self.texts) + self.within / sentences

    def log_density(self, mean: float, sentences: int) -> float:
        """The logarithm of the density of another text's mean, but for a constant."""
        spread, free = self.variance(sentences), self.texts - 1
        distance = (mean - self.mean) ** 2 / spread
        return -0.5 * ((free + 1) * math.log1p(distance / free) + math.log(spread))


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
            return f"too few sentences of {WORDS} words and more to tell ({sentences})"
        spread = math.sqrt(max(self.clean.variance(sentences), self.returned.variance(sentences)))
        if self.returned.mean - self.clean.mean >= APART * spread:
            return ""
        return "the engine changes clean texts as little as texts that it has changed before"

    def _probability(self, mean: float, sentences: int) -> float:
        # what lies outside of the two is as likely as what is like the one or the other
        mean = min(max(mean, self.clean.mean), max(self.returned.mean, self.clean.mean))
        odds = self.returned.log_density(mean, sentences) - self.clean.log_density(mean, sentences)
        odds += math.log(BEFOREHAND / (1 - BEFOREHAND))
        chance = 1 / (1 + math.exp(-min(max(odds, -_MOST), _MOST)))
        return round(min(max(chance, _SURE), 1 - _SURE), 4)
