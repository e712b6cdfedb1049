"""JSON: one report, or one line a file as it is finished.

Both write the contract of `audit.reporters.contract`. Everything outside ASCII is escaped, so that
no terminal, log or mail program on the way can change it.
"""

from __future__ import annotations

import json
from typing import TextIO

from audit.model import FileAudit, Summary
from audit.reporters.base import Reporter
from audit.reporters.contract import SCHEMA_ID, file_object, summary_object, tool_object


class JsonReporter(Reporter):
    """One JSON object; files are written as they come, the summary closes it."""

    def __init__(self, stream: TextIO, signature: str) -> None:
        self._stream = stream
        head = {"schema": SCHEMA_ID, "tool": tool_object(signature)}
        stream.write(json.dumps(head)[:-1] + ', "files": [')
        self._separator = "\n"

    def add(self, audit: FileAudit) -> None:
        """Write one element of `files`."""
        self._stream.write(self._separator + json.dumps(file_object(audit)))
        self._separator = ",\n"

    def finish(self, summary: Summary) -> None:
        """Close the list and write the summary."""
        self._stream.write(f'],\n"summary": {json.dumps(summary_object(summary))}}}\n')


class JsonLinesReporter(Reporter):
    """One JSON object a line, a line a file."""

    def __init__(self, stream: TextIO, signature: str) -> None:
        self._stream = stream

    def add(self, audit: FileAudit) -> None:
        """Write one line and hand it on at once, for the program at the other end of a pipe."""
        self._stream.write(json.dumps(file_object(audit)) + "\n")
        self._stream.flush()

    def finish(self, summary: Summary) -> None:
        """Nothing is left to write."""
