"""Sentences of a block, by rules, with exact offsets.

A boundary is a final mark, closing quotes, brackets and notes, and white space; it is none after
an abbreviation that is always followed by more (`Mr.`, `Gen.`), before a lower-case letter, or in
the middle of a number (`No. 5`). After an initial (`J. K.`), an initialism (`U.S.`, `p.m.`) and an
abbreviation that may close a sentence (`Inc.`) the next word decides: `The` and `He` begin one,
`Senate` does not. Written here rather than taken from a library since offsets must be exact for
any input and a whole article must take about a millisecond; `docs/architecture.md` has the
comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audit.model import BlockKind, Sentence, Span, Token
from audit.reading.tokens import tokenize
from audit.reference import load_words

_FINAL = ".!?…。！？"
_END = re.compile(
    rf"(?<![{_FINAL}])([{_FINAL}]++)[\"'”’»)\]]*+(?:\[\d{{1,3}}\])*+(\s++|$)",
)
_LAST_WORD = re.compile(
    r"(?:(?<!\S)[\"'“‘«(\[*_]*+|[-—–/])((?:[^\W\d_]{1,3}\.)*[^\W\d_]+|\d+)$",
)
_INITIALISM = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]$")
_NEXT_WORD = re.compile(r"[\"'“‘«(\[*_—–-]*([^\W\d_]+)(?![\w.-])")
_CONTINUING = (".", ",", ";", ":", "?", "!")
_OPENING = "\"'“‘«([-—–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmenter:
    """Cuts blocks into sentences by lists of words in lower case.

    `abbreviations` never end a sentence, `closing` may, `numbering` do not before a number;
    `openers` are the words that begin a sentence where it may or may not have ended.
    """

    abbreviations: frozenset[str]
    closing: frozenset[str] = load_words("closing_abbreviations")
    numbering: frozenset[str] = load_words("number_abbreviations")
    openers: frozenset[str] = load_words("sentence_openers")

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
        start = block.start
        for mark in _END.finditer(text, block.start, block.end):
            if mark.end() >= block.end:
                return
            if self._ends(text, start, mark):
                start = mark.end()
                yield mark.start(2), start

    def _ends(self, text: str, start: int, mark: re.Match[str]) -> bool:
        """Whether the sentence that began at `start` ends with this mark."""
        following = text[mark.end() : mark.end() + 3].lstrip(_OPENING)[:1]
        if following.islower() or following in _CONTINUING:
            return False
        if mark[1] != ".":
            return True
        before = _LAST_WORD.search(text, max(start, mark.start() - 30), mark.start())
        if before is None:
            return True
        word = before[1].lower()
        is_label = before.start(1) == start and (len(word) == 1 or word.isdigit())
        if word in self.abbreviations or is_label:
            return False
        if word in self.numbering and following.isdigit():
            return False
        letter = len(word) == 1 and word.isalpha() and word != "i"
        if letter or word in self.closing or _INITIALISM.match(word):
            return self._opens(text, mark.end())
        return True

    def _opens(self, text: str, position: int) -> bool:
        """Whether the word at a position is one that begins sentences."""
        word = _NEXT_WORD.match(text, position)
        return word is not None and word[1][0].isupper() and word[1].lower() in self.openers
