"""How often garbled names are restored, beside other ways, and write `docs/names.md`.

    python -m benchmarks.restoration DATA [--write | --only PART]

DATA is the folder with `data/name_errors` and `data/translit`. Needs the extra `benchmark`. Some
15 minutes on two cores; nothing is kept between runs.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import misses, pivots, running_text, transliteration
from benchmarks.diagnosis import learn_models, pivot_sections, tell
from benchmarks.folds import order_by_fold, restore_by_folds
from benchmarks.name_errors import Row, read_rows
from benchmarks.peers import PEERS, RESCORED, name_versions
from benchmarks.ranking import Place, expected_share, percent, place, strict_share
from benchmarks.transliteration import HeldOut, Query
from training.learn_restoration import Example

PAGE = Path(__file__).parents[1] / "docs" / "names.md"

Places = dict[str, list[Place]]  # by method, in the order of the rows
GROUPS: dict[str, Callable[[Row], bool]] = {
    "all": lambda row: True,
    "well-known": lambda row: row.well_known,
    "no variants": lambda row: not row.variant,
    "variants": lambda row: row.variant,
}


def main() -> None:
    """Print the page, or write it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", choices=sorted(PARTS), help="one part, printed")
    options = parser.parse_args()
    if options.write and options.only:
        parser.error("a part is not the page: --only prints")
    part = PARTS.get(options.only, sections)
    page = "\n".join(part(options.data / "data")) + "\n"
    if options.write:
        PAGE.write_text(page, encoding="utf-8")
    else:
        print(page)


def sections(data: Path) -> Iterator[str]:
    """The page, a piece at a time."""
    pairs = data / "name_errors" / "pairs.tsv"
    labels = misses.read_labels()
    misses.verify_source(pairs)
    rows = order_by_fold(read_rows(pairs))
    tell(f"{len(rows):,} wrong names by five folds")
    examples, answers = restore_by_folds(data)
    tell("peers")
    places = {"ours": [a.unknown for a in answers], "ours, pivot known": [a.known for a in answers]}
    places |= compare_peers(rows)
    yield "# Names restored\n"
    yield "Written by `python -m benchmarks.restoration DATA --write`; do not edit by hand.\n"
    yield f"Peers: {name_versions()}."
    yield from real_errors(rows, places)
    yield from misses.describe(rows, places["ours"], labels)
    said = pivots.explain_errors(examples, answers)
    models = learn_models(data, examples, said)
    yield from transliterated_section(data, *models["unseen"], examples)
    yield from pivot_sections(rows, examples, answers, said, models)
    yield from text_section(data)
    tell("done")


def transliterated_section(
    data: Path, queries: dict[str, list[Query]], model: HeldOut, real: Sequence[Example]
) -> Iterator[str]:
    """Names romanised by the schemes that are held out."""
    tell("scripts")
    rescorer = transliteration.learn_rescorer(data, queries, model, real)
    tell("transliterated names")
    yield "\n## Names romanised by a scheme not learned from\n"
    yield from (transliteration.__doc__ or "").strip().split("\n")[2:]
    yield "Pairs that were mined wrongly are among the queries.\n"
    yield from transliteration.table(data / "translit", queries, model, rescorer)


def transliterated_alone(data: Path) -> Iterator[str]:
    """The transliterated names alone."""
    examples, answers = restore_by_folds(data)
    said = pivots.tell_by_channel(examples, pivots.explain_errors(examples, answers))
    queries = transliteration.read_queries(data / "translit")
    model = transliteration.learn_held_out(data, queries, examples, said)
    yield from transliterated_section(data, queries, model, examples)


def compare_peers(rows: Sequence[Row]) -> Places:
    """The places that the peers give, over the same list."""
    names = sorted({row.wrong.true for row in rows})
    numbers = {name: i for i, name in enumerate(names)}
    seen = [row.wrong.seen for row in rows]
    found: Places = {}
    for peer, (rank, _) in PEERS.items():
        scores = rank(seen, names)
        found[peer] = [
            place(line, numbers[row.wrong.true]) for line, row in zip(scores, rows, strict=True)
        ]
    return found


def share_within(method: str, places: Sequence[Place], most: int) -> str:
    """Our ties are counted against us, those of peers fall at random."""
    count = expected_share if method in PEERS else strict_share
    return percent(count(places, most))


def real_errors(rows: Sequence[Row], places: Places) -> Iterator[str]:
    """Tables of the real errors: by group of rows and by language pair."""
    listed = len({row.wrong.true for row in rows})
    yield "\n## Names that translation systems got wrong\n"
    yield f"{len(rows):,} rows among {listed:,} true names; tables and weights know nothing of the"
    yield "true names of the fold. Ties are counted against us and fall at random for peers."
    yield f"logic-v2 compares the {RESCORED} nearest names by Levenshtein; its ties and Metaphone's"
    yield "are broken by Levenshtein. A variant is a seen form that is right too: an alias in the"
    yield "reference list, another true name of the column, or the same but for doubled letters and"
    yield "diacritics.\n"
    chosen = {
        name: [i for i, row in enumerate(rows) if is_in(row)] for name, is_in in GROUPS.items()
    }
    heads = [f"{name} ({len(some):,}), rank 1 | rank 5" for name, some in chosen.items()]
    yield f"| method | {' | '.join(heads)} |"
    yield f"|---|{'---|' * 2 * len(heads)}"
    for method, found in places.items():
        groups = [[found[i] for i in some] for some in chosen.values()]
        cells = [share_within(method, group, most) for group in groups for most in (1, 5)]
        yield f"| {method} | {' | '.join(cells)} |"
    yield "\nRank 1 by language pair:\n"
    yield f"| pair | rows | {' | '.join(places)} |"
    yield f"|---|---|{'---|' * len(places)}"
    for pair, number in Counter(row.pair for row in rows).most_common():
        some = [i for i, row in enumerate(rows) if row.pair == pair]
        cells = [share_within(name, [found[i] for i in some], 1) for name, found in places.items()]
        yield f"| {pair} | {number:,} | {' | '.join(cells)} |"


def pivots_alone(data: Path) -> Iterator[str]:
    """The pivot alone; the most of its time goes into tables without the fold or the scheme."""
    rows = order_by_fold(read_rows(data / "name_errors" / "pairs.tsv"))
    examples, answers = restore_by_folds(data)
    said = pivots.explain_errors(examples, answers)
    models = learn_models(data, examples, said)
    yield from pivot_sections(rows, examples, answers, said, models)


def text_section(data: Path) -> Iterator[str]:
    """Names mended in sentences."""
    tell("running text")
    yield "\n## Names in running text\n"
    yield from (running_text.__doc__ or "").strip().split("\n")[2:]
    yield f"Allowed: {running_text.MOST_WRONG} wrong corrections in 1,000 clean words.\n"
    yield from running_text.table(data)


PARTS: dict[str, Callable[[Path], Iterator[str]]] = {
    "pivots": pivots_alone,
    "transliterated": transliterated_alone,
    "running-text": text_section,
}


if __name__ == "__main__":
    main()
