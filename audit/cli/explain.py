"""`audit explain`: a rule's page, which is its detector's docstring, or why a finding was made."""

from __future__ import annotations

import inspect
import json
import re
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.model import Depth

if TYPE_CHECKING:
    from audit.model import Finding

_FILE = click.Path(path_type=Path)
_PLACE = re.compile(r"(.+):(\d+):(\d+)")


def _complete(context: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    from audit.detectors import RULES

    return [code for code in RULES if code.startswith(typed)]


@click.command()
@click.argument("rule", required=False, shell_complete=_complete, metavar="[RULE|FILE:LINE:COLUMN]")
@click.option("--config", type=_FILE, metavar="FILE", help="The configuration.")
@click.option("--depth", type=click.Choice([d.value for d in Depth]), help="How deep to look.")
def explain(rule: str | None, config: Path | None, depth: str | None) -> None:
    """Say what a RULE flags, what it passes, and why; without a RULE, list them all.

    Of a finding, as the terminal report shows its place, it is said why it was made.

    \b
    Examples:
      audit explain
      audit explain pronoun-intrusion
      audit explain article.txt:7:145
    """
    from audit.config import nearest
    from audit.detectors import RULES
    from audit.errors import ConfigError

    place = _PLACE.fullmatch(rule or "")
    if rule is None:
        for code, detector in RULES.items():
            click.echo(f"{code:<22} {detector.rule.severity:<9} {detector.rule.title}")
    elif rule in RULES:
        _explain_rule(rule)
    elif place:
        path, line, column = place.groups()
        _explain_findings(path, int(line), int(column), config, depth)
    else:
        raise ConfigError(f"unknown rule {rule!r}{nearest(rule, RULES)}")


def _explain_rule(code: str) -> None:
    from audit.detectors import RULES

    detector = RULES[code]
    click.secho(f"{detector.rule.title} ({code})", bold=True)
    click.echo(f"severity {detector.rule.severity}, MQM {detector.rule.mqm}\n")
    click.echo((sys.modules[detector.__module__].__doc__ or "").strip())
    click.echo(f"\n{inspect.cleandoc(detector.__doc__ or '')}\n\nBy default:\n\n[rules.{code}]")
    for option in fields(detector):
        click.echo(f"{option.name} = {json.dumps(option.default)}")


def _explain_findings(
    path: str, line: int, column: int, config: Path | None, depth: str | None
) -> None:
    """Why a file has findings at a place; an error where it has none."""
    from audit.cli.configuring import configure, within_reach
    from audit.errors import ConfigError
    from audit.pipeline import auditor_for
    from audit.reading import list_sources
    from audit.reporters.base import Lines

    auditor = auditor_for(within_reach(configure(config), depth))
    for source in list_sources([path], auditor.config.read):
        audit = auditor.audit(source)
        for failure in audit.failures:
            click.echo(f"audit: {path}: {failure.rule}: {failure.error}", err=True)
        lines = Lines.of(audit.document.text)
        at = [f for f in audit.findings if lines.position(f.span.start) == (line, column)]
        if not at:
            where = {lines.position(f.span.start) for f in audit.findings}
            there = ", ".join(f"{a}:{b}" for a, b in sorted(where) if a == line) or "none"
            raise ConfigError(f"{path}: no finding at {line}:{column}; in line {line}: {there}")
        for finding in at:
            _explain_finding(audit.document.text, finding)


def _explain_finding(text: str, finding: Finding) -> None:
    from audit.reporters.terminal import list_reasons, visible

    words = visible(text[finding.span.start : finding.span.end])
    click.secho(f"{finding.rule.title} ({finding.rule.code}): {words}", bold=True)
    for told in list_reasons(finding, text):
        click.echo(f"  {told}")
    click.echo(f"`audit explain {finding.rule.code}` says what the rule flags and passes")
