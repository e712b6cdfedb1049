"""A word that English does not have, one letter away from one that it has.

Flags: a word that no dictionary lists, that is rare in English text, and that a much more frequent
word explains by one edit (a letter more, less, other, or two exchanged). Passes: British and
American spellings alike, words made with known prefixes and suffixes, compounds, names, acronyms,
anything with a digit or an unusual capital.

Data: `wordfreq`, `lemminflect`, `pyspellchecker`, `reference/lexicons/affixes.tsv`. The choice is
the noisy channel of Kernighan, Church and Gale (1990) with a uniform error model: the most frequent
among the near.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from audit.detectors.base import Detector, Knowledge, replace_with, sentences_of
from audit.model import Document, Finding, Rule, Severity, Token
from audit.reading.mentions import NameWord, name_word
from audit.reading.tokens import is_word


@dataclass(frozen=True, kw_only=True)
class MisspelledWord(Detector):
    """Finds misspelled words.

    `rarest` is the Zipf frequency under which a word outside the dictionary is doubted, `margin`
    by how many Zipf units (powers of ten) its correction must be more frequent. Lengths are in
    letters; a capitalised word that opens a sentence is more likely a name, so it must be longer.
    """

    rule: ClassVar[Rule] = Rule(
        code="misspelled-word",
        title="Misspelled word",
        severity=Severity.MAJOR,
        mqm="linguistic-conventions/spelling",
    )
    rarest: float = 3.1
    margin: float = 1.5
    shortest: int = 5
    shortest_opening: int = 7

    def detect(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Check every lower-case word, and a capitalised one at the start of a sentence."""
        for sentence in sentences_of(document):
            words = [token for token in sentence.tokens if is_word(token)]
            for i, token in enumerate(words):
                masked = document.text[token.start - 1 : token.start] == "*"
                if self._may_be_checked(token, first=i == 0) and not masked:
                    yield from self._check(name_word(token), knowledge)

    def _may_be_checked(self, token: Token, *, first: bool) -> bool:
        text = token.text
        if not (text.isascii() and text.isalpha()) or text in self.skip:
            return False
        if text.islower():
            return len(text) >= self.shortest
        return first and text.istitle() and len(text) >= self.shortest_opening

    def _check(self, word: NameWord, knowledge: Knowledge) -> Iterator[Finding]:
        seen, vocabulary = word.text.lower(), knowledge.vocabulary
        zipf = vocabulary.zipf(seen)
        if zipf >= self.rarest or knowledge.names.knows(seen) or knowledge.words.is_word(seen):
            return
        if zipf and word.text.istitle():  # a name more likely than a slip
            return
        least = max(zipf, 1.5) + self.margin
        near = [c for c in vocabulary.one_edit_away(seen) if vocabulary.zipf(c) >= least]
        if not near:
            return
        ranked = sorted(near, key=lambda c: (-vocabulary.zipf(c), c))[:3]
        cased = [c.capitalize() if word.text[0].isupper() else c for c in ranked]
        yield self.find(
            word.span,
            f"“{word.text}” is not an English word; “{cased[0]}” is probably meant",
            0.8 if zipf else 0.9,
            suggestions=tuple(
                replace_with(word.span, c, 0.7, f"“{c}” is one letter away and common")
                for c in cased
            ),
        )
