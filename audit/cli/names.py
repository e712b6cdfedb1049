"""`audit names`: lists of true names, made and used. Each subcommand is a module of its own."""

from __future__ import annotations

import click

from audit.cli.harvest import harvest
from audit.cli.imports import import_names
from audit.cli.suggest import suggest


@click.group()
def names() -> None:
    """Mend garbled names, and make lists of true ones for --reference and the configuration.

    \b
    Examples:
      audit names suggest Zukerberg
      audit names harvest trusted/ --output names.tsv
      audit names import persons.csv --column name=Title --output persons.tsv
      audit run article.txt --reference names.tsv
    """


for _command in (suggest, harvest, import_names):
    names.add_command(_command)
