"""The names of trusted articles as one more list of an audit.

Harvested as `audit names harvest --least 1` does, and kept in a file named by a digest of what it
holds: the same articles give the same list, and so the same signature of the audit.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from audit.config import ReadOptions
from audit.errors import ReadError, ReferenceDataError
from audit.names.harvest.articles import sight_names
from audit.names.harvest.lore import load_lore
from audit.names.harvest.tallies import KINDS, Tallies
from audit.names.listing import Listing, write_list
from audit.reading import Reader, list_sources
from audit.reading.sentences import Segmenter
from audit.reference import load_words


def list_trusted(paths: Sequence[str], options: ReadOptions, folder: Path) -> Path:
    """Write the names of articles as a list into a folder, and give its path.

    Raises:
        ReferenceDataError: an article cannot be read, no name is found, or the list not written.
    """
    for path in paths:
        if path != "-" and not Path(path).exists():
            raise ReferenceDataError(f"{path}: no such trusted article or folder")
    lore = load_lore()
    reader = Reader(
        options=options,
        segmenter=Segmenter(abbreviations=load_words("abbreviations")),
        function_words=load_words("function_words"),
    )
    tallies, listing, text = Tallies(lore), Listing(), io.StringIO()
    try:
        for source in list_sources(list(paths), options):
            tallies.add(sight_names(reader.read(source), lore))
        listing.add(tallies.entries(1, tuple(sorted(KINDS)), "trusted articles"))
        write_list(listing.merged(), text)
    except ReadError as error:
        raise ReferenceDataError(f"trusted articles: {error}") from error
    return _keep(text.getvalue().encode(), folder)


def _keep(raw: bytes, folder: Path) -> Path:
    """Write a list whole or not at all, under a name that tells what it holds."""
    path = folder / f"trusted-{hashlib.sha256(raw).hexdigest()[:24]}.tsv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=folder, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        os.replace(unfinished, path)
    except OSError as error:
        raise ReferenceDataError(f"names of trusted articles cannot be kept: {error}") from error
    return path
