"""Codes of languages on the command line."""

from __future__ import annotations

import re

import click

_CODE = re.compile("[a-z]{2}")


def check_languages(
    context: click.Context, parameter: click.Parameter, codes: tuple[str, ...]
) -> tuple[str, ...]:
    """Codes of ISO 639-1, each once, none of them English."""
    for code in codes:
        if not _CODE.fullmatch(code):
            raise click.BadParameter(f"{code!r} is no ISO 639-1 code such as ja, es or ru")
        if code == "en":
            raise click.BadParameter("texts are English already; the pivot is another language")
    return tuple(dict.fromkeys(codes))
