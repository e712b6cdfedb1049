"""`audit names import`: foreign formats become a list in the reference format."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import click

from audit.cli.progress import show_progress
from audit.errors import ReadError
from audit.names.candidates import Reason, Refused
from audit.reference import KINDS, Entry

_FORMATS = ["csv", "tsv", "wikidata", "sparql", "ftm"]
_COLUMNS = ("name", "kind", "aliases", "roles", "country", "source")
_SHOWN = 20  # bad rows that are told one by one
_FILE = click.Path(path_type=Path)


def _map(
    context: click.Context, parameter: click.Parameter, given: tuple[str, ...]
) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    for ours, equals, theirs in pairs:
        if ours not in _COLUMNS or not equals or not theirs:
            known = ", ".join(_COLUMNS)
            raise click.BadParameter(f"expected OURS=THEIRS, where OURS is one of {known}")
    return {ours: theirs for ours, _, theirs in pairs}


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format", "style", type=click.Choice(_FORMATS), help="The format.  [default: guessed]"
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    callback=_map,
    metavar="OURS=THEIRS",
    help="What a table calls a column of ours.",
)
@click.option(
    "--kind",
    type=click.Choice(sorted(KINDS)),
    help="The kind where the data does not say it; where it does, take no other.",
)
@click.option(
    "--source", metavar="TEXT", help="For the column source.  [default: names the data set]"
)
@click.option("--output", type=_FILE, metavar="FILE", help="Write the list to a file.")
@click.option("--strict", is_flag=True, help="A bad row is an error, and nothing is written.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def import_names(
    files: tuple[str, ...],
    style: str | None,
    columns: dict[str, str],
    kind: str | None,
    source: str | None,
    output: Path | None,
    strict: bool,
    quiet: bool,
) -> None:
    """Make a list of names from CSV, TSV, Wikidata or OpenSanctions; - is standard input.

    Files may be gzipped. Wikidata: a dump, an answer of the API, or a result of the query service
    (SPARQL JSON, or its page's download). OpenSanctions: entities in the FollowTheMoney model.
    Names without a form in Latin letters are left out, duplicates are merged.

    \b
    Examples:
      audit names import members.csv --column name=Title --column aliases=Other
      audit names import latest-all.json.gz --kind person --output people.tsv
      audit names import query.json --source "Wikidata, mayors of Finland"
      curl -s https://example.org/entities.ftm.json | audit names import - --format ftm
    """
    from audit.names.listing import Listing, write_list

    asked = Asked(style=style, columns=columns, kind=kind, source=source, strict=strict)
    keep_inputs(output, files)
    with opened_output(output) as out:
        listing, log = Listing(), Log()
        entries = (entry for path in files for entry in _entries(path, asked, log))
        listing.add(show_progress(entries, quiet=quiet, noun="names read"))
        if strict and log.counts[Reason.BAD]:
            raise ReadError(f"{log.counts[Reason.BAD]} bad rows; nothing was written (--strict)")
        written = write_list(listing.merged(), out)
    told = [f"{count:,} {reason}" for reason, count in sorted(log.counts.items())]
    click.echo(f"audit: {written:,} names written; {', '.join(told) or 'none left out'}", err=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asked for."""

    style: str | None
    columns: dict[str, str]
    kind: str | None
    source: str | None
    strict: bool


@dataclass(slots=True)
class Log:
    """What did not become an entry; bad rows are told as they come, but not without end."""

    counts: Counter[Reason] = field(default_factory=Counter)

    def add(self, path: str, refused: Refused) -> None:
        """Count it, and tell it if it is a bad row."""
        self.counts[refused.reason] += 1
        if refused.reason is not Reason.BAD or self.counts[Reason.BAD] > _SHOWN:
            return
        from audit.reporters.terminal import visible

        click.echo(visible(f"audit: {path}:{refused.line}: {refused.message}"), err=True)
        if self.counts[Reason.BAD] == _SHOWN:
            click.echo("audit: further bad rows are only counted", err=True)


def _entries(path: str, asked: Asked, log: Log) -> Iterator[Entry]:
    from dataclasses import replace

    from audit.names.candidates import make_entry
    from audit.names.cells import clean
    from audit.names.formats import FORMATS
    from audit.names.formats.guessing import guess_format
    from audit.names.formats.streams import opened

    with opened(path) as stream:
        read = FORMATS[asked.style or guess_format(stream.head)]
        dataset = clean(asked.source or Path(stream.path).name)
        for found in read(stream, asked.columns):
            if isinstance(found, Refused):
                log.add(stream.path, found)
                continue
            made = make_entry(found, kind=asked.kind, source=dataset)
            if isinstance(made, Refused):
                log.add(stream.path, made)
            else:
                yield replace(made, source=dataset) if asked.source else made


def keep_inputs(output: Path | None, files: tuple[str, ...]) -> None:
    """Refuse an output that is one of the inputs."""
    if output and output.exists() and output.resolve() in [Path(f).resolve() for f in files]:
        raise click.UsageError(f"--output {output} would overwrite what is to be read")


@contextmanager
def opened_output(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that is there whole or not at all."""
    from audit.reporters.writing import written_whole

    if path is None:
        yield sys.stdout
    else:
        with written_whole(path) as file:
            yield file
