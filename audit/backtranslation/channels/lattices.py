"""The sum over all ways to cut pairs of names into units, of many pairs and channels at once.

A state is a place in a true name and a place in a seen one; an arc consumes a unit of each, either
of which may be empty. An arc always leads to a state whose two places add up to more, so the states
of one such sum, a *diagonal*, are reckoned in one step for all pairs. Single letters that become
others, come in or get lost lead from nearly every state and are reckoned as slices; of longer units
most pairs never occur, so these arcs are listed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Index = npt.NDArray[np.int32]

LONGEST_UNIT = 3
_KEPT = 2 * LONGEST_UNIT + 1  # diagonals that arcs come from, and the one that they lead to
_SINGLE = ((1, 1), (1, 0), (0, 1))
_LENGTHS = range(LONGEST_UNIT + 1)
_LISTED = tuple((u, v) for u in _LENGTHS for v in _LENGTHS if u + v and (u, v) not in _SINGLE)


class Cut(NamedTuple):
    """Pairs of names as units: for each length from 0 the numbers of the units at each place.

    `true` and `seen` have shape (lengths, pairs, places), 0 for no unit; `true_end` and `seen_end`
    are the last places of each pair.
    """

    true: Codes
    seen: Codes
    true_end: Codes
    seen_end: Codes


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
        for a, b in zip(cuts, cuts[1:], strict=False):
            states[self.target[a:b]] += passed[a - first : b - first]


def sum_paths(cut: Cut, index: Index, chances: Floats) -> Floats:
    """Sums of shape (pairs, channels).

    `index` gives the row of `chances` by true and seen unit, of which row 0 is nought.
    """
    _, pairs, places = cut.true.shape
    diagonals = places + cut.seen.shape[2] - 1
    singles, arcs = _Singles.of(cut, index, chances), list_arcs(cut, index)
    forward = np.zeros((_KEPT, pairs, places, chances.shape[1]))
    forward[0, :, 0] = 1.0
    states = forward.reshape(-1, chances.shape[1])
    found = np.zeros((pairs, chances.shape[1]))
    last = cut.true_end + cut.seen_end
    for diagonal in range(1, diagonals):
        singles.follow(diagonal, forward)
        arcs.add(diagonal, states, chances)
        ended = np.flatnonzero(last == diagonal)
        found[ended] = forward[diagonal % _KEPT, ended, cut.true_end[ended]]
    return found


class _Singles(NamedTuple):
    """Arcs of single letters: chances of those that are lost and gained, and the letters.

    Seen letters are turned round, so that those of one diagonal are in the order of the true ones.
    """

    lost: Floats
    gained: Floats
    true: Codes
    seen: Codes
    index: Index
    chances: Floats

    @classmethod
    def of(cls, cut: Cut, index: Index, chances: Floats) -> _Singles:
        true, seen = cut.true[1], cut.seen[1, :, ::-1]
        lost = chances.take(index[true, cut.seen[0, 0, 0]], axis=0)
        gained = chances.take(index[cut.true[0, 0, 0], seen], axis=0)
        return cls(lost, gained, true, seen, index, chances)

    def follow(self, diagonal: int, forward: Floats) -> None:
        """Reckon the states of a diagonal anew."""
        here, last, before = (forward[(diagonal - back) % _KEPT] for back in range(3))
        width = self.seen.shape[1]
        low, high = max(0, diagonal - width + 1), min(here.shape[1], diagonal + 1)
        here[:] = 0.0
        some, turned = self._rows(diagonal, low, high)
        here[:, some] = last[:, some] * self.gained[:, turned]
        some = slice(max(low, 1), high)
        back = slice(some.start - 1, high - 1)
        here[:, some] += last[:, back] * self.lost[:, back]
        some, turned = self._rows(diagonal, max(low, 1), high)
        back = slice(some.start - 1, some.stop - 1)
        rows = self.index[self.true[:, back], self.seen[:, turned]]
        changed = self.chances.take(rows, axis=0)
        changed *= before[:, back]
        here[:, some] += changed

    def _rows(self, diagonal: int, low: int, high: int) -> tuple[slice, slice]:
        """The true places that a seen letter leads to, and these letters, turned round."""
        high = max(low, min(high, diagonal))
        start = self.seen.shape[1] - diagonal
        return slice(low, high), slice(start + low, start + high)


def list_arcs(cut: Cut, index: Index) -> Arcs:
    """The arcs of all units but single letters."""
    _, pairs, places = cut.true.shape
    width, size = cut.seen.shape[2], len(_LISTED)
    found = []
    for group, (u, v) in enumerate(_LISTED):
        start = np.flatnonzero(cut.true[u])
        unit, pair = cut.true[u].ravel()[start], start // places
        row = index[unit[:, None], cut.seen[v].take(pair, axis=0)].ravel()
        arc = np.flatnonzero(row)
        which, j = np.divmod(arc, width)
        step = start[which] % places + j + u + v
        states, first = pairs * places, start[which]
        source = (step - u - v) % _KEPT * states + first
        target = step % _KEPT * states + first + u
        found.append((source, target, row[arc], step * size + group))
    source, target, row, key = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.argsort(key, kind="stable")
    cuts = np.searchsorted(key[order], np.arange((places + width) * size + 1)).tolist()
    groups = [sorted({*cuts[k * size : (k + 1) * size + 1]}) for k in range(places + width)]
    return Arcs(source[order], target[order], row[order].astype(np.int64), groups)
