"""Write `reference/channels/*.tsv.gz`: what each pivot does to the spelling of names.

    python training/learn_channels.py DATA

DATA is the folder with `data/translit` (names in Latin letters and in another script: Wikidata,
CC0) and `data/name_errors` (names that translation systems got wrong). Each channel is learned in
two manners. *Romanised*: the script's spelling put into Latin letters by the schemes of
`training/romanise.py`. *Respelled*: pairs of names that the script writes alike, which is what a
guess at the script's reading confuses, then the real errors from the channel's languages. Both
start from what all scripts have in common. The channel of human typing is learned from codespell's
list of typing errors in words (CC BY-SA 3.0, from Wikipedia).
"""

from __future__ import annotations

import csv
import gzip
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from audit.backtranslation.channels import ANY, MANNERS, load_channels
from audit.backtranslation.channels.letters import letters_of
from audit.reference import data_folder
from training.multigram import Pair, Units, learn_units
from training.romanise import SCHEMES

SCRIPTS = {
    "ja": "katakana",
    "ru": "russian",
    "zh": "chinese",
    "ko": "korean",
    "ar": "arabic",
    "he": "hebrew",
}
LANGUAGES = {
    "ja": "ja",
    "ru": "ru",
    "uk": "ru",
    "zh": "zh",
    "he": "he",
    "ne": "ne",
    "si": "ne",
    **dict.fromkeys(("cs", "et", "ro", "de", "is", "liv", "ha"), "latin"),
}
SPELLINGS = range(3, 15)  # letters of the names to learn from
MOST = 16_000  # pairs of a kind, so that no script drowns the others
HEADER = (
    "# {name}: joint probabilities of units, by training/learn_channels.py\n# source: {source}\n"
)
SOURCES = (
    "Wikidata names (CC0), by NETransliteration-COLING2018; names of WMT21-23 and MLQE-PE outputs"
)
TYPING = "codespell dictionary (CC BY-SA 3.0)"
Tables = dict[str, dict[str, Units]]  # by channel and manner


@dataclass(frozen=True, kw_only=True)
class Material:
    """Pairs (true, seen) by channel."""

    romanised: Mapping[str, Sequence[Pair]]
    alike: Mapping[str, Sequence[Pair]]
    typing: Sequence[Pair] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongName:
    """A name that a translation system got wrong."""

    true: str
    seen: str
    channel: str


def main() -> None:
    """Learn and write every table."""
    data = Path(sys.argv[1]) / "data"
    material = gather(data / "translit")
    tables = learn_scripts(material)
    tables.update(learn_errors(read_errors(data / "name_errors" / "pairs.tsv"), material, tables))
    names = {channel.code: channel.name for channel in load_channels()} | {ANY: "any pivot"}
    for code, name in names.items():
        write_table(code, name, tables[code])


def gather(
    folder: Path,
    *,
    part: str = "train",
    without: frozenset[str] = frozenset(),
    choose: Callable[[Sequence[str]], Sequence[str]] = lambda spellings: spellings,
) -> Material:
    """Pairs from the transliterated names, leaving some names out and choosing among schemes."""
    romanised, alike = {}, {}
    for code, script in SCRIPTS.items():
        names = [pair for pair in read_names(folder, script, part) if pair[0] not in without]
        written = (
            (true, letters_of(seen))
            for true, native in names
            for seen in dict.fromkeys(choose(SCHEMES[script](native)))
        )
        romanised[code] = _some(pair for pair in written if _is_plausible(*pair))
        alike[code] = _some(_written_alike(names))
    return Material(romanised=romanised, alike=alike, typing=_some(read_typing_errors()))


def read_names(folder: Path, script: str, part: str) -> list[Pair]:
    """Names of a file in Latin letters and in the script."""
    with gzip.open(folder / f"{script}.{part}.tsv.gz", "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    names = [(letters_of(row[0]), row[1].replace(" ", "")) for row in rows]
    return [pair for pair in names if len(pair[0]) in SPELLINGS]


def read_errors(path: Path) -> list[WrongName]:
    """The real errors, each with the channel of the language it was translated from."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        WrongName(
            true=letters_of(row["true"]),
            seen=letters_of(row["mt_form"]),
            channel=LANGUAGES[row["pair"].split("-")[0]],
        )
        for row in rows
    ]


def read_typing_errors() -> Iterable[Pair]:
    """Right and mistyped words of codespell's list, where it is sure of the right one."""
    from importlib.resources import files

    text = (files("codespell_lib") / "data" / "dictionary.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        seen, _, true = line.partition("->")
        if true.isascii() and true.isalpha() and seen.isalpha() and len(true) in SPELLINGS:
            yield true, seen


def learn_scripts(material: Material) -> Tables:
    """Tables of the scripts and of what they have in common, before any real error."""
    by_manner = dict(zip(MANNERS, (material.romanised, material.alike), strict=True))
    common: dict[str, Units] = {
        manner: learn_units([p for some in pairs.values() for p in some[: MOST // 2]], least=2.0)
        for manner, pairs in by_manner.items()
    }
    tables: Tables = {ANY: common}
    for code in SCRIPTS:
        tables[code] = {
            manner: learn_units(pairs[code], base=common[manner], trust=300.0, least=1.0)
            for manner, pairs in by_manner.items()
        }
    tables["typo"] = {"respelled": learn_units(material.typing, least=2.0)}
    return tables


def learn_errors(errors: Sequence[WrongName], material: Material, tables: Tables) -> Tables:
    """Tables refined on real errors: all of them first, then those of each channel."""
    pairs = sorted({(e.true, e.seen) for e in errors})
    common = learn_units(pairs, base=tables[ANY]["respelled"], trust=1500.0)
    refined: Tables = {ANY: {**tables[ANY], "respelled": common}}
    for code in dict.fromkeys(LANGUAGES.values()):
        own = sorted({(e.true, e.seen) for e in errors if e.channel == code})
        alike = list(material.alike.get(code, ())[: MOST // 4])
        weights = [1.0] * len(own) + [len(own) / max(1, 2 * len(alike))] * len(alike)
        units = learn_units(own + alike, weights, base=common, trust=100.0, discount=0.5)
        refined[code] = {**tables.get(code, {}), "respelled": units}
    return refined


def write_table(code: str, name: str, table: Mapping[str, Units]) -> None:
    """Write a channel's table; the same tables give the same bytes."""
    pairs = sorted({pair for units in table.values() for pair in units})
    source = TYPING if code == "typo" else SOURCES
    lines = [HEADER.format(name=name, source=source), "true\tseen\tromanised\trespelled\n"]
    for pair in pairs:
        chances = [table.get(manner, {}).get(pair, 0.0) for manner in MANNERS]
        told = "\t".join(f"{chance:.3g}" if chance > 1e-9 else "" for chance in chances)
        if told.strip():
            lines.append(f"{pair[0]}\t{pair[1]}\t{told}\n")
    path = data_folder() / "channels" / f"{code}.tsv.gz"
    path.write_bytes(gzip.compress("".join(lines).encode("ascii"), mtime=0))
    print(f"{path.name}: {len(lines) - 2:,} units, {path.stat().st_size:,} bytes")


def _written_alike(names: Iterable[Pair]) -> Iterable[Pair]:
    """Pairs of names that the script writes alike; those of nothing in common are noise."""
    by_native: defaultdict[str, set[str]] = defaultdict(set)
    for latin, native in names:
        by_native[native].add(latin)
    for group in by_native.values():
        if 2 <= len(group) <= 6:
            for true in sorted(group):
                yield from (
                    (true, seen)
                    for seen in sorted(group - {true})
                    if Levenshtein.normalized_similarity(true, seen) > 0.4
                )


def _is_plausible(true: str, seen: str) -> bool:
    near = Levenshtein.normalized_similarity(true, seen) > 0.2
    return len(seen) > 1 and near and abs(len(true) - len(seen)) < 8


def _some(pairs: Iterable[Pair]) -> list[Pair]:
    found = sorted(set(pairs))
    random.Random(1).shuffle(found)
    return found[:MOST]


if __name__ == "__main__":
    main()
