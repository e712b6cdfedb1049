"""Entries in any number, in any order, become one sorted list without duplicates.

They wait in a nameless SQLite database, which lies on disk, spills as it grows and vanishes with
the process, so that memory does not grow with their number. Entries of one kind whose names differ
only in case and diacritics are one: the spelling that came most often is the name, the others are
aliases.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import TextIO

from audit.errors import ReadError, ReportError
from audit.reference import COLUMNS, Entry, fold

_LISTS = slice(2, 5)  # aliases, roles, country
_ORDER = "SELECT * FROM entries ORDER BY key, kind, rowid"
_MOST_SOURCES = 5
Row = tuple[str, ...]


class Listing:
    """Gathers entries on disk and hands them out merged and sorted."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA cache_size = -8000")  # 8 MB
        self._database.execute("BEGIN")
        self._database.execute(f"CREATE TABLE entries (key, {', '.join(COLUMNS)})")

    def add(self, entries: Iterable[Entry]) -> None:
        """Take entries in; they must hold nothing that a cell cannot (see `cells`).

        Raises:
            ReportError: the disk is full.
        """
        marks = ", ".join("?" * (1 + len(COLUMNS)))
        rows = ((fold(entry.name), *_row_of(entry)) for entry in entries)
        try:
            self._database.executemany(f"INSERT INTO entries VALUES ({marks})", rows)
        except sqlite3.OperationalError as error:
            raise ReportError(f"the names could not be kept on disk: {error}") from error

    def merged(self) -> Iterator[Entry]:
        """All entries, sorted by name and kind, duplicates merged."""
        try:
            rows = self._database.execute(_ORDER)
            for _, same in groupby(rows, key=lambda row: (row[0], row[2])):
                yield _merge([_entry_of(row[1:]) for row in same])
        except sqlite3.OperationalError as error:
            raise ReportError(f"the names could not be sorted on disk: {error}") from error


def write_list(entries: Iterable[Entry], file: TextIO, *, counted: bool = False) -> int:
    """Write entries as a list; the columns of counts only where something was `counted`.

    Returns:
        how many were written.

    Raises:
        ReadError: there is none; a list that holds no names could not be loaded.
    """
    columns = COLUMNS if counted else COLUMNS[:-2]
    written = 0
    for entry in entries:
        if not written:
            file.write("\t".join(columns) + "\n")
        file.write("\t".join(_row_of(entry)[: len(columns)]) + "\n")
        written += 1
    if not written:
        raise ReadError("there is no name to write, so no list was written")
    return written


def _row_of(entry: Entry) -> Row:
    lists = (entry.aliases, entry.roles, entry.country)
    counts = (str(entry.articles), str(entry.count))
    return (entry.name, entry.kind, *map("|".join, lists), entry.source, *counts)


def _entry_of(row: Row) -> Entry:
    aliases, roles, country = (tuple(filter(None, cell.split("|"))) for cell in row[_LISTS])
    return Entry(
        name=row[0],
        kind=row[1],
        aliases=aliases,
        roles=roles,
        country=country,
        source=row[5],
        articles=int(row[6]),
        count=int(row[7]),
    )


def _merge(same: list[Entry]) -> Entry:
    """One entry of several that bear the same name; their number is that of true namesakes."""
    if len(same) == 1:
        return same[0]
    spelled = Counter(entry.name for entry in same)
    name = min(spelled, key=lambda spelling: (-spelled[spelling], spelling))
    forms = chain(sorted(spelled), *(entry.aliases for entry in same))
    sources = dict.fromkeys(entry.source for entry in same if entry.source)
    return Entry(
        name=name,
        kind=same[0].kind,
        aliases=tuple(form for form in dict.fromkeys(forms) if form != name),
        roles=tuple(dict.fromkeys(chain.from_iterable(entry.roles for entry in same))),
        country=tuple(dict.fromkeys(chain.from_iterable(entry.country for entry in same))),
        source="; ".join(list(sources)[:_MOST_SOURCES]),
        articles=sum(entry.articles for entry in same),
        count=sum(entry.count for entry in same),
    )
