"""The rows of wrong names: what the benchmark asks for, and which rows are to be told apart."""

from __future__ import annotations

import csv
import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from audit.backtranslation.channels.letters import letters_of
from audit.reference import Entry, load_reference
from training.learn_channels import WrongName, read_errors

LEAST_KNOWN = 5  # occurrences in human texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A wrong name; `number` counts the rows of the file from 1, `variant` is a right form too."""

    number: int
    wrong: WrongName
    true: str
    seen: str
    pair: str
    collection: str
    well_known: bool
    variant: bool


def read_rows(path: Path) -> list[Row]:
    """All rows of the file of wrong names."""
    with path.open(encoding="utf-8", newline="") as file:
        fields = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    errors = read_errors(path)
    true = {error.true for error in errors}
    aliases = gather_aliases(load_reference().entries)
    return [
        Row(
            number=number,
            wrong=wrong,
            true=row["true"],
            seen=row["mt_form"],
            pair=row["pair"],
            collection=row["set"],
            well_known=row["true_in_wikidata"] == "1"
            and float(row["true_freq_human"]) >= LEAST_KNOWN
            and row["inflection_like"] == "0",
            variant=wrong.seen in true
            or undouble(wrong.seen) == undouble(wrong.true)
            or wrong.seen in aliases.get(wrong.true, ()),
        )
        for number, (row, wrong) in enumerate(zip(fields, errors, strict=True), start=1)
    ]


def gather_aliases(entries: Iterable[Entry]) -> dict[str, set[str]]:
    """Other right forms of each word: those in its place in another form of the same entry."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        forms = [[letters_of(word) for word in form.split()] for form in entry.forms]
        for one, other in itertools.permutations(forms, 2):
            if len(one) == len(other):
                for word, alias in zip(one, other, strict=True):
                    found[word].add(alias)
    return found


def undouble(letters: str) -> str:
    """Letters with each run of the same letter as one.

    >>> undouble("hegseeth")
    'hegseth'
    """
    return "".join(letter for letter, _ in itertools.groupby(letters))
