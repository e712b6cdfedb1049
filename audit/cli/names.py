"""`audit names`: lists of true names, made and used. Each subcommand is a module of its own."""

from __future__ import annotations

import click

from audit.cli.harvest import harvest
from audit.cli.imports import import_names


@click.group()
def names() -> None:
    """Make lists of true names, for --reference and the configuration.

    \b
    Examples:
      audit names harvest trusted/ --output names.tsv
      audit names import persons.csv --column name=Title --output persons.tsv
      audit run article.txt --reference names.tsv
    """


for _command in (harvest, import_names):
    names.add_command(_command)
