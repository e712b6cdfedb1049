"""Many true names at a glance: what all pivots have in common, by units of at most two letters.

The names that are worth a comparison through every channel are chosen by it. Both manners count as
one channel. The names that go with one seen name are reckoned together, as rows of all its places,
and so are some seen names: what each short unit of true letters does at each place is looked up
once for each seen name, and letters that come in are one matrix.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from audit.backtranslation.channels.transducer import Codes, Floats, Names, Transducer
from audit.backtranslation.channels.units import LIFT, SHORT_UNIT

_LEAST = 1e-37
_TOGETHER = 8  # seen names, whose rows should stay in the processor's cache

Singles = npt.NDArray[np.float32]
Shorts = npt.NDArray[np.int16]


def skim(transducer: Transducer, true: Names, seen: str) -> Floats:
    """Natural logarithms of P(true, seen) through any pivot, near enough to choose by."""
    numbers = np.arange(len(true.lengths))
    return skim_all(transducer, list_units(transducer, true), true.lengths, [numbers], [seen])[0]


def list_units(transducer: Transducer, names: Names) -> Shorts:
    """The short units that begin at each place of names, by length: what is looked up again."""
    starts = transducer.true_units(names)[1 : SHORT_UNIT + 1]
    return transducer.short_ids[np.stack(starts)].astype(np.int16)


def skim_all(
    transducer: Transducer,
    units: Shorts,
    lengths: Codes,
    numbers: Sequence[Codes],
    seen: Sequence[str],
) -> list[Floats]:
    """The same of several seen names; `numbers` are the true names to compare each with.

    `units` are those of all true names, as listed by `list_units`, and `lengths` their places.
    """
    found = [np.zeros(len(some)) for some in numbers]
    encoded = Names.of(seen)
    for start in range(0, len(seen), _TOGETHER):
        some = np.argsort(encoded.lengths, kind="stable")[start : start + _TOGETHER]
        orders = [np.argsort(-lengths[numbers[i]], kind="stable") for i in some]
        chosen = _pad([numbers[i][order] for i, order in zip(some, orders, strict=True)])
        logs = _skim(transducer, units[:, chosen], lengths[chosen], encoded.take(some))
        for i, order, line in zip(some, orders, logs, strict=True):
            found[i][order] = line[: len(order)]
    return found


def _pad(numbers: Sequence[Codes]) -> Codes:
    """As one table, with the last name of a line once more where there are no more."""
    table = np.zeros((len(numbers), max(map(len, numbers))), np.int64)
    for line, some in zip(table, numbers, strict=True):
        line[: len(some)] = some
        line[len(some) :] = some[-1] if len(some) else 0
    return table


def _skim(transducer: Transducer, units: Shorts, lengths: Codes, seen: Names) -> Floats:
    """Logarithms of shape (seen names, true names of each, the longest first)."""
    moves, inserted = _lay_moves(transducer, seen)
    width = moves.shape[-1]
    flat, first = moves.reshape(-1, *moves.shape[2:]), moves.shape[1] * np.arange(len(moves))
    forward = np.zeros((int(lengths.max(initial=0)) + 1, *lengths.shape, width), np.float32)
    forward[0, ..., 0] = 1.0
    for i in range(1, len(forward)):
        here = forward[i, :, : int((lengths >= i).sum(axis=1).max())]
        for u in range(1, min(SHORT_UNIT, i) + 1):
            last = forward[i - u, :, : here.shape[1]]
            taken = flat.take(first[:, None] + units[u - 1, :, : here.shape[1], i - u], axis=0)
            for v in range(taken.shape[2]):
                here[..., v:] += last[..., : width - v] * taken[..., v, : width - v]
        here[:] = here @ inserted
    each, own = np.indices(lengths.shape)
    ends = forward[lengths, each, own, seen.lengths[:, None]].astype(np.float64)
    logs: Floats = np.log(np.maximum(ends, _LEAST)) - lengths * np.log(LIFT)
    return logs


def _lay_moves(transducer: Transducer, seen: Names) -> tuple[Singles, Singles]:
    """What each short unit becomes: shape (seen names, units, lengths of seen units, places).

    And the sums over all letters that may come in between two places of each seen name.
    """
    columns = np.stack(transducer.seen_units(seen), axis=1)
    width = columns.shape[2]
    laid = np.ascontiguousarray(transducer.short[:, columns].swapaxes(0, 1))
    put = np.zeros((len(columns), width, width), np.float32)
    for v in range(1, columns.shape[1]):
        place = np.arange(width - v)
        put[:, place, place + v] = transducer.gained[columns[:, v, : width - v]]
    return laid, np.linalg.inv(np.eye(width, dtype=np.float32) - put)
