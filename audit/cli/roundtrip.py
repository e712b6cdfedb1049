"""`audit roundtrip`: a text through a translation engine and back, sentence by sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.cli import stopping
from audit.errors import INCOMPLETE, ReadError

if TYPE_CHECKING:
    from rich.progress import Progress

    from audit.backtranslation.roundtrip import Traveller
    from audit.model import Document, RoundTrip
    from audit.reading import Reader, Source

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--engine", default="apertium", show_default=True, metavar="ENGINE", help="What translates."
)
@click.option(
    "--pivot",
    "pivots",
    multiple=True,
    default=("es",),
    show_default=True,
    metavar="CODE",
    help="The language to go through, by ISO 639-1; may be given again.",
)
@click.option(
    "--control",
    multiple=True,
    metavar="PATH",
    help="Clean articles to measure the engine with, instead of the shipped ones.",
)
@click.option("--offline", is_flag=True, help="Fetch no model by its hub name.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["terminal", "jsonl"]),
    default="terminal",
    show_default=True,
)
@click.option(
    "--record", type=_FILE, metavar="FILE", help="Write all translations, for recorded:FILE."
)
@click.option("--quiet", is_flag=True, help="Show no progress.")
def roundtrip(
    paths: tuple[str, ...],
    engine: str,
    pivots: tuple[str, ...],
    control: tuple[str, ...],
    offline: bool,
    style: str,
    record: Path | None,
    quiet: bool,
) -> None:
    """Send English texts to a pivot language and back; show what returns, and what changed.

    Beside the scores of the trip (chrF2++, BLEU and TER by sacrebleu) it is said how stable the
    text is: one that a machine has translated before changes less than clean text does.

    \b
    ENGINE is one of
      apertium                     the pairs installed here (apt-get install apertium-eng-spa)
      apertium:http://HOST:2737    Apertium's HTTP service
      marian:MODEL                 a model by folder or name on the Hugging Face hub, in which
                                   {source} and {target} stand for the languages
      m2m100:MODEL, nllb:MODEL     one model for all languages
      marian+transformers:MODEL    the same by torch, not converted to CTranslate2 (slower)
      recorded:FILE                translations written by --record

    \b
    Examples:
      audit roundtrip article.txt --pivot es --pivot ca
      audit roundtrip article.txt --engine marian:models/{source}-{target} --pivot ru
      audit roundtrip news/ --engine nllb:facebook/nllb-200-distilled-600M --pivot ja
    """
    from audit.backtranslation.engines.recorded import RecordingEngine
    from audit.backtranslation.languages import check_pivots
    from audit.backtranslation.travellers import open_traveller
    from audit.config import ReadOptions, TripOptions
    from audit.reading import list_sources, make_reader
    from audit.reporters.terminal import visible
    from audit.reporters.writing import written_whole

    reader = make_reader(ReadOptions())
    pivots = check_pivots(pivots)
    options = TripOptions(engine=engine, pivots=pivots, control=control, offline=offline)
    bar = _Bar(quiet=quiet)
    travellers = [open_traveller(options, pivot, reader, bar.add) for pivot in pivots]
    recorders = [RecordingEngine(t.engine) for t in travellers if record is not None]
    if recorders:
        pairs = zip(travellers, recorders, strict=True)
        travellers = [replace(traveller, engine=recorder) for traveller, recorder in pairs]
    complete = True
    for source in list_sources(paths, reader.options):
        stopping.check()
        try:
            _send(source, reader, travellers, bar, style)
        except ReadError as error:
            complete = False
            click.echo(f"audit: {visible(source.path)}: {error}", err=True)
    if record is not None:
        with written_whole(record) as file:
            file.writelines(line for recorder in recorders for line in recorder.lines)
    click.get_current_context().exit(0 if complete else INCOMPLETE)


def _send(
    source: Source, reader: Reader, travellers: Sequence[Traveller], bar: _Bar, style: str
) -> None:
    """Send a text through all pivots, and print its trips."""
    document = reader.read(source)
    if document.language not in ("en", None):
        raise ReadError(f"the text is not English (detected: {document.language})")
    for traveller in travellers:
        with bar:
            trip = traveller.travel(document)
        _tell(document, trip, style)


def _tell(document: Document, trip: RoundTrip, style: str) -> None:
    from audit.reporters.contract import trip_object
    from audit.reporters.trips import print_trip

    if style == "terminal":
        print_trip(document, trip, sys.stdout)
        return
    told = {"path": document.path, "record": document.record, **trip_object(trip, document.text)}
    click.echo(json.dumps(told))


class _Bar:
    """A line on standard error while sentences are translated, at a terminal only."""

    def __init__(self, *, quiet: bool) -> None:
        self._hidden = quiet or not sys.stderr.isatty()
        self._open: Progress | None = None

    def add(self, sentences: int) -> None:
        """Count sentences."""
        if self._open is not None:
            self._open.advance(self._open.task_ids[0], sentences)

    def __enter__(self) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (
            SpinnerColumn(),
            TextColumn("{task.completed:.0f} sentences translated"),
            TimeElapsedColumn(),
        )
        console = Console(stderr=True)
        self._open = Progress(*columns, console=console, transient=True, disable=self._hidden)
        self._open.add_task("translate", total=None)
        self._open.start()

    def __exit__(self, *failed: object) -> None:
        if self._open is not None:
            self._open.stop()
            self._open = None
