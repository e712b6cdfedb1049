"""Indexed lists of names kept on disk, since indexing 100,000 takes some seconds.

A list is one `.npz` named by a digest of its names, of the channels' tables and of the program's
version, so that a kept list never outlives what it was made from. It is written whole or not at
all. What cannot be read is made anew, and what cannot be written is not kept: neither is an error,
since nothing but time is lost.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from audit.backtranslation.channels import load_transducer
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.transducer import Names
from audit.backtranslation.lookup import KeyIndex
from audit.backtranslation.restoration import NameList
from audit.reference import data_folder
from audit.version import VERSION

LEAST = 5_000  # shorter lists are indexed faster than they are worth keeping
_BROKEN = (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile, zlib.error)


def index_names(names: Iterable[str], folder: Path | None) -> NameList:
    """The indexed list, from the folder if it is kept there; None keeps nothing."""
    letters = sorted({found for name in names if len(found := letters_of(name)) > 1})
    if folder is None or len(letters) < LEAST:
        return NameList.of(letters)
    path = folder / f"names-{_digest(letters)}.npz"
    try:
        return _read(path)
    except _BROKEN:
        made = NameList.of(letters)
        with suppress(OSError):
            _write(made, path)
        return made


def _digest(letters: Sequence[str]) -> str:
    digest = hashlib.sha256(VERSION.encode())
    for path in sorted((data_folder() / "channels").glob("*.tsv*")):
        digest.update(path.read_bytes())
    for module in (NameList, KeyIndex, Names):
        digest.update(",".join(module.__slots__).encode())
    digest.update("\n".join(letters).encode("ascii"))
    return digest.hexdigest()[:24]


def _write(names: NameList, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = {f"index_{field}": getattr(names.index, field) for field in KeyIndex.__slots__}
    handle, unfinished = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(
                file,
                letters=np.frombuffer("\n".join(names.letters).encode("ascii"), np.uint8),
                symbols=names.encoded.symbols.astype(np.uint8),
                lengths=names.encoded.lengths,
                marginals=names.marginals,
                zipf=names.zipf,
                **parts,
            )
        os.replace(unfinished, path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


def _read(path: Path) -> NameList:
    with np.load(path, allow_pickle=False) as kept:
        parts = {name: kept[name] for name in kept.files}
    letters = tuple(parts["letters"].tobytes().decode("ascii").split("\n"))
    if not len(letters) == len(parts["lengths"]) == len(parts["zipf"]):
        raise ValueError("its parts do not belong together")
    index = KeyIndex(*(parts[f"index_{field}"] for field in KeyIndex.__slots__))
    encoded = Names(parts["symbols"].astype(np.int64), parts["lengths"])
    return NameList(letters, encoded, index, load_transducer(), parts["marginals"], parts["zipf"])
