"""From options to what sends texts through a pivot and back, with the texts it is measured by."""

from __future__ import annotations

from collections.abc import Sequence

from audit.backtranslation.engines import Report, StoredEngine, open_engine
from audit.backtranslation.engines.apertium import ApertiumService
from audit.backtranslation.roundtrip import Traveller, flat, is_telling, sendable
from audit.config import TripOptions
from audit.errors import ConfigError, ReadError
from audit.reading import Reader, list_sources
from audit.reference import data_folder
from audit.resources.cache import cache_folder

FEWEST = 5  # texts

Controls = tuple[tuple[str, ...], ...]


def open_traveller(
    options: TripOptions, pivot: str, reader: Reader, report: Report | None = None
) -> Traveller:
    """What sends texts through a pivot and back; translations are kept in the cache.

    `report` is told of sentences as they are translated.

    Raises:
        ConfigError: the engine or a control text is none.
        EngineError: the engine, or its model of a direction, is missing.
    """
    kept = cache_folder()
    engine = open_engine(options.engine, kept, offline=options.offline)
    if not isinstance(engine, ApertiumService):  # which may be another tomorrow
        engine = StoredEngine(engine, kept, report)
    traveller = Traveller(
        engine=engine,
        pivot=pivot,
        name=options.engine,
        controls=load_controls(options.control, reader),
    )
    _ = traveller.signatures  # so that what is missing is told at once
    return traveller


def load_controls(paths: Sequence[str], reader: Reader) -> Controls:
    """The sentences of the texts at the paths, or of those that are shipped.

    Raises:
        ConfigError: a path cannot be read, or there are too few texts to measure with.
    """
    paths = list(paths) or [str(data_folder() / "control")]
    texts = []
    for source in list_sources(paths, reader.options):
        try:
            document = reader.read(source)
        except ReadError as error:
            raise ConfigError(f"{source.path}: {error}; it is to be a clean text") from error
        told = filter(is_telling, sendable(document)[0])
        sentences = tuple(flat(document.text, sentence) for sentence in told)
        if len(sentences) > 1:
            texts.append(sentences)
    if len(texts) < FEWEST:
        raise ConfigError(
            f"{', '.join(paths)}: {len(texts)} texts of two long sentences and more; an engine is"
            f" measured with {FEWEST} clean ones at least"
        )
    return tuple(texts)
