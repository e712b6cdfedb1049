"""The HTML report: a folder with one page for each file and an index, for reading in a browser.

The folder is complete in itself: it opens from disk, sends no request, and runs no script but its
own (a Content-Security-Policy names style and script by their digests). What is shown is gathered
first, as plain values (`page`, `index` and what they are made of), and rendered after
(`rendering` and `../templates`). Pages are written as the audits come, so that ten thousand files
need the memory of ten thousand rows of a table; the report appears under its name only when it is
whole (`staging`).
"""

from audit.reporters.html.report import HtmlReporter

__all__ = ["HtmlReporter"]
