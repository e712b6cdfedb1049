"""Write `reference/lexicons/synonyms.tsv` from WordNet.

    python training/build_synonyms.py /usr/share/wordnet      (Debian's package wordnet-base)

For every content word of the fixed terms, the words that a synonym spinner could put in its place:
lemmas of its synsets, of synsets similar or derivationally related to them, and of their direct
hypernyms and hyponyms (Fellbaum 1998). WordNet's licence allows redistribution with its notice,
which `reference/NOTICE.md` carries.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from audit.backtranslation.terms import content_words
from audit.reference import data_folder, load_reference
from audit.resources.vocabulary import load_vocabulary

FILES = {"n": "data.noun", "v": "data.verb", "a": "data.adj", "r": "data.adv"}
FOLLOWED = {"&", "+", "@", "~"}  # similar to, derived from, hypernym, hyponym
HEADER = "# Words that could stand for a content word of a fixed term.\nword\tsynonyms\tsource"
SOURCE = "WordNet 3.0, Princeton University"


@dataclass(frozen=True, slots=True)
class Synset:
    """A synset's lemmas, lower case, and the synsets it points to."""

    lemmas: tuple[str, ...]
    related: tuple[tuple[str, str], ...]


def main() -> None:
    """Write the table."""
    synsets = dict(read_synsets(Path(sys.argv[1])))
    homes: defaultdict[str, list[Synset]] = defaultdict(list)
    for synset in synsets.values():
        for lemma in synset.lemmas:
            homes[lemma].append(synset)
    lines = [
        f"{word}\t{'|'.join(found)}\t{SOURCE}"
        for word in sorted(words_of_terms())
        if (found := sorted(synonyms(word, homes, synsets)))
    ]
    path = data_folder() / "lexicons" / "synonyms.tsv"
    path.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    print(f"{path}: {len(lines)} words, {path.stat().st_size:,} bytes")


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


def words_of_terms() -> set[str]:
    """The content words of all fixed terms and organisations, as lemmas."""
    vocabulary = load_vocabulary()
    words: set[str] = set()
    for entry in load_reference().entries:
        if entry.kind not in ("person", "place", "outlet"):
            for form in entry.forms:
                for word in content_words(form):
                    words |= vocabulary.lemmas(word) or {word}
    return words


def synonyms(
    word: str, homes: dict[str, list[Synset]], synsets: dict[tuple[str, str], Synset]
) -> set[str]:
    """Single words of the synsets of a word and of those next to them."""
    near = [
        s for home in homes.get(word, ()) for s in (home, *map(synsets.__getitem__, home.related))
    ]
    return {lemma for s in near for lemma in s.lemmas if lemma.isalpha()} - {word}


if __name__ == "__main__":
    main()
