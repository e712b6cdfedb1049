"""Forms, articles, prepositions and auxiliaries that English would not have in the place.

Flags: a form that does not agree, an article, preposition, auxiliary or possessive that is wrong,
missing or one too many, as far as the damage model can tell; suggested are edits that the language
model finds more probable. Passes: speech, headlines and dialect that news has. Without models
nothing is flagged.

Data: the damage model, the language model, `reference/scoring` (`phrasing.tsv`, `mends.tsv`), the
lexicon `closed_classes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from audit.detectors.base import PhraseDetector
from audit.model import Rule, Severity


@dataclass(frozen=True, kw_only=True)
class Grammar(PhraseDetector):
    """Finds wrong forms and small words."""

    rule: ClassVar[Rule] = Rule(
        code="grammar",
        title="Grammar",
        severity=Severity.MINOR,
        mqm="linguistic-conventions/grammar",
    )
    message: ClassVar[str] = "“{}” is not grammatical here"
