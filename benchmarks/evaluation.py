"""Measure everything and write `docs/evaluation.md`.

    python benchmarks/evaluation.py DATA [--write]

DATA is the folder with `seeds/`, `gold/` and `data/clean/`. The figures of the page are those of
the last run of this command.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from audit import Auditor, list_sources
from benchmarks.false_alarms import audit_records
from benchmarks.false_alarms import table as false_alarm_table
from benchmarks.gold import table as gold_table

HERE = Path(__file__).parent.parent
PAGE = HERE / "docs" / "evaluation.md"
CLEAN = ("bbc2004.jsonl.gz", "wmt_source_en.jsonl.gz", "allsides_train.jsonl.gz")


def main() -> None:
    """Print the page, or write it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    page = "\n".join(sections(options.data)) + "\n"
    if options.write:
        PAGE.write_text(page, encoding="utf-8")
    else:
        print(page)


def sections(data: Path) -> Iterator[str]:
    """The page, a piece at a time."""
    auditor = Auditor()
    yield "# Evaluation\n"
    yield "Written by `python benchmarks/evaluation.py DATA --write`; do not edit by hand."
    yield f"Signature: `{auditor.signature}`."
    yield "\n## Five real articles on one story\n"
    yield "The first was translated to Japanese and back, the others are as published.\n"
    yield "| article | verdict | reliability | critical | major | minor |\n|---|---|---|---|---|---|"
    yield from verdict_rows(auditor, data / "seeds")
    yield "\n## Labelled errors\n"
    yield "Depth is model-free: rules that need a language model are not there yet, so whole"
    yield "categories (tortured phrases, awkward phrasing, grammar) cannot be found."
    for article, gold in labelled(data):
        yield from gold_table(auditor, article, gold)
    yield "\n## Clean text\n"
    yield "What is flagged here is a false alarm or a slip of the article's own."
    for name in CLEAN:
        yield from false_alarm_table(name, audit_records(str(data / "data" / "clean" / name)))


def verdict_rows(auditor: Auditor, folder: Path) -> Iterator[str]:
    """A row for each file of a folder."""
    for source in list_sources([str(folder)], auditor.config.read):
        result = auditor.audit(source)
        severities = [f.severity for f in result.findings]
        counts = " | ".join(str(severities.count(s)) for s in ("critical", "major", "minor"))
        name = Path(source.path).name
        yield f"| {name} | {result.verdict} | {result.reliability.score:g} | {counts} |"


def labelled(data: Path) -> Iterator[tuple[Path, Path]]:
    """Articles with labelled errors: the real one, and our own examples."""
    for gold in sorted((data / "gold").glob("*.jsonl")):
        yield data / "seeds" / f"{gold.stem}.txt", gold
    for gold in sorted((HERE / "tests" / "gold").glob("*.jsonl")):
        yield HERE / "examples" / f"{gold.stem}.txt", gold


if __name__ == "__main__":
    main()
