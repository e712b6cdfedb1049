"""A progress line on standard error: only at a terminal, and only when a run takes its time."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

_T = TypeVar("_T")


def show_progress(items: Iterable[_T], *, quiet: bool, noun: str = "texts audited") -> Iterator[_T]:
    """Hand items on, counting them on a terminal; in a pipe nothing is shown.

    The number of texts is not known beforehand (folders and records are listed as they are
    audited), so the line counts and times instead of filling up. `quiet` where nothing is wanted,
    or where a report is scrolling over the same screen.
    """
    if quiet or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn(f"{{task.completed}} {noun}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("audit", total=None)
        for item in items:
            yield item
            progress.advance(task)
