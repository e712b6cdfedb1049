"""Many true names at a glance: what all pivots have in common, by units of at most two letters.

The names that are worth a comparison through every channel are chosen by it. Both manners count as
one channel, and all ways of a unit of the true name between two places of the seen one, insertions
included, are one matrix.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from audit.backtranslation.channels.transducer import Codes, Floats, Names, Transducer

_LONGEST_UNIT = 2
_LEAST = 1e-37
_LIFT = 16.0  # for each letter of a true name, so that single precision holds the product

Singles = npt.NDArray[np.float32]


def skim(transducer: Transducer, true: Names, seen: str) -> Floats:
    """Natural logarithms of P(true, seen) through any pivot, near enough to choose by."""
    starts = np.stack(transducer.true_units(true)[1 : _LONGEST_UNIT + 1])
    units, local = _renumber(starts, transducer.index.shape[0])
    moves = _lay_moves(transducer, units, Names.of([seen]))
    names, places = true.symbols.shape
    width = moves.shape[-1]
    forward = np.zeros((places + 1, names, 1, width), np.float32)
    forward[0, :, 0, 0] = 1.0
    for i in range(1, places + 1):
        for u in range(1, min(_LONGEST_UNIT, i) + 1):
            taken = moves.take(local[u - 1, :, i - u], axis=0)
            forward[i] += np.matmul(forward[i - u], taken) * np.float32(_LIFT**u)
    last = forward[true.lengths, np.arange(names), 0, -1].astype(np.float64)
    logs: Floats = np.log(np.maximum(last, _LEAST)) - true.lengths * np.log(_LIFT)
    return logs


def _renumber(starts: Codes, most: int) -> tuple[Codes, Codes]:
    """The units that occur, and where they are among these."""
    present = np.zeros(most, bool)
    present[starts] = True
    units = np.flatnonzero(present)
    number = np.zeros(most, np.int64)
    number[units] = np.arange(len(units))
    return units, number[starts]


def _lay_moves(transducer: Transducer, units: Codes, seen: Names) -> Singles:
    """For each true unit a matrix from places of the seen name to places."""
    columns = transducer.seen_units(seen)
    width = columns[0].shape[1]
    of_nothing = transducer.index[transducer.true_ids[0]]
    table = transducer.index[units]
    moves = np.zeros((len(units), width, width), np.float32)
    put = np.zeros((width, width), np.float32)
    for v, ids in enumerate(columns):
        place, ends = np.arange(width - v), ids[0, : width - v]
        moves[:, place, place + v] = transducer.common[table[:, ends]]
        if v:
            put[place, place + v] = transducer.common[of_nothing[ends]]
    inserted = np.linalg.inv(np.eye(width, dtype=np.float32) - put)
    laid: Singles = (moves.reshape(-1, width) @ inserted).reshape(moves.shape)
    return laid
