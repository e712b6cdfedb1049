"""The reporter itself: a page for each audit, and the index when there are no more."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

from audit.errors import ReportError
from audit.model import FileAudit, Summary
from audit.reporters.base import Reporter
from audit.reporters.html.index import Row, gather_index, gather_row
from audit.reporters.html.page import gather_page
from audit.reporters.html.rendering import Renderer
from audit.reporters.html.staging import StagedFolder


class HtmlReporter(Reporter):
    """Writes the report into a folder; raises ReportError where that is not its own to replace.

    Of each audit it keeps one row. Nothing is to be seen in `folder` before `finish`; a run that
    cannot finish calls `abort`.
    """

    def __init__(self, folder: Path, signature: str) -> None:
        """Refuse early: before the first file is audited, not after the last."""
        self._staged = StagedFolder(folder)
        self._renderer = Renderer(signature)
        self._rows: list[Row] = []

    def add(self, audit: FileAudit) -> None:
        """Write the page of one audit."""
        row = gather_row(audit, _page_name(len(self._rows) + 1, audit.document.path))
        self._write(row.page, self._renderer.render("page.html.j2", gather_page(audit)))
        self._rows.append(row)

    def finish(self, summary: Summary) -> None:
        """Write the index, last, and put the whole report in its place."""
        content = self._renderer.render("index.html.j2", gather_index(self._rows, summary))
        self._write("index.html", content)
        self._staged.publish()

    def abort(self) -> None:
        """Leave nothing behind; an earlier report in the folder stays as it is."""
        self._staged.discard()

    def _write(self, name: str, content: bytes) -> None:
        try:
            self._staged.write(name, content)
        except OSError as error:
            self.abort()
            raise ReportError(f"cannot write the HTML report: {error}") from error


def _page_name(number: int, path: str) -> str:
    """A name no file name can harm: the number makes it unique, the rest is for the eye."""
    stem = re.sub(r"[^a-z0-9]+", "-", PurePath(path).stem.lower())[:40].strip("-")
    return f"files/{number:05d}{'-' if stem else ''}{stem}.html"
