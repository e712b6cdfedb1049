"""What a translation left behind: another script, another language, broken characters, markers.

Flags: two and more letters of another script than Latin outside brackets and quotation; sentences
in another language; the replacement character and text decoded twice (`Ã©`, with the mend by
`ftfy`); character references (`&quot;`) and placeholders (`<unk>`, `__PH0__`, `{{0}}`) of
translation programs. Passes: a foreign spelling given in brackets or quotation marks after a name,
single Greek letters, emoji, a sign or two of mathematics.

Data: Unicode's script names; `ftfy` (Speer 2019).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from audit.detectors.base import READABLE, Detector, Knowledge, replace_with, sentences_of
from audit.model import Document, Finding, Rule, Severity, Span

_SCRIPTS = (
    ("Greek", r"[\u0370-\u03ff\u1f00-\u1fff]{3,}"),
    ("Cyrillic", r"[\u0400-\u052f]{2,}"),
    ("Hebrew", r"[\u0590-\u05ff]{2,}"),
    ("Arabic", r"[\u0600-\u06ff\u0750-\u077f]{2,}"),
    ("Indic", r"[\u0900-\u0dff]{2,}"),
    ("Thai", r"[\u0e00-\u0e7f]{2,}"),
    ("Hangul", r"[\uac00-\ud7af\u1100-\u11ff]{2,}"),
    ("Japanese", r"[\u3040-\u30ff\uff66-\uff9f][\u3040-\u30ff\uff66-\uff9f\u4e00-\u9fff]+"),
    ("Chinese characters", r"[\u4e00-\u9fff\u3400-\u4dbf]{2,}"),
)
_SCRIPT = re.compile("|".join(f"({pattern}(?:[ ・]{pattern})*)" for _, pattern in _SCRIPTS))
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-f]{2,5});", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"<(?:unk|pad|s|/s|mask|bpt|ept|ph|g)\b[^>\n]{0,40}>|__[A-Z]{2,}\d*__|\{\{?\d+\}?\}|⟦\d+⟧|▁\w+|@@\s"
)
_MOJIBAKE = re.compile(r"\S*(?:â€|Ã[\u0080-\u00bf\u2018-\u201e]|Â[\u00a0-\u00bf])\S*")
_BROKEN = re.compile(r"\S*\ufffd\S*")
_ASIDE = frozenset("([\"'“‘«（「『")


@dataclass(frozen=True, kw_only=True)
class UntranslatedResidue(Detector):
    """Finds residue of translation and decoding."""

    rule: ClassVar[Rule] = Rule(
        code="untranslated-residue",
        title="Left untranslated or broken",
        severity=Severity.MAJOR,
        mqm="accuracy/untranslated",
    )

    def detect(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Search every readable sentence."""
        for span in document.foreign:
            yield self.find(span, "this sentence is not in English", 0.7)
        for sentence in sentences_of(document, READABLE):
            yield from self._scripts(sentence.span, document)
            yield from self._characters(sentence.span, document.text)

    def _scripts(self, where: Span, document: Document) -> Iterator[Finding]:
        for match in _SCRIPT.finditer(document.text, where.start, where.end):
            span = Span(start=match.start(), end=match.end())
            aside = document.text[span.start - 1 : span.start] in _ASIDE and span.start > 0
            if not aside and not any(q.covers(span) for q in document.quotations):
                script = _SCRIPTS[(match.lastindex or 1) - 1][0]
                yield self.find(span, f"{script} letters were left in the text: {match[0]}", 0.9)

    def _characters(self, where: Span, text: str) -> Iterator[Finding]:
        for match in _MOJIBAKE.finditer(text, where.start, where.end):
            yield self._mended(match, _fix_encoding(match[0]), "was decoded in the wrong encoding")
        for match in _ENTITY.finditer(text, where.start, where.end):
            yield self._mended(match, html.unescape(match[0]), "is a character reference of HTML")
        for match in _PLACEHOLDER.finditer(text, where.start, where.end):
            yield self._mended(match, match[0], "is a marker of a translation program")
        for match in _BROKEN.finditer(text, where.start, where.end):
            yield self._mended(match, match[0], "holds a character that could not be decoded")

    def _mended(self, match: re.Match[str], mend: str, what: str) -> Finding:
        span = Span(start=match.start(), end=match.end())
        suggestion = replace_with(span, mend, 0.8, f"{match[0]} {what}")
        return self.find(
            span,
            f"“{match[0]}” {what}",
            0.9,
            severity=Severity.MINOR,
            suggestions=(suggestion,) if mend != match[0] else (),
        )


def _fix_encoding(text: str) -> str:
    import ftfy

    return str(ftfy.fix_encoding(text))
