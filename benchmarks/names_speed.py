"""How fast and how well `names suggest` answers from a long list, in one process on one core.

    python -m benchmarks.names_speed DATA [--queries N]

DATA is the folder with `data/name_errors` and `data/translit`. The list is 100,000 full names:
given names and surnames of the shipped list put together anew, always the same. A query is a
listed name of which one word or both are garbled: a word that translation systems got wrong as
they did, another by the respelling of a script's romanisation, the rest by a typing error. The
shipped tables know most of these garbles, so what is told is how full names are put together rather
than how words are restored: that is measured by `benchmarks.restoration`. Seconds differ between
machines, so the time of rapidfuzz's `process.extractOne` with Jaro-Winkler over the same list, on
some of the same queries, in turn with ours, is printed with them. Ties fall at random for peers.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from audit.backtranslation.cache import open_directory
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.directory import Directory
from audit.backtranslation.suggestions import Answer, suggest_names
from audit.reference import Entry, load_reference
from benchmarks.peers import PEERS
from benchmarks.pivots import mistype
from benchmarks.ranking import Place, expected_share, percent, place
from training.learn_channels import SCRIPTS, read_errors, read_names
from training.romanise import SCHEMES

LISTED, QUERIES = 100_000, 20_000
COMPARED = 500  # queries that the peer answers too
ROUNDS = 5  # in which the two take turns
RANKED, AT_ONCE = 300, 50  # queries that all peers rank the list for, and how many at once
MOST = (1, 5)
SHORTEST = 3  # letters of a word that is garbled
Result = TypeVar("Result")
Garbles = Mapping[str, Sequence[str]]  # seen forms by the letters of the true word


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A listed name and how it is asked for."""

    true: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Seconds; `total` for all queries, `ours` and `peer` for those that both answered.

    `right` is the share that each method has at rank 1 and up to rank 5.
    """

    listing: float
    kept: float
    total: float
    ours: float
    peer: float
    right: Mapping[str, tuple[float, float]]


def main() -> None:
    """Time and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--queries", type=int, default=QUERIES)
    options = parser.parse_args()
    pin()
    names = recombine(load_reference().entries, LISTED)
    garbles = gather_garbles(options.data / "data")
    queries = garble_names(names, garbles, options.queries)
    print("\n".join(table(measure(names, queries), len(queries))))


def pin() -> None:
    """Stay on one core, where the system lets a process choose."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def recombine(entries: Sequence[Entry], most: int) -> list[str]:
    """Given names and surnames of listed persons put together anew, each pair once."""
    people = [e.name.split() for e in entries if e.kind == "person" and " " in e.name]
    given = [words[0] for words in people]
    surnames = [words[-1] for words in people]
    chance = random.Random(17)
    made: dict[str, None] = {}
    while len(made) < most:
        made[f"{chance.choice(given)} {chance.choice(surnames)}"] = None
    return list(made)


def gather_garbles(data: Path) -> Garbles:
    """Seen forms of true words: those of translation systems, and of every script's schemes."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for error in read_errors(data / "name_errors" / "pairs.tsv"):
        found[error.true].append(error.seen)
    for script in SCRIPTS.values():
        for true, native in read_names(data / "translit", script, "dev"):
            spellings = map(letters_of, SCHEMES[script](native))
            found[true] += [seen for seen in spellings if len(seen) > 1 and seen != true]
    return found


def garble_names(names: Sequence[str], garbles: Garbles, most: int) -> list[Query]:
    """Listed names asked for with one word or both garbled."""
    chance = random.Random(19)
    return [
        Query(true=name, seen=" ".join(_garbled(name.split(), garbles, chance)))
        for name in (chance.choice(names) for _ in range(most))
    ]


def _garbled(words: Sequence[str], garbles: Garbles, chance: random.Random) -> Iterator[str]:
    """The last word garbled, and every other one half of the time."""
    for i, word in enumerate(words):
        letters = letters_of(word)
        spared = i < len(words) - 1 and chance.random() < 0.5
        if spared or len(letters) < SHORTEST:
            yield word
            continue
        forms = garbles.get(letters) or [mistype(letters, chance)]
        yield chance.choice(forms).capitalize()


def measure(names: Sequence[str], queries: Sequence[Query]) -> Timing:
    """Index the list, find it where it is kept, answer, and let the peer answer some."""
    entries = [Entry(name=name) for name in names]
    with tempfile.TemporaryDirectory() as folder:
        listing, _ = timed(lambda: open_directory(entries, Path(folder)))
        kept, directory = timed(lambda: open_directory(entries, Path(folder)))
    list(suggest_names([queries[0].seen], directory))  # loads the channels' tables
    total, answers = timed(partial(_suggest_all, queries, directory))
    ours, peer = take_turns(queries[: COMPARED * ROUNDS], names, directory)
    return Timing(
        listing=listing,
        kept=kept,
        total=total,
        ours=ours,
        peer=peer,
        right={
            "ours": share_right(queries, answers),
            **dict(rank_by_peers(queries[:RANKED], names)),
        },
    )


def share_right(queries: Sequence[Query], answers: Sequence[Answer]) -> tuple[float, float]:
    """The shares of queries answered rightly at rank 1 and up to rank 5."""
    told = [[suggestion.name for suggestion in answer.suggestions] for answer in answers]
    right = [
        [q.true in names[:most] for q, names in zip(queries, told, strict=True)] for most in MOST
    ]
    return float(np.mean(right[0])), float(np.mean(right[1]))


def rank_by_peers(
    queries: Sequence[Query], names: Sequence[str]
) -> Iterator[tuple[str, tuple[float, float]]]:
    """The same of each peer."""
    for method, (rank, _) in PEERS.items():
        places: list[Place] = []
        for start in range(0, len(queries), AT_ONCE):
            some = queries[start : start + AT_ONCE]
            scores = rank([query.seen for query in some], names)
            places += [place(s, names.index(q.true)) for s, q in zip(scores, some, strict=True)]
        yield method, (expected_share(places, MOST[0]), expected_share(places, MOST[1]))


def take_turns(
    queries: Sequence[Query], names: Sequence[str], directory: Directory
) -> tuple[float, float]:
    """Seconds that we and the peer take for the same queries."""
    ours = peer = 0.0
    size = max(1, len(queries) // ROUNDS)
    for start in range(0, len(queries), size):
        some = queries[start : start + size]
        ours += timed(partial(_suggest_all, some, directory))[0]
        peer += timed(partial(_find_nearest, some, names))[0]
    return ours, peer


def _suggest_all(queries: Sequence[Query], directory: Directory) -> list[Answer]:
    return [*suggest_names((query.seen for query in queries), directory)]


def _find_nearest(queries: Sequence[Query], names: Sequence[str]) -> None:
    """The most alike listed name by Jaro-Winkler, of each query."""
    for query in queries:
        process.extractOne(query.seen, names, scorer=JaroWinkler.similarity)


def timed(function: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds that a function takes, and what it gives."""
    start = time.perf_counter()
    result = function()
    return time.perf_counter() - start, result


def table(timing: Timing, queries: int) -> Iterator[str]:
    """What was measured."""
    compared = min(queries, COMPARED * ROUNDS)
    yield "| measured | |"
    yield "|---|---|"
    yield f"| index made | {timing.listing:.1f} s |"
    yield f"| index found where it is kept | {timing.kept:.1f} s |"
    yield f"| {queries:,} queries | {timing.total:.1f} s |"
    yield f"| a query | {1000 * timing.total / queries:.2f} ms |"
    yield f"| rapidfuzz, a query of {compared:,} | {1000 * timing.peer / compared:.2f} ms |"
    yield f"| ours to rapidfuzz's | {timing.ours / timing.peer:.2f} |"
    yield f"\nOf peers {RANKED:,} queries are looked at.\n"
    yield "| method | rank 1 | rank 5 |"
    yield "|---|---|---|"
    for method, shares in timing.right.items():
        yield f"| {method} | {' | '.join(map(percent, shares))} |"


if __name__ == "__main__":
    main()
