"""A word that English does not have, one letter away from one that it has.

Flags: a word that no dictionary lists, that is rare in English text, and that a much more frequent
word explains by one edit (a letter more, less, other, or two exchanged). Passes: British and
American spellings alike, words made with known prefixes and suffixes, compounds, words borrowed
from other languages, names, acronyms, anything with a digit or an unusual capital, words joined to
a bracket or a sign (`[P]eople`, `#wakeup`), what the writer marks with *sic*.

Data: `wordfreq`, `lemminflect`, `pyspellchecker`, `reference/lexicons/affixes.tsv` and
`borrowed_words.tsv`. The choice is the noisy channel of Kernighan, Church and Gale (1990) with a
uniform error model: the most frequent among the near.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from audit.detectors.base import Detector, Knowledge, replace_with, sentences_of
from audit.model import Document, Finding, Rule, Severity, Token
from audit.reading.mentions import NameWord, name_word
from audit.reading.tokens import is_word
from audit.reference import load_words

_BORROWED = load_words("borrowed_words")
_JOINED_BEFORE = re.compile(r"[\w\[\]*#@&;+=<>{}~`\\^$%|]$|(?<!-)-$|\w[./:]$")
_JOINED_AFTER = re.compile(r"[\w\[\]*#@&+=<>{}~`\\^$%|]|-(?!-)|---|[./:]\w| ?[(\[]sic\b")


@dataclass(frozen=True, kw_only=True)
class MisspelledWord(Detector):
    """Finds misspelled words.

    `rarest` is the Zipf frequency under which a word outside the dictionary is doubted, `margin`
    by how many Zipf units (powers of ten) its correction must be more frequent, `margin_compound`
    the same for what may be two words written as one. `shortest` is in letters; a capitalised word
    that opens a sentence is more likely a name, so it must have `shortest_opening`.
    """

    rule: ClassVar[Rule] = Rule(
        code="misspelled-word",
        title="Misspelled word",
        severity=Severity.MAJOR,
        mqm="linguistic-conventions/spelling",
    )
    rarest: float = 3.1
    margin: float = 1.5
    margin_compound: float = 2.6
    shortest: int = 5
    shortest_opening: int = 7

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Check every lower-case word, and a capitalised one at the start of a sentence."""
        sentences = [list(filter(is_word, s.tokens)) for s in sentences_of(document)]
        names = {token.text for words in sentences for token in words[1:] if token.text.istitle()}
        for words in sentences:
            for i, token in enumerate(words):
                name = token.text.istitle() and (i > 0 or token.text in names)
                if not name and self._may_be_checked(token) and _stands_free(token, document.text):
                    yield from self._check(name_word(token), knowledge)

    def _may_be_checked(self, token: Token) -> bool:
        text = token.text
        if not (text.isascii() and text.isalpha()):
            return False
        if text.islower():
            return len(text) >= self.shortest
        return text.istitle() and len(text) >= self.shortest_opening

    def _check(self, word: NameWord, knowledge: Knowledge) -> Iterator[Finding]:
        seen, vocabulary = word.text.lower(), knowledge.vocabulary
        zipf, made = vocabulary.zipf(seen), knowledge.words
        if zipf >= self.rarest or knowledge.names.knows(seen):
            return
        if seen in _BORROWED or made.is_listed(seen) or made.is_derived(seen):
            return
        if zipf and word.text.istitle():  # a name more likely than a slip
            return
        margin = self.margin_compound if made.is_compound(seen) else self.margin
        least = max(zipf, 1.5) + margin
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


def _stands_free(token: Token, text: str) -> bool:
    """Whether it is a word of its own: `[P]eople`, `f***ed`, `#wakeup`, `relaxin'` are not."""
    if text[token.end : token.end + 1] in ("'", "’") and token.text.endswith("in"):
        return False
    before = text[max(0, token.start - 2) : token.start]
    return not (_JOINED_BEFORE.search(before) or _JOINED_AFTER.match(text, token.end))
