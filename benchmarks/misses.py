"""What the misses of `benchmarks/restoration.py` are, and how much could be restored at all.

`miss_labels.tsv` holds labels of misses drawn evenly and read by hand; its comment tells by which
criteria. A labelled row that is restored by now is left out: the shares are those of what is missed
today, and a miss that is newer than the labels is taken to be like the rest.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.name_errors import Row
from benchmarks.ranking import Place, interval, percent

LABELS = Path(__file__).parent / "miss_labels.tsv"
KINDS = ("garble", "variant", "pairing-noise", "no-signal")
RESTORABLE = "garble"


def read_labels(path: Path = LABELS) -> dict[int, str]:
    """Labels by the number of the row.

    Raises:
        ValueError: a row is labelled twice, or with what is no label.
    """
    labels: dict[int, str] = {}
    with path.open(encoding="utf-8") as file:
        for line in csv.DictReader((line for line in file if line[0] != "#"), delimiter="\t"):
            row, label = int(line["row"]), line["label"]
            if row in labels or label not in KINDS:
                raise ValueError(f"{path.name}: row {row} labelled {label!r}, or twice")
            labels[row] = label
    return labels


def verify_source(pairs: Path, path: Path = LABELS) -> None:
    """Raises ValueError where the labels count the rows of another file of wrong names."""
    if hashlib.sha256(pairs.read_bytes()).hexdigest() not in path.read_text(encoding="utf-8"):
        raise ValueError(f"{path.name} is of other rows than those of {pairs}")


def describe(
    rows: Sequence[Row], places: Sequence[Place], labels: Mapping[int, str]
) -> Iterator[str]:
    """The section of the page; none where no miss was labelled."""
    if not labels:
        return
    missed = {row.number for row, p in zip(rows, places, strict=True) if p.worst > 1}
    read = Counter(label for number, label in labels.items() if number in missed)
    yield "\n## What the misses are\n"
    yield f"{len(labels)} misses drawn evenly were read by hand, by the criteria in"
    yield f"`benchmarks/{LABELS.name}`."
    yield f"Restored by now and not counted: {len(labels) - read.total()}."
    yield f"Rows that are missed: {len(missed):,}.\n"
    if read:
        yield from tabulate(read)
        yield from tell_ceiling(read, len(missed), len(rows))


def tabulate(read: Counter[str]) -> Iterator[str]:
    """A table of how many misses have each label."""
    yield "| label | misses | share |\n|---|---|---|"
    for kind in KINDS:
        yield f"| {kind} | {read[kind]} | {percent(read[kind] / read.total())} |"


def tell_ceiling(read: Counter[str], missed: int, rows: int) -> Iterator[str]:
    """What rank 1 would be if every garble among the misses were restored."""
    count, drawn = read[RESTORABLE], read.total()
    best, low, high = (
        percent(1 - (1 - share) * missed / rows)
        for share in (count / drawn, *interval(count, drawn, missed))
    )
    yield f"\nIf every garble were restored, {best} of all rows would be right at rank 1 (95 %"
    yield f"interval of the drawing: {low} to {high}). A variant is right in another spelling;"
    yield "of pairing noise and names without signal, no method can restore more than by chance."
