"""Write `docs/phrases.md` from the lexicons of pivot lexemes.

python docs/build_phrases.py
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from audit.reference import load_table
from audit.resources.vocabulary import load_vocabulary

PAGE = Path(__file__).parent / "phrases.md"
PIVOTS = {"ja": "Japanese", "zh": "Chinese"}
STRONGEST = 20
COMMON = 4.4  # Zipf of both words: a confusion that readers meet
TOLD = 6  # lexemes

Pair = tuple[str, str]


def main() -> None:
    """Write the page."""
    PAGE.write_text(render(), encoding="utf-8")


def render() -> str:
    """The page: a table for each pivot."""
    lines = ["# Words that come back as others", ""]
    lines += ["Written by `python docs/build_phrases.py`; do not edit by hand.", ""]
    lines += [
        "English words that render the same lexemes of a pivot language, and so come back in each",
        "other's place, though no synset of WordNet has both. Strongest are those that share most",
        "lexemes, for their number; only common words are shown.",
    ]
    synonyms = pairs_of("wordnet")
    for pivot, name in PIVOTS.items():
        lines += ["", f"## {name}", "", "| words | lexemes shared | among them |", "|---|---|---|"]
        lines += rows(pivot, synonyms)
    return "\n".join(lines) + "\n"


def rows(pivot: str, synonyms: dict[Pair, list[str]]) -> Iterator[str]:
    """The strongest confusions of a pivot."""
    found = pairs_of(pivot)
    counts: defaultdict[str, int] = defaultdict(int)
    for pair, lexemes in found.items():
        for word in pair:
            counts[word] += len(lexemes)
    strength = {
        pair: len(lexemes) ** 2 / (counts[pair[0]] * counts[pair[1]]) ** 0.5
        for pair, lexemes in found.items()
        if pair not in synonyms
    }
    for pair in sorted(strength, key=lambda pair: (-strength[pair], pair))[:STRONGEST]:
        one, other = (word.removeprefix("to ") for word in pair)
        shown = "、".join(sorted(found[pair], key=lambda lexeme: (len(lexeme), lexeme))[:TOLD])
        yield f"| {one}, {other} | {len(found[pair])} | {shown} |"


def pairs_of(source: str) -> dict[Pair, list[str]]:
    """Pairs of common words in one group of a lexicon, with the lexemes of the groups."""
    zipf = load_vocabulary().zipf
    found: defaultdict[Pair, list[str]] = defaultdict(list)
    for row in load_table(f"lexicons/lexemes_{source}.tsv.gz"):
        glosses = row["glosses"].split("|")
        words = sorted(g for g in glosses if zipf(g.removeprefix("to ")) >= COMMON)
        for pair in combinations(words, 2):
            found[pair].append(row["lexeme"])
    return found


if __name__ == "__main__":
    main()
