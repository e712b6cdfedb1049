"""How many harvested names the shipped lists hold, and a sample to judge by eye.

    python -m benchmarks.harvest LIST [--least 3] [--sample 100] [--seed 1]

LIST is what `audit names harvest` wrote. A person or organisation counts as held if a form of an
entry, of whatever kind, is the name or one of its aliases, case and diacritics aside.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable
from pathlib import Path

from audit.names.harvest.lore import load_lore
from audit.reference import Entry, fold, load_reference, read_entries


def measure_held(entries: Iterable[Entry]) -> tuple[int, int]:
    """How many entries the shipped lists hold, and how many there are."""
    held = {fold(form) for entry in load_reference().entries for form in entry.forms}
    found = [any(fold(form) in held for form in entry.forms) for entry in entries]
    return sum(found), len(found)


def main() -> None:
    """Print the shares and the sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("list", type=Path)
    parser.add_argument("--least", type=int, default=3)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    entries = [entry for entry in read_entries(asked.list) if entry.articles >= asked.least]
    for kind in ("person", "organisation"):
        held, all_ = measure_held(entry for entry in entries if entry.kind == kind)
        print(f"{kind}: {held} of {all_} held ({held / max(1, all_):.1%})")
    by_key = load_lore().by_key
    drawn = random.Random(asked.seed).sample(entries, min(asked.sample, len(entries)))
    for entry in sorted(drawn, key=lambda entry: entry.name):
        mark = "listed" if fold(entry.name) in by_key else ""
        print(entry.kind, entry.name, entry.roles, entry.articles, entry.aliases, mark, sep="\t")


if __name__ == "__main__":
    main()
