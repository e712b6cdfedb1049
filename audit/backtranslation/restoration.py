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
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler, Levenshtein

from audit.backtranslation.channels import load_channels, load_transducer
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.skimming import Shorts, list_units, skim_all
from audit.backtranslation.channels.transducer import Floats, Names, Transducer
from audit.backtranslation.lookup import KeyIndex, bones_of, compare_letters
from audit.backtranslation.rewriting import rewrite
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
WIDE, HALFWAY, NARROW = 300, 60, 24  # candidates: by keys, by letters too, through every channel
MARGIN = 10.0  # nats behind the best by what pivots share, from which on no channel is asked
TOGETHER = 64  # seen names that are compared at once
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights by feature, and the bias of each channel."""

    features: Floats
    biases: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """Candidates by their numbers in the list, and log-scores of shape (channels, candidates).

    `told` is what the seen letters tell of each through the best channel for it, in nats a letter
    (pointwise mutual information); empty where that was not reckoned.
    """

    numbers: Ints
    scores: Floats
    told: Floats = field(default_factory=lambda: np.zeros(0))

    def probabilities(self, pivots: Floats | None = None) -> Floats:
        """P(channel, candidate | seen), given a prior over the channels (None: as learned)."""
        scores = self.scores if pivots is None else self.scores + np.log(pivots)[:, None]
        odds = np.exp(scores - scores.max(initial=-np.inf))
        normal: Floats = odds / odds.sum()
        return normal


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList:
    """True names to look seen ones up in: distinct letters, encoded and indexed.

    `bones` are the consonants of their sound keys, `marginals` are log P(true) of every channel,
    shape (channels and `any`, names), and `units` the short units of true letters.
    """

    letters: tuple[str, ...]
    bones: tuple[str, ...]
    encoded: Names
    index: KeyIndex
    marginals: Floats
    zipf: Floats
    units: Shorts
    transducer: Transducer

    @classmethod
    def of(cls, names: Iterable[str], transducer: Transducer | None = None) -> NameList:
        """Index names; those without two Latin letters are left out."""
        letters = tuple(sorted({found for name in names if len(found := letters_of(name)) > 1}))
        transducer = transducer or load_transducer()
        encoded = Names.of(letters)
        return cls(
            letters=letters,
            bones=tuple(bones_of(letters)),
            encoded=encoded,
            index=KeyIndex.of(letters, rewrite(letters)),
            marginals=mix_manners(transducer.log_marginal(encoded)),
            zipf=np.array([*map(load_vocabulary().zipf, letters)]),
            units=list_units(transducer, encoded),
            transducer=transducer,
        )

    def restore(self, seen: str, weights: Weights | None = None) -> Posterior:
        """The best candidates for a seen spelling."""
        return self.restore_all([seen], weights)[0]

    def restore_all(
        self,
        seen: Sequence[str],
        weights: Weights | None = None,
        widths: tuple[int, int] = (HALFWAY, NARROW),
    ) -> list[Posterior]:
        """The best candidates for each of some seen spellings; many at once are faster.

        `widths` are how many are kept by letters, and how many go through every channel.
        """
        found: list[Posterior] = []
        for start in range(0, len(seen), TOGETHER):
            letters = [letters_of(name) for name in seen[start : start + TOGETHER]]
            found += self.compare_all(letters, self._narrow(letters, widths), weights)
        return found

    def compare(self, seen: str, numbers: Ints, weights: Weights | None = None) -> Posterior:
        """Given candidates for a seen spelling."""
        return self.compare_all([seen], [numbers], weights)[0]

    def compare_all(
        self, seen: Sequence[str], numbers: Sequence[Ints], weights: Weights | None = None
    ) -> list[Posterior]:
        """Given candidates for each of some seen spellings."""
        weights = weights or load_weights()
        letters = [letters_of(name) for name in seen]
        features = self._features(letters, numbers)
        scores = features @ weights.features + weights.biases[:, None]
        told = inform(letters, features, [len(some) for some in numbers], self.transducer)
        cuts = np.cumsum([len(some) for some in numbers])[:-1]
        parts = zip(numbers, np.split(scores, cuts, axis=1), np.split(told, cuts), strict=True)
        return [Posterior(numbers=n, scores=s, told=t) for n, s, t in parts]

    def _narrow(self, seen: Sequence[str], widths: tuple[int, int]) -> list[Ints]:
        """The candidates by their keys and letters, then by what pivots share."""
        wide = [*self.index.nearest_all(seen, WIDE)]
        alike = compare_letters(seen, [numbers for numbers, _ in wide], self.letters, self.bones)
        half = [
            _best(numbers, key + like, widths[0])[0]
            for (numbers, key), like in zip(wide, alike, strict=True)
        ]
        coarse = self._coarse(seen, half)
        best = (_best(n, score, widths[1]) for n, score in zip(half, coarse, strict=True))
        return [numbers[score > score.max(initial=-np.inf) - MARGIN] for numbers, score in best]

    def _coarse(self, seen: Sequence[str], numbers: Sequence[Ints]) -> list[Floats]:
        """A score by what all pivots have in common, and by Jaro-Winkler."""
        joints = skim_all(self.transducer, self.units, self.encoded.lengths, numbers, seen)
        alike = process.cpdist(*self._pair(seen, numbers), scorer=JaroWinkler.similarity)
        parts = np.split(alike, np.cumsum([len(some) for some in numbers])[:-1])
        return [
            joint - self.marginals[0, some] + 4.0 * part
            for joint, some, part in zip(joints, numbers, parts, strict=True)
        ]

    def _pair(self, seen: Sequence[str], numbers: Sequence[Ints]) -> tuple[list[str], list[str]]:
        """Each seen name as often as it has candidates, and these."""
        names = [self.letters[n] for some in numbers for n in some.tolist()]
        return [s for s, some in zip(seen, numbers, strict=True) for _ in range(len(some))], names

    def features(self, seen: str, numbers: Ints) -> Floats:
        """Features of shape (channels, candidates, features)."""
        return self._features([seen], [numbers])

    def _features(self, seen: Sequence[str], numbers: Sequence[Ints]) -> Floats:
        """The same for candidates of several seen names, one after the other."""
        flat = np.concatenate(numbers).astype(np.int64)
        of = np.repeat(np.arange(len(seen)), [len(part) for part in numbers])
        joint = mix_manners(self.transducer.log_joints(self.encoded.take(flat), Names.of(seen), of))
        return lay_features(
            joint, self.marginals[:, flat], *self._pair(seen, numbers), self.zipf[flat]
        )


def _best(numbers: Ints, scores: Floats, most: int) -> tuple[Ints, Floats]:
    """So many numbers with the highest scores, the best first, and these."""
    order = np.argsort(-scores, kind="stable")[:most]
    return numbers[order], scores[order]


def lay_features(
    joint: Floats, marginal: Floats, seen: Sequence[str], true: Sequence[str], zipf: Floats
) -> Floats:
    """Features of pairs, shape (channels, pairs, features)."""
    features = np.empty((len(joint) - 1, len(seen), len(FEATURES)))
    features[..., 0], features[..., 1] = joint[1:], marginal[1:]
    features[..., 2], features[..., 3] = joint[0], marginal[0]
    features[..., 4:10] = _compare_letters(seen, true)
    features[..., 10] = zipf
    return features


def _compare_letters(seen: Sequence[str], true: Sequence[str]) -> Floats:
    """What the letters of pairs alone tell, shape (pairs, features)."""
    distance = process.cpdist(seen, true, scorer=Levenshtein.distance, dtype=np.float64)
    winkler = process.cpdist(seen, true, scorer=JaroWinkler.similarity, dtype=np.float64)
    sizes = np.array([[len(name) for name in names] for names in (seen, true)])
    more = sizes[1] - sizes[0]
    longest = np.maximum(sizes.max(axis=0), 1)
    first = np.array([s[:1] == t[:1] for s, t in zip(seen, true, strict=True)])
    columns = (1.0 - distance / longest, winkler, distance, abs(more), np.maximum(0, more), first)
    laid: Floats = np.column_stack(columns)
    return laid


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


def inform(
    seen: Sequence[str], features: Floats, counts: Sequence[int], transducer: Transducer
) -> Floats:
    """What seen letters tell of candidates, so many of each: nats a letter, as in a posterior."""
    alone = mix_manners(transducer.log_marginal(Names.of(seen), seen=True))[1:]
    of = np.repeat(np.arange(len(seen)), counts)
    told: Floats = (features[:, :, 0] - features[:, :, 1] - alone[:, of]).max(axis=0)
    each: Floats = told / np.array([max(1, len(letters)) for letters in seen])[of]
    return each
