"""All that the index shows: a row for each file, the worst first, and what the run came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.model import FileAudit, Severity, Summary, Verdict
from audit.reporters.html.panels import Bar, gather_score
from audit.reporters.html.wording import WORST_FIRST

_LONG = 300  # rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is kept of an audit once its page is written."""

    page: str
    path: str
    record: str | None
    verdict: Verdict
    reliability: Bar
    critical: int
    major: int
    minor: int
    words: int
    reason: str

    @property
    def badness(self) -> int:
        """How bad the verdict is, for sorting; 0 is a pass."""
        return len(WORST_FIRST) - 1 - WORST_FIRST.index(self.verdict)

    @property
    def findings(self) -> int:
        """The number of findings."""
        return self.critical + self.major + self.minor

    @property
    def weight(self) -> int:
        """A number by which rows sort on critical findings, then major, then minor."""
        return (self.critical * 100_000 + self.major) * 100_000 + self.minor


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The run before the reader."""

    rows: tuple[Row, ...]
    files: int
    words: int
    verdicts: tuple[tuple[Verdict, int], ...]
    severities: tuple[tuple[Severity, int], ...]

    @property
    def long(self) -> bool:
        """Whether the rows are laid out only as they are scrolled to."""
        return len(self.rows) > _LONG


def gather_row(audit: FileAudit, page: str) -> Row:
    """The row of an audit whose page has the given name."""
    severities = [finding.severity for finding in audit.findings]
    return Row(
        page=page,
        path=audit.document.path,
        record=audit.document.record,
        verdict=audit.verdict,
        reliability=gather_score(audit.reliability.score),
        critical=severities.count(Severity.CRITICAL),
        major=severities.count(Severity.MAJOR),
        minor=severities.count(Severity.MINOR),
        words=audit.document.words,
        reason=_first_reason(audit),
    )


def gather_index(rows: Sequence[Row], summary: Summary) -> Index:
    """The index of a run: by verdict, then by reliability, then in the order of the run."""
    return Index(
        rows=tuple(sorted(rows, key=lambda row: (-row.badness, row.reliability.value))),
        files=summary.files,
        words=summary.words,
        verdicts=tuple((verdict, summary.verdicts.get(verdict, 0)) for verdict in WORST_FIRST),
        severities=tuple((s, summary.severities.get(s, 0)) for s in Severity),
    )


def _first_reason(audit: FileAudit) -> str:
    failures = (f"{failure.rule}: {failure.error}" for failure in audit.failures)
    return next(iter((*audit.judgement.reasons, *failures)), "")
