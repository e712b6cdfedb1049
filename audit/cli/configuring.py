"""The configuration that a command runs under: the file's, with what the command line adds."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from audit.config import Config, ReadOptions, ReferenceOptions, find_config, load_config
from audit.model import Depth


def configure(
    path: Path | None,
    *,
    reference: Sequence[str] = (),
    reference_only: Sequence[str] = (),
    trusted: Sequence[str] = (),
    field: str | None = None,
    id_field: str | None = None,
) -> Config:
    """The configuration at a path, or the nearest there is, with lists and fields added."""
    path = path or find_config(Path.cwd())
    config = load_config(path) if path else Config()
    read = replace(config.read, field=field or config.read.field, id=id_field or config.read.id)
    lists = ReferenceOptions(
        add=(*config.reference.add, *reference, *_trusted(trusted, read)),
        only=(*config.reference.only, *reference_only),
    )
    return replace(config, read=read, reference=lists)


def within_reach(config: Config, depth: str | None) -> Config:
    """The configuration, or one of less depth where none was asked for and models are missing.

    A depth that was asked for, here or by a policy (deep is never the default), is given, or the
    audit is incomplete.
    """
    from audit.pipeline import deepest

    wanted, possible = Depth(depth or config.gate.depth), deepest()
    order = list(Depth).index
    if depth is not None or wanted is Depth.DEEP:
        return replace(config, gate=replace(config.gate, depth=wanted))
    if order(wanted) > order(possible):
        hint = "; `audit pull` fetches the models" if possible is Depth.MODEL_FREE else ""
        click.echo(f"audit: depth {wanted} is not available, looking {possible}{hint}", err=True)
    return replace(config, gate=replace(config.gate, depth=min(wanted, possible, key=order)))


def _trusted(paths: Sequence[str], options: ReadOptions) -> tuple[str, ...]:
    """The list of the names in trusted articles, if there are any."""
    if not paths:
        return ()
    from audit.names.trusted import list_trusted
    from audit.resources.cache import cache_folder

    folder = cache_folder() or Path(tempfile.gettempdir()) / "translation-audit"
    return (str(list_trusted(tuple(paths), options, folder)),)
