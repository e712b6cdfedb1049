"""Bytes of a file or of standard input, unpacked if they are gzipped, with a look at their head.

Lines and JSON values are handed out one at a time with a bound on their size, so that a file of
any size, or one that is a single line, fits in memory.
"""

from __future__ import annotations

import codecs
import gzip
import io
import json
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from audit.errors import ReadError
from audit.reading.sources import STDIN, bounded_lines, unreadable

_HEAD = 1 << 16
_MOST = 1 << 26  # bytes of one line, characters of one JSON value; Wikidata's largest have 2^22
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """An opened file: how it is called, the text it begins with, and all its bytes."""

    path: str
    head: str
    raw: BinaryIO


@contextmanager
def opened(path: str) -> Iterator[Stream]:
    """Open a path or `-`.

    Raises:
        ReadError: it cannot be opened, or, while the block reads, unpacked.
    """
    with ExitStack() as stack:
        try:
            file = sys.stdin.buffer if path == STDIN else stack.enter_context(Path(path).open("rb"))
            raw = _Headed(file)
            if raw.head.startswith(_GZIP):
                raw = _Headed(stack.enter_context(gzip.open(io.BufferedReader(raw))))
            head = raw.head.decode("utf-8-sig", errors="replace")
            name = "<stdin>" if path == STDIN else path
            yield Stream(path=name, head=head, raw=io.BufferedReader(raw, _HEAD))
        except (OSError, EOFError, ValueError, zlib.error) as error:
            raise ReadError(f"{path}: {unreadable(error)}") from error


class _Headed(io.RawIOBase):
    """A stream whose first bytes have been looked at."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.head: bytes = file.read(_HEAD)
        self._left = self.head

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._left[: len(buffer)] or self._file.read(len(buffer))
        self._left = self._left[len(data) :]
        buffer[: len(data)] = data
        return len(data)


def numbered_lines(stream: Stream) -> Iterator[tuple[int, str | None]]:
    """Lines with their numbers, from 1; None for one that is too long or not UTF-8."""
    for number, line in enumerate(bounded_lines(stream.raw, _MOST), start=1):
        raw = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        try:
            yield number, raw.decode("utf-8") if len(raw) <= _MOST else None
        except UnicodeDecodeError:
            yield number, None


class JsonValues:
    """The values of one JSON document that may be larger than memory, with their lines.

    Raises:
        ReadError: at the place where the document is not JSON any more.
    """

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text, self._at, self._line, self._ended = "", 0, 1, False

    def below(self, *keys: str) -> Iterator[tuple[int, Any]]:
        """The elements or members of the array or object to which the keys lead."""
        mark = self._mark()
        if mark == "[" and not keys:
            yield from self._elements()
        elif mark == "{":
            yield from self._members(keys)
        else:
            self._value()

    def _elements(self) -> Iterator[tuple[int, Any]]:
        self._take("[")
        while self._mark() != "]":
            yield self._line_here(), self._value()
            self._part("]")
        self._take("]")

    def _members(self, keys: tuple[str, ...]) -> Iterator[tuple[int, Any]]:
        self._take("{")
        while self._mark() != "}":
            key = self._value()
            self._take(":")
            if not keys:
                yield self._line_here(), self._value()
            elif key == keys[0]:
                yield from self.below(*keys[1:])
            else:
                self._value()
            self._part("}")
        self._take("}")

    def _part(self, end: str) -> None:
        """Between two parts stands a comma; before the end none need stand."""
        if self._mark() != end:
            self._take(",")

    def _mark(self) -> str:
        """The next character that is not white space; empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at].isspace():
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if self._ended:
                return ""
            self._refill()

    def _take(self, mark: str) -> None:
        found = self._mark()
        if found != mark:
            raise self._broken(f"expected {mark!r}, found {found or 'the end'!r}")
        self._at += 1

    def _value(self) -> Any:
        self._mark()
        while True:
            try:
                value, end = json.JSONDecoder().raw_decode(self._text, self._at)
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            except (ValueError, RecursionError) as error:
                if self._ended or len(self._text) - self._at > _MOST:
                    raise self._broken(str(error)) from error
            self._refill()

    def _refill(self) -> None:
        """Drop what was used and read as much again as is left, so that long values stay linear."""
        self._line = self._line_here()
        self._text, self._at = self._text[self._at :], 0
        data = self._stream.raw.read(max(_HEAD, len(self._text)))
        try:
            self._text += self._decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            raise self._broken(str(error)) from error
        self._ended = not data

    def _line_here(self) -> int:
        return self._line + self._text.count("\n", 0, self._at)

    def _broken(self, why: str) -> ReadError:
        return ReadError(f"{self._stream.path}:{self._line_here()}: is not JSON: {why}")
