"""A folder written aside and moved into place when it is whole.

A half-written report looks like a report in which nothing was found, so none is ever left under
the report's name: pages go into a hidden sibling, and one rename publishes them. A folder that is
there already is replaced only if it is empty or carries our marker, because replacing it deletes
what is in it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from uuid import uuid4

from audit.errors import ReportError

MARKER = ".translation-audit-report"


class StagedFolder:
    """A folder under construction; ReportError if `target` holds what is not ours."""

    def __init__(self, target: Path) -> None:
        """Check the target and make the folder beside it."""
        self._target = target.resolve()
        _refuse_foreign(self._target)
        self._staging = self._sibling("unfinished")
        try:
            self._staging.mkdir(parents=True)
        except OSError as error:
            raise ReportError(f"cannot write a report beside {target}: {error}") from error

    def write(self, name: str, content: bytes) -> None:
        """Write one file of the folder; it is there whole or not at all."""
        path = self._staging / name
        path.parent.mkdir(exist_ok=True)
        partial = path.with_name(path.name + ".partial")
        partial.write_bytes(content)
        os.replace(partial, path)

    def publish(self) -> None:
        """Put the folder in the target's place; on any error the target stays as it was."""
        try:
            _refuse_foreign(self._target)
            self.write(MARKER, b"An HTML report of translation-audit; replaced by the next one.\n")
            self._swap()
        except OSError as error:
            raise ReportError(f"cannot move the report to {self._target}: {error}") from error
        finally:
            self.discard()

    def discard(self) -> None:
        """Remove what was written; after `publish` there is nothing to remove."""
        shutil.rmtree(self._staging, ignore_errors=True)

    def _swap(self) -> None:
        if not self._target.exists():
            os.rename(self._staging, self._target)
            return
        replaced = self._sibling("replaced")
        os.rename(self._target, replaced)
        try:
            os.rename(self._staging, self._target)
        except OSError:
            os.rename(replaced, self._target)
            raise
        shutil.rmtree(replaced)

    def _sibling(self, state: str) -> Path:
        name = f".{self._target.name}.{state}-{uuid4().hex[:8]}"
        return self._target.with_name(name)


def _refuse_foreign(target: Path) -> None:
    if not target.exists() or (target / MARKER).is_file():
        return
    if not target.is_dir():
        raise ReportError(f"{target} is a file; name a folder for the HTML report")
    if any(target.iterdir()):
        raise ReportError(
            f"{target} holds files that are not an HTML report of ours, and writing one there "
            "would delete them; name a new or an empty folder"
        )
