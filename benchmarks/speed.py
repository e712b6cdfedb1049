"""How fast an audit is, beside a prose linter in the same process and the same minute.

    python benchmarks/speed.py ARTICLE…

Medians of 50 warm runs over each article, in turn: misspelled-name alone, the detectors together,
the whole audit (reading, detectors, readability, verdict), and proselint's checks; then cold starts
of `audit --help` beside a bare interpreter. Milliseconds differ between machines, so ratios are
printed with them.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from proselint.checks import __register__
from proselint.config import DEFAULT
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

from audit import Auditor, Source

RUNS = 50
STARTS = 15
HEAD = (
    *("article", "words", "misspelled-name", "detectors", "whole audit", "proselint"),
    *("audit / proselint", "misspelled-name / audit", "misspelled-name / proselint"),
)


def main() -> None:
    """Print a row an article, then the cold starts."""
    CheckRegistry().register_many(__register__)
    auditor = Auditor()
    print(f"| {' | '.join(HEAD)} |")
    print(f"|{'---|' * len(HEAD)}")
    for path in map(Path, sys.argv[1:]):
        print_row(auditor, path)
    ours = median_start([str(Path(sys.executable).with_name("audit")), "--help"])
    bare = median_start([sys.executable, "-c", "pass"])
    print(f"\n`audit --help`: {ours:.0f} ms, {ours / bare:.1f} times a bare interpreter")


def print_row(auditor: Auditor, path: Path) -> None:
    """Time one article, the four in turn."""
    text = path.read_text(encoding="utf-8")
    document = auditor.reader.read(Source(path=str(path), text=text))
    names = [d for d in auditor.detectors if d.rule.code == "misspelled-name"]
    timed = interleaved(
        text,
        lambda _: [list(d.detect(document, auditor.knowledge)) for d in names],
        lambda _: [list(d.detect(document, auditor.knowledge)) for d in auditor.detectors],
        lambda fresh: auditor.audit(Source(path=str(path), text=fresh)),
        lambda fresh: LintFile(source=str(path), content=fresh).lint(DEFAULT),
    )
    own, detectors, whole, peer = timed
    print(
        f"| {path.name} | {document.words} | {own:.1f} ms | {detectors:.1f} ms | {whole:.1f} ms"
        f" | {peer:.1f} ms | {whole / peer:.2f} | {own / whole:.2f} | {own / peer:.2f} |"
    )


def interleaved(text: str, *functions: Callable[[str], object]) -> list[float]:
    """Median milliseconds of each function, run in turn so that all meet the same machine.

    Each run has a last line of its own, since textstat remembers whole texts.
    """
    times: list[list[float]] = [[] for _ in functions]
    for run in range(RUNS + 3):
        for function, taken in zip(functions, times, strict=True):
            start = time.perf_counter()
            function(f"{text}\n\nThis was run {run}.")
            if run >= 3:  # warm
                taken.append(1000 * (time.perf_counter() - start))
    return [statistics.median(taken) for taken in times]


def median_start(command: list[str]) -> float:
    """Median milliseconds of a process from start to end."""
    taken = []
    for _ in range(STARTS):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


if __name__ == "__main__":
    main()
