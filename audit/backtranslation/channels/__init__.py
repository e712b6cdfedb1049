"""Channels: what each pivot language does to the spelling of a name.

`reference/channels/channels.tsv` lists them, and each has a table of the same code beside it:
units of true and seen letters with two joint probabilities, of names that were *romanised* from
the pivot's script letter by letter, and of names that were *respelled* by somebody who guessed.
`any` is what all pivots have in common. `training/learn_channels.py` writes the tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from audit.backtranslation.channels.transducer import Transducer, Units
from audit.reference import load_table, read_table

ANY = "any"
MANNERS = ("romanised", "respelled")
Tables = Mapping[str, Mapping[str, Units]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A pivot: its code, what people call it, its ISO 639-1 code, script and home countries."""

    code: str
    name: str
    language: str
    script: str
    countries: frozenset[str]


@cache
def load_channels() -> tuple[Channel, ...]:
    """All channels, in the order of the list."""
    return tuple(
        Channel(
            code=row["code"],
            name=row["name"],
            language=row["language"],
            script=row["script"],
            countries=frozenset(filter(None, row["countries"].split("|"))),
        )
        for row in load_table("channels/channels.tsv")
    )


@cache
def load_transducer() -> Transducer:
    """The shipped tables as one transducer."""
    codes = (ANY, *(channel.code for channel in load_channels()))
    return join_tables({code: read_units(code) for code in codes})


def join_tables(tables: Tables) -> Transducer:
    """Tables by channel and manner as one: `any`, then every channel; first all romanised."""
    codes = (ANY, *(channel.code for channel in load_channels()))
    return Transducer.of([tables[code].get(manner, {}) for manner in MANNERS for code in codes])


def read_units(code: str) -> Mapping[str, dict[tuple[str, str], float]]:
    """A channel's units by manner.

    Raises:
        ReferenceDataError: the table is missing or a row does not hold.
    """
    units: dict[str, dict[tuple[str, str], float]] = {manner: {} for manner in MANNERS}
    for row in read_table(f"channels/{code}.tsv.gz"):
        for manner in MANNERS:
            if row[manner]:
                units[manner][row["true"], row["seen"]] = float(row[manner])
    return units
