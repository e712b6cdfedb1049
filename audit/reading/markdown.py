"""Blocks of a Markdown text, with offsets into the file as it is.

`markdown-it-py` (CommonMark) says which lines are paragraphs, headings, lists, quotations, tables
and code. Front matter, code, raw HTML and the targets of links are not text that anybody reads:
they are left out of the blocks, or returned as ranges whose words do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import BlockKind, Span

_FRONT_MATTER = re.compile(
    r"\A---[^\S\n]*\r?\n.*?^(?:---|\.\.\.)[^\S\n]*\r?$", re.DOTALL | re.MULTILINE
)
_MARKER = re.compile(r"[ \t]*(?:(?:>|#{1,6}|[-*+]|\d{1,9}[.)])[ \t]+)*")
_HIDDEN = re.compile(
    r"`+[^`\n]*`+|\]\([^)\n]*\)|\]\[[^\]\n]*\]|!\[|<[^>\n]+>|^\[[^\]\n]+\]:.*$|[*_~]{1,3}|[#|]|^=+$|^-+$",
    re.MULTILINE,
)
_CONTAINERS = {
    "bullet_list": BlockKind.LIST_ITEM,
    "ordered_list": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTATION,
    "table": BlockKind.TABLE,
}


def find_markdown_blocks(text: str) -> Iterator[tuple[Span, BlockKind]]:
    """The readable blocks of a Markdown text in order; code and raw HTML are not among them."""
    from markdown_it import MarkdownIt

    front = _FRONT_MATTER.match(text)
    base = front.end() if front else 0
    starts = _line_starts(text, base)
    inside: list[BlockKind] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text[base:]):
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in _CONTAINERS:
            inside.append(_CONTAINERS[name]) if token.nesting == 1 else inside.pop()
        elif name in ("paragraph", "heading", "tr") and token.nesting == 1 and token.map:
            kind = BlockKind.HEADING if name == "heading" else (inside or [BlockKind.PROSE])[-1]
            span = _without_markers(text, starts[token.map[0]], starts[token.map[1]])
            if span.start < span.end:
                yield span, kind


def find_hidden(text: str) -> tuple[Span, ...]:
    """Ranges of markup, code and link targets, in order: their words are nobody's prose."""
    return tuple(Span(start=m.start(), end=m.end()) for m in _HIDDEN.finditer(text))


def _line_starts(text: str, base: int) -> list[int]:
    starts = [base] + [m.end() for m in re.compile(r"\r\n|\r|\n").finditer(text, base)]
    return [*starts, len(text)]


def _without_markers(text: str, start: int, end: int) -> Span:
    marker = _MARKER.match(text, start, end)
    start = marker.end() if marker else start
    stripped = text[start:end].rstrip()
    return Span(start=start, end=start + len(stripped))
