"""The ranges of a text that stand inside quotation marks: somebody else's words.

Curly, angle and straight double marks are paired within a paragraph; curly single marks too, where
they open after a space and close before one. A paragraph that opens a quotation and does not close
it is quoted to its end, as newspapers set a quotation of several paragraphs; a straight mark
without a partner likewise, since it is safer to take too much for a quotation than too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from audit.model import Span

_MARKS = re.compile(r"[“”„«»\"]|(?<![^\W_])[‘'](?=\w)|(?<=[\w.,!?…])[’'](?!\w)")
_CLOSERS = {"“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’", "'": "'", "”": "”"}


def find_quotations(text: str, blocks: Iterable[Span]) -> Iterator[Span]:
    """Quoted ranges of each block in order, the marks included; they do not overlap."""
    for block in blocks:
        yield from _within(text, block)


def _within(text: str, block: Span) -> Iterator[Span]:
    opened: re.Match[str] | None = None
    for mark in _MARKS.finditer(text, block.start, block.end):
        if opened is None:
            if mark[0] in "“„«\"‘'" and not _closes_only(text, mark):
                opened = mark
        elif mark[0] in _CLOSERS[opened[0]]:
            yield Span(start=opened.start(), end=mark.end())
            opened = None
    if opened is not None and opened[0] not in "‘'":
        yield Span(start=opened.start(), end=block.end)


def _closes_only(text: str, mark: re.Match[str]) -> bool:
    """A single mark right after a letter is an apostrophe or closes what we did not see open."""
    return mark[0] == "'" and mark.start() > 0 and text[mark.start() - 1].isalnum()
