"""What a translation left behind: another script, another language, broken characters, markers.

Flags: two and more letters of another script than Latin outside brackets and quotation; words with
a letter of another script that looks Latin; sentences in another language; the replacement
character and text decoded twice (`Ã©`, with the mend by `ftfy`); character references (`&quot;`)
and placeholders (`<unk>`, `__PH0__`, `{{0}}`) of translation programs. Passes: a foreign spelling
given in brackets, quotation marks or italics, after `the word`, or before its English in brackets;
quotations, verse and code in another language; single Greek letters, emoji, a sign or two of
mathematics; character references in Markdown, which are shown as what they stand for.

Data: Unicode's script names; `reference/lexicons/lookalikes.tsv`; HTML's character
references; `ftfy` (Speer 2019).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from audit.detectors.base import (
    READABLE,
    Detector,
    Knowledge,
    is_read,
    replace_with,
    sentences_of,
)
from audit.model import Document, Finding, Rule, Sentence, Severity, Span
from audit.reading.quotations import is_inside
from audit.reference import load_table

_KANA, _HAN = r"\u3040-\u30ff\uff66-\uff9f", r"\u3400-\u4dbf\u4e00-\u9fff"
_SCRIPTS = (  # name, letters, the fewest that are residue
    ("Greek", r"[\u0370-\u03ff\u1f00-\u1fff]", 3),
    ("Cyrillic", r"[\u0400-\u052f]", 2),
    ("Hebrew", r"[\u0590-\u05ff]", 2),
    ("Arabic", r"[\u0600-\u06ff\u0750-\u077f]", 2),
    ("Indic", r"[\u0900-\u0dff]", 2),
    ("Thai", r"[\u0e00-\u0e7f]", 2),
    ("Hangul", r"[\uac00-\ud7af\u1100-\u11ff]", 2),
    ("Japanese", rf"(?:(?=[{_HAN}]*[{_KANA}])[{_KANA}{_HAN}]|(?<=[{_KANA}])[{_HAN}])", 2),
    ("Chinese characters", rf"[{_HAN}]", 2),
)
_SCRIPT = re.compile(
    "|".join(f"({letters}{{{least},}}(?:[ ・]{letters}+)*)" for _, letters, least in _SCRIPTS)
)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-f]{2,5});", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"<(?:unk|pad|s|/s|mask|bpt|ept|ph|g)\b[^>\n]{0,40}>|__[A-Z]{2,}\d*__|\{\{?\d+\}?\}|⟦\d+⟧|▁\w+|@@\s"
)
_MOJIBAKE = re.compile(r"\w{0,40}(?:â[€\u0080]|Ã[\u0080-\u00bf\u2018-\u201e]|Â[\u00a0-\u00bf])\S*")
_BROKEN = re.compile(r"\w{0,40}\ufffd+\w{0,40}")
_ALIKE = str.maketrans({r["letter"]: r["latin"] for r in load_table("lexicons/lookalikes.tsv")})
_FOREIGN = "".join(map(chr, _ALIKE))
_MIXED = re.compile(rf"\b[A-Za-z{_FOREIGN}]*(?:[A-Za-z][{_FOREIGN}]|[{_FOREIGN}][A-Za-z])[\w]*")
_CHARACTERS = (
    (_MIXED, "mixes Latin letters with others that look like them"),
    (_MOJIBAKE, "was decoded in the wrong encoding"),
    (_ENTITY, "is a character reference of HTML"),
    (_PLACEHOLDER, "is a marker of a translation program"),
    (_BROKEN, "holds a character that could not be decoded"),
)
_ASIDE = frozenset("([\"'“‘«（「『*_")
_NAMED = re.compile(
    r"\b(?:characters?|hangul|hanzi|kanji|letters?|names?|phrases?|spelling|terms?|words?) $"
)
_NEAR = 12  # code points


@dataclass(frozen=True, kw_only=True)
class UntranslatedResidue(Detector):
    """Finds residue of translation and decoding."""

    rule: ClassVar[Rule] = Rule(
        code="untranslated-residue",
        title="Left untranslated or broken",
        severity=Severity.MAJOR,
        mqm="accuracy/untranslated",
    )

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Search every readable sentence."""
        foreign = set(document.foreign)
        for sentence in document.sentences:
            quoted = is_inside(sentence.span.start, document.quotations)
            if sentence.kind in READABLE and sentence.span in foreign and not quoted:
                yield self.find(sentence.span, "this sentence is not in English", 0.7)
        for sentence in sentences_of(document, READABLE):
            yield from self._scripts(sentence, document)
            yield from self._characters(sentence, document)

    def _scripts(self, sentence: Sentence, document: Document) -> Iterator[Finding]:
        for match in _SCRIPT.finditer(document.text, sentence.span.start, sentence.span.end):
            span = Span(start=match.start(), end=match.end())
            quoted = is_inside(span.start, document.quotations)
            if not quoted and not _is_aside(match) and is_read(sentence, *match.span()):
                script = _SCRIPTS[(match.lastindex or 1) - 1][0]
                yield self.find(span, f"{script} letters were left in the text: {match[0]}", 0.9)

    def _characters(self, sentence: Sentence, document: Document) -> Iterator[Finding]:
        for pattern, what in _CHARACTERS:
            for match in pattern.finditer(document.text, sentence.span.start, sentence.span.end):
                mend = _mend(match)
                invented = pattern is _ENTITY and mend == match[0]  # `R&As;`
                if not invented and is_read(sentence, *match.span()):
                    yield self._broken(match, mend, what)

    def _broken(self, match: re.Match[str], mend: str, what: str) -> Finding:
        span = Span(start=match.start(), end=match.end())
        suggestion = replace_with(span, mend, 0.8, f"{match[0]} {what}")
        return self.find(
            span,
            f"“{match[0]}” {what}",
            0.9,
            severity=Severity.MINOR,
            suggestions=(suggestion,) if mend != match[0] else (),
        )


def _is_aside(match: re.Match[str]) -> bool:
    """Whether the text gives the foreign letters as such, in brackets or as `the word` they are."""
    start, end = match.span()
    before, after = match.string[max(0, start - _NEAR) : start], match.string[end : end + 2]
    return before[-1:] in _ASIDE or bool(_NAMED.search(before)) or after.lstrip().startswith("(")


def _mend(match: re.Match[str]) -> str:
    """The text as it was meant, or as it is where nobody can tell."""
    if match.re is _MOJIBAKE:
        return _fix_encoding(match[0])
    if match.re is _MIXED:
        return match[0].translate(_ALIKE)
    return html.unescape(match[0]) if match.re is _ENTITY else match[0]


def _fix_encoding(text: str) -> str:
    import ftfy

    return str(ftfy.fix_encoding(text))
