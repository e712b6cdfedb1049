"""The `audit` command. Heavy modules are imported by the commands that need them.

Exit code 1 is kept for what a gate rejects. Whatever else stops a run, a full disk, a closed pipe
or a bug of ours, is *incomplete*: 3.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from contextlib import suppress
from typing import Any

import click

from audit.cli import stopping
from audit.cli.completion import completion
from audit.cli.explain import explain
from audit.cli.fix import fix
from audit.cli.names import names
from audit.cli.pull import pull
from audit.cli.roundtrip import roundtrip
from audit.cli.run import gate, run
from audit.errors import INCOMPLETE, AuditError, ReportError
from audit.version import VERSION

_INTERRUPTED = 130  # what shells give a command that was stopped from the keyboard


class _Commands(click.Group):
    """The commands; what they print is written out before they count as done."""

    def invoke(self, context: click.Context) -> Any:
        """Run a command; click itself would exit with 1 where a pipe is closed."""
        try:
            try:
                return super().invoke(context)
            finally:
                sys.stdout.flush()
        except OSError as error:
            with suppress(OSError):  # so that the interpreter does not try again when it ends
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            what = error.strerror or error
            raise ReportError(f"the output could not be written: {what}") from error


@click.group(
    cls=_Commands,
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
      audit fix article.txt                    what its suggestions would change
      audit roundtrip article.txt --pivot es   to Spanish and back by Apertium
      audit explain misspelled-name            what a rule flags and passes
      audit names harvest trusted/             a list of true names from articles
      audit pull                               fetch the language model, once
    """


for _command in (run, gate, fix, roundtrip, explain, names, pull, completion):
    cli.add_command(_command)


def main() -> None:
    """Run the command line; an error of ours is one line and its exit code."""
    stopping.listen()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_run())


def _run() -> int:
    try:
        return cli(prog_name="audit", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _complain("interrupted; nothing is left half-written", _INTERRUPTED)
    except Exception as error:
        if stopping.is_asked():
            return _complain("interrupted; nothing is left half-written", _INTERRUPTED)
        if isinstance(error, AuditError):
            return _complain(str(error), error.exit_code)
        traceback.print_exc()
        return _complain("stopped by an error of its own; please report it", INCOMPLETE)


def _complain(what: str, code: int) -> int:
    from audit.reporters.terminal import visible

    click.echo(f"audit: {visible(what)}", err=True)
    return code


if __name__ == "__main__":
    main()
