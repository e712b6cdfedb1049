"""What the gate says of clean text: verdicts, and how often each rule fires per 1,000 words.

    python benchmarks/false_alarms.py CLEAN.jsonl.gz [--sample N] [--every K]

Every file is JSONL with a field `text`, plain or gzipped. `--sample` prints so many findings, drawn
evenly, to look at by hand.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from audit import Config, FileAudit, Verdict, audit_all, list_sources


def main() -> None:
    """Audit the files and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--every", type=int, default=1, help="audit every K-th record")
    parser.add_argument("--rule", help="sample only this rule")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    for path in options.paths:
        audits = audit_records(path, options.every, options.jobs)
        print("\n".join(table(Path(path).name, audits)))
        print_sample(audits, options.sample, options.rule)


def audit_records(path: str, every: int = 1, jobs: int = 2) -> list[FileAudit]:
    """Audit every K-th record of a JSONL file."""
    config = Config()
    sources = islice(list_sources([path], config.read), 0, None, every)
    return list(audit_all(sources, config, jobs))


def table(name: str, audits: list[FileAudit]) -> Iterator[str]:
    """Lines of Markdown: verdicts, then a row for each rule and severity."""
    words = sum(audit.document.words for audit in audits)
    verdicts = Counter(audit.verdict for audit in audits)
    yield f"\n{name}: {len(audits):,} texts, {words:,} words\n"
    yield "| verdict | texts | share |\n|---|---|---|"
    for verdict in Verdict:
        share = 100 * verdicts[verdict] / len(audits)
        yield f"| {verdict} | {verdicts[verdict]} | {share:.1f} % |"
    yield "\n| rule | severity | findings | per 1,000 words |\n|---|---|---|---|"
    counts = Counter((f.rule.code, f.severity) for audit in audits for f in audit.findings)
    for (rule, severity), count in sorted(counts.items()):
        yield f"| {rule} | {severity} | {count} | {1000 * count / words:.3f} |"


def print_sample(audits: list[FileAudit], size: int, rule: str | None) -> None:
    """So many findings in their surroundings, evenly spread over the texts."""
    found = [
        (audit, finding)
        for audit in audits
        for finding in audit.findings
        if rule in (None, finding.rule.code)
    ]
    for audit, finding in found[:: max(1, len(found) // max(1, size))][:size]:
        text, span = audit.document.text, finding.span
        before = text[max(0, span.start - 50) : span.start]
        after = text[span.end : span.end + 40]
        shown = f"{before}[{text[span.start : span.end]}]{after}".replace("\n", "⏎")
        mends = ", ".join(s.replacement for s in finding.suggestions)
        print(f"  {finding.rule.code} {finding.confidence}: {shown} → {mends}")


if __name__ == "__main__":
    main()
