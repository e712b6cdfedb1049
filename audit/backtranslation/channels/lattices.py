"""The sum over all ways to cut pairs of names into units, of many pairs and channels at once.

A state is a place in a true name and a place in a seen one; an arc consumes a unit of each, either
of which may be empty. An arc always leads to a state whose two places add up to more, so the states
of one such sum, a *diagonal*, are reckoned in one step for all pairs. Single letters that become
others, come in or get lost lead from nearly every state and are reckoned as slices; of longer units
most pairs never occur, so these arcs are listed.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Index = npt.NDArray[np.int32]

LONGEST_UNIT = 3
_KEPT = 2 * LONGEST_UNIT + 1  # diagonals that arcs come from, and the one that they lead to
_LENGTHS = range(LONGEST_UNIT + 1)


class Cut(NamedTuple):
    """Pairs of names as units: for each length from 0 the numbers of the units at each place.

    `true` and `seen` have shape (lengths, places, pairs), 0 for no unit; `true_end` and `seen_end`
    are the last places of each pair.
    """

    true: Codes
    seen: Codes
    true_end: Codes
    seen_end: Codes


class Partners(NamedTuple):
    """For each true unit the seen units that it may become, but for single letters.

    Compressed rows; `rows` are those of chances, `lengths` those of all seen units.
    """

    starts: Codes
    seen: Codes
    rows: Codes
    lengths: Codes


class Arcs(NamedTuple):
    """Listed arcs in the order of the diagonals that they lead to: rows of states and of chances.

    `groups` cuts those to a diagonal into runs in which no two lead to the same state.
    """

    source: Codes
    target: Codes
    row: Codes
    groups: list[list[int]]

    def add(self, diagonal: int, states: Floats, chances: Floats) -> None:
        """Follow all arcs that lead to a diagonal."""
        cuts = self.groups[diagonal]
        first, end = cuts[0], cuts[-1]
        if first == end:
            return
        passed = states.take(self.source[first:end], axis=0)
        passed *= chances.take(self.row[first:end], axis=0)
        for a, b in pairwise(cuts):
            states[self.target[a:b]] += passed[a - first : b - first]


def sum_paths(cut: Cut, index: Index, partners: Partners, chances: Floats) -> Floats:
    """Sums of shape (pairs, channels).

    `index` gives the row of `chances` by true and seen unit, of which row 0 is nought.
    """
    _, places, pairs = cut.true.shape
    diagonals = places + cut.seen.shape[1] - 1
    singles, arcs = _Singles.of(cut, index, chances), list_arcs(cut, index, partners)
    forward = np.zeros((_KEPT, places, pairs, chances.shape[1]))
    forward[0, 0] = 1.0
    states = forward.reshape(-1, chances.shape[1])
    found = np.zeros((pairs, chances.shape[1]))
    last = cut.true_end + cut.seen_end
    for diagonal in range(1, diagonals):
        singles.follow(diagonal, forward)
        arcs.add(diagonal, states, chances)
        ended = np.flatnonzero(last == diagonal)
        found[ended] = forward[diagonal % _KEPT, cut.true_end[ended], ended]
    return found


class _Singles(NamedTuple):
    """Arcs of single letters: chances of those that are lost and gained, and the letters.

    Seen letters are turned round, so that those of one diagonal are in the order of the true ones.
    """

    lost: Floats
    gained: Floats
    true: Codes
    seen: Codes
    columns: Index
    chances: Floats

    @classmethod
    def of(cls, cut: Cut, index: Index, chances: Floats) -> _Singles:
        true, seen = cut.true[1], cut.seen[1, ::-1]
        lost = chances.take(index[true, cut.seen[0, 0, 0]], axis=0)
        gained = chances.take(index[cut.true[0, 0, 0], seen], axis=0)
        return cls(lost, gained, true, seen, index, chances)

    def follow(self, diagonal: int, forward: Floats) -> None:
        """Reckon the states of a diagonal anew."""
        here, last, before = (forward[(diagonal - back) % _KEPT] for back in range(3))
        low, high = max(0, diagonal - len(self.seen) + 1), min(len(here), diagonal + 1)
        here[:] = 0.0
        some, turned = self._rows(diagonal, low, high)
        np.multiply(last[some], self.gained[turned], out=here[some])
        some, back = slice(max(low, 1), high), slice(max(low, 1) - 1, high - 1)
        here[some] += last[back] * self.lost[back]
        some, turned = self._rows(diagonal, max(low, 1), high)
        back = slice(some.start - 1, some.stop - 1)
        changed = self.chances.take(self.columns[self.true[back], self.seen[turned]], axis=0)
        changed *= before[back]
        here[some] += changed

    def _rows(self, diagonal: int, low: int, high: int) -> tuple[slice, slice]:
        """The true places that a seen letter leads to, and these letters, turned round."""
        high = max(low, min(high, diagonal))
        start = len(self.seen) - diagonal
        return slice(low, high), slice(start + low, start + high)


def list_arcs(cut: Cut, index: Index, partners: Partners) -> Arcs:
    """The arcs of all units but single letters."""
    _, places, pairs = cut.true.shape
    width, states = cut.seen.shape[1], pairs * places
    start, j, u, v, row = (
        np.concatenate(part)
        for part in zip(_pair_units(cut, partners), _gain_units(cut, index), strict=True)
    )
    step = start // pairs + j + u + v
    source = (step - u - v) % _KEPT * states + start
    target = step % _KEPT * states + start + u * pairs
    size = len(_LENGTHS) ** 2
    key = step * size + u * len(_LENGTHS) + v  # of one key, no two arcs lead to the same state
    order = np.argsort(key, kind="stable")
    cuts = np.searchsorted(key[order], np.arange((places + width) * size + 1)).tolist()
    groups = [sorted({*cuts[k * size : (k + 1) * size + 1]}) for k in range(places + width)]
    return Arcs(source[order], target[order], row[order], groups)


def _pair_units(cut: Cut, partners: Partners) -> tuple[Codes, ...]:
    """Arcs from units of true names: first states, places, lengths of both units, rows.

    Of the partners that a true unit has, few are anywhere in the seen name: these are asked first.
    """
    pairs = cut.true.shape[2]
    starts = [np.flatnonzero(units) for units in cut.true[1:]]
    unit = np.concatenate([u.ravel()[s] for u, s in zip(cut.true[1:], starts, strict=True)])
    length = np.repeat(np.arange(1, len(_LENGTHS)), [len(some) for some in starts])
    start, seen = np.concatenate(starts), np.ascontiguousarray(cut.seen.swapaxes(1, 2))
    which, item = expand(partners.starts, unit)
    pair, found = start[which] % pairs, partners.seen[item]
    present = np.zeros((pairs, len(partners.lengths)), bool)
    present[np.arange(pairs)[:, None], seen] = True
    kept = np.flatnonzero(present.ravel().take(pair * present.shape[1] + found))
    which, item, pair, found = which[kept], item[kept], pair[kept], found[kept]
    lengths = partners.lengths[found]
    arc, j = np.nonzero(seen[lengths, pair] == found[:, None])
    return start[which[arc]], j, length[which[arc]], lengths[arc], partners.rows[item[arc]]


def _gain_units(cut: Cut, index: Index) -> tuple[Codes, ...]:
    """The same of longer seen units that stand for nothing, at every place of the true name."""
    _, places, pairs = cut.true.shape
    rows = index[cut.true[0, 0, 0]][cut.seen[2:]]
    v, j, pair = np.nonzero(rows)
    start = (pair[:, None] + np.arange(places) * pairs).ravel()
    place, length, row = (np.repeat(some, places) for some in (j, v + 2, rows[v, j, pair]))
    return start, place, np.zeros_like(start), length, row


def expand(starts: Codes, keys: Codes) -> tuple[Codes, Codes]:
    """Rows of a compressed table: for each item the place of its key, and its own place."""
    counts = starts[keys + 1] - starts[keys]
    whose = np.repeat(np.arange(len(keys)), counts)
    skipped = np.cumsum(counts) - counts
    return whose, np.arange(len(whose)) + (starts[keys] - skipped)[whose]


def list_partners(index: Index, true_lengths: Codes, seen_lengths: Codes) -> Partners:
    """From the rows of chances by true and seen unit, and the units' lengths."""
    true, seen = np.nonzero(index)
    longer = (true_lengths[true] > 1) | (true_lengths[true] == 1) & (seen_lengths[seen] > 1)
    true, seen = true[longer], seen[longer]
    starts = np.searchsorted(true, np.arange(len(true_lengths) + 1))
    return Partners(starts, seen, index[true, seen].astype(np.int64), seen_lengths)
