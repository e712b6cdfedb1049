"""The `audit` command. Heavy modules are imported by the commands that need them."""

from __future__ import annotations

import sys

import click

from audit.cli.completion import completion
from audit.cli.explain import explain
from audit.cli.run import gate, run
from audit.errors import AuditError
from audit.version import VERSION


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 well, 1 rejected (gate), 2 wrong usage or configuration, 3 incomplete.",
)
@click.version_option(VERSION, prog_name="audit")
def cli() -> None:
    """Tell whether English text was damaged by machine translation, where, and how to mend it.

    \b
    Examples:
      audit run article.txt                    look at one file
      audit run news/ --html reports/news      a report to read in a browser
      audit gate incoming/ --config audit.toml judge files before they are ingested
      audit explain misspelled-name            what a rule flags and passes
    """


for _command in (run, gate, explain, completion):
    cli.add_command(_command)


def main() -> None:
    """Run the command line; an error of ours is one line and its exit code."""
    try:
        cli(standalone_mode=False)
    except AuditError as error:
        click.echo(f"audit: {error}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("audit: interrupted; no report was written", err=True)
        sys.exit(130)


if __name__ == "__main__":
    main()
