"""Learn what the reliability score means, and where the gate stands, from clean text.

    python training/learn_gate.py CLEAN.jsonl.gz … [--write]

Clean texts cost some points too: slips of their writers, alarms of ours. The *half point* is set so
that a score of 50 means "one clean text in a thousand is as bad as this"; the gate rejects under
it, and holds for review what is as bad as the worst one in a hundred clean texts. Texts are taken
to have at least *shortest* words: as few as will do for the shortest tenth of them not to be held
more than twice as often as all. Choose the thresholds on one collection and look at another:
`benchmarks/false_alarms.py`.
"""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path

from audit import Config, audit_all, list_sources
from audit.reference import data_folder
from audit.scoring.reliability import load_weights

REVIEWED, REJECTED = 0.01, 0.001  # shares of clean texts
LENGTHS = range(100, 1000, 50)  # words


def main() -> None:
    """Print the learned rows, and write them with --write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--write", action="store_true", help="update reference/scoring/weights.tsv")
    parser.add_argument("--every", type=int, default=1, help="read every K-th text")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    costs = measure_costs(options.paths, options.every, options.jobs)
    shortest, points = choose_length(costs)
    half = round(points[int(REJECTED * len(points))], 1)
    review = round(100 / (1 + points[int(REVIEWED * len(points))] / half), 1)
    source = f"training/learn_gate.py over {len(points)} clean news texts"
    learned = {"shortest": shortest, "half": half, "reject_below": 50.0, "review_below": review}
    for name, value in learned.items():
        print(f"{name}\t{value:g}\t{source}")
    if options.write:
        write_rows(data_folder() / "scoring" / "weights.tsv", learned, source)


def measure_costs(paths: list[str], every: int, jobs: int) -> list[tuple[int, float]]:
    """Words and penalty points of every K-th text that could be audited; mends cost nothing."""
    config = Config()
    sources = islice(list_sources(paths, config.read), 0, None, every)
    audits = audit_all(sources, config, jobs)
    shortest = load_weights()["shortest"]
    return [
        (words, sum(audit.reliability.costs.values()) * max(words, shortest) / 1000)
        for audit in audits
        if not audit.failures
        for words in [audit.document.words]
    ]


def choose_length(costs: list[tuple[int, float]]) -> tuple[int, list[float]]:
    """The length that texts are taken to have at least, and all points per 1,000 words by it.

    Most points come first.
    """
    lengths = [words for words, _ in costs]
    for shortest in LENGTHS:
        rates = [1000 * cost / max(words, shortest) for words, cost in costs]
        points = sorted(rates, reverse=True)
        limit = points[int(REVIEWED * len(points))]
        short = [rate for _, rate in sorted(zip(lengths, rates, strict=True))[: len(rates) // 10]]
        if sum(rate > limit for rate in short) <= 2 * REVIEWED * len(short):
            return shortest, points
    raise SystemExit("short clean texts are held too often, whatever the length")


def write_rows(path: Path, learned: dict[str, float], source: str) -> None:
    """Replace the learned rows of the table, keeping the others."""
    rows = [
        f"{name}\t{learned[name]:g}\t{source}" if name in learned else line
        for line in path.read_text(encoding="utf-8").splitlines()
        for name in [line.split("\t")[0]]
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    load_weights.cache_clear()


if __name__ == "__main__":
    main()
