"""What there is to audit: files, folders, the records of JSONL files, standard input.

A source is cheap and small: a path, or one record's bytes. Folders are walked in sorted order and
files of other kinds in them are left out; a file that is named is always a source, whatever it is,
so that what was asked for is never dropped. Hidden files and folders are left out, links to
folders are not followed, and a folder that cannot be opened is an error. Records are read a line
at a time with a bound on the line's length, so that a file of any size fits in memory.
"""

from __future__ import annotations

import fnmatch
import gzip
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from audit.config import ReadOptions

PLAIN, MARKDOWN, HTML, JSONL = "text/plain", "text/markdown", "text/html", "application/jsonl"

MEDIA_TYPES = {
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".jsonl": JSONL,
    ".ndjson": JSONL,
    ".jsonl.gz": JSONL,
    ".ndjson.gz": JSONL,
}

STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One thing to audit: a file, or bytes (`raw`) or a text already at hand.

    `line` is the number of a record's line, from 1; `error` says why it could not even be listed.
    """

    path: str
    media_type: str = PLAIN
    raw: bytes | None = None
    text: str | None = None
    line: int | None = None
    error: str | None = None


def media_type_of(path: str) -> str | None:
    """The media type that a file's name tells, or None for a kind we do not read."""
    name = os.path.basename(path).lower()
    return next((kind for suffix, kind in MEDIA_TYPES.items() if name.endswith(suffix)), None)


def list_sources(
    paths: Iterable[str], options: ReadOptions, media_type: str | None = None
) -> Iterator[Source]:
    """List all there is to audit under `paths`, in a fixed order; nothing is held in memory.

    `media_type` overrules what file names tell. A path that is not there, and a folder with
    nothing to audit in it, give a source that carries the error.
    """
    for path in paths:
        if path == STDIN:
            yield from _open_file("<stdin>", media_type or PLAIN, options, sys.stdin.buffer)
        elif os.path.isdir(path):
            yield from _list_folder(path, options, media_type)
        else:
            yield from _open_file(path, media_type or media_type_of(path) or PLAIN, options)


def count_left_out(paths: Iterable[str], options: ReadOptions) -> int:
    """How many files and linked folders under `paths` are of a kind that is not read."""
    folders = [path for path in paths if path != STDIN and os.path.isdir(path)]
    files = (file for path in folders for file in _walk(path, options.exclude, []))
    linked = (
        os.path.join(folder, name)
        for path in folders
        for folder, names, _ in os.walk(path)
        for name in names
        if os.path.islink(os.path.join(folder, name))
    )
    return sum(media_type_of(file) is None for file in files) + sum(1 for _ in linked)


def unreadable(error: Exception) -> str:
    """What to say of a file that could not be opened or unpacked."""
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"


def _list_folder(path: str, options: ReadOptions, media_type: str | None) -> Iterator[Source]:
    empty = True
    closed: list[OSError] = []
    for file in _walk(path, options.exclude, closed):
        kind = media_type_of(file)
        if kind is None:
            continue
        empty = False
        yield from _open_file(file, media_type or kind, options)
    for error in closed:
        yield Source(path=str(error.filename), error=unreadable(error))
    if empty and not closed:
        known = " ".join(MEDIA_TYPES)
        yield Source(path=path, error=f"nothing to audit in this folder (looked for {known})")


def _walk(path: str, exclude: tuple[str, ...], closed: list[OSError]) -> Iterator[str]:
    """The files under a folder; those of its folders that cannot be opened go to `closed`."""
    for folder, folders, files in os.walk(path, onerror=closed.append):
        folders[:] = sorted(n for n in folders if not _is_left_out(folder, n, exclude))
        for name in sorted(files):
            if not _is_left_out(folder, name, exclude):
                yield os.path.join(folder, name)


def _is_left_out(folder: str, name: str, exclude: tuple[str, ...]) -> bool:
    """A pattern stands for a path, or for the end of one (`drafts`, `drafts/*.txt`)."""
    path = os.path.join(folder, name)
    patterns = (end for glob in exclude for end in (glob.rstrip("/"), f"*/{glob.rstrip('/')}"))
    return name.startswith(".") or any(fnmatch.fnmatch(path, pattern) for pattern in patterns)


def _open_file(
    path: str, media_type: str, options: ReadOptions, stream: BinaryIO | None = None
) -> Iterator[Source]:
    if media_type == JSONL:
        yield from _list_records(path, options, stream)
    elif stream is not None:
        yield Source(path=path, media_type=media_type, raw=stream.read(options.max_bytes + 1))
    else:
        yield Source(path=path, media_type=media_type)


def _list_records(path: str, options: ReadOptions, stream: BinaryIO | None) -> Iterator[Source]:
    empty = True
    try:
        with _opened(path, stream) as lines:
            for number, line in enumerate(bounded_lines(lines, options.max_bytes), start=1):
                if line.strip():
                    empty = False
                    yield Source(path=path, media_type=JSONL, raw=line, line=number)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        yield Source(path=path, media_type=JSONL, error=unreadable(error))
        return
    if empty:
        yield Source(path=path, media_type=JSONL, error="holds no records")


@contextmanager
def _opened(path: str, stream: BinaryIO | None) -> Iterator[BinaryIO]:
    if stream is not None:
        yield stream
        return
    with Path(path).open("rb") as file:
        if path.lower().endswith(".gz"):
            with gzip.open(file) as unpacked:
                yield unpacked  # type: ignore[misc]
        else:
            yield file


def bounded_lines(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """Lines without their ends; of one over `most` bytes only so much that it is seen to be."""
    while line := stream.readline(most + 1):
        rest = line
        while len(rest) == most + 1 and not rest.endswith(b"\n"):
            rest = stream.readline(most + 1)
        yield line.rstrip(b"\r\n")
