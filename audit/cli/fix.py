"""`audit fix`: suggestions applied to files, shown as a diff or written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from audit.cli import stopping
from audit.cli.asking import ask_about
from audit.cli.configuring import configure, within_reach
from audit.errors import INCOMPLETE, MendError, ReadError
from audit.model import Depth

if TYPE_CHECKING:
    from audit.model import Document, Suggestion
    from audit.pipeline import Auditor
    from audit.reading import Reader, Source

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--diff", "mode", flag_value="diff", default=True, help="Show a diff (default).")
@click.option("--write", "mode", flag_value="write", help="Write the files.")
@click.option("--interactive", "asking", is_flag=True, help="Ask about each suggestion.")
@click.option(
    "--decisions", type=_FILE, metavar="FILE", help="Apply what was decided in the HTML report."
)
@click.option(
    "--confidence",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    metavar="P",
    help="Apply suggestions at least so sure.",
)
@click.option(
    "--rule", "rules", multiple=True, metavar="RULE", help="Apply those of this rule alone."
)
@click.option(
    "--backup", metavar="ENDING", default="", help="Keep the file as it was, with this ending."
)
@click.option("--depth", type=click.Choice([d.value for d in Depth]), help="How deep to look.")
@click.option("--config", type=_FILE, metavar="FILE", help="The configuration.")
@click.option("--reference", multiple=True, metavar="FILE", help="Add a list of true names.")
@click.option("--trusted", multiple=True, metavar="PATH", help="Articles whose names are right.")
def fix(paths: tuple[str, ...], **options: Any) -> None:
    """Mend files by the first suggestion of each finding; nothing else of them is changed.

    Plain text and Markdown are mended; of an HTML page only the text is known, and records are
    mended where they come from. A file that has changed since its audit is refused. Exit code 3 if
    a file could not be audited or mended.

    \b
    Examples:
      audit fix article.txt                               what would be changed
      audit fix article.txt | patch -p0                   the same as --write (below this folder)
      audit fix news/ --write --backup .orig --confidence 0.9
      audit fix article.txt --interactive --write
      audit fix article.txt --decisions article.txt.decisions.json --write
    """
    asked = _Asked(**options)
    _check(asked)
    complete, last = True, ""
    for source, reader, choose in _work(paths, asked):
        stopping.check()
        if source.line is not None and source.path == last:
            continue  # of a file of records it is said once
        last = source.path
        try:
            _mend(source, reader, choose, asked)
        except (MendError, ReadError) as error:
            complete = False
            _say(source.path, str(error))
    click.get_current_context().exit(0 if complete else INCOMPLETE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the command line asked for."""

    mode: str
    asking: bool
    decisions: Path | None
    confidence: float
    rules: tuple[str, ...]
    backup: str
    depth: str | None
    config: Path | None
    reference: tuple[str, ...]
    trusted: tuple[str, ...]


def _check(asked: _Asked) -> None:
    """Refuse options that would do nothing, or something else than they say."""
    given = click.get_current_context().get_parameter_source
    alone = ("asking", "rules", "confidence", "depth", "reference", "trusted")
    if asked.decisions and any(given(name) is ParameterSource.COMMANDLINE for name in alone):
        raise click.UsageError("--decisions are applied as they are; leave out what would choose")
    if asked.backup and (asked.mode != "write" or os.sep in asked.backup):
        raise click.UsageError(
            "--backup is the ending of a file's name, such as .orig, for --write"
        )


_Choose = Callable[["Document"], "tuple[Suggestion, ...]"]


def _work(paths: tuple[str, ...], asked: _Asked) -> Iterator[tuple[Source, Reader, _Choose]]:
    """Each source, with what reads it and what chooses suggestions for it."""
    from audit.pipeline import auditor_for
    from audit.reading import list_sources, make_reader

    config = configure(asked.config, reference=asked.reference, trusted=asked.trusted)
    sources = list_sources(paths, config.read)
    if asked.decisions is not None:
        from audit.mending import read_decisions

        decided = read_decisions(asked.decisions)
        found = list(sources)
        if len(found) != 1:
            raise click.UsageError(f"--decisions are of one file, not of {len(found)}")
        yield found[0], make_reader(config.read), decided.check
        return
    _check_rules(asked.rules)
    auditor = auditor_for(within_reach(config, asked.depth))
    for source in sources:
        yield source, auditor.reader, partial(_choose, auditor, asked)


def _check_rules(rules: tuple[str, ...]) -> None:
    from audit.config import nearest
    from audit.detectors import RULES

    for code in rules:
        if code not in RULES:
            raise click.UsageError(f"unknown rule {code!r}{nearest(code, RULES)}")


def _choose(auditor: Auditor, asked: _Asked, document: Document) -> tuple[Suggestion, ...]:
    from audit.mending import choose_suggestions

    audit = auditor.audit_document(document)
    if audit.failures:
        told = "; ".join(f"{failure.rule}: {failure.error}" for failure in audit.failures)
        raise MendError(f"could not be audited: {told}")
    findings = [f for f in audit.findings if not asked.rules or f.rule.code in asked.rules]
    if asked.asking:
        return ask_about(audit.document, findings, asked.confidence)
    return choose_suggestions(findings, asked.confidence)


def _mend(source: Source, reader: Reader, choose: _Choose, asked: _Asked) -> None:
    from audit.mending import mend_bytes, replace_file, unified_diff

    raw = _bytes_of(source)
    document = reader.read(replace(source, raw=raw))
    suggestions = choose(document)
    mended = mend_bytes(raw, document, suggestions)
    if asked.mode == "diff":
        if mended != raw and (os.path.isabs(source.path) or ".." in Path(source.path).parts):
            _say(source.path, "patch takes names below the current folder only; --write takes any")
        _show(unified_diff(source.path, raw, mended))
    elif mended != raw:
        replace_file(source.path, raw, mended, asked.backup)
    changes = "1 change" if len(suggestions) == 1 else f"{len(suggestions)} changes"
    _say(source.path, f"{changes}{'' if asked.mode == 'write' else ', nothing is written'}")


def _bytes_of(source: Source) -> bytes:
    if source.error:
        raise ReadError(source.error)
    if source.raw is not None:
        raise MendError("is standard input or a record; only files are mended")
    try:
        return Path(source.path).read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}") from error


_COLOURS = {b"-": "red", b"+": "green", b"@": "cyan"}


def _show(diff: bytes) -> None:
    """Print a diff: bytes as they are in a pipe, visible and in colours at a terminal."""
    if not sys.stdout.isatty():
        sys.stdout.buffer.write(diff)
        sys.stdout.buffer.flush()
        return
    from audit.reporters.terminal import visible

    for line in diff.split(b"\n"):
        text = visible(line.decode("utf-8", "replace"))
        click.echo(click.style(text, fg=_COLOURS.get(line[:1])))


def _say(path: str, what: str) -> None:
    from audit.reporters.terminal import visible

    click.echo(f"audit: {visible(path)}: {visible(what)}", err=True)
