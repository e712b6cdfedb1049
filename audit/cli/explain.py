"""`audit explain`: a rule's page, which is its detector's docstring."""

from __future__ import annotations

import inspect
import json
import sys
from dataclasses import fields

import click


def _complete(context: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    from audit.detectors import RULES

    return [code for code in RULES if code.startswith(typed)]


@click.command()
@click.argument("rule", required=False, shell_complete=_complete)
def explain(rule: str | None) -> None:
    """Say what a RULE flags, what it passes, and why; without a RULE, list them all.

    \b
    Examples:
      audit explain
      audit explain pronoun-intrusion
    """
    from audit.config import nearest
    from audit.detectors import RULES
    from audit.errors import ConfigError

    if rule is None:
        for code, detector in RULES.items():
            click.echo(f"{code:<22} {detector.rule.severity:<9} {detector.rule.title}")
        return
    if rule not in RULES:
        raise ConfigError(f"unknown rule {rule!r}{nearest(rule, RULES)}")
    detector = RULES[rule]
    click.secho(f"{detector.rule.title} ({rule})", bold=True)
    click.echo(f"severity {detector.rule.severity}, MQM {detector.rule.mqm}\n")
    click.echo((sys.modules[detector.__module__].__doc__ or "").strip())
    click.echo(f"\n{inspect.cleandoc(detector.__doc__ or '')}\n\nBy default:\n\n[rules.{rule}]")
    for option in fields(detector):
        click.echo(f"{option.name} = {json.dumps(option.default)}")
