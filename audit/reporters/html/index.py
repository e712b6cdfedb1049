"""All that the index shows: a row for each file, the worst first, and what the run came to."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import fmean

from audit.backtranslation.languages import name_language
from audit.model import FileAudit, Mechanism, Severity, Summary, Verdict
from audit.reporters.html.panels import Bar, gather_score
from audit.reporters.wording import MECHANISMS, WORST_FIRST

_LONG = 300  # rows
_RANGE = 10  # points of reliability
_SPANS = 12  # columns of time
_DAY = 86_400.0  # seconds
_JUDGED = frozenset(Verdict) - {Verdict.INCOMPLETE}


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
    rules: tuple[str, ...]
    pivot: str
    mechanism: Mechanism
    dated: float | None

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
class Column:
    """Files of a range of reliability or of time, and how high the column stands, 0 to 100."""

    label: str
    files: int
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A choice by which rows are shown: the values that there are, with their names."""

    key: str
    label: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The run before the reader."""

    rows: tuple[Row, ...]
    files: int
    words: int
    verdicts: tuple[tuple[Verdict, int], ...]
    severities: tuple[tuple[Severity, int], ...]
    spread: tuple[Column, ...]
    times: tuple[Column, ...]
    rules: tuple[Bar, ...]
    filters: tuple[Filter, ...]

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
        rules=tuple(sorted({finding.rule.code for finding in audit.findings})),
        pivot=audit.pivot.language if audit.pivot else "",
        mechanism=audit.mechanism,
        dated=_date(audit),
    )


def gather_index(rows: Sequence[Row], summary: Summary) -> Index:
    """The index of a run: by verdict, then by reliability, then in the order of the run."""
    return Index(
        rows=tuple(sorted(rows, key=lambda row: (-row.badness, row.reliability.value))),
        files=summary.files,
        words=summary.words,
        verdicts=tuple((verdict, summary.verdicts.get(verdict, 0)) for verdict in WORST_FIRST),
        severities=tuple((s, summary.severities.get(s, 0)) for s in Severity),
        spread=_gather_spread(rows),
        times=_gather_times(rows),
        rules=_gather_rules(summary),
        filters=tuple(_gather_filters(rows)),
    )


def _gather_spread(rows: Sequence[Row]) -> tuple[Column, ...]:
    """Files by their reliability, in ranges of `_RANGE` points; what is incomplete has none."""
    told = [row.reliability.value for row in rows if row.verdict is not Verdict.INCOMPLETE]
    ranges = Counter(min(int(value // _RANGE), 100 // _RANGE - 1) for value in told)
    most = max(ranges.values(), default=1)
    return tuple(
        Column(
            label=f"{i * _RANGE} to {(i + 1) * _RANGE}",
            files=ranges[i],
            height=round(100 * ranges[i] / most, 1),
        )
        for i in range(100 // _RANGE)
    )


def _gather_times(rows: Sequence[Row]) -> tuple[Column, ...]:
    """Mean reliability lost, by spans of time; none where the dates are of one day."""
    dated = [(row.dated, row) for row in rows if row.dated is not None]
    told = [(when, row.reliability.value) for when, row in dated if row.verdict in _JUDGED]
    first, last = (pick((when for when, _ in told), default=0.0) for pick in (min, max))
    if last - first < _DAY:
        return ()
    spans: list[list[float]] = [[] for _ in range(_SPANS)]
    for when, value in told:
        spans[min(int((when - first) / (last - first) * _SPANS), _SPANS - 1)].append(value)
    return tuple(
        Column(
            label=_name_day(first + i * (last - first) / _SPANS),
            files=len(values),
            height=round(100 - fmean(values), 1) if values else 0.0,
        )
        for i, values in enumerate(spans)
    )


def _name_day(when: float) -> str:
    day = datetime.fromtimestamp(when, tz=UTC)
    return f"{day.day} {day:%B %Y}"


def _date(audit: FileAudit) -> float | None:
    """When a file was last written, in seconds; records and standard input have no date."""
    if audit.document.record is not None:
        return None
    try:
        return os.stat(audit.document.path).st_mtime
    except (OSError, ValueError):
        return None


def _gather_rules(summary: Summary) -> tuple[Bar, ...]:
    """How many findings each rule has, the most first."""
    ranked = sorted(summary.rules.items(), key=lambda item: (-item[1], item[0]))
    most = max(summary.rules.values(), default=1)
    return tuple(
        Bar(label=code, value=count, filled=round(100 * count / most, 1)) for code, count in ranked
    )


def _gather_filters(rows: Sequence[Row]) -> Iterator[Filter]:
    """The choices that there is something to choose by."""
    rules = sorted({code for row in rows for code in row.rules})
    pivots = sorted({row.pivot for row in rows} - {""})
    mechanisms = [m for m in Mechanism if any(row.mechanism is m for row in rows)]
    for key, label, values in (
        ("rule", "Rule", tuple((code, code) for code in rules)),
        ("pivot", "Pivot", tuple((code, name_language(code)) for code in pivots)),
        ("mechanism", "How it came about", tuple((m.value, MECHANISMS[m]) for m in mechanisms)),
    ):
        if values:
            yield Filter(key=key, label=label, values=values)


def _first_reason(audit: FileAudit) -> str:
    failures = (f"{failure.rule}: {failure.error}" for failure in audit.failures)
    return next(iter((*audit.judgement.reasons, *failures)), "")
