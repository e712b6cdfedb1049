"""Fixed terms broken on purpose, as spinners and pivot languages break them.

Words are exchanged for those of one lexicon (WordNet, Moby, JMdict, CC-CEDICT), for other forms of
theirs, for words of their stem, or for those of a thesaurus that the program does not ship; or a
word is put in. Common words are likelier, and what comes out must not itself be a listed term.
"""

from __future__ import annotations

import random
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from lemminflect import getAllInflections, getInflection

from audit import Document
from audit.backtranslation.candidates import Place
from audit.backtranslation.exchanges import american, exchange
from audit.backtranslation.terms import Term, TermIndex
from audit.reading.stretches import Word
from audit.reference import load_table
from audit.resources.vocabulary import load_vocabulary

LEXICONS = {
    "WordNet, same synset": ("synonyms", "near"),
    "WordNet, beside it": ("synonyms", "far"),
    "Moby, near": ("thesaurus", "near"),
    "Moby, far": ("thesaurus", "far"),
    "JMdict": ("glosses_ja", "glosses"),
    "CC-CEDICT": ("glosses_zh", "glosses"),
}
FORM, STEM, UNSHIPPED, INSERTED = "inflection", "stem", "thesaurus not shipped", "word put in"
KINDS = (*LEXICONS, FORM, STEM, UNSHIPPED, INSERTED)
RAREST = 3.0  # Zipf
TWO_WRONG = 0.3  # share of terms with two words exchanged


@dataclass(frozen=True, slots=True, kw_only=True)
class Spun:
    """A term broken in a text: how, where it stood, and what stands there now."""

    term: Term
    kind: str
    start: int
    end: int
    text: str
    wrong: int


@dataclass(frozen=True, slots=True)
class Spinner:
    """Breaks terms. `held_out` says which words of the unshipped thesaurus are not used."""

    index: TermIndex
    unshipped: Mapping[str, Sequence[str]]
    rng: random.Random

    def spin(self, document: Document, place: Place, said: int, kind: str) -> Spun | None:
        """Break one term that a place says; None if that kind of exchange has nothing for it."""
        start, end, terms = place.said[said]
        words = place.stretch[start:end]
        if kind == INSERTED:
            return self._insert(document, words, terms[0])
        wrong = min(len(words), 2 if self.rng.random() < TWO_WRONG else 1)
        places = self.rng.sample(range(len(words)), len(words))
        chosen = [(i, new) for i in places if (new := self._replace(words[i], kind))][:wrong]
        if not chosen:
            return None
        text = _put(document.text, words, dict(chosen))
        keys = [american(dict(chosen).get(i, w.folded).lower()) for i, w in enumerate(words)]
        if tuple(keys) in self.index.exact:
            return None
        return Spun(
            term=terms[0],
            kind=kind,
            start=words[0].start,
            end=words[-1].end,
            text=text,
            wrong=len(chosen),
        )

    def _insert(self, document: Document, words: Sequence[Word], term: Term) -> Spun | None:
        if len(words) < 3 or not all(word.capital for word in words):
            return None
        at = self.rng.randrange(len(words) - 1)
        new = self.rng.choice(sorted(self.index.counts))
        if not new.isalpha() or load_vocabulary().zipf(new) < RAREST:
            return None
        put = self.rng.choice((new.capitalize(), f"and {new}"))
        text = document.text[words[0].start : words[at].end] + f" {put}"
        text += document.text[words[at].end : words[-1].end]
        start, end = words[0].start, words[-1].end
        return Spun(term=term, kind=INSERTED, start=start, end=end, text=text, wrong=1)

    def _replace(self, word: Word, kind: str) -> str | None:
        options = [w for w in self._options(word.folded, kind) if _is_usable(w, word.folded)]
        if not options:
            return None
        zipf = load_vocabulary().zipf
        new = self.rng.choices(options, [zipf(w) - RAREST + 0.5 for w in options])[0]
        return new.capitalize() if word.capital else new

    def _options(self, word: str, kind: str) -> list[str]:
        if kind == FORM:
            return sorted({f for t in getAllInflections(_lemma(word)).values() for f in t})
        if kind == STEM:
            found = _by_prefix().get(word[:4], ())
            return [w for w in found if "stem" in exchange(w, word).relations]
        source = self.unshipped if kind == UNSHIPPED else invert(*LEXICONS[kind])
        words = {*source.get(word, ()), *source.get(_lemma(word), ())}
        return sorted(_inflected(new, word) for new in words)


@cache
def invert(table: str, column: str) -> Mapping[str, Sequence[str]]:
    """A lexicon from the words of terms to what a text could have."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in load_table(f"lexicons/{table}.tsv.gz"):
        for cell in filter(None, row[column].split("|")):
            found[cell.partition(":")[0]].append(row["word"])
    return found


def read_unshipped(path: Path, *, half: int) -> Mapping[str, Sequence[str]]:
    """Half of a thesaurus (word TAB synonyms with `|`), the words with an even or odd digest."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {
        word: synonyms.split("|")
        for word, synonyms in rows
        if zlib.crc32(word.encode()) % 2 == half
    }


def _put(text: str, words: Sequence[Word], chosen: Mapping[int, str]) -> str:
    pieces = [chosen.get(0, words[0].text)]
    for i, (before, word) in enumerate(pairwise(words), start=1):
        pieces += [text[before.end : word.start], chosen.get(i, word.text)]
    return "".join(pieces)


def _is_usable(new: str, old: str) -> bool:
    plain = new.isalpha() and new.islower() and american(new) != american(old)
    return plain and load_vocabulary().zipf(new) >= RAREST


@cache
def _lemma(word: str) -> str:
    return min(sorted(load_vocabulary().lemmas(word) | {word}), key=len)


def _inflected(new: str, old: str) -> str:
    if old.endswith("s") and _lemma(old) != old:
        return next(iter(getInflection(new, "NNS")), new)
    return new


@cache
def _by_prefix() -> Mapping[str, Sequence[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in load_vocabulary().frequencies:
        if len(word) > 4 and word.isalpha() and load_vocabulary().zipf(word) >= RAREST:
            found[word[:4]].append(word)
    return found
