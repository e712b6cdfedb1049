"""Write the lexicons of what a spinner could put for a word of a fixed term.

    python -m training.build_synonyms /usr/share/wordnet MOBY

Writes `reference/lexicons/synonyms.tsv.gz` from WordNet 3.0 (Debian's package wordnet-base): lemmas
of one synset are `near`; those of synsets similar or derivationally related to it, and of its
direct hypernyms and hyponyms, are `far` (Fellbaum 1998). Writes `thesaurus.tsv.gz` from the Moby
Thesaurus of Grady Ward (public domain; the file `words.txt` of the npm package moby 1.1.2), whose
lists are long and blind to senses: two words are `near` where their lists overlap. Rows go from the
word that a text has to the words of terms that it could stand for.
"""

from __future__ import annotations

import gzip
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from audit.backtranslation.terms import content_words
from audit.reference import data_folder, load_reference
from audit.resources.vocabulary import load_vocabulary

FILES = {"n": "data.noun", "v": "data.verb", "a": "data.adj", "r": "data.adv"}
FOLLOWED = {"&", "+", "@", "~"}  # similar to, derived from, hypernym, hyponym
WORDNET = "WordNet 3.0, Princeton University"
MOBY = "Moby Thesaurus II, Grady Ward, public domain"
RAREST = 2.5  # Zipf; spinners want to be understood
OVERLAP = 0.2  # cosine of two lists of Moby

Pairs = dict[str, tuple[set[str], set[str]]]


@dataclass(frozen=True, slots=True)
class Synset:
    """A synset's lemmas, lower case, and the synsets it points to."""

    lemmas: tuple[str, ...]
    related: tuple[tuple[str, str], ...]


def main() -> None:
    """Write both tables."""
    words = words_of_terms()
    write_exchanges("synonyms", pair_wordnet(words, Path(sys.argv[1])), WORDNET)
    write_exchanges("thesaurus", pair_moby(words, Path(sys.argv[2])), MOBY)


def words_of_terms() -> set[str]:
    """The content words of all fixed terms and organisations, and their lemmas."""
    vocabulary = load_vocabulary()
    words: set[str] = set()
    for entry in load_reference().entries:
        if entry.kind not in ("person", "place", "outlet"):
            for form in entry.forms:
                for word in content_words(form):
                    words |= vocabulary.lemmas(word) | {word}
    return {word for word in words if is_plain(word)}


def is_plain(word: str) -> bool:
    """Whether a text could have the word: a single lower-case word that is not rare."""
    return word.isalpha() and word.islower() and load_vocabulary().zipf(word) >= RAREST


def pair_wordnet(words: set[str], folder: Path) -> Pairs:
    """Near and far words of WordNet, by the word that a text has."""
    synsets = dict(read_synsets(folder))
    pairs: Pairs = defaultdict(lambda: (set(), set()))
    for synset in synsets.values():
        related = [synsets[key] for key in synset.related]
        for true in words.intersection(synset.lemmas):
            for seen in filter(is_plain, synset.lemmas):
                pairs[seen][0].add(true)
            for seen in filter(is_plain, (lemma for s in related for lemma in s.lemmas)):
                pairs[seen][1].add(true)
    return pairs


def read_synsets(folder: Path) -> Iterator[tuple[tuple[str, str], Synset]]:
    """All synsets by part of speech and offset (wndb(5WN))."""
    for part, name in FILES.items():
        for line in (folder / name).read_text(encoding="latin-1").splitlines():
            if not line.startswith(" "):
                fields = line.split(" | ")[0].split()
                yield (part, fields[0]), parse(fields)


def parse(fields: list[str]) -> Synset:
    """A synset's line: offset, file, type, count of words, words, count of pointers, pointers."""
    end = 4 + 2 * int(fields[3], 16)
    lemmas = tuple(word.split("(")[0].lower() for word in fields[4:end:2])
    pointers = fields[end + 1 : end + 1 + 4 * int(fields[end])]
    quads = zip(*(iter(pointers),) * 4, strict=True)
    related = tuple(
        (kind.replace("s", "a"), offset) for sign, offset, kind, _ in quads if sign in FOLLOWED
    )
    return Synset(lemmas, related)


def pair_moby(words: set[str], path: Path) -> Pairs:
    """Near and far words of Moby, by the word that a text has."""
    lists: defaultdict[str, set[str]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        head, *others = line.split(",")
        lists[head].update(others)
    pairs: Pairs = defaultdict(lambda: (set(), set()))
    for head in filter(is_plain, lists):
        for other in filter(is_plain, lists[head]):
            far = int(cosine(lists.get(head, set()), lists.get(other, set())) < OVERLAP)
            if other in words:
                pairs[head][far].add(other)
            if head in words:
                pairs[other][far].add(head)
    return pairs


def cosine(some: set[str], others: set[str]) -> float:
    """How far two lists overlap, 0 to 1."""
    return len(some & others) / math.sqrt(len(some) * len(others)) if some and others else 0.0


def write_exchanges(name: str, pairs: Mapping[str, tuple[set[str], set[str]]], source: str) -> None:
    """Write one lexicon: seen word, words that it is near to and far from, source."""
    rows = [f"# What a word could stand for in a fixed term: {source}.", "word\tnear\tfar\tsource"]
    for word in sorted(pairs):
        near, far = pairs[word]
        columns = (sorted(near - {word}), sorted(far - near - {word}))
        if any(columns):
            rows.append("\t".join((word, *map("|".join, columns), source)))
    write_gzipped(f"{name}.tsv.gz", rows)


def write_gzipped(name: str, rows: Iterable[str]) -> None:
    """Write a table whose bytes depend on nothing but its rows."""
    text = "\n".join(rows) + "\n"
    path = data_folder() / "lexicons" / name
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{path}: {text.count(chr(10)) - 2:,} words, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
