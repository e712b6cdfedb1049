"""How many labelled errors are found, and how often the right mend is among the first three.

    python benchmarks/gold.py ARTICLE GOLD.jsonl [ARTICLE GOLD.jsonl …]

A labelled error counts as found when a finding of the same rule overlaps it, and as noticed when a
finding of any rule does. Findings that overlap no labelled error count as false.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit import Auditor, Finding, Source, Span


@dataclass(slots=True)
class Count:
    """What became of the labelled errors of one category."""

    errors: int = 0
    found: int = 0
    noticed: int = 0
    mended: int = 0


def main() -> None:
    """Print a table for each article."""
    auditor = Auditor()
    for article, gold in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        print("\n".join(table(auditor, Path(article), Path(gold))))


def table(auditor: Auditor, article: Path, gold: Path) -> Iterator[str]:
    """Lines of Markdown: a row for each category, then the findings that hit nothing."""
    text = article.read_text(encoding="utf-8")
    result = auditor.audit(Source(path=str(article), text=text))
    errors = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    counts: defaultdict[str, Count] = defaultdict(Count)
    for error in errors:
        add(counts[error["category"]], error, text, result.findings)
    spans = [span_of(error) for error in errors]
    false = [f for f in result.findings if not any(f.span.overlaps(span) for span in spans)]
    yield f"\n{article.name}: {result.verdict}, reliability {result.reliability.score:g}\n"
    yield "| category | errors | found | noticed by any rule | right mend in first three |"
    yield "|---|---|---|---|---|"
    for category, c in sorted(counts.items()):
        yield f"| {category} | {c.errors} | {c.found} | {c.noticed} | {c.mended} |"
    yield f"\n{len(result.findings)} findings, {len(false)} of them on no labelled error"


def add(count: Count, error: dict[str, Any], text: str, findings: tuple[Finding, ...]) -> None:
    """Count one labelled error."""
    overlapping = [f for f in findings if f.span.overlaps(span_of(error))]
    same = [f for f in overlapping if f.rule.code == error["category"]]
    count.errors += 1
    count.found += bool(same)
    count.noticed += bool(overlapping)
    count.mended += any(mends(f, error, text) for f in overlapping)


def mends(finding: Finding, error: dict[str, Any], text: str) -> bool:
    """Whether a suggestion turns the labelled text into one of its fixes."""
    start, end = error["start"], error["end"]
    for suggestion in finding.suggestions[:3]:
        span = suggestion.span
        low, high = min(start, span.start), max(end, span.end)
        mended = text[low : span.start] + suggestion.replacement + text[span.end : high]
        wanted = [text[low:start] + fix + text[end:high] for fix in error["fixes"]]
        if mended in wanted:
            return True
    return False


def span_of(error: dict[str, Any]) -> Span:
    """The labelled range."""
    return Span(start=error["start"], end=error["end"])


if __name__ == "__main__":
    main()
