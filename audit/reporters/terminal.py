"""The report for people at a terminal: a line a file, and below it what is wrong.

Colours and widths are `rich`'s: both are gone in a pipe. Text from files is shown with its control
and direction characters spelled out, so that it cannot drive the terminal.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TextIO

from rich.console import Console
from rich.text import Text

from audit.model import Depth, FileAudit, Finding, Mechanism, Severity, Suggestion, Summary, Verdict
from audit.reporters.base import Lines, Reporter, percent
from audit.reporters.wording import summarise_trip

_STYLES = {
    Verdict.PASS: "bold green",
    Verdict.REVIEW: "bold yellow",
    Verdict.REJECT: "bold red",
    Verdict.INCOMPLETE: "bold magenta",
}
_MARKS = {
    Severity.CRITICAL: ("‼", "bold red"),
    Severity.MAJOR: ("!", "yellow"),
    Severity.MINOR: ("·", "dim"),
}
_MECHANISMS = {
    Mechanism.ROUND_TRIP: "translation into another language and back",
    Mechanism.SPUN: "swapping of synonyms",
    Mechanism.RAW_MT: "machine translation",
    Mechanism.HUMAN_TYPOS: "typing errors",
}
_LONGEST_SHOWN = 60  # code points of a finding's text
_CONTROL = ("Cc", "Cf", "Cs", "Zl", "Zp")


class PlainConsole(Console):
    """A console that writes to a stream, and ends with its pipe."""

    def on_broken_pipe(self) -> None:
        """Let the error through: rich would end the program with exit code 1, a verdict of ours."""
        raise


class TerminalReporter(Reporter):
    """Writes to a terminal or a pipe."""

    def __init__(self, stream: TextIO, signature: str, *, evidence: bool = False) -> None:
        """With `evidence` each finding has its reasons and how sure its mends are below it."""
        self._evidence = evidence
        self._console = PlainConsole(file=stream, highlight=False, markup=False, soft_wrap=True)
        self._shallow = f"depth:{Depth.MODEL_FREE}" in signature.split("|")

    def add(self, audit: FileAudit) -> None:
        """Print a file's verdict, its reasons and its findings."""
        line = Text(f"{audit.verdict.value:<10}", style=_STYLES[audit.verdict])
        line.append(f" {visible(_name(audit))}", style="bold")
        line.append(f"  {_outcome(audit)}", style="dim")
        self._console.print(line)
        for reason in (
            *audit.judgement.reasons,
            *_origin(audit),
            *map(summarise_trip, audit.trips),
        ):
            self._console.print(Text(f"           {visible(reason)}"))
        lines = Lines.of(audit.document.text)
        for finding in audit.findings:
            self._console.print(_describe(finding, audit.document.text, lines))
            for told in list_reasons(finding, audit.document.text) if self._evidence else ():
                self._console.print(Text(f"             {told}", style="dim"))

    def finish(self, summary: Summary) -> None:
        """Print the counts."""
        counts = ", ".join(f"{n} {verdict}" for verdict, n in summary.verdicts.items() if n)
        files = "1 text" if summary.files == 1 else f"{summary.files} texts"
        told = f"\n{files}, {summary.words} words: {counts}"
        told += " (model-free)" if self._shallow else ""
        self._console.print(Text(told, style="bold"))


def visible(text: str) -> str:
    """Text with control, direction and line characters written as escapes."""
    return "".join(
        char if unicodedata.category(char) not in _CONTROL else ascii(char)[1:-1] for char in text
    )


def _name(audit: FileAudit) -> str:
    record = audit.document.record
    return audit.document.path if record is None else f"{audit.document.path} #{record}"


def _outcome(audit: FileAudit) -> str:
    """The score and the counts of findings; of an incomplete audit no score is vouched for."""
    counts = [sum(f.severity is severity for f in audit.findings) for severity in Severity]
    named = [f"{n} {s.value}" for n, s in zip(counts, Severity, strict=True) if n]
    if audit.verdict is Verdict.INCOMPLETE:
        return ", ".join(("not fully audited", *named))
    return ", ".join((f"reliability {audit.reliability.score:g}", *(named or ["nothing found"])))


def _origin(audit: FileAudit) -> Iterator[str]:
    """How the text came to be damaged, where that is known."""
    if audit.mechanism not in (Mechanism.UNKNOWN, Mechanism.CLEAN):
        yield f"damaged by {_MECHANISMS[audit.mechanism]}"
    if audit.pivot is not None:
        yield f"pivot {audit.pivot.language} ({audit.pivot.probability:.1%})"


def _describe(finding: Finding, text: str, lines: Lines) -> Text:
    mark, style = _MARKS[finding.severity]
    line, column = lines.position(finding.span.start)
    described = Text(f"  {mark} ", style=style)
    described.append(f"{line}:{column}".ljust(9), style="dim")
    described.append(f"{finding.rule.code:<21}", style=style)
    described.append(visible(_shortened(text[finding.span.start : finding.span.end])))
    if finding.suggestions:
        mends = " | ".join(_mend(s.replacement) for s in finding.suggestions)
        described.append(f" → {mends}", style="green")
    else:
        described.append(f"  {visible(finding.message)}", style="dim")
    return described


def list_reasons(finding: Finding, text: str) -> Iterator[str]:
    """Why a finding was made, and what would mend it, a line each."""
    yield visible(f"{finding.message} ({percent(finding.confidence)} sure)")
    yield from map(visible, finding.evidence)
    yield from (describe_mend(suggestion, text) for suggestion in finding.suggestions)


def describe_mend(suggestion: Suggestion, text: str) -> str:
    """What a suggestion puts for what, how sure it is, and why."""
    was = visible(_shortened(text[suggestion.span.start : suggestion.span.end]))
    why = f": {visible(suggestion.explanation)}" if suggestion.explanation else ""
    return f"{was} → {_mend(suggestion.replacement)}, {percent(suggestion.confidence)} sure{why}"


def _mend(replacement: str) -> str:
    return visible(_shortened(replacement)) if replacement.strip() else "(delete)"


def _shortened(text: str) -> str:
    text = " ".join(text.split()) or text
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
