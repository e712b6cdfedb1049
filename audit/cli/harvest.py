"""`audit names harvest`: a list of names out of trusted articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.cli.imports import keep_inputs, opened_output
from audit.cli.progress import show_progress
from audit.config import Config, ReadOptions, find_config, load_config
from audit.errors import INCOMPLETE, ReadError

if TYPE_CHECKING:
    from audit.model import Document

_KINDS = ["person", "organisation", "body", "place", "outlet"]
_TYPES = ["text", "markdown", "html", "jsonl"]
_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--output", type=_FILE, metavar="FILE", help="Write the list to a file.")
@click.option(
    "--least",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    metavar="N",
    help="Take names that stand in so many articles.",
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(_KINDS),
    help="Take only names of this kind.",
)
@click.option("--source", metavar="TEXT", help="For the column source.  [default: names the paths]")
@click.option("--config", type=_FILE, metavar="FILE", help="Read as this configuration says.")
@click.option("--type", "style", type=click.Choice(_TYPES), help="Overrule what file names tell.")
@click.option("--field", metavar="KEY", help="Field of JSONL records with the text.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def harvest(**options: object) -> None:
    """Make a list of the names in trusted articles: files, folders or - for standard input.

    Who is named in how many articles and how often, under which roles and in which right spellings;
    persons, organisations, places and outlets. What kind a name is of is guessed; look the list
    through before you trust it.

    \b
    Examples:
      audit names harvest trusted/ --output names.tsv
      audit names harvest archive.jsonl.gz --field body --least 5 --kind person
      curl -s https://example.org/story | audit names harvest - --type html --least 1
    """
    asked = Asked(**options)  # type: ignore[arg-type]
    click.get_current_context().exit(_harvest(asked))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asked for."""

    paths: tuple[str, ...]
    output: Path | None
    least: int
    kinds: tuple[str, ...]
    source: str | None
    config: Path | None
    style: str | None
    field: str | None
    quiet: bool


@dataclass(slots=True)
class _Log:
    """How the articles could be read."""

    read: int = 0
    unread: int = 0
    foreign: int = 0


def _harvest(asked: Asked) -> int:
    from audit.names.cells import clean
    from audit.names.harvest.articles import sight_names
    from audit.names.harvest.lore import load_lore
    from audit.names.harvest.tallies import Tallies
    from audit.names.listing import Listing, write_list

    keep_inputs(asked.output, asked.paths)
    lore, log = load_lore(), _Log()
    tallies, listing = Tallies(lore), Listing()
    with opened_output(asked.output) as out:
        documents = _documents(asked, _read_options(asked), log)
        for document in show_progress(documents, quiet=asked.quiet, noun="articles read"):
            tallies.add(sight_names(document, lore))
        told = ", ".join(Path(path).name or path for path in asked.paths[:3])
        source = clean(asked.source or f"harvested from {told}")
        listing.add(tallies.entries(asked.least, asked.kinds, source))
        written = write_list(listing.merged(), out, counted=True)
    _conclude(written, log)
    return INCOMPLETE if log.unread else 0


def _read_options(asked: Asked) -> ReadOptions:
    from dataclasses import replace

    path = asked.config or find_config(Path.cwd())
    read = (load_config(path) if path else Config()).read
    return replace(read, field=asked.field or read.field)


def _documents(asked: Asked, options: ReadOptions, log: _Log) -> Iterator[Document]:
    """The articles that are English; of one that cannot be read it is told why."""
    from audit.reading import Reader, list_sources
    from audit.reading.sentences import Segmenter
    from audit.reference import load_words
    from audit.reporters.terminal import visible

    reader = Reader(
        options=options,
        segmenter=Segmenter(abbreviations=load_words("abbreviations")),
        function_words=load_words("function_words"),
    )
    media = {"text": "text/plain", "jsonl": "application/jsonl"}
    kind = asked.style and media.get(asked.style, f"text/{asked.style}")
    for source in list_sources(asked.paths, options, kind):
        try:
            document = reader.read(source)
        except ReadError as error:
            log.unread += 1
            click.echo(visible(f"audit: {source.path}: {error}"), err=True)
            continue
        log.read += 1
        if document.language in ("en", None):
            yield document
        else:
            log.foreign += 1


def _conclude(written: int, log: _Log) -> None:
    told = [f"{written:,} names from {log.read - log.foreign:,} articles"]
    if log.foreign:
        told.append(f"{log.foreign:,} not English were left out")
    if log.unread:
        told.append(f"{log.unread:,} could not be read")
    click.echo(f"audit: {'; '.join(told)}", err=True)
