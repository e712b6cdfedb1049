"""The only opener of `reference/`: lists of true names, fixed terms and words.

Every file is a TSV with a header line; a line that begins with `#` is a comment. A user's own list
may be a CSV as well, may be gzipped, and needs only the column `name`. A row that does not hold is
an error with its file and line: a gate that audits against half a list would pass what it should
not.
"""

from __future__ import annotations

import csv
import gzip
import io
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from audit.errors import ReferenceDataError

KINDS = frozenset(
    {"person", "organisation", "place", "outlet"}
    | {"office", "body", "treaty", "programme", "term"}
)
COLUMNS = ("name", "kind", "aliases", "roles", "country", "source", "articles", "count")
_LISTS = ("names", "titles")  # the folders of the shipped lists
_UNDECOMPOSED = str.maketrans("øØłŁđĐıħŧæœßðþ’ʼ", "oOlLdDihtaosdp''")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A true name: its usual form, other right forms, and what is said beside it in the news.

    `roles` are lower-case words such as `foreign minister`; `country` holds ISO 3166-1 alpha-2
    codes; `source` names the public record that the fact rests on. `articles` and `count` say in
    how many articles and how often a harvested name stood; 0 where nobody counted.
    """

    name: str
    kind: str = "person"
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    source: str = ""
    articles: int = 0
    count: int = 0

    @property
    def forms(self) -> tuple[str, ...]:
        """All right forms, the usual one first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The entries of all lists in use; `signature` changes when any of them does."""

    entries: tuple[Entry, ...]
    signature: str


def fold(text: str) -> str:
    """Lower case without diacritics, for looking names up (`Erdoğan` and `Erdogan` are one)."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def data_folder() -> Path:
    """Where the shipped lists lie: inside the installed package, or in the checkout."""
    here = Path(__file__).parent
    packaged = here / "_reference"
    return packaged if packaged.is_dir() else here.parent / "reference"


@cache
def load_reference(add: tuple[str, ...] = (), only: tuple[str, ...] = ()) -> Reference:
    """Load the shipped lists and those in `add`, or nothing but those in `only`.

    Raises:
        ReferenceDataError: a list is missing, or a row of it does not hold.
    """
    shipped = () if only else _shipped_lists()
    paths = (*shipped, *map(Path, only), *map(Path, add))
    entries = tuple(entry for path in paths for entry in read_entries(path))
    if not entries:
        raise ReferenceDataError("no names to audit against: the reference lists are empty")
    tables = sorted(p for p in data_folder().rglob("*.tsv*") if p.parent.name not in _LISTS)
    return Reference(entries=entries, signature=_digest((*paths, *tables)))


def read_entries(path: Path) -> Iterator[Entry]:
    """Read one list of names, TSV or CSV by its suffix.

    Raises:
        ReferenceDataError: names the file and the line of the first bad row; or there is none.
    """
    line = 0
    for line, row in _rows(path):
        where = f"{path}:{line}"
        if unknown := [key for key in row if key not in COLUMNS]:
            known = ", ".join(COLUMNS)
            raise ReferenceDataError(f"{where}: unknown column {unknown[0]!r}; known are {known}")
        if not row.get("name"):
            raise ReferenceDataError(f"{where}: no name")
        kind = row.get("kind") or "person"
        if kind not in KINDS:
            known = ", ".join(sorted(KINDS))
            raise ReferenceDataError(f"{where}: unknown kind {kind!r}; known are {known}")
        yield Entry(
            name=row["name"],
            kind=kind,
            aliases=_split(row.get("aliases", "")),
            roles=_split(row.get("roles", "")),
            country=_split(row.get("country", "")),
            source=row.get("source", ""),
            articles=_count(row.get("articles", ""), where),
            count=_count(row.get("count", ""), where),
        )
    if not line:
        raise ReferenceDataError(f"{path}: holds no names, only a header")


@cache
def load_words(lexicon: str) -> frozenset[str]:
    """The column `word` of `reference/lexicons/LEXICON.tsv`."""
    return frozenset(row["word"] for row in load_table(f"lexicons/{lexicon}.tsv"))


@cache
def load_table(name: str) -> tuple[dict[str, str], ...]:
    """All rows of a shipped table, by its path inside `reference/`.

    Raises:
        ReferenceDataError: the table is missing or a row has the wrong number of columns.
    """
    return tuple(read_table(name))


def read_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a shipped table one by one, for tables too long to be kept as rows.

    Raises:
        ReferenceDataError: as in `load_table`.
    """
    return (row for _, row in _rows(data_folder() / name))


def _shipped_lists() -> tuple[Path, ...]:
    folder = data_folder()
    lists = tuple(path for name in _LISTS for path in sorted(folder.glob(f"{name}/*.tsv")))
    if not lists:
        raise ReferenceDataError(f"{folder}: the shipped reference lists are missing")
    return lists


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    name = path.name.lower()
    try:
        text = _read(path)
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise ReferenceDataError(f"{path}: cannot be read: {error}") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    split = _split_csv if name.removesuffix(".gz").endswith(".csv") else _split_tsv
    columns: list[str] = []
    for number, cells in split(text, path):
        if cells[0].startswith("#"):
            continue
        if not columns:
            columns = [name.strip().lower() for name in cells]
        elif len(cells) != len(columns):
            raise ReferenceDataError(
                f"{path}:{number}: has {len(cells)} columns, expected {len(columns)}"
            )
        else:
            yield number, dict(zip(columns, map(str.strip, cells), strict=True))
    if not columns:
        raise ReferenceDataError(f"{path}: is empty, expected a header line")


def _read(path: Path) -> str:
    raw = path.read_bytes()
    packed = path.name.lower().endswith(".gz")
    return (gzip.decompress(raw) if packed else raw).decode("utf-8-sig")


def _split_tsv(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line.split("\t")


def _split_csv(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows, each with the number of its last line, since a quoted cell may span lines."""
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        yield from ((reader.line_num, cells) for cells in reader if any(map(str.strip, cells)))
    except csv.Error as error:
        raise ReferenceDataError(f"{path}:{reader.line_num}: {error}") from error


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in map(str.strip, cell.split("|")) if part)


def _count(cell: str, where: str) -> int:
    if cell and not (cell.isascii() and cell.isdigit()):
        raise ReferenceDataError(f"{where}: {cell!r} is not a count")
    return int(cell or 0)


def _digest(paths: Iterable[Path]) -> str:
    import hashlib

    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
