"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from audit.errors import ReportError


@contextmanager
def written_whole(path: Path) -> Iterator[TextIO]:
    """A text file (UTF-8) that takes its name only when the block ends well.

    A link is followed, so that what it points to is written and the link stays.

    Raises:
        ReportError: the file cannot be written; what was there before is untouched.
    """
    path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file():
        raise ReportError(f"{path}: cannot be written: it is there and is not a file")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise ReportError(f"{path}: cannot be written: {error.strerror}") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            yield file
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except OSError as error:
        raise ReportError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        Path(name).unlink(missing_ok=True)  # nothing is left of it once it has taken its name


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
