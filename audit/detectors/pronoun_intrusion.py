"""A pronoun that the text cannot mean, above all a first person in a report on others.

Languages that leave the subject out make a translator guess one; a weak system guesses *I* or *we*.
Flags: `I` or `we` as the subject of a clause, outside quotation, in a text that otherwise keeps to
the third person; with models, pronouns that the damage model takes for wrong or put in.
Passes: opinion pieces, interviews, letters and other texts in which the first
person is at home (more than `most` of them per 1,000 words); questions, sentences with any
quotation mark or a speaker's label; what follows `said`, `says` or a colon; words in which a
writer thinks aloud or means everybody (`as we know`, `I suspect`).

Data: `reference/lexicons/authorial_words.tsv`, the damage model, `reference/scoring/phrasing.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from audit.detectors.base import Detector, Knowledge, sentences_of
from audit.model import BlockKind, Document, Finding, Rule, Sentence, Severity
from audit.reading.quotations import is_inside
from audit.reference import load_table

_FIRST = frozenset(["i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"])
_SUBJECT = re.compile(r"(?:I|we|We)(?:['’](?:m|re|ve|d|ll))?$")
_AFTER, _BEFORE = (
    frozenset(
        row["word"] for row in load_table("lexicons/authorial_words.tsv") if row["kind"] == kind
    )
    for kind in ("after", "before")
)
_CONTRACTION = re.compile(r"['’]\w+$")
_MARKS = re.compile(r"[\"“”«»:]|(?:^|\s)['‘]|['’](?:\s|$)")
_WRONG = "“{}” is not who is spoken of here"
_FEW = 3  # first persons that a report may hold, however short


@dataclass(frozen=True, kw_only=True)
class PronounIntrusion(Detector):
    """Finds pronouns put in or exchanged, and first persons in a third-person report.

    `most` is how many a report may have per 1,000 words outside quotation; texts that have fewer
    than `fewest_words` of these say too little about who speaks.
    """

    rule: ClassVar[Rule] = Rule(
        code="pronoun-intrusion",
        title="Pronoun from nowhere",
        severity=Severity.MAJOR,
        mqm="accuracy/addition",
    )
    most: float = 5.0
    fewest_words: int = 150

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Ask the models, and count first persons outside quotation: the rare are intruders."""
        for finding in self.find_stretches(document, knowledge, _WRONG):
            spoken = document.text[finding.span.start : finding.span.end].lower().split()
            if not _FIRST.issuperset(_CONTRACTION.sub("", word) for word in spoken):
                yield finding  # of first persons the place in reports is looked at below
        outside: list[tuple[Sentence, int]] = []
        words = 0
        for sentence in sentences_of(document, frozenset({BlockKind.PROSE})):
            for i, token in enumerate(sentence.tokens):
                if token.text[0].isalpha() and not is_inside(token.start, document.quotations):
                    words += 1
                    said = _CONTRACTION.sub("", token.text)
                    if said.lower() in _FIRST and said != "US":
                        outside.append((sentence, i))
        if words < self.fewest_words or len(outside) > max(_FEW, self.most * words / 1000):
            return
        for sentence, i in outside:
            token = sentence.tokens[i]
            if self._is_subject(sentence, i, document.text):
                yield self.find(
                    token.span,
                    f"“{token.text}” speaks in the first person in a third-person report",
                    0.6,
                    evidence=(f"{len(outside)} first persons in {words} words outside quotation",),
                )

    def _is_subject(self, sentence: Sentence, i: int, text: str) -> bool:
        """Whether a word opens a clause of the reporter's own; titles (`Charles I`) do not."""
        token = sentence.tokens[i]
        if not _SUBJECT.match(token.text) or sentence.tokens[-1].text == "?":
            return False
        if _MARKS.search(text, sentence.span.start, sentence.span.end):
            return False
        before = [t.text for t in sentence.tokens[:i] if t.text != "that"][-1:]
        after = [t.text for t in sentence.tokens[i + 1 : i + 2]]
        if any(word in _BEFORE for word in before) or any(word in _AFTER for word in after):
            return False
        titled = any(word[0].isupper() for word in before) and (i > 1 or token.text == "I")
        return bool(after) and after[0][0].islower() and not titled
