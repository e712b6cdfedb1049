"""Two spellings of one name in one document.

Flags: a capitalised word that neither the reference list nor the English vocabulary knows, when
the document also has another spelling that is nearly the same, which is either a true name of the
list or used more often (as often and longer: letters get lost more easily than they come in).
Passes: a plural, adjective or other form made from the name by an ending; the surname of a man and
of his wife or daughter (Novotny and Novotna); two known names that are alike (Kim and Kin).

Data: `reference/names`, `reference/lexicons/name_endings.tsv` and `gender_endings.tsv`, `wordfreq`,
the document itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from audit.backtranslation.forms import are_forms
from audit.backtranslation.spelling import similarity
from audit.detectors.base import Detector, Knowledge, replace_with, sentences_of
from audit.model import Document, Finding, Rule, Severity
from audit.reading.mentions import NameWord, find_runs
from audit.reference import fold


@dataclass(frozen=True, kw_only=True)
class InconsistentName(Detector):
    """Finds a name spelled in two ways.

    `alike` is the least similarity (0 to 1) of the two, `shortest` their least length in letters.
    """

    rule: ClassVar[Rule] = Rule(
        code="inconsistent-name",
        title="Name spelled in several ways",
        severity=Severity.MAJOR,
        mqm="terminology/inconsistent-use-of-terminology",
    )
    alike: float = 0.82
    shortest: int = 6

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Compare every unknown capitalised word with the others of the document."""
        words = [
            word
            for run in find_runs(sentences_of(document), document.text)
            for word in run
            if len(word.text) >= self.shortest and word.text.isalpha() and word.text.istitle()
        ]
        counts = Counter(word.text for word in words)
        alike: defaultdict[str, list[str]] = defaultdict(list)
        for text in counts:
            alike[fold(text)[0]].append(text)
        better = {
            seen: self._better(seen, alike[fold(seen)[0]], counts, knowledge) for seen in counts
        }
        for word in words:
            other = better[word.text]
            if other is not None:
                yield self._report(word, other, counts[other])

    def _better(
        self, seen: str, alike: list[str], counts: Counter[str], knowledge: Knowledge
    ) -> str | None:
        """The spelling that the document itself prefers to `seen`, or None."""
        known = knowledge.names.knows(seen) or knowledge.vocabulary.knows(seen.lower())
        if known or not fold(seen).isascii():  # letters of two scripts are another rule's
            return None
        rivals = [other for other in alike if self._is_rival(seen, other)]
        rivals = [r for r in rivals if _rank(r, counts, knowledge) > _rank(seen, counts, knowledge)]
        return max(rivals, key=lambda r: _rank(r, counts, knowledge), default=None)

    def _is_rival(self, seen: str, other: str) -> bool:
        if abs(len(seen) - len(other)) > 3 or seen == other:
            return False
        return not are_forms(seen, other) and similarity(seen, other) >= self.alike

    def _report(self, word: NameWord, other: str, count: int) -> Finding:
        return self.find(
            word.span,
            f"“{word.text}” is spelled “{other}” elsewhere in this text",
            round(similarity(word.text, other), 3),
            evidence=(f"“{other}” stands {count} times in the text",),
            suggestions=(
                replace_with(word.span, other, 0.5, "the spelling this text uses elsewhere"),
            ),
        )


def _rank(spelling: str, counts: Counter[str], knowledge: Knowledge) -> tuple[bool, int, int, str]:
    """Known before unknown, then frequent before rare, then long before short."""
    return knowledge.names.knows(spelling), counts[spelling], len(spelling), spelling
