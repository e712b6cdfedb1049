"""Units of up to three letters, numbered: which begin at a place of a name."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from audit.backtranslation.channels.lattices import LONGEST_UNIT
from audit.backtranslation.channels.letters import encode

Codes = npt.NDArray[np.int64]
Singles = npt.NDArray[np.float32]

SHORT_UNIT = 2
LIFT = 16.0  # for each letter of a short unit, so that single precision holds the product
_BASE = 29


def code_of(unit: str) -> int:
    """The letters of a unit as one number."""
    code = 0
    for symbol in encode(unit, ends=False):
        code = code * _BASE + symbol
    return code


def number_units(units: set[str]) -> Codes:
    """A number from 1 for each unit, by its code; the empty unit is one too."""
    ids = np.zeros(_BASE**LONGEST_UNIT, np.int64)
    for number, unit in enumerate(sorted(units), start=1):
        ids[code_of(unit)] = number
    return ids


def measure_units(ids: Codes) -> Codes:
    """How many letters each unit has, by its number."""
    lengths = np.zeros(ids.max() + 1, np.int64)
    for length in range(1, LONGEST_UNIT + 1):
        lengths[ids[_BASE ** (length - 1) : _BASE**length]] = length
    lengths[0] = 0
    return lengths


def choose_short(ids: Codes) -> tuple[Codes, Codes, Singles]:
    """The numbers of units of one and two letters, none first; where each is here; the lift."""
    single = ids[1:_BASE]
    units = np.unique(np.concatenate([[0], ids[1 : _BASE**SHORT_UNIT]]))
    place = np.zeros(ids.max() + 1, np.int64)
    place[units] = np.arange(len(units))
    lift = np.where(np.isin(units, single), LIFT, LIFT**2)
    return units, place, lift.astype(np.float32)[:, None]


def find_units(symbols: Codes, ids: Codes) -> list[Codes]:
    """For each unit length from 0, the ids of the units that begin at each place (0: none)."""
    rows, width = symbols.shape
    found = [np.full((rows, width + 1), ids[0])]
    for length in range(1, LONGEST_UNIT + 1):
        codes = np.zeros((rows, width + 1), np.int64)
        for k in range(min(length, width)):
            part = symbols[:, k:]
            codes[:, : part.shape[1]] = codes[:, : part.shape[1]] * _BASE + part
        complete = np.arange(width + 1) + length <= width
        found.append(np.where(complete, ids[codes % _BASE**LONGEST_UNIT], 0))
    return found
