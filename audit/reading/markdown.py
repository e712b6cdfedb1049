"""Blocks of a Markdown text, with offsets into the file as it is.

`markdown-it-py` (CommonMark) says which lines are paragraphs, headings, lists, quotations, tables,
code and HTML; the text between the tags of HTML is read too. Front matter, code, tags and the
targets of links are not text that anybody reads: they are left out of the blocks, or returned as
ranges whose words do not count. The patterns of these are as strict as CommonMark's, so that
nothing a reader sees goes unaudited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from audit.errors import ReadError
from audit.model import BlockKind, Span
from audit.reading.blocks import kind_of_line

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINE_END = re.compile(r"\r\n|\r|\n")
_FRONT_MATTER = re.compile(
    r"""\A(---|\+\+\+)[ \t]*(?:\r\n?|\n)
    (?: (?!---|\+\+\+|\.\.\.) (?: [\w."'-]+[ \t]*[:=][^\r\n]* | [-\#\[\]{}"\ \t][^\r\n]* )?
        (?:\r\n?|\n) )*+
    (?:\1|\.\.\.)[ \t]*(?=[\r\n]|\Z)""",
    re.VERBOSE,
)
_MARKER = re.compile(
    r"[ \t]*(?:(?:>[ \t]?|(?:#{1,6}|[-*+]|\d{1,9}[.)])[ \t]+)[ \t]*)*(?:\[[ xX]\][ \t]+)?"
)
_ATTRIBUTE = r"""\s++[\w:.@-]++(?:\s*+=\s*+(?:[^\s"'=<>`]++|"[^"]*+"|'[^']*+'))?+"""
_TAG = rf"</?[A-Za-z][\w-]*+(?:{_ATTRIBUTE})*+\s*+/?>"
_COMMENT = r"<!--(?:(?!-->|<!--).)*+"
_HIDDEN = re.compile(
    rf"""\\(?=[!-/:-@\[-`{{-~])
    | (?<![`\\])(`++)[^`]++(?:(?!\1(?!`))`++[^`]++)*+\1(?!`)             # code
    | {_COMMENT}--> | {_TAG}
    | <[A-Za-z][A-Za-z0-9+.-]{{1,31}}:[^\s<>]*+> | <[\w.+-]++@[\w.-]++>  # addresses
    | !\[ | \[(?=[^\[\]]*+\][(\[])                                       # links and images
    | \]\(\s*+(?:<[^<>\n]*+>|[^\s()<>]*+(?:\([^\s()]*+\)[^\s()]*+)*+)
      (?:\s++(?:"[^"]*+"|'[^']*+'|\([^()]*+\)))?+\s*+\)
    | \]\[[^\[\]\n.!?]{{0,60}}+\] | \[\^[^\s\]]++\]:?                    # references and notes
    | &(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});
    | (?:^|(?<=\r))[ ]{{0,3}}(?:>[ \t]?)++                               # quotation going on
    | [*_~]{{1,3}} | [#|]""",
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_INLINE = "a|abbr|b|bdi|bdo|cite|del|dfn|em|font|i|img|ins|kbd|mark|q|s|small|span|strong|sub|sup|u"
_BETWEEN = re.compile(  # what parts the text of an HTML block
    rf"<(script|style|pre|textarea)\b(?:(?!</?\1\b).)*+"
    rf"|{_COMMENT}(?:-->)?|<[!?][^<>]*+>?|</?(?!(?:{_INLINE})\b)[A-Za-z][^<>]*+>",
    re.IGNORECASE | re.DOTALL,
)
_CONTAINERS = {
    "bullet_list": BlockKind.LIST_ITEM,
    "ordered_list": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTATION,
    "table": BlockKind.TABLE,
}
_DEEPEST = 60  # lists and quotations in each other; markdown-it drops what is deeper


def find_markdown_blocks(text: str) -> Iterator[tuple[Span, BlockKind]]:
    """The blocks of a Markdown text in order, code included, front matter left out.

    Raises:
        ReadError: lists and quotations are nested so deeply that some would be dropped.
    """
    from markdown_it import MarkdownIt

    front = _FRONT_MATTER.match(text)
    base = front.end() if front else 0
    lines = [base, *(m.end() for m in _LINE_END.finditer(text, base)), len(text)]
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable("inline")
    inside: list[BlockKind] = []
    for token in parser.parse(text[base:]):
        if token.level >= _DEEPEST - 1:
            raise ReadError("lists or quotations in it are nested too deeply to be read whole")
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in _CONTAINERS:
            inside.append(_CONTAINERS[name]) if token.nesting == 1 else inside.pop()
        elif token.map and token.nesting >= 0:
            kind = inside[-1] if inside else BlockKind.PROSE
            yield from _blocks_of(token, kind, text, lines[token.map[0]], lines[token.map[1]])


def find_hidden(text: str, blocks: Iterable[Span]) -> Iterator[Span]:
    """Ranges of markup, code and link targets, in order: their words are nobody's prose."""
    for block in blocks:
        for hidden in _HIDDEN.finditer(text, block.start, block.end):
            yield Span(start=hidden.start(), end=hidden.end())


def _blocks_of(
    token: Token, kind: BlockKind, text: str, start: int, end: int
) -> Iterator[tuple[Span, BlockKind]]:
    if token.type in ("fence", "code_block"):
        yield from _without_markers(text, start, end, BlockKind.CODE)
    elif token.type == "html_block":
        yield from _between_tags(text, start, end)
    elif token.type == "heading_open":
        if token.markup in ("=", "-"):
            end = start + len(text[start:end].rstrip().rstrip("=-"))
        yield from _without_markers(text, start, end, BlockKind.HEADING)
    elif token.type in ("paragraph_open", "tr_open"):
        yield from _without_markers(text, start, end, kind)


def _without_markers(
    text: str, start: int, end: int, kind: BlockKind
) -> Iterator[tuple[Span, BlockKind]]:
    marker = _MARKER.match(text, start, end)
    start = marker.end() if marker else start
    end = start + len(text[start:end].rstrip())
    if start < end:
        yield Span(start=start, end=end), kind


def _between_tags(text: str, start: int, end: int) -> Iterator[tuple[Span, BlockKind]]:
    """The stretches of text of an HTML block."""
    for tag in (*_BETWEEN.finditer(text, start, end), None):
        stretch = text[start : tag.start() if tag else end]
        if any(map(str.isalnum, stretch)):
            first = start + len(stretch) - len(stretch.lstrip())
            span = Span(start=first, end=start + len(stretch.rstrip()))
            yield span, kind_of_line(text[span.start : span.end])
        start = tag.end() if tag else end
