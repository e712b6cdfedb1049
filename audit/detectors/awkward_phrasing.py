"""Words in an order, or a number, that a reader stumbles over.

Flags: words out of order, "A of B" turned round, words that belong nowhere, as far as the damage
model can tell; suggested are edits that the language model finds more probable. Passes: inversions
and other orders that English has. Without models nothing is flagged.

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
class AwkwardPhrasing(Detector):
    """Finds words that are out of order or belong nowhere."""

    rule: ClassVar[Rule] = Rule(
        code="awkward-phrasing",
        title="Awkward phrasing",
        severity=Severity.MAJOR,
        mqm="linguistic-conventions/grammar",
    )

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """What the damage model finds of this kind."""
        yield from self.find_stretches(document, knowledge, "“{}” is out of order or in excess")
