"""Words in a place where English has others, as a pivot or a synonym spinner leaves them.

Flags: words that do not go with those around them, each of which is English by itself, as far as
the damage model can tell (a coin that is falling where a currency is meant); suggested are other
glosses of the same lexeme in a pivot language and synonyms that the language model finds more
probable there. Passes: rare words where they belong; figures of speech, dialect and slang that news
has. Without models nothing is flagged.

Data: the damage model, the language model, `reference/scoring` (`phrasing.tsv`, `mends.tsv`), the
lexicons `lexemes_ja` (JMdict), `lexemes_zh` (CC-CEDICT), `lexemes_wordnet`, `lexemes_moby`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from audit.detectors.base import PhraseDetector
from audit.model import Rule, Severity


@dataclass(frozen=True, kw_only=True)
class TorturedPhrase(PhraseDetector):
    """Finds words that stand for others."""

    rule: ClassVar[Rule] = Rule(
        code="tortured-phrase",
        title="Tortured phrase",
        severity=Severity.MAJOR,
        mqm="accuracy/mistranslation",
    )
    message: ClassVar[str] = "“{}” is not what English says here"
