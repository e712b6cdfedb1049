"""Indexed lists of names kept on disk, since indexing 100,000 takes some seconds.

A list is a folder of plain `.npy` arrays named by a digest of its entries, of the channels' tables
and of the program's version, so that a kept list never outlives what it was made from. Arrays are
mapped into memory, not read. The folder is written whole or not at all. What cannot be read is made
anew, and what cannot be written is not kept: neither is an error, since only time is lost.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from audit.backtranslation.channels import load_transducer
from audit.backtranslation.channels.transducer import Names
from audit.backtranslation.directory import (
    Directory,
    Forms,
    Wholes,
    assemble,
    distinct,
    index_spellings,
)
from audit.backtranslation.lookup import KeyIndex
from audit.backtranslation.restoration import NameList
from audit.reference import Entry, data_folder
from audit.version import VERSION

LEAST = 5_000  # shorter lists are indexed faster than they are worth keeping
_BROKEN = (OSError, EOFError, KeyError, ValueError)
Array = npt.NDArray[Any]
Parts = tuple[NameList, Wholes, Forms]


def open_directory(entries: Iterable[Entry], folder: Path | None) -> Directory:
    """The indexed entries, from the folder if they are kept there; None keeps nothing."""
    kept = distinct(entries)
    if folder is None or len(kept) < LEAST:
        return assemble(kept, *index_spellings(kept))
    path = folder / f"names-{_digest(kept)}"
    try:
        parts = _read(path)
    except _BROKEN:
        parts = index_spellings(kept)
        with suppress(OSError):
            _write(parts, path)
    return assemble(kept, *parts)


def _digest(entries: Sequence[Entry]) -> str:
    digest = hashlib.sha256(VERSION.encode())
    for path in sorted((data_folder() / "channels").glob("*.tsv*")):
        digest.update(path.read_bytes())
    for module in (NameList, KeyIndex, Names, Wholes, Forms):
        digest.update(",".join(module.__slots__).encode())
    digest.update("\n".join("\t".join(entry.forms) for entry in entries).encode())
    return digest.hexdigest()[:24]


def _write(parts: Parts, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=path.parent, suffix=".part"))
    try:
        for name, array in _take_apart(*parts).items():
            np.save(unfinished / f"{name}.npy", array, allow_pickle=False)
        shutil.rmtree(path, ignore_errors=True)  # it is there, but cannot be read
        os.replace(unfinished, path)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def _take_apart(words: NameList, wholes: Wholes, forms: Forms) -> dict[str, Array]:
    return {
        "words_letters": _to_array(words.letters),
        "words_bones": _to_array(words.bones),
        "words_symbols": words.encoded.symbols.astype(np.uint8),
        "words_lengths": words.encoded.lengths,
        "words_marginals": words.marginals,
        "words_zipf": words.zipf,
        "words_units": words.units,
        "wholes_letters": _to_array(wholes.letters),
        "wholes_bones": _to_array(wholes.bones),
        **{f"words_index_{name}": getattr(words.index, name) for name in KeyIndex.__slots__},
        **{f"wholes_index_{name}": getattr(wholes.index, name) for name in KeyIndex.__slots__},
        **{f"forms_{name}": getattr(forms, name) for name in Forms.__slots__},
    }


def _read(path: Path) -> Parts:
    files = {file.stem: file for file in path.glob("*.npy")}
    # a plain array over the mapped one: each step into a memmap makes another, which takes time
    kept = {
        name: np.asarray(np.load(file, mmap_mode="r", allow_pickle=False))
        for name, file in files.items()
    }
    words = NameList(
        letters=_to_text(kept["words_letters"]),
        bones=_to_text(kept["words_bones"]),
        encoded=Names(kept["words_symbols"].astype(np.int64), kept["words_lengths"]),
        index=_read_index(kept, "words"),
        marginals=kept["words_marginals"],
        zipf=kept["words_zipf"],
        units=kept["words_units"],
        transducer=load_transducer(),
    )
    wholes = Wholes(
        letters=_to_text(kept["wholes_letters"]),
        bones=_to_text(kept["wholes_bones"]),
        index=_read_index(kept, "wholes"),
    )
    if not len(words.letters) == len(words.bones) == len(words.zipf) == len(words.encoded.lengths):
        raise ValueError("its parts do not belong together")
    return words, wholes, Forms(**{name: kept[f"forms_{name}"] for name in Forms.__slots__})


def _read_index(kept: Mapping[str, Array], of: str) -> KeyIndex:
    return KeyIndex(*(kept[f"{of}_index_{name}"] for name in KeyIndex.__slots__))


def _to_array(letters: Sequence[str]) -> Array:
    return np.frombuffer("\n".join(letters).encode("ascii"), np.uint8)


def _to_text(array: Array) -> tuple[str, ...]:
    return tuple(array.tobytes().decode("ascii").split("\n"))
