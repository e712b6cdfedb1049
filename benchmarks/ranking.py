"""Where the right one of many scored candidates stands, and shares of that."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Place:
    """How many others score better than the right candidate, and how many just as well."""

    better: int
    ties: int = 0

    @property
    def worst(self) -> int:
        """The rank with every tie counted against us."""
        return self.better + self.ties + 1

    def chance(self, most: int) -> float:
        """The chance of a rank up to so many when ties fall at random."""
        return min(1.0, max(0.0, (most - self.better) / (self.ties + 1)))


NOWHERE = Place(10**9)  # the right one is not among the candidates


def place(scores: npt.NDArray[Any], right: int | None) -> Place:
    """The place of the candidate at an index."""
    if right is None:
        return NOWHERE
    others = int((scores == scores[right]).sum()) - 1
    return Place(int((scores > scores[right]).sum()), others)


def strict_share(places: Sequence[Place], most: int) -> float:
    """The share that is surely within a rank."""
    return float(np.mean([p.worst <= most for p in places])) if places else float("nan")


def expected_share(places: Sequence[Place], most: int) -> float:
    """The share that is within a rank when ties fall at random."""
    return float(np.mean([p.chance(most) for p in places])) if places else float("nan")


def interval(count: int, drawn: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share, of which `drawn` were seen without putting any back.

    Wilson's score interval (1927), the draw counted as larger the more of all it is.

    >>> [round(end, 3) for end in interval(5, 10, 10_000)]
    [0.237, 0.763]
    >>> interval(5, 10, 10)
    (0.5, 0.5)
    """
    share = count / drawn
    if drawn >= of:
        return share, share
    size = drawn * (of - 1) / (of - drawn)
    spread = 1.96**2 / size
    half = 1.96 * math.sqrt(share * (1 - share) / size + spread / (4 * size))
    middle = share + spread / 2
    return (middle - half) / (1 + spread), (middle + half) / (1 + spread)


def percent(share: float) -> str:
    """A share as the tables print it.

    >>> percent(0.8687)
    '86.9 %'
    """
    return "–" if np.isnan(share) else f"{100 * share:.1f} %"
