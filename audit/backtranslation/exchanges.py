"""Which word could have come in the place of another, and why.

A spinner puts synonyms, as its thesaurus has them; a pivot language puts another gloss of the same
lexeme; both lose endings. So two words are compared by all of these: forms of one lemma, words of
one stem, WordNet (same synset, or one beside it), the Moby thesaurus (near where the lists of the
two overlap), and the glosses of JMdict and CC-CEDICT. The lexicons go from the word of a text to
the words of fixed terms; words are lower case without diacritics.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from audit.reference import load_table
from audit.resources.vocabulary import load_vocabulary

RELATIONS = ("form", "stem", "synonym", "related", "thesaurus", "loose", "japanese", "chinese")
_CERTAIN = frozenset({"form", "stem", "synonym"})
_TABLES = {
    "synonyms": {"near": "synonym", "far": "related"},
    "thesaurus": {"near": "thesaurus", "far": "loose"},
    "glosses_ja": {"glosses": "japanese"},
    "glosses_zh": {"glosses": "chinese"},
}
_TOLD = {
    "form": "two forms of one word",
    "stem": "two words of one stem",
    "synonym": "synonyms (WordNet)",
    "thesaurus": "synonyms (Moby)",
    "related": "words of related meaning (WordNet)",
    "loose": "listed together (Moby)",
}
_BRITISH = (
    (re.compile(r"is(ations?|e[ds]?|ing)$"), r"iz\1"),
    (re.compile(r"our(s?)$"), r"or\1"),
    (re.compile(r"tre(s?)$"), r"ter\1"),
    (re.compile(r"fence$"), "fense"),
    (re.compile(r"gramme(s?)$"), r"gram\1"),
)
_LONGEST_ENDING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A word that stands for another, by which relations, and the lexemes that they share."""

    seen: str
    true: str
    relations: frozenset[str] = frozenset()
    lexemes: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """The strongest reason, for a reader."""
        told = next((_TOLD[name] for name in _TOLD if name in self.relations), None)
        if self.lexemes and not _CERTAIN & self.relations:
            told = f"both {self.lexemes[0]}"
        return f"“{self.seen}” for “{self.true}”: {told or 'not akin, but the rest tells the term'}"


@cache
def exchange(seen: str, true: str) -> Exchange:
    """How a folded word could stand for another; no relations where it is not known to."""
    forms = _forms(true)
    shared = {
        name: next(filter(None, (words[form] for form in forms if form in words)), "")
        for name, words in standing_for(seen).items()
        if not forms.isdisjoint(words)
    }
    relations = set(shared)
    if not _forms(seen).isdisjoint(forms):
        relations.add("form")
    elif is_of_one_stem(seen, true):
        relations.add("stem")
    lexemes = tuple(lexeme for lexeme in shared.values() if lexeme)
    return Exchange(seen=seen, true=true, relations=frozenset(relations), lexemes=lexemes)


@cache
def standing_for(seen: str) -> Mapping[str, Mapping[str, str]]:
    """The words of terms that a word could stand for, each with a lexeme, if any, by relation."""
    found: dict[str, dict[str, str]] = {}
    for form in _forms(seen):
        for relation, cell in _lexicon().get(form, ()):
            pairs = (pair.partition(":") for pair in cell.split("|") if pair)
            found.setdefault(relation, {}).update((word, lexeme) for word, _, lexeme in pairs)
    return found


def is_spelled_as(seen: str, true: str) -> bool:
    """Whether two words are one, in British or American spelling (Organisation, Organization)."""
    return seen == true or american(seen) == american(true)


@cache
def american(word: str) -> str:
    """The American spelling of a folded word, by its ending."""
    for british, ending in _BRITISH:
        word = british.sub(ending, word)
    return word


@cache
def _forms(word: str) -> frozenset[str]:
    """A word, its lemmas, and the American spelling of each."""
    forms = load_vocabulary().lemmas(word) | {word}
    return forms | {american(form) for form in forms}


def is_of_one_stem(seen: str, true: str) -> bool:
    """Whether two words begin alike and differ only in what could be an ending."""
    stem = min(len(seen), len(true)) - 1
    alike = stem >= 4 and seen[:stem] == true[:stem]
    return alike and abs(len(seen) - len(true)) <= _LONGEST_ENDING


@cache
def _lexicon() -> Mapping[str, list[tuple[str, str]]]:
    """The cells of all lexicons, each with its relation, by the word that a text has."""
    cells: dict[str, list[tuple[str, str]]] = {}
    for table, columns in _TABLES.items():
        for row in load_table(f"lexicons/{table}.tsv.gz"):
            found = cells.setdefault(row["word"], [])
            found.extend((relation, row[column]) for column, relation in columns.items())
    return cells
