"""How long an audit takes at each depth, on one core.

    python -m benchmarks.depths ARTICLE…

Medians of `RUNS` audits of each article, in turn, in seconds scaled to 600 words, and ratios to
the shallowest. Damaged articles take longer at the depths with models: every mend is tried.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from audit import Auditor, Config, Depth, Policy, Source

RUNS = 2
WORDS = 600


def main() -> None:
    """Print a row for each article."""
    auditors = [Auditor(Config(gate=Policy(depth=depth))) for depth in Depth]
    print(f"| article | words | findings | {' | '.join(Depth)} | ratios |")
    print(f"|{'---|' * (len(auditors) + 4)}")
    for path in map(Path, sys.argv[1:]):
        text = path.read_text(encoding="utf-8")
        timed: list[list[float]] = [[] for _ in auditors]
        for run in range(RUNS + 1):
            for auditor, times in zip(auditors, timed, strict=True):
                fresh = Source(path=str(path), text=text + "\n" * run)
                start = time.perf_counter()
                result = auditor.audit(fresh)
                times.append(time.perf_counter() - start)
        words = result.document.words
        medians = [statistics.median(times[1:]) * WORDS / words for times in timed]
        shown = " | ".join(f"{median:.3f} s" for median in medians)
        ratios = " : ".join(f"{median / medians[0]:.0f}" for median in medians)
        print(f"| {path.stem} | {words} | {len(result.findings)} | {shown} | {ratios} |")


if __name__ == "__main__":
    main()
