"""`audit completion`: the script that makes a shell complete our commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    \b
    Examples:
      audit completion bash >> ~/.bash_completion
      audit completion zsh > ~/.zfunc/_audit
      audit completion fish > ~/.config/fish/completions/audit.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None  # the choice above lists what click has
    click.echo(kind(context.find_root().command, {}, "audit", "_AUDIT_COMPLETE").source())
