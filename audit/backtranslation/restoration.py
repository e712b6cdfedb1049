"""Which listed name a seen spelling stands for, and through which pivot: P(name, pivot | seen).

A log-linear model over all pairs of a candidate and a channel. Its features are the channel's
joint and marginal log-probabilities, the same of what all pivots have in common, how alike the two
spellings are (Levenshtein, Jaro-Winkler, first letter, lengths), and how common the true name is.
The weights in `reference/channels/weights.tsv` are learned by `training/learn_restoration.py` from
names that translation systems got wrong; the sum over pivots ranks the names, the sum over names
diagnoses the pivot.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler, Levenshtein

from audit.backtranslation.channels import load_channels, load_transducer
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.skimming import skim
from audit.backtranslation.channels.transducer import Floats, Names, Transducer
from audit.backtranslation.lookup import KeyIndex
from audit.reference import load_table
from audit.resources.vocabulary import load_vocabulary

FEATURES = (
    "joint",  # log P(true, seen) through the channel
    "marginal",  # log P(true) through the channel
    "common joint",  # the same two through what all pivots have in common
    "common marginal",
    "levenshtein",  # similarity, 0 to 1
    "jaro-winkler",  # similarity, 0 to 1
    "distance",  # edits
    "difference",  # letters
    "lost",  # letters that the true name has more
    "first",  # 1 where the first letters are the same
    "zipf",  # of the true name in English
)
WIDE, HALFWAY, NARROW = 300, 100, 12  # candidates: by keys, by letters, through every channel
TOGETHER = 8  # seen names that are compared at once
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights by feature, and the bias of each channel."""

    features: Floats
    biases: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """Candidates by their numbers in the list, and log-scores of shape (channels, candidates)."""

    numbers: Ints
    scores: Floats

    def probabilities(self, pivots: Floats | None = None) -> Floats:
        """P(channel, candidate | seen), given a prior over the channels (None: as learned)."""
        scores = self.scores if pivots is None else self.scores + np.log(pivots)[:, None]
        odds = np.exp(scores - scores.max(initial=-np.inf))
        normal: Floats = odds / odds.sum()
        return normal


@dataclass(frozen=True, slots=True)
class NameList:
    """True names to look seen ones up in: distinct letters, encoded and indexed.

    `marginals` are log P(true) of every channel, shape (channels and `any`, names).
    """

    letters: tuple[str, ...]
    encoded: Names
    index: KeyIndex
    transducer: Transducer
    marginals: Floats
    zipf: Floats

    @classmethod
    def of(cls, names: Iterable[str], transducer: Transducer | None = None) -> NameList:
        """Index names; those without two Latin letters are left out."""
        letters = tuple(sorted({found for name in names if len(found := letters_of(name)) > 1}))
        encoded = Names.of(letters)
        transducer = transducer or load_transducer()
        marginals = mix_manners(transducer.log_marginal(encoded))
        zipf = np.array([*map(load_vocabulary().zipf, letters)])
        return cls(letters, encoded, KeyIndex.of(letters), transducer, marginals, zipf)

    def restore(self, seen: str, weights: Weights | None = None) -> Posterior:
        """The best candidates for a seen spelling."""
        return self.restore_all([seen], weights)[0]

    def restore_all(self, seen: Sequence[str], weights: Weights | None = None) -> list[Posterior]:
        """The best candidates for each of some seen spellings; a few at once are faster."""
        letters = [letters_of(name) for name in seen]
        return self.compare_all(seen, [self.narrow(name) for name in letters], weights)

    def compare(self, seen: str, numbers: Ints, weights: Weights | None = None) -> Posterior:
        """Given candidates for a seen spelling."""
        return self.compare_all([seen], [numbers], weights)[0]

    def compare_all(
        self, seen: Sequence[str], numbers: Sequence[Ints], weights: Weights | None = None
    ) -> list[Posterior]:
        """Given candidates for each of some seen spellings."""
        weights = weights or load_weights()
        found: list[Posterior] = []
        for start in range(0, len(seen), TOGETHER):
            names = [letters_of(name) for name in seen[start : start + TOGETHER]]
            some = numbers[start : start + TOGETHER]
            features = self._features(names, some)
            scores = features @ weights.features + weights.biases[:, None]
            cuts = np.cumsum([len(part) for part in some])[:-1]
            parts = np.split(scores, cuts, axis=1)
            found += [Posterior(numbers=n, scores=s) for n, s in zip(some, parts, strict=True)]
        return found

    def narrow(self, seen: str, halfway: int = HALFWAY, narrow: int = NARROW) -> Ints:
        """The candidates for seen letters by keys, then by letters, then by what pivots share."""
        numbers = self.index.nearest(seen, WIDE)
        if len(numbers) > halfway:
            alike = self._alike(seen, numbers)
            numbers = numbers[np.argpartition(-alike, halfway)[:halfway]]
        if len(numbers) > narrow:
            numbers = numbers[np.argsort(-self._coarse(seen, numbers))[:narrow]]
        return numbers

    def _alike(self, seen: str, numbers: Ints) -> Floats:
        """How alike the letters are, by two measures."""
        names = [self.letters[i] for i in numbers.tolist()]
        winkler = process.cdist([seen], names, scorer=JaroWinkler.similarity)[0]
        edits = process.cdist([seen], names, scorer=Levenshtein.normalized_similarity)[0]
        alike: Floats = winkler + edits
        return alike

    def _coarse(self, seen: str, numbers: Ints) -> Floats:
        """A score by what all pivots have in common, and by Jaro-Winkler."""
        joint = skim(self.transducer, self.encoded.take(numbers), seen)
        names = [self.letters[i] for i in numbers.tolist()]
        alike = process.cdist([seen], names, scorer=JaroWinkler.similarity)[0]
        score: Floats = joint - self.marginals[0, numbers] + 4.0 * alike
        return score

    def features(self, seen: str, numbers: Ints) -> Floats:
        """Features of shape (channels, candidates, features)."""
        return self._features([seen], [numbers])

    def _features(self, seen: Sequence[str], numbers: Sequence[Ints]) -> Floats:
        """The same for candidates of several seen names, one after the other."""
        flat = np.concatenate(numbers).astype(np.int64)
        of = np.repeat(np.arange(len(seen)), [len(part) for part in numbers])
        pairs = [
            (seen[i], self.letters[n]) for i, n in zip(of.tolist(), flat.tolist(), strict=True)
        ]
        joint = mix_manners(self.transducer.log_joints(self.encoded.take(flat), Names.of(seen), of))
        return _lay_features(joint, self.marginals[:, flat], pairs, self.zipf[flat])


def score_pairs(pairs: Sequence[tuple[str, str]]) -> Floats:
    """Log-scores of pairs (seen, true) of letters that no list holds, shape (channels, pairs)."""
    transducer, weights = load_transducer(), load_weights()
    true = Names.of([t for _, t in pairs])
    seen = Names.of([s for s, _ in pairs])
    joint = mix_manners(transducer.log_joints(true, seen, np.arange(len(pairs))))
    marginal = mix_manners(transducer.log_marginal(true))
    zipf = np.array([load_vocabulary().zipf(t) for _, t in pairs])
    features = _lay_features(joint, marginal, pairs, zipf)
    scores: Floats = features @ weights.features + weights.biases[:, None]
    return scores


def _lay_features(
    joint: Floats, marginal: Floats, pairs: Sequence[tuple[str, str]], zipf: Floats
) -> Floats:
    """Features of pairs (seen, true), shape (channels, pairs, features)."""
    plain = np.array([_compare_letters(t, s) for s, t in pairs], float).reshape(-1, 6)
    shared = np.column_stack([joint[0], marginal[0], plain, zipf])
    shared = np.broadcast_to(shared, (len(joint) - 1, *shared.shape))
    own = np.stack([joint[1:], marginal[1:]], axis=2)
    return np.concatenate([own, shared], axis=2)


def _compare_letters(name: str, seen: str) -> tuple[float, ...]:
    distance = Levenshtein.distance(name, seen)
    return (
        1.0 - distance / max(len(name), len(seen), 1),
        JaroWinkler.similarity(name, seen),
        distance,
        abs(len(name) - len(seen)),
        max(0, len(name) - len(seen)),
        name[:1] == seen[:1],
    )


@cache
def load_weights() -> Weights:
    """The learned weights."""
    table: Mapping[str, float] = {
        row["feature"]: float(row["weight"]) for row in load_table("channels/weights.tsv")
    }
    return Weights(
        features=np.array([table[name] for name in FEATURES]),
        biases=np.array([table[f"bias {channel.code}"] for channel in load_channels()]),
    )


def mix_manners(logs: Floats) -> Floats:
    """Romanised and respelled as one channel, each half of the time."""
    half = len(logs) // 2
    mixed: Floats = np.logaddexp(logs[:half], logs[half:]) - np.log(2)
    return mixed


def information_of(seen: str, numbers: Ints, names: NameList) -> Floats:
    """What a seen name tells of true ones, through the best channel for each: nats a letter."""
    letters = letters_of(seen)
    features = names.features(letters, numbers)
    alone = mix_manners(names.transducer.log_marginal(Names.of([letters]), seen=True))[1:]
    told: Floats = (features[:, :, 0] - features[:, :, 1] - alone).max(axis=0, initial=-np.inf)
    return told / max(1, len(letters))
