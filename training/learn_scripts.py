"""Learn how other scripts write names, and write `reference/channels/scripts/*.tsv.gz`.

    python -m training.learn_scripts DATA [ja ru zh ko ar he] [--measure]

DATA holds `data/translit/LANGUAGE.{train,dev}.tsv.gz` (name, signs set apart by spaces, count).
What a sign is read as is learned from the names and from their forms as translation systems
romanise them (`romanise.SCHEMES`). `--measure` learns nothing and only prints which share of the
.dev names is written as there, and the character error rate; both again for the *readable* names,
those whose forms can be read as the name at all: mined lists pair many a first name with a surname.
"""

from __future__ import annotations

import argparse
import gzip
import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.scripts import write
from audit.backtranslation.channels.traces import UNKNOWN, read
from audit.backtranslation.channels.writing import Script, lay_script, signs_of
from audit.reference import data_folder
from training.romanise import SCHEMES
from training.script_models import learn_model, learn_readings
from training.script_units import Pair, cut_pairs

SOURCE = (
    "# Units of letters and signs, learned from names of Wikidata (CC0), as collected in "
    "steveash/NETransliteration-COLING2018; natural logarithms.\n"
)
HEADER = "units\twritten\tbackoff\tread\n"
SHORT = ((1, 0), (1, 1), (1, 2), (2, 1))
READ = tuple((letters, 1) for letters in range(6))
ROMANISED = 30_000  # names that are romanised
Choose = Callable[[Sequence[str]], Sequence[str]]


class Name(NamedTuple):
    """A name's letters, its form in a script, and how often the pair was found."""

    letters: str
    form: str
    found: int


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
        names = [row for row in read_names(options.data, source, "dev") if source.writes(row.form)]
        print(f"{pivot}: {measure(names, pivot)}", flush=True)


def read_names(data: Path, source: Source, part: str) -> list[Name]:
    """The names that are written in the source's script alone."""
    path = data / "data" / "translit" / f"{source.language}.{part}.tsv.gz"
    rows = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    names = []
    for name, signs, count in (row.split("\t") for row in rows):
        form = signs.replace(" ", "").replace("׳", "'")
        if letters_of(name) and source.holds(form):
            names.append(Name(letters_of(name), form, int(count)))
    return names


def _is_simplified(form: str) -> bool:
    try:
        return bool(form.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def learn_script(names: Sequence[Name], pivot: str, choose: Choose) -> Script:
    """A script, without a table being written; the schemes that it is read by are chosen."""
    head = HEADER.rstrip("\n").split("\t")
    rows = learn_rows(names, pivot, choose)
    return lay_script(dict(zip(head, row.split("\t"), strict=True)) for row in rows)


def learn_rows(
    names: Sequence[Name], pivot: str, choose: Choose = lambda spellings: spellings
) -> Iterator[str]:
    """The rows of a table, in order."""
    source = SOURCES[pivot]
    pairs = [(name.letters, signs_of(name.form, pivot)) for name in names]
    cuts = cut_pairs(pairs, source.shapes, source.floor)
    explained = [(pair, cut) for pair, cut in zip(cuts.pairs, cuts.units, strict=True) if cut]
    print(f"{pivot}: {len(explained):,} of {len(names):,} names explained")
    written, backoff = learn_model(
        [cut for (_, signs), cut in explained if source.writes("".join(signs))]
    )
    readings = learn_readings(
        *(
            [cut for cut in cut_pairs(some, READ, source.floor).units if cut]
            for some in ([pair for pair, _ in explained], list(romanise(names, pivot, choose)))
        )
    )
    for gram in sorted({*written, *backoff, *readings}, key=lambda gram: (len(gram), gram)):
        cells = (written.get(gram), backoff.get(gram), readings.get(gram))
        numbers = ("" if p is None else f"{math.log(p):.2f}" for p in cells)
        yield "\t".join((" ".join(gram), *numbers))


def romanise(names: Sequence[Name], pivot: str, choose: Choose) -> Iterator[Pair]:
    """Some forms' spellings in Latin letters by the schemes that are chosen."""
    scheme = SCHEMES[SOURCES[pivot].language]
    for name in names[:: len(names) // ROMANISED + 1]:
        for spelling in dict.fromkeys(map(letters_of, choose(scheme(name.form)))):
            yield spelling, signs_of(name.form, pivot)


def write_table(path: Path, rows: Iterable[str]) -> None:
    """Write rows so that the same rows are the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = SOURCE + HEADER + "".join(f"{row}\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def measure(names: Sequence[Name], pivot: str) -> str:
    """How the names that others wrote are written here."""
    start = time.process_time()
    forms = [write(name.letters, pivot).lower() for name in names]
    pace = (time.process_time() - start) / len(names) * 1000
    pairs = list(zip(names, forms, strict=True))
    readable = [pair for pair in pairs if is_readable(pair[0], pivot)]
    found = sum(name.found for name, form in pairs if form == name.form)
    return (
        f"{compare(pairs)}; {found / sum(name.found for name in names):.1%} by how often they were "
        f"found; readable: {compare(readable)}; {pace:.2f} ms a name"
    )


def is_readable(name: Name, pivot: str) -> bool:
    """Whether all signs of a name's form are known to stand for its letters."""
    readings = read(signs_of(name.form, pivot), name.letters, pivot)
    return bool(readings) and all(p > UNKNOWN for _, p in readings)


def compare(pairs: Sequence[tuple[Name, str]]) -> str:
    """The share of forms that are as they should be, and the character error rate."""
    exact = sum(form == name.form for name, form in pairs) / len(pairs)
    errors = sum(Levenshtein.distance(form, name.form) for name, form in pairs)
    signs = sum(len(name.form) for name, _ in pairs)
    return f"{exact:.1%} of {len(pairs):,} exact, CER {errors / signs:.3f}"


if __name__ == "__main__":
    main()
