"""Two spellings of one name in one document.

Flags: a capitalised word that neither the reference list nor the English vocabulary knows, when
the document also has another spelling that some pivot may have made of the same name, and that is
either a true name of the list or used more often (as often and longer: letters get lost more easily
than they come in). The same word beside both speaks for one bearer, different ones against.
Passes: a plural, adjective or other form made from the name by an ending; the surname of a man and
of his wife or daughter (Novotny and Novotna); two known names that are alike (Kim and Kin); given
names that are alike before surnames that are not.

Data: `reference/names`, `reference/channels`, `reference/lexicons/name_endings.tsv` and
`gender_endings.tsv`, `wordfreq`, the document itself. The probability that both are one name is
that of `audit.backtranslation.variants`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from audit.backtranslation.variants import Pair, gather_spellings, pair_spellings, probabilities
from audit.detectors.base import Detector, Knowledge, replace_with, sentences_of
from audit.model import Document, Finding, Rule, Severity
from audit.reading.mentions import NameWord, find_runs


@dataclass(frozen=True, kw_only=True)
class InconsistentName(Detector):
    """Finds a name spelled in two ways.

    `least` is the probability from which a spelling is flagged, `shortest` its least length.
    """

    rule: ClassVar[Rule] = Rule(
        code="inconsistent-name",
        title="Name spelled in several ways",
        severity=Severity.MAJOR,
        mqm="terminology/inconsistent-use-of-terminology",
    )
    least: float = 0.7
    shortest: int = 4

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Compare every unknown capitalised word with the others of the document."""
        runs = tuple(find_runs(sentences_of(document), document.text))
        spellings = gather_spellings(runs, knowledge.names, self.shortest)
        pairs = tuple(pair_spellings(spellings, knowledge.vocabulary))
        best: dict[str, tuple[float, Pair]] = {}
        for pair, probable in zip(pairs, probabilities(pairs), strict=True):
            seen = pair.seen.text
            if probable >= self.least and (seen not in best or probable > best[seen][0]):
                best[seen] = probable, pair
        for word in (word for run in runs for word in run):
            if word.text in best:
                yield self._report(word, *best[word.text])

    def _report(self, word: NameWord, probable: float, pair: Pair) -> Finding:
        other = pair.other
        times = "once" if other.count == 1 else f"{other.count} times"
        known = ", and is a listed name" if other.known else ""
        return self.find(
            word.span,
            f"“{word.text}” is spelled “{other.text}” elsewhere in this text",
            round(probable, 3),
            evidence=(f"“{other.text}” stands {times} in the text{known}",),
            suggestions=(
                replace_with(
                    word.span,
                    other.text,
                    round(probable, 3),
                    "the spelling this text uses elsewhere",
                ),
            ),
        )
