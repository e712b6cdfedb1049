"""Whether a text that nearly says a fixed term reads better with it: a second look at candidates.

Most of what nearly says a term is another phrase of good English, and reads worse with the term in
its place. So the language model judges the candidates that `audit.backtranslation.plausibility`
does not rule out, and a second logistic regression weighs both: the first probability, the gain in
log-probability with the term, and how much the words belong together, seen and true: log P(words)
less the sum of the words' own, a pointwise mutual information (Church & Hanks 1990) of the phrase.
`training/learn_readings.py` learns it from terms broken on purpose and from clean text.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from audit.backtranslation.candidates import Candidate
from audit.backtranslation.plausibility import LEAST, MODELS, is_told, model_of
from audit.backtranslation.terms import TermIndex
from audit.fluency.language_model import LanguageModel
from audit.fluency.replacements import Gain, Replacement, measure_gains
from audit.reading.stretches import cut
from audit.reference import load_table
from audit.resources.vocabulary import load_vocabulary

FLOOR = 0.03  # less probable candidates are not worth the model's time
_MOST = 20.0  # nats
_UNIT = math.log(10)

Judged = tuple[float, Candidate]


def reconsider(
    judged: Sequence[Judged],
    replacements: Sequence[Replacement],
    text: str,
    index: TermIndex,
    model: LanguageModel,
) -> Iterator[Judged]:
    """Candidates with new probabilities; each has a replacement, the term as the text has it.

    A long name that is told by its right words keeps its probability: the model knows the famous
    ones only.
    """
    told = {i for i, (_, candidate) in enumerate(judged) if is_told(candidate, index)}
    yield from (judged[i] for i in told)
    asked = [i for i, (p, _) in enumerate(judged) if p >= FLOOR and i not in told]
    gains = measure_gains(model, text, [replacements[i] for i in asked])
    for i, gain in zip(asked, gains, strict=True):
        probable, candidate = judged[i]
        span, new = replacements[i]
        features = measure_reading(probable, gain, text[span.start : span.end], new)
        weights = load_weights()[model_of(candidate)]
        score = sum(weights[name] * value for name, value in features.items())
        yield 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), candidate


def is_readable(candidate: Candidate, probable: float) -> bool:
    """Whether a probability is enough for a finding: rarely reached in clean text."""
    return probable > load_weights()[model_of(candidate)][LEAST]


def measure_reading(probable: float, gain: Gain, seen: str, new: str) -> dict[str, float]:
    """The features of the second look by name."""
    return {
        "bias": 1.0,
        "log odds": math.log(probable / (1 - probable)),
        "gain": max(-_MOST, min(_MOST, gain.within + gain.after)),
        "seen belongs together": gain.old_alone - _expected(seen),
        "term belongs together": gain.new_alone - _expected(new),
    }


@cache
def load_weights() -> Mapping[str, Mapping[str, float]]:
    """The weights of each model by feature."""
    rows = load_table("scoring/readings.tsv")
    return {model: {row["feature"]: float(row[model]) for row in rows} for model in MODELS}


def _expected(words: str) -> float:
    """The log-probability of words that have nothing to do with each other, in nats."""
    zipf = load_vocabulary().zipf
    content, _ = cut(words)
    return sum((zipf(word) - 9) * _UNIT for word in content)
