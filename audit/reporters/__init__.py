"""The report formats: one file each, listed here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from audit.reporters.base import Reporter
from audit.reporters.json import JsonLinesReporter, JsonReporter
from audit.reporters.markdown import MarkdownReporter
from audit.reporters.terminal import TerminalReporter

REPORTERS: dict[str, Callable[[TextIO, str], Reporter]] = {
    "terminal": TerminalReporter,
    "json": JsonReporter,
    "jsonl": JsonLinesReporter,
    "markdown": MarkdownReporter,
}

__all__ = ["REPORTERS", "Reporter"]
