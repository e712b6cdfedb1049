"""Learn how letters of a true name turn into letters of a seen one.

A name is cut into units of up to three letters and each unit is rewritten, so that a pair of
spellings has the probability of the sum over all ways to cut and rewrite. The joint probabilities
of units are learned by expectation maximisation, as in the joint multigram model (Deligne and
Bimbot 1995; Bisani and Ney 2008, of order one) and many-to-many alignment (Jiampojamarn et al.
2007). First come single letters, then longer units start from what their letters make likely; each
round the counts are discounted, so that a unit lives only if it explains more than its letters do.
A table can start from another one (`base`): what the pairs do not tell is taken from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numba import njit, types
from numba.typed import Dict

from audit.backtranslation.channels.letters import decode, encode

Pair = tuple[str, str]
Units = Mapping[Pair, float]

_BASE = 29  # letters, the two ends of a name, and nothing
_SIDE = _BASE**3
_START, _END = 27, 28
_LONGEST_NAME = 30
_SIZES = np.array([0.0, 0.75, 0.18, 0.07])  # prior of a unit's longer side
_IMPROBABLE = 1e-9
_LETTER_ROUNDS, _UNIT_ROUNDS = 8, 5


def learn_units(
    pairs: Sequence[Pair],
    weights: Sequence[float] | None = None,
    *,
    base: Units | None = None,
    trust: float = 1000.0,
    discount: float = 0.8,
    least: float = 0.5,
) -> dict[Pair, float]:
    """The joint probabilities of units (true, seen), learned from pairs of spellings.

    `trust` is how many observations the base (or the letters) counts for, `discount` what each
    unit's count is lowered by, `least` the expected count below which a longer unit is dropped.
    """
    true = [encode(t) for t, _ in pairs]
    seen = [encode(s) for _, s in pairs]
    kept = [i for i in range(len(pairs)) if max(len(true[i]), len(seen[i])) <= _LONGEST_NAME]
    xs, xo = _flatten([true[i] for i in kept])
    ys, yo = _flatten([seen[i] for i in kept])
    w = np.ones(len(kept)) if weights is None else np.asarray(weights, float)[kept]
    letters = _letters_of(base) if base else _learn_letters(xs, xo, ys, yo, w)
    start = _pack(base) if base else _empty()
    table = _learn(xs, xo, ys, yo, w, letters, start, trust, discount, least)
    return {(_unpack(k // _SIDE), _unpack(k % _SIDE)): float(p) for k, p in table.items()}


def _flatten(codes: Iterable[bytes]) -> tuple[Any, Any]:
    codes = list(codes)
    offsets = np.cumsum([0, *map(len, codes)])
    return np.frombuffer(b"".join(codes), dtype=np.uint8).astype(np.int64), offsets


def _empty() -> Any:
    return Dict.empty(types.int64, types.float64)


def _pack(units: Units) -> Any:
    table = _empty()
    for (true, seen), probability in units.items():
        table[_code(true) * _SIDE + _code(seen)] = probability
    return table


def _code(unit: str) -> int:
    code = 0
    for symbol in encode(unit, ends=False):
        code = code * _BASE + symbol
    return code


def _unpack(code: int) -> str:
    symbols = []
    while code:
        code, symbol = divmod(code, _BASE)
        symbols.append(symbol)
    return decode(bytes(reversed(symbols)))


def _letters_of(units: Units) -> Any:
    table = np.zeros((_BASE, _BASE))
    for (true, seen), probability in units.items():
        if len(true) <= 1 and len(seen) <= 1:
            table[_code(true), _code(seen)] += probability
    return table / table.sum()


@njit(cache=True)
def _learn_letters(xs: Any, xo: Any, ys: Any, yo: Any, w: Any) -> Any:
    """Single letters kept, exchanged, dropped and put in: probabilities of shape (29, 29)."""
    p = np.full((_BASE, _BASE), 0.1 / 784)
    for i in range(_BASE):
        p[i, i] = 0.8 / 28
    p[0, :] = p[:, 0] = 0.05 / 28
    p[0, 0] = 0.0
    f = np.zeros((_LONGEST_NAME + 1, _LONGEST_NAME + 1))
    b = np.zeros((_LONGEST_NAME + 1, _LONGEST_NAME + 1))
    for _ in range(_LETTER_ROUNDS):
        for end in (_START, _END):  # the ends of names go together
            for i in range(_BASE):
                if i != end:
                    p[end, i] = p[i, end] = 0.0
        counts = np.full((_BASE, _BASE), 0.02)
        for i in range(_BASE):
            counts[i, i] += 0.5
        for q in range(len(w)):
            x, y = xs[xo[q] : xo[q + 1]], ys[yo[q] : yo[q + 1]]
            n, m = len(x), len(y)
            for i in range(n + 1):
                for j in range(m + 1):
                    v = 1.0 if i + j == 0 else 0.0
                    if i and j:
                        v += f[i - 1, j - 1] * p[x[i - 1], y[j - 1]]
                    if i:
                        v += f[i - 1, j] * p[x[i - 1], 0]
                    if j:
                        v += f[i, j - 1] * p[0, y[j - 1]]
                    f[i, j] = v
            if f[n, m] <= 0:
                continue
            scale = w[q] / f[n, m]
            for i in range(n, -1, -1):
                for j in range(m, -1, -1):
                    v = 1.0 if i == n and j == m else 0.0
                    if i < n and j < m:
                        both = b[i + 1, j + 1] * p[x[i], y[j]]
                        v += both
                        counts[x[i], y[j]] += f[i, j] * both * scale
                    if i < n:
                        drop = b[i + 1, j] * p[x[i], 0]
                        v += drop
                        counts[x[i], 0] += f[i, j] * drop * scale
                    if j < m:
                        put = b[i, j + 1] * p[0, y[j]]
                        v += put
                        counts[0, y[j]] += f[i, j] * put * scale
                    b[i, j] = v
        counts[0, 0] = 0.0
        p = counts / counts.sum()
    for end in (_START, _END):
        for i in range(_BASE):
            if i != end:
                p[end, i] = p[i, end] = 0.0
    return p


@njit(cache=True)
def _by_letters(p: Any, x: Any, y: Any) -> float:
    """The probability of a unit as its single letters make it."""
    n, m = len(x), len(y)
    f = np.zeros((n + 1, m + 1))
    f[0, 0] = 1.0
    for i in range(n + 1):
        for j in range(m + 1):
            if i and j:
                f[i, j] += f[i - 1, j - 1] * p[x[i - 1], y[j - 1]]
            if i:
                f[i, j] += f[i - 1, j] * p[x[i - 1], 0]
            if j:
                f[i, j] += f[i, j - 1] * p[0, y[j - 1]]
    return float(f[n, m])


@njit(cache=True)
def _learn(
    xs: Any, xo: Any, ys: Any, yo: Any, w: Any, letters: Any, start: Any,
    trust: float, discount: float, least: float,
) -> Any:  # fmt: skip
    based = len(start) > 0
    prior = Dict.empty(types.int64, types.float64)
    table = Dict.empty(types.int64, types.float64)
    size = _LONGEST_NAME + 1
    keys = np.zeros((size, size, 16), np.int64)
    ps = np.zeros((size, size, 16))
    f = np.zeros((size + 3, size + 3))
    b = np.zeros((size + 3, size + 3))
    for k, v in start.items():
        prior[k] = v
        table[k] = v
    for turn in range(_UNIT_ROUNDS):
        counts = Dict.empty(types.int64, types.float64)
        for q in range(len(w)):
            x, y = xs[xo[q] : xo[q + 1]], ys[yo[q] : yo[q + 1]]
            n, m = len(x), len(y)
            for i in range(n + 1):
                for j in range(m + 1):
                    f[i, j] = 0.0
                    b[i, j] = 0.0
                    kx = 0
                    for u in range(min(3, n - i) + 1):
                        if u:
                            kx = kx * _BASE + x[i + u - 1]
                        ky = 0
                        for v in range(min(3, m - j) + 1):
                            if v:
                                ky = ky * _BASE + y[j + v - 1]
                            ps[i, j, u * 4 + v] = 0.0
                            if u + v == 0:
                                continue
                            k = kx * _SIDE + ky
                            keys[i, j, u * 4 + v] = k
                            if k in table:
                                ps[i, j, u * 4 + v] = table[k]
                            elif turn == 0 or (u <= 1 and v <= 1):
                                pr = _by_letters(letters, x[i : i + u], y[j : j + v])
                                pr *= _SIZES[max(u, v)] * (0.05 if based and u + v > 2 else 1.0)
                                if pr > _IMPROBABLE:
                                    prior[k] = pr
                                    table[k] = pr
                                    ps[i, j, u * 4 + v] = pr
            f[0, 0] = 1.0
            b[n, m] = 1.0
            for i in range(n + 1):
                for j in range(m + 1):
                    if f[i, j] > 0.0:
                        for u in range(min(3, n - i) + 1):
                            for v in range(min(3, m - j) + 1):
                                f[i + u, j + v] += f[i, j] * ps[i, j, u * 4 + v] * (u + v > 0)
            if f[n, m] <= 0.0:
                continue
            scale = w[q] / f[n, m]
            for i in range(n, -1, -1):
                for j in range(m, -1, -1):
                    for u in range(min(3, n - i) + 1):
                        for v in range(min(3, m - j) + 1):
                            pr = ps[i, j, u * 4 + v]
                            if u + v and pr > 0.0:
                                b[i, j] += pr * b[i + u, j + v]
                                c = f[i, j] * pr * b[i + u, j + v] * scale
                                if c > 1e-6:
                                    k = keys[i, j, u * 4 + v]
                                    counts[k] = counts.get(k, 0.0) + c
        total = 0.0
        freed = 0.0
        for c in counts.values():
            total += c
            freed += min(c, discount)
        dropped = [np.int64(0)]
        for k in table:
            c = counts.get(k, 0.0)
            kx, ky = k // _SIDE, k % _SIDE
            if c < least and not (kx < _BASE and ky < _BASE) and k not in start:
                dropped.append(k)
            else:
                table[k] = (max(0.0, c - discount) + (trust + freed) * prior[k]) / (total + trust)
        for k in dropped[1:]:
            del table[k]
    return table
