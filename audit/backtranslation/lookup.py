"""Which names of a long list may stand for a seen one: lookup by what the pivots keep of sounds.

Every name is indexed under several spellings: its own, and what the Japanese, Chinese and Korean
channels most probably make of it (these change the most). Of each the *sound key* is taken, in
which letters that pivots confuse are one (`l` and `r`, `v` and `b`, `th` and `s`), and of the keys
and their consonants the runs of two and three symbols. The names that share the rarest runs with
the seen one come first, weighed by their inverse document frequency (Sparck Jones 1972). No edit
distance is involved, and no name is left out for its first letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Weighed = npt.NDArray[np.float64]

_SOUNDS = tuple(
    (re.compile(pattern), kept)
    for pattern, kept in (
        (r"shch|sch|tch|tsch|dzh", "s"),
        (r"sh|th|ch|ts|cz|sz|z|x|c(?=[eiy])", "s"),
        (r"ph", "f"),
        (r"ck|kh|gh|q|c|g", "k"),
        (r"v|w|p|f", "b"),
        (r"l", "r"),
        (r"d", "t"),
        (r"y|j", "i"),
        (r"m", "n"),
        (r"h", ""),
        (r"([a-z])\1+", r"\1"),
    )
)
_VOWELS = re.compile("[aeiou]")
_SYMBOLS = 32
_LENGTH_PENALTY = 0.1  # idf units for each letter that two names differ in length
_SMOOTHING = 8.0
_FOLLOWED, _ALWAYS_FOLLOWED = 80_000, 5  # names under all runs that are followed; runs
_MOST_COMMON = 0.2  # share of names that a run may be in and still tell something


@dataclass(frozen=True, slots=True)
class KeyIndex:
    """Names by the runs of their keys, as compressed rows: run → names."""

    starts: Ints
    names: npt.NDArray[np.int32]
    weights: Floats
    norms: Floats
    lengths: Floats

    @classmethod
    def of(cls, names: Sequence[str], rewritten: Sequence[Sequence[str]]) -> KeyIndex:
        """Index the letters of names, and other spellings of all of them in the same order."""
        spellings = [names, *rewritten] if names else []
        each = [_runs(spelling, own=i == 0) for i, spelling in enumerate(spellings)]
        runs = _distinct(np.concatenate([np.arange(0), *each]))  # run and name number in one
        run, name = np.divmod(runs, max(1, len(names)))
        starts = np.searchsorted(run, np.arange(_RUNS + 1))
        counts = np.diff(starts)
        weights = np.log(max(1, len(names)) / np.maximum(counts, 1)).astype(np.float32)
        weights[counts > max(50, _MOST_COMMON * len(names))] = 0.0
        norms = np.sqrt(np.bincount(name, weights[run], len(names))) + _SMOOTHING
        lengths = np.array([len(n) for n in names], np.float32)
        return cls(starts, name.astype(np.int32), weights, norms.astype(np.float32), lengths)

    def nearest_all(self, seen: Sequence[str], most: int) -> Iterator[tuple[Ints, Weighed]]:
        """For each of some seen letters at most so many names that share the most, and how much."""
        if not seen:
            return
        run, name = np.divmod(_distinct(_runs(seen, own=True)), len(seen))
        order = np.argsort(name, kind="stable")
        cuts = np.searchsorted(name[order], np.arange(1, len(seen)))
        for letters, runs in zip(seen, np.split(run[order], cuts), strict=True):
            yield self._nearest(len(letters), self._telling(runs), most)

    def _nearest(self, length: int, runs: Ints, most: int) -> tuple[Ints, Weighed]:
        """The names under runs that are the heaviest for their own weight and their length."""
        if not length or not len(runs):
            return np.arange(0), np.zeros(0)
        spans = zip(self.starts[runs].tolist(), self.starts[runs + 1].tolist(), strict=True)
        found = np.concatenate([self.names[start:end] for start, end in spans])
        told = np.repeat(self.weights[runs], self.starts[runs + 1] - self.starts[runs])
        shared = np.bincount(found, told, len(self.lengths))
        names = np.flatnonzero(shared)
        score = shared[names] / self.norms[names]
        score -= _LENGTH_PENALTY * np.abs(self.lengths[names] - length)
        if len(names) > most:
            best = np.argpartition(-score, most)[:most]
            names, score = names[best], score[best]
        return names, score

    def _telling(self, runs: Ints) -> Ints:
        """The rarest runs, as many as can be followed in good time."""
        runs = runs[self.weights[runs] > 0]
        counts = self.starts[runs + 1] - self.starts[runs]
        order = np.argsort(counts, kind="stable")
        followed = np.cumsum(counts[order]) <= _FOLLOWED
        followed[:_ALWAYS_FOLLOWED] = True
        return runs[order[followed]]


def _distinct(numbers: Ints) -> Ints:
    """Sorted, each once: np.unique hashes, which takes six times as long."""
    numbers = np.sort(numbers)
    fresh = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=fresh[1:])
    return numbers[fresh]


def compare_letters(
    seen: Sequence[str], numbers: Sequence[Ints], letters: Sequence[str], bones: Sequence[str]
) -> list[Weighed]:
    """How alike seen letters are to those of listed names, and the bones of both: 0 to 2.

    `numbers` are the names to compare each with; both are Levenshtein similarities.
    """
    flat = [n for some in numbers for n in some.tolist()]
    of = [i for i, some in enumerate(numbers) for _ in range(len(some))]
    total = np.zeros(len(flat))
    for asked, listed in ((seen, letters), (bones_of(seen), bones)):
        pairs = [asked[i] for i in of], [listed[n] for n in flat]
        total += process.cpdist(*pairs, scorer=Levenshtein.normalized_similarity)
    return np.split(total, np.cumsum([len(some) for some in numbers])[:-1])


def bones_of(names: Sequence[str]) -> list[str]:
    """What is left of each name's sound key without vowels."""
    return _VOWELS.sub("", _key("\n".join(names))).split("\n") if names else []


def _key(letters: str) -> str:
    for pattern, kept in _SOUNDS:
        letters = pattern.sub(kept, letters)
    return letters


def _runs(spellings: Iterable[str], *, own: bool) -> Ints:
    """Runs of all keys as `run * names + name`; `own` adds the runs of the letters themselves."""
    plain = "\n".join(spellings)
    key = _key(plain)
    bones = _VOWELS.sub("", key)
    layers = [(key, 2), (key, 3), (bones, 2), (bones, 3)] + ([(plain, 2)] if own else [])
    return np.concatenate(
        [_windows(text, size, layer) for layer, (text, size) in enumerate(layers)]
    )


def _windows(text: str, size: int, layer: int) -> Ints:
    symbols = np.frombuffer(f"\n{text}\n".replace("\n", "`\n`")[1:-1].encode(), np.uint8)
    codes = symbols.astype(np.int64) - ord("`") + 1  # letters from 2, the ends of a name 1
    breaks = symbols == ord("\n")
    name = np.cumsum(breaks)
    usable = ~breaks
    run = np.zeros(len(symbols), np.int64)
    for k in range(size):
        run[: len(run) - k] = run[: len(run) - k] * _SYMBOLS + codes[k:]
        usable[: len(run) - k] &= ~breaks[k:]
    usable[len(run) - size + 1 :] = False
    names = int(name[-1]) - 1
    found: Ints = (layer * _SYMBOLS**3 + run[usable]) * names + name[usable] - 1
    return found


_RUNS = 5 * _SYMBOLS**3
