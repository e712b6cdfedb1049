"""Forms, articles, prepositions and auxiliaries that English would not have in the place.

Flags: a form that does not agree, an article, preposition, auxiliary or possessive that is wrong,
missing or one too many, as far as the damage model can tell; suggested are edits that the language
model finds more probable. Passes: speech, headlines and dialect that news has. Without models
nothing is flagged.

Data: the damage model, the language model, `reference/scoring` (`phrasing.tsv`, `mends.tsv`), the
lexicon `closed_classes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from audit.detectors.base import Detector, Knowledge
from audit.model import Document, Finding, Rule, Severity


@dataclass(frozen=True, kw_only=True)
class Grammar(Detector):
    """Finds wrong forms and small words."""

    rule: ClassVar[Rule] = Rule(
        code="grammar",
        title="Grammar",
        severity=Severity.MINOR,
        mqm="linguistic-conventions/grammar",
    )

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """What the damage model finds of this kind."""
        yield from self.find_stretches(document, knowledge, "“{}” is not grammatical here")
