"""Write `docs/channels.md` from the shipped channels: what is typical of each pivot.

python docs/build_channels.py
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from audit.backtranslation.channels import ANY, Channel, load_channels, read_units
from audit.backtranslation.channels.writing import LANGUAGES, load_script

PAGE = Path(__file__).parent / "channels.md"
ROWS = 5  # of each of the five groups
LEAST = 0.02  # of P(seen | true): rarer confusions are not shown
LEAST_JOINT = 0.0004  # of all units; rarer letters tell little of a pivot
FLOOR = 1e-4  # of P among all pivots
LEAST_READ = -3.5  # natural logarithm of P(letters | sign)
_VOWELS = frozenset("aeiou")

Pair = tuple[str, str]
GROUPS = ("consonants", "vowels", "ends of words", "inserted letters", "dropped letters")
INTRODUCTION = """# Channels

Written by `python docs/build_channels.py` from `reference/channels/*.tsv.gz`; do not edit by hand.

What each pivot does to the letters of a name that is typical of it. P is the probability of the
seen letters given the true ones, over all ways to cut both into units and both manners of the
channel together; for inserted letters, their share of all units. *Lift* is that over the same of
what all pivots have in common: 3 is three times as likely as anywhere. Shown are the confusions
that tell the pivot most often: by their frequency times the logarithm of the lift. `^` and `$` are
the ends of a name, ∅ is nothing. *Sign* is one of the script that is known to stand for both
spellings; where there is none, the confusion comes of a guess or of real errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """Letters that a pivot rewrites more than others do."""

    true: str
    seen: str
    chance: float
    lift: float
    often: float  # of all places in names


def main() -> None:
    """Write the page."""
    PAGE.write_text(render(), encoding="utf-8")


def render() -> str:
    """The page: a section for each channel."""
    common = joint_of(ANY)
    sections = [line for channel in load_channels() for line in section(channel, common)]
    return "\n".join([INTRODUCTION, *sections]) + "\n"


def joint_of(code: str) -> dict[Pair, float]:
    """The joint probabilities of a channel's units, its manners together."""
    manners = [units for units in read_units(code).values() if units]
    joint: defaultdict[Pair, float] = defaultdict(float)
    for units in manners:
        total = sum(units.values())
        for pair, chance in units.items():
            joint[pair] += chance / total / len(manners)
    return dict(joint)


def section(channel: Channel, common: Mapping[Pair, float]) -> Iterator[str]:
    """The strongest confusions of a channel by group."""
    script = f" ({channel.script})" if channel.script else ""
    yield f"\n## {channel.name[0].upper()}{channel.name[1:]}{script}"
    by_group = defaultdict(list)
    for confusion in compare(joint_of(channel.code), common):
        by_group[group_of(confusion)].append(confusion)
    for group in GROUPS:
        if strongest := choose(by_group[group]):
            yield f"\n{group[0].upper()}{group[1:]}:\n"
            yield "| true | seen | P | lift | sign |\n|---|---|---|---|---|"
            yield from (row(confusion, channel.code) for confusion in strongest)


def choose(confusions: Iterable[Confusion]) -> list[Confusion]:
    """The most telling ones, without those that only add a letter to one that is told."""
    told: dict[Pair, Confusion] = {}
    for confusion in sorted(confusions, key=weigh, reverse=True):
        true, seen = confusion.true, confusion.seen
        shorter = {(true[1:], seen[1:])} if true[:1] == seen[:1] else set()
        shorter |= {(true[:-1], seen[:-1])} if true[-1:] == seen[-1:] else set()
        if shorter.isdisjoint(told):
            told[true, seen] = confusion
    return list(told.values())[:ROWS]


def compare(joint: Mapping[Pair, float], common: Mapping[Pair, float]) -> Iterator[Confusion]:
    """Units that are rewritten, each beside what all pivots do."""
    own, others = Rewriting(joint), Rewriting(common)
    for true, seen in joint:
        chance = own.chance(true, seen)
        lift = chance / max(others.chance(true, seen), FLOOR)
        usual = own.marginal(true) >= LEAST_JOINT and chance >= LEAST if true else True
        if usual and lift > 1.0 and chance >= LEAST_JOINT and is_minimal(true, seen):
            often = chance * own.marginal(true)
            yield Confusion(true=true, seen=seen, chance=chance, lift=lift, often=often)


class Rewriting:
    """P(seen | true) of a few letters, over all ways to cut them into units."""

    def __init__(self, joint: Mapping[Pair, float]) -> None:
        self._joint = joint
        self._totals: defaultdict[str, float] = defaultdict(float)
        for (true, _), chance in joint.items():
            self._totals[true] += chance

    def marginal(self, true: str) -> float:
        """How probable the true letters are, as one unit or several."""
        parts = range(1, len(true) + 1)
        return sum(self._totals[true[:n]] * self.marginal(true[n:]) for n in parts) if true else 1.0

    def chance(self, true: str, seen: str) -> float:
        """P(seen | true); of inserted letters, their share of all units."""
        marginal = self.marginal(true)
        if not true:
            return self._joint.get((true, seen), 0.0)
        return self._both(true, seen) / marginal if marginal else 0.0

    def _both(self, true: str, seen: str) -> float:
        if not true:
            return float(not seen)
        return sum(
            self._joint.get((true[:n], seen[:m]), 0.0) * self._both(true[n:], seen[m:])
            for n in range(1, len(true) + 1)
            for m in range(len(seen) + 1)
        )


def is_minimal(true: str, seen: str) -> bool:
    """Whether letters are rewritten, and none are told that only stand beside those that are.

    >>> is_minimal("la", "ra"), is_minimal("l", "r"), is_minimal("sk", "suk")
    (False, True, True)
    """
    a, b = true.strip("^$"), seen.strip("^$")
    if a == b:
        return False
    prefix = count_same(a, b)
    suffix = count_same(a[prefix:][::-1], b[prefix:][::-1])
    return prefix + suffix == 0 or min(len(a), len(b)) == prefix + suffix


def count_same(first: str, second: str) -> int:
    """How many letters two strings begin with together."""
    pairs = zip(first, second, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def group_of(confusion: Confusion) -> str:
    """Under which heading a confusion is read."""
    if any(end in confusion.true + confusion.seen for end in "^$"):
        return "ends of words"
    if not confusion.true:
        return "inserted letters"
    if not confusion.seen:
        return "dropped letters"
    return "consonants" if bones(confusion.true) != bones(confusion.seen) else "vowels"


def bones(letters: str) -> str:
    """Letters without vowels."""
    return "".join(letter for letter in letters if letter not in _VOWELS)


def weigh(confusion: Confusion) -> tuple[float, str, str]:
    """How much a confusion tells: its part of the divergence from all pivots."""
    return confusion.often * math.log(confusion.lift), confusion.true, confusion.seen


def row(confusion: Confusion, code: str) -> str:
    """A row of a table."""
    sign = find_sign(confusion.true.strip("^$"), confusion.seen.strip("^$"), code)
    letters = f"{confusion.true or '∅'} | {confusion.seen or '∅'}"
    return f"| {letters} | {confusion.chance:.2g} | {confusion.lift:.1f} | {sign} |"


def find_sign(true: str, seen: str, code: str) -> str:
    """The sign of the pivot's script that most probably stands for both spellings."""
    if code not in LANGUAGES or not (true and seen) or true == seen:
        return ""
    both = {
        sign: known[true] + known[seen]
        for sign, known in load_script(code).readings.items()
        if min(known.get(true, -99.0), known.get(seen, -99.0)) > LEAST_READ
    }
    return max(sorted(both), key=lambda sign: both[sign], default="")


if __name__ == "__main__":
    main()
