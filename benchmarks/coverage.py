"""How many of the names in the news the shipped lists hold.

    python -m benchmarks.coverage CLEAN.jsonl.gz… [--articles N] [--least K] [--rest]

Draws so many articles evenly from the files (JSONL with a field `text`, plain or gzipped) and keeps
the names of persons and organisations (`newsnames`) that occur in at least K of them. A name is
held when the lists have it in full or, being one word, have a person of that surname. Names of one
template (`Bank of X`, made for many countries) count once. `--rest` reads all the other articles
instead: what a list is extended from must not be what it is measured on.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from audit import Auditor, Document, ReadError, Source, list_sources
from benchmarks.newsnames import Finder, Lists, Name


def main() -> None:
    """Print the coverage and the names that are not held."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--least", type=int, default=3, help="articles that a name must occur in")
    parser.add_argument("--rest", action="store_true", help="read the articles that are not drawn")
    options = parser.parse_args()
    auditor = Auditor()
    lists = Lists(auditor.reference)
    finder = Finder(lists, auditor.knowledge.vocabulary)
    share = [options.articles * (i + 1) // len(options.paths) for i in range(len(options.paths))]
    sizes = [end - start for start, end in zip([0, *share], share, strict=False)]
    drawn = (draw(p, n, rest=options.rest) for p, n in zip(options.paths, sizes, strict=True))
    counts = count_names(chain.from_iterable(drawn), finder, auditor.reader.read)
    print("\n".join(report(counts, options.least, lists)))


def draw(path: str, number: int, *, rest: bool = False) -> list[Source]:
    """So many records of a file, evenly spread over it; or all the others."""
    sources = list(list_sources([path], Auditor().config.read))
    chosen = {i * len(sources) // number for i in range(number)}
    return [source for i, source in enumerate(sources) if (i in chosen) != rest]


def count_names(
    sources: Iterable[Source], finder: Finder, read: Callable[[Source], Document]
) -> Counter[Name]:
    """In how many articles each name occurs; articles that cannot be read are left out."""
    counts: Counter[Name] = Counter()
    for source in sources:
        try:
            counts.update(finder.names_of(read(source)))
        except ReadError:
            continue
    return counts


def report(counts: Counter[Name], least: int, lists: Lists) -> Iterator[str]:
    """The share held, then what is not held with its number of articles, most frequent first."""
    often = {name: count for name, count in counts.most_common() if count >= least}
    held = {lists.template(name) for name in often if lists.holds(name)}
    lacking = {lists.template(name): name for name in often if not lists.holds(name)}
    total = len(held | lacking.keys())
    share = 100 * len(held) / max(1, total)
    yield f"{lists.size():,} persons and organisations in the lists, a template counted once"
    yield f"{total} names in at least {least} articles: {len(held)} held, {share:.1f} %"
    yield from (f"{often[name]}\t{' '.join(name)}" for name in lacking.values())


if __name__ == "__main__":
    main()
