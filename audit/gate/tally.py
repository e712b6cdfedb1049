"""Counts over a run, kept as the audits go by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from audit.model import FileAudit, Severity, Summary, Verdict


@dataclass(slots=True)
class Tally:
    """Adds audits up; `summary` may be asked at any time."""

    files: int = 0
    words: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)

    def add(self, audit: FileAudit) -> None:
        """Count one audit."""
        self.files += 1
        self.words += audit.document.words
        self.verdicts[audit.verdict.value] += 1
        self.rules.update(finding.rule.code for finding in audit.findings)
        self.severities.update(finding.severity.value for finding in audit.findings)

    def summary(self) -> Summary:
        """The counts so far; every verdict and severity is named, rules in order."""
        return Summary(
            files=self.files,
            words=self.words,
            verdicts={v.value: self.verdicts[v.value] for v in Verdict},
            rules=dict(sorted(self.rules.items())),
            severities={s.value: self.severities[s.value] for s in Severity},
        )
