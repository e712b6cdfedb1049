"""Who is meant by an odd word: P(true word | odd word, what stands around it), or nobody listed.

A multinomial logit over the candidates of `audit.backtranslation.evidence` and one outcome more,
that the word is simply a name we do not know. A candidate's features are how well the channels
explain the odd word by it, given what the document's other names say of the pivot, and what the
text says for and against it. The weights in `reference/channels/recognition.tsv` are learned by
`training/learn_recognition.py` from clean news and from news with names garbled on purpose.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from audit.backtranslation.channels import load_transducer
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.transducer import Floats, Names
from audit.backtranslation.evidence import Evidence
from audit.backtranslation.pairs import score_pairs
from audit.backtranslation.restoration import mix_manners
from audit.backtranslation.spelling import similarity
from audit.reference import load_table
from audit.resources.vocabulary import load_vocabulary

FEATURES = (
    "constant",
    "match",  # log-score of the channels together
    "seen",  # log P(seen), what the letters are worth without the candidate
    "length",  # of the seen letters
    "alike",  # similarity by letters and sounds, 0 to 1
    "given",  # 1 where the candidate is not the last word of the name
    "beside",  # 1 where part of the same name stands beside
    "namesakes",  # how many bear that part, in doublings
    "companion",  # how alike an unknown word beside and the bearer's other name are
    "match companion",  # log-score of the channels for these two
    "cast",  # 1 where the text names the bearer in full
    "role",
    "titled",  # 1 where the role stands right before the name
    "country",
    "stranger",
    "introduced",
    "zipf",  # of the seen form in English
    "unknown",  # 1 where English texts do not have the seen form at all
    "joined",  # 1 where two words are read as one
    "match beside",  # the match once more, where part of the name stands beside
    "match cast",  # and where the text names the bearer in full
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """A seen word, or two read as one, and the candidates for it."""

    seen: str
    joined: bool
    candidates: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A candidate and the probability that it is meant."""

    evidence: Evidence
    probability: float


def recognise(
    oddities: Sequence[Oddity], pivots: Floats | None = None, *, known: bool = False
) -> list[tuple[Recognised, ...]]:
    """The candidates of each oddity, most probable first; what is left is "nobody listed".

    `pivots` are probabilities of the channels (None: all alike); `known` says that the oddities are
    right words in odd company.
    """
    weights = load_weights(known=known)
    return [
        _judge(oddity.candidates, features @ weights)
        for oddity, features in zip(oddities, weigh(oddities, pivots), strict=True)
    ]


def _judge(candidates: Sequence[Evidence], scores: Floats) -> tuple[Recognised, ...]:
    """Candidates by their probability; the spellings of one person's name share theirs."""
    top = max(0.0, float(scores.max(initial=0.0)))
    odds = np.exp(scores - top)
    chances = odds / (odds.sum() + math.exp(-top))
    groups: dict[tuple[str, bool], list[int]] = {}
    for i in np.argsort(-chances).tolist():
        groups.setdefault(candidates[i].bearer, []).append(i)
    found = [
        Recognised(
            evidence=max((candidates[i] for i in group), key=lambda c: c.is_usual),
            probability=float(chances[group].sum()),
        )
        for group in groups.values()
    ]
    return tuple(sorted(found, key=lambda item: -item.probability))


def weigh(oddities: Sequence[Oddity], pivots: Floats | None = None) -> list[Floats]:
    """For each oddity the features of its candidates, shape (candidates, features)."""
    candidates = [c for o in oddities for c in o.candidates]
    if not candidates:
        return [np.zeros((0, len(FEATURES))) for _ in oddities]
    companions = [(c.companion, c.other) for c in candidates if c.companion]
    match = iter(_match([(o.seen, c.word) for o in oddities for c in o.candidates], pivots))
    beside = dict(zip(companions, _match(companions, pivots), strict=True))
    worth = _worth([letters_of(o.seen) for o in oddities])
    return [
        np.array(
            [
                _row(o, c, next(match), beside.get((c.companion, c.other), 0.0), chance)
                for c in o.candidates
            ]
        ).reshape(-1, len(FEATURES))
        for o, chance in zip(oddities, worth, strict=True)
    ]


@cache
def load_weights(*, known: bool = False) -> Floats:
    """The learned weights, by feature."""
    column = "known" if known else "weight"
    table = {row["feature"]: float(row[column]) for row in load_table("channels/recognition.tsv")}
    return np.array([table[name] for name in FEATURES])


def _match(pairs: Sequence[tuple[str, str]], pivots: Floats | None) -> Floats:
    """Log-scores of seen and true words by the channels together."""
    scores = score_pairs([(letters_of(seen), letters_of(true)) for seen, true in pairs])
    if pivots is not None:
        scores = scores + np.log(np.maximum(pivots, 1e-9))[:, None] + np.log(len(pivots))
    match: Floats = np.logaddexp.reduce(scores, axis=0)
    return match


def _worth(seen: Sequence[str]) -> Floats:
    worth: Floats = mix_manners(load_transducer().log_marginal(Names.of(seen), seen=True))[0]
    return worth


def _row(
    oddity: Oddity, candidate: Evidence, match: float, beside: float, worth: float
) -> list[float]:
    zipf = load_vocabulary().zipf(oddity.seen.lower())
    return [
        1.0,
        match,
        worth,
        math.log(len(oddity.seen)),
        similarity(oddity.seen, candidate.word),
        not candidate.bearer[1],
        bool(candidate.beside),
        math.log2(candidate.namesakes) if candidate.beside else 0.0,
        candidate.likeness,
        beside,
        candidate.cast,
        bool(candidate.role),
        candidate.titled,
        bool(candidate.country),
        candidate.stranger,
        candidate.introduced,
        zipf,
        zipf == 0.0,
        oddity.joined,
        match if candidate.beside else 0.0,
        match if candidate.cast else 0.0,
    ]
