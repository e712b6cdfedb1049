"""What the formats of others call kinds and columns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from audit.reference import KINDS, load_table


@cache
def kinds_of(*schemes: str) -> Mapping[str, str]:
    """Our kinds by the names of classes in the given schemes, folded to lower case."""
    rows = load_table("formats/kinds.tsv")
    ours = {kind: kind for kind in KINDS} if "word" in schemes else {}
    return ours | {row["class"]: row["kind"] for row in rows if row["scheme"] in schemes}


@cache
def names_of_columns() -> Mapping[str, tuple[str, ...]]:
    """What a column of ours may be called, best first, our own name among them."""
    names: dict[str, tuple[str, ...]] = {}
    for row in load_table("formats/columns.tsv"):
        names[row["column"]] = (*names.get(row["column"], (row["column"],)), row["called"])
    return names


def map_columns(given: list[str], asked: Mapping[str, str]) -> dict[str, str]:
    """For each column of ours, which of the given ones holds it, where one does.

    A name that was asked for counts as it is; others are compared in lower case.
    """
    folded = {name.strip().lower(): name for name in reversed(given)}
    chosen = {}
    for column, names in names_of_columns().items():
        wanted = asked.get(column)
        found = next((folded[name] for name in names if name in folded), None)
        exact = wanted if wanted in given else folded.get((wanted or "").strip().lower())
        source = exact if wanted is not None else found
        if source is not None:
            chosen[column] = source
    return chosen
