"""Lexical back-translation: English word, pivot lexeme, its other English glosses.

A word that went through Japanese comes back as another gloss of the same lexeme: *defend* and
*protect* are both 守る. So what a strange word should have been stands among the other glosses of
the lexemes that it can render. Part of speech, inflection and number are carried over, glosses of
several words included. The same for Chinese, and for the lists of a thesaurus, from which synonym
spinners take their words. The lexicons are `lexemes_*` in `reference/lexicons`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from audit.backtranslation.exchanges import is_spelled_as
from audit.reference import load_table

SOURCES: Mapping[str, str] = {
    "ja": "both {}",
    "zh": "both {}",
    "wordnet": "synonyms (WordNet)",
    "moby": "synonyms (Moby)",
}
_PARTS = ("VERB", "NOUN", "ADJ", "ADV")


@dataclass(frozen=True, slots=True)
class Gloss:
    """A word or phrase that could come in another's place, inflected like it.

    `lexeme` is the word of the pivot language that both render, empty for a thesaurus; `rank` is
    the gloss's place in its list, 0 the first.
    """

    text: str
    source: str
    lexeme: str = ""
    rank: int = 0

    def explain(self, seen: str) -> str:
        """Why the one can stand for the other."""
        shared = SOURCES[self.source].format(self.lexeme)
        return f"“{seen}” for “{self.text}”: {shared}"


@dataclass(frozen=True, slots=True)
class _Group:
    lexeme: str
    glosses: Sequence[str]
    source: str


@cache
def find_glosses(word: str) -> tuple[Gloss, ...]:
    """What could stand in the place of a lower-case word, each text once, pivots before thesauri.

    A word in several parts of speech gets the glosses of all of them.
    """
    found: dict[str, Gloss] = {}
    for gloss in _find(word):
        if gloss.text != word:
            found.setdefault(gloss.text, gloss)
    return tuple(found.values())


def _find(word: str) -> Iterator[Gloss]:
    for part, lemmas in _lemmas(word).items():
        for lemma in lemmas:
            tags = _tags(word, lemma, part)
            for bare, rank, group in _shared(lemma, "to " if part == "VERB" else ""):
                for text in _inflect(bare, part, tags):
                    yield Gloss(text, group.source, group.lexeme, rank)


def _shared(lemma: str, mark: str) -> Iterator[tuple[str, int, _Group]]:
    """The other glosses of a lemma's lexemes that are verbs as it is, with their places.

    The same word in British or American spelling is no other.
    """
    for group in _groups().get(mark + lemma, ()):
        for rank, gloss in enumerate(group.glosses):
            bare = gloss.removeprefix("to ")
            if gloss.startswith("to ") is bool(mark) and not is_spelled_as(lemma, bare):
                yield bare, rank, group


def _lemmas(word: str) -> Mapping[str, Sequence[str]]:
    import lemminflect

    lemmas: Mapping[str, Sequence[str]] = lemminflect.getAllLemmas(word)
    return {part: lemmas.get(part, ()) for part in _PARTS}


def _tags(word: str, lemma: str, part: str) -> tuple[str, ...]:
    """The Penn tags of the forms of a lemma that a word is, of the usual forms if it is one."""
    import lemminflect

    forms = lemminflect.getAllInflections(lemma, upos=part)
    usual = tuple(tag for tag, words in forms.items() if word == words[0])
    return usual or tuple(tag for tag, words in forms.items() if word in words)


def _inflect(gloss: str, part: str, tags: Sequence[str]) -> Iterator[str]:
    """A gloss in the forms told: a verb's first word is inflected, a noun's last."""
    import lemminflect

    words = gloss.split(" ")
    place = 0 if part == "VERB" else -1
    for tag in tags:
        forms = lemminflect.getInflection(words[place], tag=tag)
        if forms:
            inflected = list(words)
            inflected[place] = forms[0]
            yield " ".join(inflected)


@cache
def _groups() -> Mapping[str, Sequence[_Group]]:
    """The groups that have a gloss, by gloss."""
    found: dict[str, list[_Group]] = {}
    for source in SOURCES:
        for row in load_table(f"lexicons/lexemes_{source}.tsv.gz"):
            group = _Group(row["lexeme"], row["glosses"].split("|"), source)
            for gloss in group.glosses:
                found.setdefault(gloss, []).append(group)
    return found
