"""Articles at hand, read as the command reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from audit.config import ReadOptions
from audit.names.harvest.articles import Sighting, sight_names
from audit.names.harvest.lore import Lore, load_lore
from audit.names.harvest.tallies import Tallies
from audit.reading import Reader, Source
from audit.reading.sentences import Segmenter
from audit.reference import Entry, load_words

Sight = Callable[[str], Mapping[str, Sighting]]
Harvest = Callable[..., dict[str, Entry]]


@pytest.fixture(scope="session")
def lore() -> Lore:
    return load_lore()


@pytest.fixture(scope="session")
def sight(lore: Lore) -> Sight:
    """The names of one text."""
    reader = Reader(
        options=ReadOptions(),
        segmenter=Segmenter(abbreviations=load_words("abbreviations")),
        function_words=load_words("function_words"),
    )
    return lambda text: sight_names(reader.read(Source(path="x", text=text)), lore)


@pytest.fixture(scope="session")
def harvest(lore: Lore, sight: Sight) -> Harvest:
    """The entries of several texts, by name."""

    def run(*texts: str, least: int = 1, kinds: tuple[str, ...] = ()) -> dict[str, Entry]:
        tallies = Tallies(lore)
        for text in texts:
            tallies.add(sight(text))
        return {entry.name: entry for entry in tallies.entries(least, kinds, "x")}

    return run
