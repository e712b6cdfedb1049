"""Paragraphs, headlines, captions, lists, tables, verse and code of a plain text.

A text comes either a paragraph a line, or wrapped: lines broken at a fixed width. Which of the two
is told from the lines themselves: lines of a wrapped text are about as long as each other, and go
on in lower case. What is not prose is marked as what it is, so that no detector holds a headline
to the grammar of a sentence; in doubt it is prose, since code, tables and verse are not audited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from audit.model import BlockKind, Span

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_BLANK_BETWEEN = re.compile(r"(?>\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)")
_BULLET = re.compile(r"\s*(?:[-*•‣◦·–—]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+)")
_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
_QUOTED_LINES = re.compile(rf"(?:^|(?<=\r)){_QUOTED.pattern}", re.MULTILINE)
_ENDED = re.compile(r"[.!?…:;。]['\"”’»)\]]*(?:\[\d{1,3}\])*\s*$")
_FULL_STOP = re.compile(r"[.!?]['\"”’)\]]*\s*$")
_CAPTION = re.compile(
    r"\s*(?:(?:image|photo|picture|media|video)\s+(?:caption|source|credit|copyright)\b"
    r"|(?:photo|picture|image|watch|listen|pictured|file photo|credit)\s*:)",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?:def \w+\(|class \w+\s*[(:{]|function \w*\(|#include\b|(?:var|let|const) \w+ ?=)"
    r"|(?:import [\w.]+(?: as \w+)?|from [\w.]+ import [\w, ]+|[\w.]+\([^()]*\));?$"
    r"|(?:</?\w[^<>]*>\s*)+$"
)
_COLUMNS = re.compile(r"\t|\S {3,}\S|\|")
_WIDTHS = range(30, 131)
_LONGEST_HEADING = 18  # words
_LONGEST_VERSE_LINE = 60  # code points


def find_blocks(text: str) -> Iterator[tuple[Span, BlockKind]]:
    """The blocks of a plain text in order, without the blank space around them."""
    position = 0
    width = _wrap_width(text)
    for gap in (*_BLANK_BETWEEN.finditer(text), None):
        end = gap.start() if gap else len(text)
        yield from _split_chunk(text, position, end, width)
        position = gap.end() if gap else end


def find_quote_marks(text: str, blocks: Iterable[Span]) -> Iterator[Span]:
    """The `>` that mail puts before each line of a quoted text, in order."""
    for block in blocks:
        for mark in _QUOTED_LINES.finditer(text, block.start, block.end):
            yield Span(start=mark.start(), end=mark.end())


def _wrap_width(text: str) -> int:
    """The width at which lines inside paragraphs are broken, judged on the text's beginning.

    0 where each line is a paragraph.
    """
    lines = [_bare(line) for line in text[:20_000].splitlines()]
    within = [(a, b) for a, b in pairwise(lines) if a and b]
    if len(within) < 2:
        return 0
    lengths = [len(a) for a, _ in within if len(a) in _WIDTHS]
    running = sum(b[0].islower() or (b[0].isdigit() and not _ENDED.search(a)) for a, b in within)
    if len(lengths) <= 0.7 * len(within) or running <= 0.4 * len(within):
        return 0
    return max(lengths)


def _bare(line: str) -> str:
    """A line without the marks of a mail's quotation and the space around it."""
    quoted = _QUOTED.match(line)
    return line[quoted.end() if quoted else 0 :].strip()


def _split_chunk(text: str, start: int, end: int, width: int) -> Iterator[tuple[Span, BlockKind]]:
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
        if not last and _goes_on(texts[i], texts[i + 1], width):
            continue
        span = _trimmed(text, lines[first][0], lines[i][1])
        yield _without_mark(text, span)
        first = i + 1


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether a paragraph goes on from this line to the next."""
    if _BULLET.match(following) or _CAPTION.match(following):
        return False
    if bool(_QUOTED.match(line)) != bool(_QUOTED.match(following)):
        return False
    rest = _bare(following)
    if rest[:1].islower():
        return bool(width) or (len(line) in _WIDTHS and not _ENDED.search(line))
    first_word = rest.split(maxsplit=1)[0] if rest else ""
    had_room = len(_bare(line)) + len(first_word) < 0.8 * width
    return bool(width) and not had_room


def _without_mark(text: str, span: Span) -> tuple[Span, BlockKind]:
    """A block without its bullet or quotation mark, and what kind these make it."""
    for mark, kind in ((_QUOTED, BlockKind.QUOTATION), (_BULLET, BlockKind.LIST_ITEM)):
        found = mark.match(text, span.start, span.end)
        if found and found.end() < span.end:
            return Span(start=found.end(), end=span.end), kind
    return span, kind_of_line(text[span.start : span.end])


def kind_of_line(line: str) -> BlockKind:
    """What a paragraph that stands alone is: prose, headline, caption or part of a list."""
    if _CAPTION.match(line):
        return BlockKind.CAPTION
    if line.rstrip().endswith(";"):
        return BlockKind.LIST_ITEM
    if not _ENDED.search(line) and line.count(" ") < _LONGEST_HEADING:
        return BlockKind.HEADING
    return BlockKind.PROSE


def _kind_of_chunk(lines: list[str]) -> BlockKind | None:
    """Table, code or verse: known by several lines together."""
    if sum(map(_is_code, lines)) > len(lines) / 2:
        return BlockKind.CODE
    if len(lines) < 3:
        return None
    if sum(bool(_COLUMNS.search(line.strip())) for line in lines) > 0.7 * len(lines):
        return BlockKind.TABLE
    return BlockKind.VERSE if _is_verse(lines) else None


def _is_code(line: str) -> bool:
    line = line.strip()
    if line.endswith(("{", "}")) or (line.endswith(";") and "=" in line):
        return True
    return bool(_CODE.match(line))


def _is_verse(lines: list[str]) -> bool:
    """Short lines that begin with capitals, and end within a sentence, often with a mark."""
    if any(len(line.strip()) > _LONGEST_VERSE_LINE for line in lines):
        return False
    if any(mark.match(line) for line in lines for mark in (_BULLET, _CAPTION, _QUOTED)):
        return False
    capital = sum(line.lstrip("\"'“‘( \t")[:1].isupper() for line in lines)
    unended = sum(not _FULL_STOP.search(line) for line in lines)
    marked = sum(line.rstrip().endswith((",", ";", ":", "!", "?", "—", "–")) for line in lines)
    return capital > 0.7 * len(lines) and unended > 0.6 * len(lines) and marked > 0.3 * len(lines)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end)
