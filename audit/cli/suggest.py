"""`audit names suggest`: which listed name a wrong one stands for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from audit.backtranslation.suggestions import Answer, NameSuggestion

_FILE = click.Path(path_type=Path)
_READ = 1 << 16  # bytes at a time

_LEAST_SHOWN = 0.005  # probability


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--reference", multiple=True, metavar="FILE", help="Add a list of true names.")
@click.option(
    "--reference-only", multiple=True, metavar="FILE", help="Use this list and nothing else."
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    metavar="N",
    help="Suggest so many at most.",
)
@click.option(
    "--pivot", metavar="CODE", help="The one way names went: ja ru zh ko ar he ne latin typo."
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["terminal", "jsonl"]),
    default="terminal",
    show_default=True,
)
@click.option("--config", type=_FILE, metavar="FILE", help="The lists that this file names.")
def suggest(**options: object) -> None:
    """Suggest which listed names garbled NAMEs stand for; - or a pipe gives one name a line.

    A name is taken back through the sounds and signs of the language that it was translated from.
    If the true name is probably not in the list, it is said so beside what comes nearest.

    \b
    Examples:
      audit names suggest Zukerberg "Jon Kery"
      audit names suggest --pivot ja --reference-only staff.tsv Tacchaa
      audit names suggest --format jsonl --top 1 < garbled.txt > suggested.jsonl
    """
    _suggest(Asked(**options))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asked for."""

    names: tuple[str, ...]
    reference: tuple[str, ...]
    reference_only: tuple[str, ...]
    top: int
    pivot: str | None
    style: str
    config: Path | None


def _suggest(asked: Asked) -> None:
    from audit.backtranslation.cache import open_directory
    from audit.backtranslation.suggestions import suggest_names
    from audit.reference import load_reference
    from audit.resources.cache import cache_folder

    _check_pivot(asked.pivot)
    if not asked.names and sys.stdin.isatty():
        raise click.UsageError("no names given; name some, or pipe in one a line")
    reference = load_reference(*_lists(asked))
    directory = open_directory(reference.entries, cache_folder())
    for lines in _list_queries(asked.names):
        for answer in suggest_names(lines, directory, most=asked.top, pivot=asked.pivot):
            _print(answer, asked.style)
        sys.stdout.flush()


def _check_pivot(pivot: str | None) -> None:
    from audit.backtranslation.channels import load_channels
    from audit.config import nearest
    from audit.errors import ConfigError

    codes = [channel.code for channel in load_channels()]
    if pivot is not None and pivot not in codes:
        raise ConfigError(f"unknown pivot {pivot!r}{nearest(pivot, codes)}")


def _lists(asked: Asked) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lists to add, and lists to use alone."""
    from audit.config import Config, find_config, load_config

    path = asked.config or find_config(Path.cwd())
    lists = (load_config(path) if path else Config()).reference
    return (*lists.add, *asked.reference), (*lists.only, *asked.reference_only)


def _list_queries(names: tuple[str, ...]) -> Iterator[list[str]]:
    """The names given, a `-` among them standing for the lines of standard input."""
    for name in names or ("-",):
        if name == "-":
            yield from _list_lines()
        else:
            yield [name]


def _list_lines() -> Iterator[list[str]]:
    """The lines of standard input as they arrive: whoever writes one can wait for its answer."""
    rest = b""
    while read := sys.stdin.buffer.read1(_READ):  # type: ignore[union-attr]
        *lines, rest = (rest + read).split(b"\n")
        yield from _decoded(lines)
    yield from _decoded([rest])


def _decoded(lines: list[bytes]) -> Iterator[list[str]]:
    names = [line.decode("utf-8", "replace").strip().removeprefix("\ufeff") for line in lines]
    if kept := [name for name in names if name]:
        yield kept


def _print(answer: Answer, style: str) -> None:
    import json

    from audit.reporters.terminal import visible

    if style == "jsonl":
        click.echo(json.dumps(asdict(answer), ensure_ascii=False))
        return
    told = "no name is sure; nearest are" if answer.abstained else ""
    if not answer.suggestions:
        told = "nothing listed is like it"
    click.echo(click.style(visible(answer.query), bold=True) + (f"  {told}" if told else ""))
    for suggestion in _worth_showing(answer):
        name = visible(suggestion.name)
        click.echo(f"  {suggestion.probability:6.1%}  {name}  {visible(suggestion.explanation)}")


def _worth_showing(answer: Answer) -> list[NameSuggestion]:
    """The first suggestion, and what is not next to impossible beside it."""
    first, rest = answer.suggestions[:1], answer.suggestions[1:]
    return [*first, *(other for other in rest if other.probability >= _LEAST_SHOWN)]
