"""Furniture of a web page that came along with the article.

Flags: a line that is wholly a label, link, button, notice or date line of a page. Passes: the same
words inside a sentence of the article.

Data: `reference/lexicons/page_furniture.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from audit.detectors.base import Detector, Knowledge, replace_with
from audit.model import Document, Finding, Rule, Severity, Span
from audit.reference import load_table

_LINE = re.compile(r"[^\r\n]+")
_LONGEST = 200  # code points


@dataclass(frozen=True, kw_only=True)
class ExtractionResidue(Detector):
    """Finds lines of page furniture."""

    rule: ClassVar[Rule] = Rule(
        code="extraction-residue",
        title="Page furniture",
        severity=Severity.MINOR,
        mqm="design-and-markup/markup",
    )

    def detect(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Compare every line with the patterns."""
        for line in _LINE.finditer(document.text):
            found = _furniture(line[0].strip(" \t•·|*-–—>")) if len(line[0]) <= _LONGEST else None
            if found:
                start = line.start() + len(line[0]) - len(line[0].lstrip())
                span = Span(start=start, end=start + len(line[0].strip()))
                yield self.find(
                    span,
                    f"this line is page furniture: {found}",
                    0.7,
                    suggestions=(replace_with(span, "", 0.5, "it is no part of the article"),),
                )


def _furniture(line: str) -> str | None:
    return next((what for pattern, what in _patterns() if pattern.fullmatch(line)), None)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = load_table("lexicons/page_furniture.tsv")
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row["what"]) for row in rows)
