"""`audit run` and `audit gate`: the same audit, with and without a say in the exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from audit.cli import stopping
from audit.cli.configuring import configure, within_reach
from audit.cli.progress import show_progress
from audit.config import Config
from audit.model import Depth

if TYPE_CHECKING:
    from audit.reporters import Reporter

_F = TypeVar("_F", bound=Callable[..., Any])
_FORMATS = ["terminal", "json", "jsonl", "markdown"]
_TYPES = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "jsonl": "application/jsonl",
}
_FILE = click.Path(path_type=Path)
_OPTIONS = (
    click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
    click.option(
        "--config", type=_FILE, metavar="FILE", help="The configuration, instead of audit.toml."
    ),
    click.option(
        "--reference",
        multiple=True,
        metavar="FILE",
        help="Add a list of true names (TSV or CSV; .gz too).",
    ),
    click.option(
        "--reference-only", multiple=True, metavar="FILE", help="Use this list and nothing else."
    ),
    click.option(
        "--trusted",
        multiple=True,
        metavar="PATH",
        help="Take the names in these articles, files or folders, for right.",
    ),
    click.option(
        "--format", "style", type=click.Choice(_FORMATS), default="terminal", show_default=True
    ),
    click.option("--output", type=_FILE, metavar="FILE", help="Write the report to a file."),
    click.option("--html", type=_FILE, metavar="DIR", help="Also write an HTML report here."),
    click.option(
        "--jobs",
        type=click.IntRange(min=1),
        default=1,
        show_default=True,
        metavar="N",
        help="Audit in so many processes.",
    ),
    click.option(
        "--depth",
        type=click.Choice([d.value for d in Depth]),
        help="How deep to look; a gate looks as deep as its policy requires at least.",
    ),
    click.option(
        "--roundtrip",
        metavar="ENGINE",
        help="Also send texts to a pivot language and back by a translation engine: apertium,"
        " marian:MODEL-{source}-{target}, … (see `audit roundtrip --help`).",
    ),
    click.option(
        "--pivot",
        "pivots",
        multiple=True,
        metavar="CODE",
        help="The pivot of --roundtrip.  [default: the one that a text's names tell]",
    ),
    click.option(
        "--control",
        multiple=True,
        metavar="PATH",
        help="Clean articles to measure the engine with, like those audited.",
    ),
    click.option("--offline", is_flag=True, help="Fetch no translation model by its hub name."),
    click.option(
        "--type", "kind", type=click.Choice(list(_TYPES)), help="Overrule what file names tell."
    ),
    click.option(
        "--field", metavar="KEY", help="Field of JSONL records with the text.  [default: text]"
    ),
    click.option(
        "--id", "id_field", metavar="KEY", help="Field of JSONL records naming them.  [default: id]"
    ),
    click.option("--evidence", is_flag=True, help="Say at the terminal why each finding was made."),
    click.option("--quiet", is_flag=True, help="Show no progress."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asked for."""

    paths: tuple[str, ...]
    config: Path | None
    reference: tuple[str, ...]
    reference_only: tuple[str, ...]
    trusted: tuple[str, ...]
    style: str
    output: Path | None
    html: Path | None
    jobs: int
    depth: str | None
    roundtrip: str | None
    pivots: tuple[str, ...]
    control: tuple[str, ...]
    offline: bool
    kind: str | None
    field: str | None
    id_field: str | None
    evidence: bool
    quiet: bool


def _with_options(function: _F) -> _F:
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@click.command()
@_with_options
def run(**options: Any) -> None:
    """Audit files, folders or standard input (-), and report.

    \b
    Examples:
      audit run article.txt
      audit run news/ --html reports/news --jobs 4
      audit run incoming/ --trusted archive/
      audit run suspect.txt --roundtrip apertium --pivot es --html reports/suspect
      audit run corpus.jsonl.gz --field body --format jsonl > audits.jsonl
      curl -s https://example.org/story | audit run - --type html
    """
    asked = Asked(**options)
    config = _configure(asked)
    click.get_current_context().exit(_audit(asked, within_reach(config, asked.depth), gated=False))


@click.command()
@_with_options
def gate(**options: Any) -> None:
    """Judge files by a policy: exit 1 if any is rejected, 3 if any could not be fully audited.

    The policy is the [gate] table of the configuration; without one, the built-in policy.

    \b
    Examples:
      audit gate incoming/*.txt
      audit gate incoming/ --config newsroom.toml --format json --output verdicts.json
      audit gate - < article.txt
    """
    asked = Asked(**options)
    config = _configure(asked)
    if asked.depth is not None:  # a policy's depth may be raised here, never lowered
        deeper = max(config.gate.depth, Depth(asked.depth), key=list(Depth).index)
        if deeper != asked.depth:
            told = f"the policy requires depth {deeper}; `[gate] depth` in audit.toml lowers it"
            click.echo(f"audit: --depth {asked.depth} is not followed: {told}", err=True)
        config = replace(config, gate=replace(config.gate, depth=deeper))
    if config.roundtrip.engine and not config.roundtrip.pivots:
        raise click.UsageError("a gate sends every text on its round trip: name a --pivot for it")
    click.get_current_context().exit(_audit(asked, config, gated=True))


def _configure(asked: Asked) -> Config:
    if asked.output and asked.output.exists() and _is_audited(asked.output, asked.paths):
        raise click.UsageError(f"--output {asked.output} would overwrite what is to be audited")
    config = configure(
        asked.config,
        reference=asked.reference,
        reference_only=asked.reference_only,
        trusted=asked.trusted,
        field=asked.field,
        id_field=asked.id_field,
    )
    trip = replace(
        config.roundtrip,
        engine=asked.roundtrip or config.roundtrip.engine,
        pivots=asked.pivots or config.roundtrip.pivots,
        control=asked.control or config.roundtrip.control,
        offline=asked.offline or config.roundtrip.offline,
    )
    if (asked.pivots or asked.control) and not trip.engine:
        raise click.UsageError("--pivot and --control are of a round trip; name a --roundtrip")
    return replace(config, roundtrip=trip)


def _is_audited(output: Path, paths: tuple[str, ...]) -> bool:
    """Whether a file is one of the paths, or lies under one and is of a kind that we read."""
    from audit.reading.sources import media_type_of

    named = [Path(path).resolve() for path in paths]
    inside = media_type_of(output.name) and any(p in output.resolve().parents for p in named)
    return output.resolve() in named or bool(inside)


def _audit(asked: Asked, config: Config, *, gated: bool) -> int:
    from audit.gate.judge import exit_code
    from audit.gate.tally import Tally
    from audit.pipeline import audit_all, auditor_for
    from audit.reading import list_sources
    from audit.reading.sources import count_left_out

    signature = auditor_for(config).signature
    tally = Tally()
    kind = None if asked.kind is None else _TYPES[asked.kind]
    quiet = asked.quiet or (asked.output is None and sys.stdout.isatty())
    sources = list_sources(asked.paths, config.read, kind)
    stayed = 0  # texts that made no round trip
    with ExitStack() as stack:
        reporters = list(_reporters(asked, signature, stack))
        for result in show_progress(audit_all(sources, config, asked.jobs), quiet=quiet):
            stopping.check()
            tally.add(result)
            stayed += bool(config.roundtrip.engine) and not result.trips and not result.failures
            for reporter in reporters:
                reporter.add(result)
        for reporter in reporters:
            reporter.finish(tally.summary())
    if stayed:
        told = "their names tell no pivot; --pivot names one"
        click.echo(f"audit: {stayed} texts made no round trip: {told}", err=True)
    if left_out := count_left_out(asked.paths, config.read):
        click.echo(f"audit: {left_out} files of other kinds, or linked, were not audited", err=True)
    if asked.html is not None:
        click.echo(f"report: {asked.html / 'index.html'}", err=True)
    return exit_code(tally.verdicts, config.gate, gated=gated)


def _reporters(asked: Asked, signature: str, stack: ExitStack) -> Iterator[Reporter]:
    """The reporters asked for; what they write counts only when the run ends well."""
    from audit.reporters import REPORTERS
    from audit.reporters.terminal import TerminalReporter

    make = REPORTERS[asked.style]
    if asked.evidence and asked.style == "terminal":
        make = partial(TerminalReporter, evidence=True)
    if asked.output is None:
        yield make(sys.stdout, signature)
    else:
        from audit.reporters.writing import written_whole

        yield make(stack.enter_context(written_whole(asked.output)), signature)
    if asked.html is not None:
        from audit.reporters.html import HtmlReporter

        html = HtmlReporter(asked.html, signature)
        stack.callback(html.abort)  # nothing is left to undo once the report is published
        yield html
