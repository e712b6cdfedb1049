"""Learn how other scripts write names, and write `reference/channels/scripts/*.tsv.gz`.

    python -m training.learn_scripts DATA [ja ru zh ko ar he] [--measure]

DATA holds `data/translit/LANGUAGE.{train,dev}.tsv.gz` (name, signs set apart by spaces, count).
Names are cut into units with `script_units`; the model that writes is of order three over them,
with interpolated Kneser-Ney smoothing (Chen and Goodman 1999). What a sign is read as is learned
from the same names and from their forms as translation systems romanise them (`romanise.SCHEMES`).
`--measure` only prints the shares of .dev names written as there, and the character error rate.
"""

from __future__ import annotations

import argparse
import gzip
import math
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.scripts import write
from audit.backtranslation.channels.writing import END, START, signs_of
from audit.reference import data_folder
from training.romanise import SCHEMES
from training.script_units import Pair, Unit, cut_pairs

SOURCE = (
    "# Units of letters and signs, learned from names of Wikidata (CC0), as collected in "
    "steveash/NETransliteration-COLING2018; natural logarithms.\n"
)
HEADER = "units\twritten\tbackoff\tread\n"
SHORT = ((1, 0), (1, 1), (1, 2), (2, 1))
READ = tuple((letters, 1) for letters in range(6))
DISCOUNT = 0.9
LEAST_UNIT, LEAST_READING = 2, 3  # names
RARE, USUAL = 0.004, 0.02  # shares of a sign's readings, of a unit of letters' signs
ROMANISED = 30_000  # names that are romanised
Gram = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A language's files, the signs that its names are written with, and the shapes of units."""

    language: str
    first: str
    last: str
    shapes: tuple[tuple[int, int], ...] = SHORT
    floor: float = -4.5

    def holds(self, form: str) -> bool:
        """Whether a form is written in this script alone."""
        return all(self.first <= c <= self.last or c == "'" for c in form)

    def writes(self, form: str) -> bool:
        """Whether names should be written like that: Chinese ones in simplified signs."""
        return self.language != "chinese" or _is_simplified(form)


SOURCES: Mapping[str, Source] = {
    "ja": Source(language="katakana", first="ァ", last="ー"),
    "ru": Source(language="russian", first="А", last="ё"),
    "zh": Source(
        language="chinese",
        first="一",
        last="鿿",
        shapes=((1, 0), (1, 1), (1, 2), (2, 1), (3, 1), (4, 1)),
        floor=-6.0,
    ),
    "ko": Source(
        language="korean",
        first="가",
        last="힣",
        shapes=(*SHORT, (1, 3), (2, 2), (2, 3), (3, 1), (3, 2), (3, 3)),
    ),
    "ar": Source(language="arabic", first="ء", last="ي"),
    "he": Source(language="hebrew", first="א", last="ת"),
}


def main() -> None:
    """Learn and measure the scripts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("pivots", nargs="*", default=list(SOURCES))
    parser.add_argument("--measure", action="store_true", help="learn nothing")
    options = parser.parse_args()
    for pivot in options.pivots:
        source = SOURCES[pivot]
        if not options.measure:
            rows = read_names(options.data, source, "train")
            path = data_folder() / "channels" / "scripts" / f"{pivot}.tsv.gz"
            write_table(path, learn_rows(rows, pivot))
            print(f"{pivot}: {path.stat().st_size:,} bytes")
        names = [row for row in read_names(options.data, source, "dev") if source.writes(row[1])]
        print(f"{pivot}: {measure(names, pivot)}", flush=True)


def read_names(data: Path, source: Source, part: str) -> list[tuple[str, str, int]]:
    """Names by letters, their forms, and how often they were found."""
    path = data / "data" / "translit" / f"{source.language}.{part}.tsv.gz"
    rows = []
    for line in gzip.open(path, "rt", encoding="utf-8"):
        name, signs, count = line.rstrip("\n").split("\t")
        form = signs.replace(" ", "").replace("׳", "'")
        if letters_of(name) and source.holds(form):
            rows.append((letters_of(name), form, int(count)))
    return rows


def _is_simplified(form: str) -> bool:
    try:
        return bool(form.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def learn_rows(names: Sequence[tuple[str, str, int]], pivot: str) -> Iterator[str]:
    """The rows of a table, in order."""
    source = SOURCES[pivot]
    pairs = [(letters, signs_of(form, pivot)) for letters, form, _ in names]
    cuts = cut_pairs(pairs, source.shapes, source.floor)
    explained = [(pair, units) for pair, units in zip(cuts.pairs, cuts.units, strict=True) if units]
    believed = [pair for pair, _ in explained]
    print(f"{pivot}: {len(believed):,} of {len(names):,} names explained")
    written, backoff = learn_model(
        [[":".join(unit) for unit in units] for (_, signs), units in explained
         if source.writes("".join(signs))]
    )  # fmt: skip
    readings = learn_readings(believed, list(romanise(names, pivot)), source.floor)
    for gram in sorted({*written, *backoff, *readings}, key=lambda gram: (len(gram), gram)):
        cells = (written.get(gram), backoff.get(gram), readings.get(gram))
        numbers = ("" if p is None else f"{math.log(p):.2f}" for p in cells)
        yield "\t".join((" ".join(gram), *numbers))


def learn_model(names: Sequence[Sequence[str]]) -> tuple[dict[Gram, float], dict[Gram, float]]:
    """Probabilities and backoff weights of up to three units in a row."""
    single, double, triple = count_grams(names)
    whole = single.total()
    written = {gram: count / whole for gram, count in single.items()}
    backoff: dict[Gram, float] = {}
    for grams, least in ((double, 1), (triple, 2)):
        contexts: Counter[Gram] = Counter()
        for gram, count in grams.items():
            contexts[gram[:-1]] += count
        shares = {
            gram: (count - DISCOUNT) / contexts[gram[:-1]]
            for gram, count in grams.items()
            if count >= least and gram[1:] in written and (gram[:-1] in written or START in gram)
        }
        left: defaultdict[Gram, float] = defaultdict(lambda: 1.0)
        for gram, share in shares.items():
            left[gram[:-1]] -= share
        backoff |= left
        written |= {gram: p + left[gram[:-1]] * written[gram[1:]] for gram, p in shares.items()}
    return written, backoff


def count_grams(names: Sequence[Sequence[str]]) -> tuple[Counter[Gram], ...]:
    """How often three units stood in a row; below that, after how many different units."""
    common = {unit for unit, n in Counter(u for name in names for u in name).items()
              if n >= LEAST_UNIT}  # fmt: skip
    triple: Counter[Gram] = Counter()
    for name in names:
        row = (START, START, *name, END)
        triple.update(zip(row, row[1:], row[2:], strict=False))
    double: Counter[Gram] = Counter()
    for gram, count in triple.items():
        double[gram[1:]] += count if gram[1] == START else 1
    single = Counter(gram[1:] for gram in double if gram[1] in common or gram[1] == END)
    return single, double, triple


def romanise(names: Sequence[tuple[str, str, int]], pivot: str) -> Iterator[Pair]:
    """Some forms' spellings in Latin letters by every scheme."""
    scheme = SCHEMES[SOURCES[pivot].language]
    for _, form, _ in names[:: len(names) // ROMANISED + 1]:
        for spelling in dict.fromkeys(map(letters_of, scheme(form))):
            yield spelling, signs_of(form, pivot)


def learn_readings(
    names: Sequence[Pair], romanised: Sequence[Pair], floor: float
) -> dict[Gram, float]:
    """The probability of letters given the sign, half from names and half from romanisations.

    Readings are kept that are not rare for the sign, or that are usual for the letters.
    """
    readings: defaultdict[Gram, float] = defaultdict(float)
    for pairs in (names, romanised):
        counts = Counter(u for units in cut_pairs(pairs, READ, floor).units for u in units or ())
        of_letters, of_signs = Counter[str](), Counter[str]()
        for (letters, sign), count in counts.items():
            of_letters[letters] += count
            of_signs[sign] += count
        for (letters, sign), count in counts.items():
            share, usual = count / of_signs[sign], count / of_letters[letters]
            if count >= LEAST_READING and (share >= RARE or usual >= USUAL):
                readings[(f"{letters}:{sign}",)] += share / 2
    return dict(readings)


def write_table(path: Path, rows: Iterable[str]) -> None:
    """Write rows so that the same rows are the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = SOURCE + HEADER + "".join(f"{row}\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def measure(names: Sequence[tuple[str, str, int]], pivot: str) -> str:
    """How the names that others wrote are written here."""
    start = time.process_time()
    forms = [write(letters, pivot).lower() for letters, _, _ in names]
    pace = (time.process_time() - start) / len(names) * 1000
    right = [form == true for form, (_, true, _) in zip(forms, names, strict=True)]
    found = sum(count for hit, (_, _, count) in zip(right, names, strict=True) if hit)
    errors = sum(Levenshtein.distance(f, true) for f, (_, true, _) in zip(forms, names, strict=True))
    signs = sum(len(true) for _, true, _ in names)
    return (
        f"exact {sum(right) / len(names):.1%} of {len(names):,} names, "
        f"{found / sum(count for _, _, count in names):.1%} by how often they were found; "
        f"CER {errors / signs:.3f}; {pace:.2f} ms a name"
    )


if __name__ == "__main__":
    main()
