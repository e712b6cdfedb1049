"""What can be pulled: each resource with its licence, its size, its digest and what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from audit.errors import ResourceError
from audit.reference import load_table

LANGUAGE_MODEL = "language-model"
DAMAGE_MODEL = "damage-model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A file or folder inside a wheel of the Python package index, pinned by the wheel's digest.

    `bytes` is the size of the wheel, `member` the path in it, `source` who made it.
    """

    name: str
    title: str
    purpose: str
    licence: str
    package: str
    version: str
    wheel: str
    sha256: str
    bytes: int
    member: str
    source: str


@cache
def load_catalogue() -> Mapping[str, Resource]:
    """All resources by name."""
    rows = load_table("resources.tsv")
    return {row["name"]: _read(**row) for row in rows}


def _read(*, bytes: str, **cells: str) -> Resource:
    return Resource(bytes=int(bytes), **cells)


def find_resource(name: str) -> Resource:
    """The resource of that name.

    Raises:
        ResourceError: there is none.
    """
    known = load_catalogue()
    if name not in known:
        raise ResourceError(f"no resource is named {name!r}; there are: {', '.join(known)}")
    return known[name]
