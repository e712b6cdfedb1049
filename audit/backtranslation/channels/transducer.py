"""The probability that true spellings are rewritten as a seen one, under several channels at once.

A *channel* is a table of units (true letters, seen letters) with joint probabilities, learned by
`training/multigram.py`. The probability of a pair of names is the sum over all ways to cut both
into units of up to three letters (the joint multigram model of order one: Deligne and Bimbot 1995;
Bisani and Ney 2008). One seen name is compared with many true ones: the forward pass goes through
the letters of all true names at once, with a row of all places of the seen name for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from audit.backtranslation.channels.lattices import (
    LONGEST_UNIT,
    Cut,
    Partners,
    list_partners,
    sum_paths,
)
from audit.backtranslation.channels.letters import encode
from audit.backtranslation.channels.units import (
    choose_short,
    code_of,
    find_units,
    measure_units,
    number_units,
)

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Singles = npt.NDArray[np.float32]
Units = Mapping[tuple[str, str], float]

_LONGEST_NAME = 28  # symbols; longer names are compared by their beginnings
_LEAST = 1e-300
_TOGETHER = 64  # pairs of names, whose states should stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Names:
    """Encoded names: symbols of shape (names, longest), zero after the end, and lengths."""

    symbols: Codes
    lengths: Codes

    @classmethod
    def of(cls, names: Iterable[str]) -> Names:
        """Encode names."""
        codes = [_encoded(name) for name in names]
        lengths = np.array([len(code) for code in codes], np.int64)
        symbols = np.zeros((len(codes), int(lengths.max(initial=0))), np.int64)
        for row, code in zip(symbols, codes, strict=True):
            row[: len(code)] = code
        return cls(symbols, lengths)

    def take(self, rows: Any) -> Names:
        """Some of the names, no wider than they need be."""
        lengths = self.lengths[rows]
        return Names(self.symbols[rows, : int(lengths.max(initial=0))], lengths)


@dataclass(frozen=True, slots=True)
class Transducer:
    """Channels over the same units.

    `rows` has shape (channels, distinct pairs of units + 1) and holds joint probabilities, the
    first column being nought; `index` gives a pair's column by the numbers of its true and its seen
    unit; `true_ids` and `seen_ids` number the units by their letters' code, 0 for an unknown one.
    `by_pair` is `rows` the other way round. `short` has what all pivots have in common, the mean of
    the two manners of the first channel, of true units of at most two letters, by these and by all
    seen units, lifted: `short_ids` gives a true unit's row, 0 for none. `gained` is the row of no
    letters, as it is.
    """

    rows: Floats
    index: npt.NDArray[np.int32]
    true_ids: Codes
    seen_ids: Codes
    true_marginals: Floats
    seen_marginals: Floats
    partners: Partners
    by_pair: Floats
    short: Singles
    short_ids: Codes
    gained: Singles

    @classmethod
    def of(cls, channels: Sequence[Units]) -> Transducer:
        """Lay the units of channels out as one table."""
        pairs = sorted({pair for channel in channels for pair in channel})
        rows = np.zeros((len(channels), len(pairs) + 1))
        for row, channel in zip(rows, channels, strict=True):
            row[1:] = [channel.get(pair, 0.0) for pair in pairs]
        true_ids, seen_ids = (number_units({pair[side] for pair in pairs}) for side in (0, 1))
        true = true_ids[[code_of(pair[0]) for pair in pairs]]
        seen = seen_ids[[code_of(pair[1]) for pair in pairs]]
        index = np.zeros((true.max() + 1, seen.max() + 1), np.int32)
        index[true, seen] = np.arange(1, len(pairs) + 1)
        short, short_ids, lift = choose_short(true_ids)
        common = rows[:: max(1, len(rows) // 2)][:2].mean(axis=0).astype(np.float32)
        return cls(
            rows=rows,
            index=index,
            true_ids=true_ids,
            seen_ids=seen_ids,
            true_marginals=_marginals(rows, true, index.shape[0]),
            seen_marginals=_marginals(rows, seen, index.shape[1]),
            partners=list_partners(index, measure_units(true_ids), measure_units(seen_ids)),
            by_pair=_by_pair(rows),
            short=common[index[short]] * lift,
            short_ids=short_ids,
            gained=common[index[true_ids[0]]],
        )

    def only(self, *channels: int) -> Transducer:
        """Some of the channels, over the same units."""
        part = list(channels)
        return replace(
            self,
            rows=self.rows[part],
            true_marginals=self.true_marginals[part],
            seen_marginals=self.seen_marginals[part],
            by_pair=_by_pair(self.rows[part]),
        )

    def log_joint(self, true: Names, seen: str) -> Floats:
        """Natural logarithms of P(true, seen), shape (channels, true names)."""
        return self.log_joints(true, Names.of([seen]), np.zeros(len(true.lengths), np.int64))

    def log_joints(self, true: Names, seen: Names, of: Codes) -> Floats:
        """The same of many seen names at once; `of` numbers the seen name of each true one."""
        sums = np.zeros((len(of), len(self.rows)))
        size = true.lengths + seen.lengths[of]
        order = np.argsort(size, kind="stable")  # names that go together are as long as each other
        for start in range(0, len(order), _TOGETHER):
            some = order[start : start + _TOGETHER]
            cut = self._cut(true.take(some), seen.take(of[some]))
            sums[some] = sum_paths(cut, self.index, self.partners, self.by_pair)
        return np.log(np.maximum(sums, _LEAST)).T

    def _cut(self, true: Names, seen: Names) -> Cut:
        return Cut(
            np.stack([units.T for units in self.true_units(true)]),
            np.stack([units.T for units in self.seen_units(seen)]),
            true.lengths,
            seen.lengths,
        )

    def log_marginal(self, names: Names, *, seen: bool = False) -> Floats:
        """Natural logarithms of P(true), or of P(seen), shape (channels, names)."""
        ids = self.seen_ids if seen else self.true_ids
        chances = self.seen_marginals if seen else self.true_marginals
        starts = find_units(names.symbols, ids)
        forward = [np.ones((len(self.rows), len(names.lengths)))]
        for i in range(1, names.symbols.shape[1] + 1):
            units = range(1, min(LONGEST_UNIT, i) + 1)
            parts = [forward[i - u] * chances[:, starts[u][:, i - u]] for u in units]
            forward.append(np.sum(parts, axis=0))
        last = np.stack(forward)[names.lengths, :, np.arange(len(names.lengths))].T
        return np.log(np.maximum(last, _LEAST))

    def true_units(self, names: Names) -> list[Codes]:
        """For each unit length from 0, the numbers of the true units that begin at each place."""
        return find_units(names.symbols, self.true_ids)

    def seen_units(self, names: Names) -> list[Codes]:
        """The same of seen units."""
        return find_units(names.symbols, self.seen_ids)


def _encoded(name: str) -> Codes:
    return np.frombuffer(encode(name)[:_LONGEST_NAME], np.uint8).astype(np.int64)


def _marginals(rows: Floats, units: Codes, most: int) -> Floats:
    """Of each channel, the probabilities of units on one side."""
    return np.stack([np.bincount(units, row[1:], most) for row in rows])


def _by_pair(rows: Floats) -> Floats:
    return np.ascontiguousarray(rows.T)
