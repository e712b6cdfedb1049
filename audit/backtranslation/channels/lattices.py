"""All ways to cut pairs of names into units, of many pairs at once.

A state is a place in a true name and a place in a seen one; an arc consumes a unit of each, either
of which may be empty. Most pairs of units never occur, so the arcs are few. An arc always leads to
a state whose two places add up to more, so the states of one such sum, of all pairs of names, are
reckoned in one step. Within a step the states that most arcs lead to come first: then the first
arcs of all states, the second arcs, and so on are added to runs of rows that lie side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]


class Partners(NamedTuple):
    """For each seen unit the true units it occurs with, as compressed rows.

    `columns` are those of the pairs in a table, `trues` is the number of true units.
    """

    starts: Codes
    true: Codes
    columns: Codes
    trues: int


class Arcs(NamedTuple):
    """Where arcs lead from and to (numbers of states), and their columns in the table."""

    source: Codes
    target: Codes
    column: Codes


@dataclass(frozen=True, slots=True)
class Lattice:
    """Arcs in the order of steps and ranks.

    Row 0 of the states is one that nothing reaches, row 1 that where all names begin. A step is the
    first and last arc, the first state, and how many states each rank of arcs leads to.
    """

    source: Codes
    column: Codes
    steps: list[tuple[int, int, int, list[int]]]
    states: int
    ends: Codes

    def sum_paths(self, chances: Floats) -> Floats:
        """The sum over all paths, shape (pairs of names, channels); `chances` by column."""
        forward = np.zeros((self.states, chances.shape[1]))
        forward[1] = 1.0
        for first, last, state, ranks in self.steps:
            passed = forward.take(self.source[first:last], axis=0)
            passed *= chances.take(self.column[first:last], axis=0)
            start = ranks[0]
            forward[state : state + start] = passed[:start]
            for reached in ranks[1:]:
                forward[state : state + reached] += passed[start : start + reached]
                start += reached
        ends: Floats = forward[self.ends]
        return ends


def list_partners(index: npt.NDArray[np.int32]) -> Partners:
    """From a table of columns by true and seen unit."""
    seen, true = np.nonzero(index.T)
    starts = np.searchsorted(seen, np.arange(index.shape[1] + 1))
    return Partners(starts, true, index[true, seen].astype(np.int64), index.shape[0])


def expand(starts: Codes, keys: Codes) -> tuple[Codes, Codes]:
    """Rows of a compressed table: for each item the place of its key, and its own place."""
    counts = starts[keys + 1] - starts[keys]
    whose = np.repeat(np.arange(len(keys)), counts)
    skipped = np.cumsum(counts) - counts
    return whose, np.arange(len(whose)) + (starts[keys] - skipped)[whose]


def lay_arcs(
    partners: Partners, true: tuple[Codes, ...], seen: tuple[Codes, ...], of: Codes, shape: Any
) -> Arcs:
    """All arcs; `true` and `seen` are the name, place, length and number of every unit there is.

    `shape` is (seen names, places in true names, places in seen names).
    """
    seens, rows, width = shape
    name, place, length, unit = seen
    whose, found = expand(partners.starts, unit)
    key = name[whose] * partners.trues + partners.true[found]
    order = np.argsort(key, kind="stable")
    whose, column = whose[order], partners.columns[found[order]]
    starts = np.concatenate([[0], np.bincount(key, minlength=seens * partners.trues).cumsum()])
    pair, row, up, unit = true
    which, item = expand(starts, of[pair] * partners.trues + unit)
    source = ((pair * rows + row) * width)[which] + place[whose[item]]
    return Arcs(source, source + (up * width)[which] + length[whose[item]], column[item])


def order_arcs(arcs: Arcs, steps_of: Codes, ends: Codes, starts: Codes) -> Lattice:
    """Number the states that are reached, and put the arcs in order."""
    counts = np.bincount(arcs.target, minlength=len(steps_of))
    reached = np.flatnonzero(counts)
    reached = reached[np.lexsort((-counts[reached], steps_of[reached]))]
    number = np.zeros(len(steps_of), np.int64)
    number[reached] = np.arange(2, len(reached) + 2)
    number[starts] = 1
    target = number[arcs.target]
    by_target = np.argsort(target, kind="stable")
    counts, steps = counts[reached], steps_of[reached]
    rank = np.empty(len(target), np.int64)
    rank[by_target] = np.arange(len(target)) - np.repeat(np.cumsum(counts) - counts, counts)
    group = steps_of[arcs.target] * (rank.max(initial=0) + 1) + rank
    order = np.argsort(group * (len(reached) + 2) + target)
    groups, first = np.unique(group[order], return_index=True)
    sizes = np.diff([*first, len(order)]).tolist()
    cuts: list[tuple[int, int, int, list[int]]] = []
    step_of_group = groups // (rank.max(initial=0) + 1)
    state = 2
    for step in np.unique(steps).tolist():
        mine = np.flatnonzero(step_of_group == step)
        ranks = [sizes[g] for g in mine]
        begin = int(first[mine[0]])
        cuts.append((begin, begin + sum(ranks), state, ranks))
        state += ranks[0]
    return Lattice(number[arcs.source][order], arcs.column[order], cuts, state, number[ends])
