"""Paragraphs, headlines, captions, lists, tables, verse and code of a plain text.

A text comes either a paragraph a line, or wrapped: lines broken at a fixed width and paragraphs
parted by blank lines. Which of the two is told from the lines themselves. What is not prose is
marked as what it is, so that no detector holds a headline to the grammar of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from audit.model import BlockKind, Span

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_BLANK_BETWEEN = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)")
_BULLET = re.compile(r"\s*(?:[-*•‣◦·–—]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+)")
_ENDED = re.compile(r"[.!?…:;。]['\"”’)\]]*\s*$")
_CAPTION = re.compile(
    r"\s*(?:(?:image|photo|picture|media|video)\s+(?:caption|source|credit|copyright)\b"
    r"|(?:photo|picture|image|watch|listen|pictured|file photo|credit)\s*:)",
    re.IGNORECASE,
)
_CODE = re.compile(r"[{};]\s*$|^\s*(?:def |class |import |#include|function |var |const |</?\w+>)")
_COLUMNS = re.compile(r"\t|\S {3,}\S|\|")
_WIDTHS = range(40, 101)
_LONGEST_HEADING = 18  # words
_LONGEST_VERSE_LINE = 60  # code points


def find_blocks(text: str) -> Iterator[tuple[Span, BlockKind]]:
    """The blocks of a plain text in order, without the blank space around them."""
    position = 0
    wrapped = _is_wrapped(text)
    for gap in (*_BLANK_BETWEEN.finditer(text), None):
        end = gap.start() if gap else len(text)
        yield from _split_chunk(text, position, end, wrapped)
        position = gap.end() if gap else end


def _is_wrapped(text: str) -> bool:
    """Whether lines inside paragraphs are broken at a width, judged on the text's beginning."""
    within = [len(a) for a, b in _neighbours(text[:20_000]) if b]
    if len(within) < 3:
        return False
    return sum(length in _WIDTHS for length in within) > 0.8 * len(within)


def _neighbours(text: str) -> Iterator[tuple[str, str]]:
    lines = text.splitlines()
    return ((a.strip(), b.strip()) for a, b in pairwise(lines) if a.strip())


def _split_chunk(
    text: str, start: int, end: int, wrapped: bool
) -> Iterator[tuple[Span, BlockKind]]:
    lines = [m.span() for m in _LINE.finditer(text, start, end) if not m[0].isspace()]
    if not lines:
        return
    texts = [text[a:b] for a, b in lines]
    if kind := _kind_of_chunk(texts):
        yield _trimmed(text, lines[0][0], lines[-1][1]), kind
        return
    first = 0
    for i in range(len(lines)):
        last = i + 1 == len(lines)
        if not last and _goes_on(texts[i], texts[i + 1], wrapped):
            continue
        span = _trimmed(text, lines[first][0], lines[i][1])
        yield _without_bullet(text, span)
        first = i + 1


def _goes_on(line: str, following: str, wrapped: bool) -> bool:
    """Whether a paragraph goes on from this line to the next."""
    if _BULLET.match(following) or _CAPTION.match(following):
        return False
    if wrapped:
        return True
    return len(line) in _WIDTHS and not _ENDED.search(line) and following.lstrip()[:1].islower()


def _without_bullet(text: str, span: Span) -> tuple[Span, BlockKind]:
    bullet = _BULLET.match(text, span.start, span.end)
    if bullet and bullet.end() < span.end:
        return Span(start=bullet.end(), end=span.end), BlockKind.LIST_ITEM
    return span, kind_of_line(text[span.start : span.end])


def kind_of_line(line: str) -> BlockKind:
    """What a paragraph that stands alone is: prose, headline or caption."""
    if _CAPTION.match(line):
        return BlockKind.CAPTION
    if not _ENDED.search(line) and line.count(" ") < _LONGEST_HEADING:
        return BlockKind.HEADING
    return BlockKind.PROSE


def _kind_of_chunk(lines: list[str]) -> BlockKind | None:
    """Table, code or verse: known by several lines together."""
    if sum(bool(_CODE.search(line)) for line in lines) > len(lines) / 2:
        return BlockKind.CODE
    if len(lines) < 3:
        return None
    if sum(bool(_COLUMNS.search(line.strip())) for line in lines) > 0.7 * len(lines):
        return BlockKind.TABLE
    short = all(len(line.strip()) <= _LONGEST_VERSE_LINE for line in lines)
    unended = sum(not line.rstrip().endswith(".") for line in lines) > 0.6 * len(lines)
    if short and unended and not any(_BULLET.match(line) for line in lines):
        return BlockKind.VERSE
    return None


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end)
