"""Cut a spelling and its form in another script into the units that stand for each other.

Many-to-many alignment by expectation maximisation (Jiampojamarn et al. 2007): which units of
letters and signs make up the pairs, over all ways to cut them. Each round discounts the counts, so
that a unit lives only if several names need it, and a pair that the units of others do not explain
counts next to nothing: mined lists pair many a first name with a surname.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit, types
from numba.typed import Dict

Unit = tuple[str, str]
Pair = tuple[str, tuple[str, ...]]

_ROUNDS = 8
_LONGEST = 60
_DISCOUNT, _LEAST = 0.8, 1.5  # in names
_NOISE = 0.02  # what an unexplained pair counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """The units of each pair, in order; `None` for a pair that the units do not explain."""

    pairs: Sequence[Pair]
    units: Sequence[tuple[Unit, ...] | None]


def cut_pairs(pairs: Sequence[Pair], shapes: Iterable[tuple[int, int]], floor: float) -> Cuts:
    """Learn the units and give each pair's most probable cut.

    `shapes` are the sizes that a unit may have (letters, signs), `floor` the least log likelihood
    a letter and sign at which a pair is believed.
    """
    pairs = [p for p in pairs if p[0] and len(p[0]) < _LONGEST and 0 < len(p[1]) < _LONGEST]
    allowed = np.zeros(tuple(np.max(list(shapes), axis=0) + 1), dtype=np.bool_)
    for shape in shapes:
        allowed[shape] = True
    xs, xo = _flatten([p[0] for p in pairs])
    ys, yo = _flatten([p[1] for p in pairs])
    table, likelihood = _learn(xs, xo, ys, yo, allowed, floor)
    steps = _cut(xs, xo, ys, yo, allowed, table)
    units = [
        _units_of(pair, steps[xo[q] + yo[q] :]) if likelihood[q] >= floor else None
        for q, pair in enumerate(pairs)
    ]
    return Cuts(pairs=pairs, units=units)


def _units_of(pair: Pair, steps: Any) -> tuple[Unit, ...] | None:
    letters, signs = pair
    i = j = 0
    units = []
    while (i, j) < (len(letters), len(signs)):
        u, v = divmod(int(steps[i + j]), 16)
        if u + v == 0:
            return None
        units.append((letters[i : i + u], "".join(signs[j : j + v])))
        i, j = i + u, j + v
    return tuple(units)


def _flatten(sequences: Sequence[Sequence[str]]) -> tuple[Any, Any]:
    """All symbols as numbers from 1, one sequence after the other, and where each begins."""
    symbols = sorted({symbol for sequence in sequences for symbol in sequence})
    code = {symbol: number for number, symbol in enumerate(symbols, start=1)}
    flat = np.array([code[symbol] for sequence in sequences for symbol in sequence], np.int64)
    return flat, np.cumsum([0, *map(len, sequences)])


@njit(cache=True)
def _key(x: Any, y: Any) -> Any:
    """A number for a unit: of up to five letters and two signs, or three and three."""
    key = np.int64(1)
    for code in x:
        key = key * 32 + code
    for code in y:
        key = key * 4096 + code
    return key * 8 + len(x)


@njit(cache=True)
def _learn(xs: Any, xo: Any, ys: Any, yo: Any, allowed: Any, floor: float) -> Any:
    """Probabilities of units, and each pair's log likelihood a symbol."""
    longest_u, longest_v = allowed.shape[0] - 1, allowed.shape[1] - 1
    size = _LONGEST + 1
    table = Dict.empty(types.int64, types.float64)
    forward, backward = np.zeros((size, size)), np.zeros((size, size))
    keys = np.zeros((size, size, longest_u + 1, longest_v + 1), np.int64)
    ps = np.zeros((size, size, longest_u + 1, longest_v + 1))
    likelihood = np.zeros(len(xo) - 1)
    kinds = min(60, ys.max())
    for turn in range(_ROUNDS):
        counts = Dict.empty(types.int64, types.float64)
        for q in range(len(likelihood)):
            x, y = xs[xo[q] : xo[q + 1]], ys[yo[q] : yo[q + 1]]
            n, m = len(x), len(y)
            forward[: n + 1, : m + 1] = 0.0
            backward[: n + 1, : m + 1] = 0.0
            forward[0, 0] = backward[n, m] = 1.0
            for i in range(n + 1):
                for j in range(m + 1):
                    for u in range(min(longest_u, n - i) + 1):
                        for v in range(min(longest_v, m - j) + 1):
                            if not allowed[u, v]:
                                continue
                            key = _key(x[i : i + u], y[j : j + v])
                            keys[i, j, u, v] = key
                            if turn == 0:
                                ps[i, j, u, v] = 20.0**-u * float(kinds) ** -v
                            else:
                                ps[i, j, u, v] = table.get(key, 0.0)
                            forward[i + u, j + v] += forward[i, j] * ps[i, j, u, v]
            whole = forward[n, m]
            likelihood[q] = math.log(whole) / n if whole > 0.0 else -np.inf
            if whole <= 0.0:
                continue
            weight = _NOISE if turn > 1 and likelihood[q] < floor else 1.0
            for i in range(n, -1, -1):
                for j in range(m, -1, -1):
                    for u in range(min(longest_u, n - i) + 1):
                        for v in range(min(longest_v, m - j) + 1):
                            if not allowed[u, v]:
                                continue
                            p = ps[i, j, u, v] * backward[i + u, j + v]
                            backward[i, j] += p
                            count = forward[i, j] * p * weight / whole
                            if count > 1e-5:
                                key = keys[i, j, u, v]
                                counts[key] = counts.get(key, 0.0) + count
        discount, least = (_DISCOUNT, _LEAST) if turn else (0.0, 0.0)
        total = 0.0
        for count in counts.values():
            total += max(count - discount, 0.0) if count > least else 0.0
        table = Dict.empty(types.int64, types.float64)
        for key, count in counts.items():
            if count > least:
                table[key] = (count - discount) / total
    return table, likelihood


@njit(cache=True)
def _cut(xs: Any, xo: Any, ys: Any, yo: Any, allowed: Any, table: Any) -> Any:
    """The most probable cuts; where a unit begins, its size as letters * 16 + signs, else 0."""
    longest_u, longest_v = allowed.shape[0] - 1, allowed.shape[1] - 1
    best = np.zeros((_LONGEST + 1, _LONGEST + 1))
    back = np.zeros((_LONGEST + 1, _LONGEST + 1), np.int64)
    steps = np.zeros(len(xs) + len(ys), np.int64)
    for q in range(len(xo) - 1):
        x, y = xs[xo[q] : xo[q + 1]], ys[yo[q] : yo[q + 1]]
        n, m = len(x), len(y)
        best[: n + 1, : m + 1] = -np.inf
        best[0, 0] = 0.0
        for i in range(n + 1):
            for j in range(m + 1):
                if best[i, j] == -np.inf:
                    continue
                for u in range(min(longest_u, n - i) + 1):
                    for v in range(min(longest_v, m - j) + 1):
                        if not allowed[u, v]:
                            continue
                        p = table.get(_key(x[i : i + u], y[j : j + v]), 0.0)
                        if p > 0.0 and best[i, j] + math.log(p) > best[i + u, j + v]:
                            best[i + u, j + v] = best[i, j] + math.log(p)
                            back[i + u, j + v] = u * 16 + v
        if best[n, m] == -np.inf:
            continue
        i, j = n, m
        while i + j > 0:
            step = back[i, j]
            i, j = i - step // 16, j - step % 16
            steps[xo[q] + yo[q] + i + j] = step
    return steps
