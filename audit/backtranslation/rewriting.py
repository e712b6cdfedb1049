"""What the pivots that change most probably make of names: other spellings to find them by."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from audit.backtranslation.channels import load_channels, load_transducer
from audit.backtranslation.channels.lattices import LONGEST_UNIT
from audit.backtranslation.channels.letters import decode
from audit.backtranslation.channels.transducer import Names, Transducer

Ints = npt.NDArray[np.int64]

_REWRITING = ("ja", "zh", "ko")


def rewrite(names: Sequence[str]) -> list[list[str]]:
    """The most probable spellings of names after a trip through the pivots that change most."""
    codes = [channel.code for channel in load_channels()]
    transducer, encoded = load_transducer(), Names.of(names)
    return [_most_probable(transducer, codes.index(code) + 1, encoded) for code in _REWRITING]


def _most_probable(transducer: Transducer, channel: int, names: Names) -> list[str]:
    """Viterbi over the cuts of each name, every unit rewritten as it mostly is."""
    table = transducer.rows[channel][transducer.index]
    log_best = np.log(np.maximum(table.max(axis=1), 1e-30))
    written = _spelled(transducer.seen_ids)
    best = [written.get(i, "") for i in table.argmax(axis=1).tolist()]
    starts = transducer.true_units(names)
    rows, width = names.symbols.shape
    score = np.full((rows, width + 1), -np.inf)
    score[:, 0] = 0.0
    length = np.zeros((rows, width + 1), np.int64)
    for i in range(1, width + 1):
        for u in range(1, min(LONGEST_UNIT, i) + 1):
            ids = starts[u][:, i - u]
            through = np.where(ids > 0, score[:, i - u] + log_best[ids], -np.inf)
            better = through > score[:, i]
            score[better, i], length[better, i] = through[better], u
    found = []
    for name in range(rows):
        units, i = [], int(names.lengths[name])
        while i > 0 and (u := int(length[name, i])):
            units.append(best[starts[u][name, i - u]])
            i -= u
        found.append("".join(reversed(units)).strip("^$"))
    return found


def _spelled(ids: Ints) -> dict[int, str]:
    """Units by their numbers."""
    codes = np.flatnonzero(ids)
    return {int(ids[code]): _symbols_of(int(code)) for code in codes}


def _symbols_of(code: int) -> str:
    symbols = []
    while code:
        code, symbol = divmod(code, 29)
        symbols.append(symbol)
    return decode(bytes(reversed(symbols)))
