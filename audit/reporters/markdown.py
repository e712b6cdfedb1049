"""Markdown (GitHub's flavour): a section a file, with a table of what is wrong and its mends.

Text from files is shown with every character escaped that Markdown or HTML could act on, so that no
text can draw a link, an image or a heading of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TextIO

from audit.backtranslation.languages import name_language
from audit.model import FileAudit, Finding, Summary
from audit.reporters.base import Lines, Reporter, percent
from audit.reporters.terminal import visible
from audit.reporters.wording import MECHANISMS, VERDICTS, summarise_trip

_LONGEST = 300  # code points of a text that are shown
_ACTIVE = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>:@])")
_HEAD = "| place | rule | severity | text | should be | why |\n|---|---|---|---|---|---|\n"


class MarkdownReporter(Reporter):
    """Writes sections as the audits come, and the counts at the end."""

    def __init__(self, stream: TextIO, signature: str) -> None:
        self._stream = stream
        stream.write("# Translation audit\n")
        self._signature = signature

    def add(self, audit: FileAudit) -> None:
        """Write a file's section."""
        self._stream.write("\n".join(_section(audit)) + "\n")

    def finish(self, summary: Summary) -> None:
        """Write the counts, and what the judgements depend on."""
        counts = ", ".join(f"{n} {verdict}" for verdict, n in summary.verdicts.items() if n)
        files = "1 text" if summary.files == 1 else f"{summary.files} texts"
        self._stream.write(f"\n## In all\n\n{files}, {summary.words} words: {counts}.\n")
        self._stream.write(f"\nWhat these judgements depend on: {escape(self._signature)}\n")


def escape(text: str) -> str:
    """Text as Markdown shows it to the character, on one line."""
    text = visible(" ".join(text.split()) or text)
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return _ACTIVE.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))


def _section(audit: FileAudit) -> Iterator[str]:
    record = audit.document.record
    name = audit.document.path if record is None else f"{audit.document.path} #{record}"
    yield f"\n## {VERDICTS[audit.verdict]}: {escape(name)}\n"
    facts = [f"reliability {audit.reliability.score:g}", f"{audit.document.words} words"]
    if audit.pivot is not None:
        sure = percent(audit.pivot.probability)
        facts.append(f"by way of {name_language(audit.pivot.language)} ({sure})")
    yield f"{', '.join(facts)}; {MECHANISMS[audit.mechanism]}; depth {audit.depth}.\n"
    evidence = audit.pivot.evidence if audit.pivot else ()
    yield from (f"- {escape(told)}" for told in (*audit.judgement.reasons, *evidence))
    yield from (f"- {escape(summarise_trip(trip))}" for trip in audit.trips)
    if audit.findings:
        lines = Lines.of(audit.document.text)
        rows = (_row(finding, audit.document.text, lines) for finding in audit.findings)
        yield "\n" + _HEAD + "\n".join(rows)


def _row(finding: Finding, text: str, lines: Lines) -> str:
    line, column = lines.position(finding.span.start)
    mends = (
        f"{escape(s.replacement) or '(nothing)'} ({percent(s.confidence)})"
        for s in finding.suggestions
    )
    cells = (
        f"{line}:{column}",
        f"`{finding.rule.code}`",
        finding.severity.value,
        escape(text[finding.span.start : finding.span.end]),
        "<br>".join(mends),
        "<br>".join(map(escape, (finding.message, *finding.evidence))),
    )
    return f"| {' | '.join(cells)} |"
