"""Sentences of a block, by rules, with exact offsets.

A boundary is a final mark, closing quotes and brackets, and white space; it is none after an
abbreviation that is always followed by more (`Mr.`, `Gen.`), after an initial (`J. K.`), before a
lower-case letter, or inside a bracket of dots. Written here rather than taken from a library
since offsets must be exact for any input and a whole article must take about a millisecond;
`docs/architecture.md` has the comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audit.model import BlockKind, Sentence, Span, Token
from audit.reading.tokens import tokenize

_END = re.compile(r"([.!?…。！？]+)[\"'”’»)\]]*(\s+|$)")
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]+$|\d+$")
_INITIALISM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
_CONTINUING = (".", ",", ";", ":", "?", "!")
_OPENING = "\"'“‘«([-—–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmenter:
    """Cuts blocks into sentences; `abbreviations` are those that never end one, lower case."""

    abbreviations: frozenset[str]

    def cut(self, text: str, block: Span, kind: BlockKind) -> Iterator[Sentence]:
        """The sentences of a block, white space around them left out."""
        start = block.start
        for end, following in self._boundaries(text, block):
            yield self._sentence(text, start, end, kind, opens=start == block.start)
            start = following
        if start < block.end:
            yield self._sentence(text, start, block.end, kind, opens=start == block.start)

    def _sentence(
        self, text: str, start: int, end: int, kind: BlockKind, *, opens: bool
    ) -> Sentence:
        tokens: tuple[Token, ...] = tuple(tokenize(text, start, end))
        return Sentence(span=Span(start=start, end=end), tokens=tokens, kind=kind, opens=opens)

    def _boundaries(self, text: str, block: Span) -> Iterator[tuple[int, int]]:
        """Where sentences end, and where the next one begins."""
        for mark in _END.finditer(text, block.start, block.end):
            if mark.end() >= block.end:
                return
            if self._ends(text, block.start, mark):
                yield mark.start(2), mark.end()

    def _ends(self, text: str, floor: int, mark: re.Match[str]) -> bool:
        following = text[mark.end() : mark.end() + 3].lstrip(_OPENING)[:1]
        if following.islower() or following in _CONTINUING:
            return False
        if mark[1] != ".":
            return True
        before = _LAST_WORD.search(text, max(floor, mark.start() - 30), mark.start())
        if before is None:
            return True
        word = before[0].lower()
        if word.isdigit():
            return before.start() != floor
        if word in self.abbreviations:
            return False
        if _INITIALISM.match(word):
            return following.isupper() and not text[mark.end() :][:2].strip().endswith(".")
        return not (len(word) == 1 and word != "i")
