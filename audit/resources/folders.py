"""Folders that are made once and kept: whole or not at all, with a manifest of digests.

Made in a folder beside, and moved to their place when the manifest is written.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from filelock import FileLock

from audit.resources.download import digest_of

UNFINISHED = ".unfinished-"
_MANIFEST = "SHA256SUMS"


def is_made(folder: Path) -> bool:
    """Whether a folder is there; a glance at the files' names, not at what is in them."""
    return bool(_manifest(folder))


def is_whole(folder: Path) -> bool:
    """Whether a folder is there with all its files as they were made."""
    sums = _manifest(folder)
    return bool(sums) and all(digest_of(folder / file) == sum for file, sum in sums.items())


def make_whole(folder: Path, make: Callable[[Path], object]) -> bool:
    """Have a folder filled by `make`, if it is not whole; False where it is.

    One process at a time does so, and clears away what one that was killed has left.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.parent / ".lock"):
        if is_whole(folder):
            return False
        for left in folder.parent.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=UNFINISHED))
        try:
            make(made)
            lines = [f"{digest_of(path)}  {path.name}\n" for path in sorted(made.iterdir())]
            (made / _MANIFEST).write_text("".join(lines), encoding="utf-8")
            made.chmod(0o755)
            shutil.rmtree(folder, ignore_errors=True)
            os.replace(made, folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return True


def _manifest(folder: Path) -> Mapping[str, str]:
    """Digests by file; empty where the folder is not there or holds other files than it lists."""
    try:
        lines = (folder / _MANIFEST).read_text(encoding="utf-8").splitlines()
        there = {path.name for path in folder.iterdir()} - {_MANIFEST}
    except (OSError, UnicodeDecodeError):
        return {}
    sums = {file: digest for digest, _, file in (line.partition("  ") for line in lines)}
    return sums if sums.keys() == there else {}
