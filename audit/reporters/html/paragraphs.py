"""Where the text falls into paragraphs, so that the text and its mend can stand side by side.

A paragraph ends at a blank line, or at the end of a line too long to have been wrapped by hand.
Line breaks belong to the paragraph they end: the paragraphs together are the text, to a character.
"""

from __future__ import annotations

import re
from itertools import pairwise

from audit.model import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_HAND_WRAPPED = 100  # characters; mail and manuscripts wrap at 65 to 80


def split_paragraphs(text: str, changes: tuple[Span, ...]) -> tuple[Span, ...]:
    """The ranges of the paragraphs; no paragraph ends inside one of the changes."""
    inside = {at for change in changes for at in range(change.start + 1, change.end)}
    cuts = [0, *(at for at in _breaks(text) if at not in inside), len(text)]
    return tuple(Span(start=a, end=b) for a, b in pairwise(cuts) if a < b)


def find_ending(text: str, paragraph: Span) -> int:
    """Where the line breaks that end a paragraph begin."""
    return paragraph.start + len(text[paragraph.start : paragraph.end].rstrip(" \t\r\n"))


def _breaks(text: str) -> list[int]:
    breaks, ended = [], False
    for line in _LINE.finditer(text):
        blank = not line[0].strip()
        if ended and not blank:
            breaks.append(line.start())
        ended = blank or len(line[0]) > _HAND_WRAPPED
    return breaks
