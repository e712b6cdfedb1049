"""Tables: CSV and TSV with a header line, whatever its columns are called.

Of a CSV, `,` and `;` are told apart by the header. Several aliases in one cell stand apart by `|`
or `;`. Lines that begin with `#` are comments, as in our own lists.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from audit.errors import ReadError
from audit.names.candidates import Candidate, Read, Reason, Refused
from audit.names.formats.streams import Stream, numbered_lines
from audit.names.formats.vocabulary import kinds_of, map_columns

_SEVERAL = re.compile(r"[|;]")
_Cells = Iterator[tuple[int, list[str] | None]]


def read_csv(stream: Stream, columns: Mapping[str, str]) -> Read:
    """The rows of a CSV."""
    header = next((line for line in stream.head.splitlines() if line.strip()), "")
    mark = ";" if header.count(";") > header.count(",") else ","
    yield from _read(stream, _csv_rows(stream, mark), columns)


def read_tsv(stream: Stream, columns: Mapping[str, str]) -> Read:
    """The rows of a TSV, in which nothing is quoted."""
    lines = ((n, line) for n, line in numbered_lines(stream) if line is None or line.strip())
    rows = ((n, None if line is None else line.split("\t")) for n, line in lines)
    yield from _read(stream, rows, columns)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by the columns of ours that they belong to."""

    line: int
    cells: Mapping[str, str]

    def candidate(self) -> Candidate | Refused:
        """What the row says; a kind that is not known is a bad row."""
        called = self.cells.get("kind", "").strip().lower()
        kind = kinds_of("word", "followthemoney").get(called, "")
        if called and not kind:
            return Refused(line=self.line, reason=Reason.BAD, message=f"unknown kind {called!r}")
        return Candidate(
            line=self.line,
            names=(self.cells["name"],),
            kind=kind,
            aliases=self._several("aliases"),
            roles=self._several("roles"),
            country=self._several("country"),
            source=self.cells.get("source", ""),
        )

    def _several(self, column: str) -> tuple[str, ...]:
        return tuple(filter(None, map(str.strip, _SEVERAL.split(self.cells.get(column, "")))))


def _read(stream: Stream, rows: _Cells, columns: Mapping[str, str]) -> Read:
    header: list[str] = []
    places: dict[str, int] = {}
    for line, cells in rows:
        if cells is None:
            yield Refused(line=line, reason=Reason.BAD, message="cannot be read as a row of UTF-8")
        elif cells[0].startswith("#"):
            continue
        elif not header:
            header = [name.strip() for name in cells]
            places = _places(stream, header, columns)
        elif len(cells) != len(header):
            message = f"has {len(cells)} columns, expected {len(header)}"
            yield Refused(line=line, reason=Reason.BAD, message=message)
        else:
            yield Row(line, {column: cells[i] for column, i in places.items()}).candidate()
    if not header:
        raise ReadError(f"{stream.path}: is empty, expected a header line")


def _places(stream: Stream, header: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    chosen = map_columns(list(header), columns)
    missing = [f"{ours}={theirs}" for ours, theirs in columns.items() if ours not in chosen]
    if missing or "name" not in chosen:
        what = f"no column for {missing[0]}" if missing else "no column that is called a name"
        told = ", ".join(header[:20])
        raise ReadError(f"{stream.path}: {what}; there are {told} (say --column name=COLUMN)")
    return {ours: header.index(theirs) for ours, theirs in chosen.items()}


def _csv_rows(stream: Stream, mark: str) -> _Cells:
    """Rows with the number of their last line, since a quoted cell may span lines."""
    undecoded: list[int] = []
    reader = csv.reader(_lines(stream, undecoded), delimiter=mark)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield reader.line_num, None
            continue
        finally:
            yield from ((line, None) for line in undecoded)
            undecoded.clear()
        if any(map(str.strip, cells)):
            yield reader.line_num, cells


def _lines(stream: Stream, undecoded: list[int]) -> Iterator[str]:
    """Lines for the reader of CSV; of one that is not UTF-8 only its end."""
    for number, line in numbered_lines(stream):
        if line is None:
            undecoded.append(number)
        yield f"{(line or '').replace(chr(0), ' ')}\n"
