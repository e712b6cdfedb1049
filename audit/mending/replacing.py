"""A file exchanged for its mended self: at once, with its mode, and only if it is what was read."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from audit.errors import MendError


def replace_file(path: str, before: bytes, after: bytes, backup: str = "") -> None:
    """Write `after` in the place of a file that holds `before`; a link is followed.

    With `backup` the file as it was is kept under its name with that ending.

    Raises:
        MendError: it no longer holds `before`, its backup is there, or it cannot be written.
    """
    place = Path(os.path.realpath(path))
    try:
        if place.read_bytes() != before:
            raise MendError("has changed while it was audited; it is left as it is")
        if not place.stat().st_mode & 0o222:
            raise MendError("is read-only; it is left as it is")
        if backup:
            _keep(place, place.with_name(place.name + backup))
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(after)
                file.flush()
                os.fsync(file.fileno())
            shutil.copymode(place, name)
            os.replace(name, place)
        finally:
            Path(name).unlink(missing_ok=True)  # nothing is left of it once it has taken its name
    except OSError as error:
        raise MendError(f"cannot be written: {error.strerror or error}") from error


def _keep(place: Path, kept: Path) -> None:
    if kept.exists():
        raise MendError(f"is not mended: {kept.name} is there already")
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=f".{place.name}.") as room:
        copy = shutil.copy2(place, room)
        os.link(copy, kept)  # which is there whole or not at all
