"""A name that nobody bears, beside evidence of who is meant.

Flags: a capitalised word that neither the reference list nor the English vocabulary knows, when
something beside it says whom it stands for: the given name or surname of a listed person next to
it (*Pete* Hegseth), or a person that the document names in full elsewhere. Passes: a name that is
merely unknown; a legitimate variant (the list's aliases); a relative with another given name that
is a name of its own, or with the surname in the form for a woman.

Data: `reference/names`, `wordfreq`. Compared by spelling and by sound
(`audit.backtranslation.names`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from audit.backtranslation.forms import are_man_and_woman
from audit.backtranslation.names import (
    Match,
    Name,
    best_matches,
    match_beside,
    match_surnames,
    people_in,
)
from audit.detectors.base import READABLE, Detector, Knowledge, replace_with, sentences_of
from audit.model import Document, Finding, Rule, Severity
from audit.reading.mentions import PARTICLES, NameWord, find_runs

Run = tuple[NameWord, ...]


@dataclass(frozen=True, kw_only=True)
class MisspelledName(Detector):
    """Finds garbled names of listed people.

    `beside` and `elsewhere` are the least similarities (0 to 1) to the true word, when part of the
    same name stands beside it, and when the person is only named elsewhere in the document. A word
    up to the Zipf frequency `rarest` may be a garbled name; `per_zipf` is how much more alike the
    two must be for each unit of it. Words of fewer than `shortest` letters are passed.
    """

    rule: ClassVar[Rule] = Rule(
        code="misspelled-name",
        title="Misspelled name",
        severity=Severity.CRITICAL,
        mqm="accuracy/mistranslation/named-entity",
    )
    beside: float = 0.7
    elsewhere: float = 0.8
    rarest: float = 2.0
    per_zipf: float = 0.06
    shortest: int = 5

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Words beside part of a listed name, then words like a person's named elsewhere."""
        runs = tuple(find_runs(sentences_of(document, READABLE), document.text))
        odd = [(run, i) for run in runs for i in range(len(run)) if self._is_odd(run[i], knowledge)]
        if not odd:
            return
        cast: dict[Name, None] = {}
        rest: list[NameWord] = []
        for run, i in odd:
            matches = self._matches_beside(run, i, knowledge)
            if matches:
                cast[matches[0].name] = None
                yield self._report(run[i], matches, f"{_rest_of(run, i)} stands beside it")
            else:
                if not knowledge.vocabulary.knows(run[i].text.lower()):
                    rest.append(run[i])
        for run in runs if rest else ():
            cast.update(dict.fromkeys(people_in([word.text for word in run], knowledge.names)))
        for word in rest:
            matches = best_matches(match_surnames(word.text, cast), self.elsewhere)
            matches = [m for m in matches if not are_man_and_woman(m.word, word.text)]
            if matches:
                why = f"the text also names {matches[0].name.form}"
                yield self._report(word, matches, why)

    def _is_odd(self, word: NameWord, knowledge: Knowledge) -> bool:
        text = word.text
        if len(text) < self.shortest or not (text.isalpha() and text.istitle()):
            return False
        known = knowledge.names.knows(text) or knowledge.names.knows(text.removesuffix("s"))
        if known or text in self.skip or knowledge.vocabulary.in_dictionary(text.lower()):
            return False
        return knowledge.vocabulary.zipf(text.lower()) <= self.rarest

    def _matches_beside(self, run: Run, i: int, knowledge: Knowledge) -> list[Match]:
        rare = knowledge.vocabulary.zipf(run[i].text.lower())
        before = [word.text for word in run[:i] if word.text not in PARTICLES][-2:]
        after = [word.text for word in run[i + 1 :] if word.text not in PARTICLES][:2]
        found = match_beside(run[i].text, before, after, knowledge.names)
        return best_matches(found, self.beside + self.per_zipf * rare)

    def _report(self, word: NameWord, matches: list[Match], evidence: str) -> Finding:
        best = matches[0]
        return self.find(
            word.span,
            f"“{word.text}” is no known name; {best.name.form} is probably meant",
            round(best.similarity, 3),
            evidence=(
                evidence,
                f"“{word.text}” and “{best.word}” are alike: {best.similarity:.2f}",
            ),
            suggestions=tuple(
                replace_with(
                    word.span,
                    match.word,
                    round(match.similarity, 3),
                    f"{match.name.form}: “{match.word}” is near “{word.text}”",
                )
                for match in matches[:3]
            ),
        )


def _rest_of(run: Run, i: int) -> str:
    return " ".join(word.text for word in run[max(0, i - 2) : i + 3] if word is not run[i])
