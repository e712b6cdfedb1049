"""Suggestions decided one by one at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from audit.mending.choice import offer_words

if TYPE_CHECKING:
    from audit.model import Document, Finding, Suggestion

_AROUND = 60  # characters shown before and after
_HELP = "a number takes that suggestion, e puts in words of yours, n leaves it, q ends asking"


def ask_about(
    document: Document, findings: Iterable[Finding], least: float
) -> tuple[Suggestion, ...]:
    """The suggestions that the user takes, those under `least` shown as well but never the default.

    What overlaps a suggestion that was taken is not asked about.
    """
    taken: list[Suggestion] = []
    for finding in sorted(findings, key=lambda f: f.span):
        if not finding.suggestions or any(_clashes(finding, one) for one in taken):
            continue
        _show(document.text, finding)
        answer = _answer(finding.suggestions, least)
        if answer == "q":
            break
        if answer == "e":
            taken.append(_edited(document.text, finding))
        elif answer != "n":
            taken.append(finding.suggestions[int(answer) - 1])
    return tuple(sorted(taken, key=lambda s: s.span))


def _edited(text: str, finding: Finding) -> Suggestion:
    """The finding with other words in its place, by default those of the first suggestion."""
    from audit.reporters.terminal import visible

    offered = offer_words(text, finding)
    shown = visible(offered)
    words = click.prompt("  instead", default=shown, err=True)
    words = offered if words == shown else words
    return replace(finding.suggestions[0], span=finding.span, replacement=words)


def _clashes(finding: Finding, taken: Suggestion) -> bool:
    spans = [finding.span, *(suggestion.span for suggestion in finding.suggestions)]
    return any(s.overlaps(taken.span) or s.start == taken.span.start for s in spans)


def _show(text: str, finding: Finding) -> None:
    from audit.reporters.terminal import describe_mend, visible

    start, end = finding.span.start, finding.span.end
    before = visible(text[max(0, start - _AROUND) : start].replace("\n", " "))
    after = visible(text[end : end + _AROUND].replace("\n", " "))
    marked = click.style(visible(text[start:end]), bold=True, fg="red")
    click.echo(f"\n{finding.rule.code}: {visible(finding.message)}", err=True)
    click.echo(f"  …{before}{marked}{after}…", err=True)
    for number, suggestion in enumerate(finding.suggestions, 1):
        click.echo(f"  {number}  {describe_mend(suggestion, text)}", err=True)


def _answer(suggestions: Sequence[Suggestion], least: float) -> str:
    numbers = [str(number) for number in range(1, len(suggestions) + 1)]
    default = "1" if suggestions[0].confidence >= least else "n"
    choices = click.Choice([*numbers, "e", "n", "q", "?"])
    while True:
        answer = str(click.prompt("  take", type=choices, default=default, err=True))
        if answer != "?":
            return answer
        click.echo(f"  {_HELP}", err=True)
