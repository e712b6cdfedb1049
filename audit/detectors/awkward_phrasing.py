"""Words in an order, or a number, that a reader stumbles over.

Flags: words out of order, "A of B" turned round, words that belong nowhere, as far as the damage
model can tell; suggested are edits that the language model finds more probable. Passes: inversions
and other orders that English has. Without models nothing is flagged.

Data: the damage model, the language model, `reference/scoring` (`phrasing.tsv`, `mends.tsv`), the
lexicon `closed_classes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from audit.detectors.base import PhraseDetector
from audit.model import Rule, Severity


@dataclass(frozen=True, kw_only=True)
class AwkwardPhrasing(PhraseDetector):
    """Finds words that are out of order or belong nowhere."""

    rule: ClassVar[Rule] = Rule(
        code="awkward-phrasing",
        title="Awkward phrasing",
        severity=Severity.MAJOR,
        mqm="linguistic-conventions/grammar",
    )
    message: ClassVar[str] = "“{}” is out of order or in excess"
