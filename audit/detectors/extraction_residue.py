"""Furniture of a web page that came along with the article.

Flags: a line that is wholly a label, link, button, notice or date line of a page. Passes: the same
words inside a sentence of the article, code and tables.

Data: `reference/lexicons/page_furniture.tsv`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from audit.detectors.base import Detector, Knowledge, replace_with
from audit.model import BlockKind, Document, Finding, Rule, Severity, Span
from audit.reference import load_table

_LINE = re.compile(r"[^\r\n]+")
_LONGEST = 200  # code points
_MARKERS = " \t•·|*#-–—>"
_UNREAD = frozenset({BlockKind.CODE, BlockKind.TABLE})


@dataclass(frozen=True, kw_only=True)
class ExtractionResidue(Detector):
    """Finds lines of page furniture."""

    rule: ClassVar[Rule] = Rule(
        code="extraction-residue",
        title="Page furniture",
        severity=Severity.MINOR,
        mqm="design-and-markup/markup",
    )

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Compare every line with the patterns."""
        for line in _LINE.finditer(document.text):
            found = _furniture(line[0].strip(_MARKERS)) if len(line[0]) <= _LONGEST else None
            start = line.start() + len(line[0]) - len(line[0].lstrip())
            span = Span(start=start, end=start + len(line[0].strip()))
            if found and _is_read(document, span):
                yield self.find(
                    span,
                    f"this line is page furniture: {found}",
                    0.7,
                    suggestions=(replace_with(span, "", 0.5, "it is no part of the article"),),
                )


def _is_read(document: Document, span: Span) -> bool:
    """Whether a sentence stands there that is neither code nor a cell of a table."""
    i = bisect_right(document.sentences, span.end - 1, key=lambda s: s.span.start) - 1
    sentence = document.sentences[i] if i >= 0 else None
    return bool(sentence and sentence.kind not in _UNREAD and sentence.span.overlaps(span))


def _furniture(line: str) -> str | None:
    return next((what for pattern, what in _patterns() if pattern.fullmatch(line)), None)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = load_table("lexicons/page_furniture.tsv")
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row["what"]) for row in rows)
