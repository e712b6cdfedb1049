"""The ranges of a text that stand inside quotation marks: somebody else's words.

Curly, angle and straight double marks are paired within a paragraph; single marks too, where they
open after a space and close before one. A paragraph that opens a quotation and does not close it
is quoted to its end, as newspapers set a quotation of several paragraphs; a straight mark without
a partner likewise, since it is safer to take too much for a quotation than too little. A straight
mark says by the space around it which way it faces: the inches of a 12" record open nothing. A
single mark without a partner is an apostrophe, unless it begins a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from audit.model import Span

_DOUBLE = re.compile(r"[“”„«»\"]")
_SINGLE = re.compile(
    r"(?<![^\W_])(?P<opens>[‘'])(?=\w)(?!(?:\d0s|tis|twas|em|til|cause|n)\b)"
    r"|(?<=[\w.,!?…)\"”])[’'](?!\w)",
    re.IGNORECASE,
)
_CLOSERS = {"“": "”", "„": "“”", "«": "»", '"': '"'}
_BEFORE_OPENING = "([{‘'“"
_AFTER_CLOSING = ".,;:!?)]}’'”…"


def is_inside(position: int, ranges: Sequence[Span]) -> bool:
    """Whether a position lies in one of some ranges that are in order and do not overlap."""
    i = bisect_right(ranges, position, key=lambda span: span.start) - 1
    return i >= 0 and position < ranges[i].end


def touches(span: Span, ranges: Sequence[Span]) -> bool:
    """Whether a range overlaps one of some ranges that are in order and do not overlap."""
    i = bisect_left(ranges, span.end, key=lambda other: other.start) - 1
    return i >= 0 and ranges[i].end > span.start


def find_quotations(text: str, blocks: Iterable[Span]) -> Iterator[Span]:
    """Quoted ranges of each block in order, the marks included; they do not overlap."""
    for block in blocks:
        doubles = tuple(_doubles(text, block))
        end = block.start
        for span in sorted((*doubles, *_singles(text, block, doubles))):
            if span.start >= end:
                yield span
                end = span.end


def _doubles(text: str, block: Span) -> Iterator[Span]:
    opened: re.Match[str] | None = None
    for mark in _DOUBLE.finditer(text, block.start, block.end):
        opens, closes = _faces(text, block, mark)
        if opened is None:
            opened = mark if opens else None
        elif closes and mark[0] in _CLOSERS[opened[0]]:
            yield Span(start=opened.start(), end=mark.end())
            opened = None
    if opened is not None:
        yield Span(start=opened.start(), end=block.end)


def _faces(text: str, block: Span, mark: re.Match[str]) -> tuple[bool, bool]:
    """Whether a double mark may open and whether it may close a quotation."""
    if mark[0] != '"':
        return mark[0] in _CLOSERS, True
    before = text[mark.start() - 1] if mark.start() > block.start else " "
    after = text[mark.end()] if mark.end() < block.end else " "
    inwards = before.isspace() or before in _BEFORE_OPENING
    outwards = after.isspace() or after in _AFTER_CLOSING
    return inwards or not outwards, outwards or not inwards


def _singles(text: str, block: Span, doubles: Sequence[Span]) -> Iterator[Span]:
    """Ranges between single marks that are not themselves inside double ones."""
    opened: re.Match[str] | None = None
    passed = 0
    for mark in _SINGLE.finditer(text, block.start, block.end):
        while passed < len(doubles) and doubles[passed].end <= mark.start():
            passed += 1
        if passed < len(doubles) and doubles[passed].start <= mark.start():
            continue
        if opened is None:
            opened = mark if mark["opens"] else None
        elif not mark["opens"]:
            yield Span(start=opened.start(), end=mark.end())
            opened = None
    if opened is not None and opened.start() == block.start:
        yield Span(start=opened.start(), end=block.end)
