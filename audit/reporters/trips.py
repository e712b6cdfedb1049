"""A round trip at a terminal: each sentence, what the pivot made of it, and what came back.

What differs stands in brackets, and in colours where there are any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TextIO

from rich.text import Text

from audit.backtranslation.languages import name_language
from audit.model import Document, RoundTrip, Span, TripSentence
from audit.reporters.base import Lines
from audit.reporters.terminal import PlainConsole, visible
from audit.reporters.wording import describe_stability


def print_trip(document: Document, trip: RoundTrip, stream: TextIO) -> None:
    """Print a trip sentence by sentence, then its scores."""
    console = PlainConsole(file=stream, highlight=False, markup=False, soft_wrap=True)
    lines = Lines.of(document.text)
    through = f"through {name_language(trip.pivot)} by {visible(trip.engine)}"
    console.print(Text(f"{visible(document.path)} {through}", style="bold"))
    for sentence in trip.sentences:
        line, _ = lines.position(sentence.span.start)
        for text in _describe(document, trip.pivot, sentence, line):
            console.print(text)
    for told in describe_trip(trip):
        console.print(Text(told))
    console.print()


def describe_trip(trip: RoundTrip) -> Iterator[str]:
    """The scores of a trip and what its stability tells, a line each."""
    for metric in trip.metrics:
        yield f"{metric.name} = {metric.value:.2f}  {metric.signature}"
    if trip.left_out:
        yield f"{trip.left_out} sentences are too long and were not sent"
    yield describe_stability(trip.stability)


def _describe(document: Document, pivot: str, sentence: TripSentence, line: int) -> Iterator[Text]:
    start, end = sentence.span.start, sentence.span.end
    places = [change.span for change in sentence.changes]
    shifted = [Span(start=p.start - start, end=p.end - start) for p in places]
    yield _line(f"{line}", document.text[start:end], shifted, "red", f"  {sentence.chrf:.1f}")
    yield _line(pivot, sentence.pivot, (), "dim")
    yield _line("en", sentence.back, [change.back for change in sentence.changes], "green")


def _line(label: str, text: str, marked: Sequence[Span], style: str, after: str = "") -> Text:
    line = Text(f"{label:>5}  ", style="dim")
    at = 0
    for span in marked:
        if span.start == span.end:
            continue
        line.append(_flat(text[at : span.start]))
        line.append(f"[{_flat(text[span.start : span.end])}]", style=style)
        at = span.end
    line.append(_flat(text[at:]))
    line.append(after, style="dim")
    return line


def _flat(text: str) -> str:
    """Text on one line, its blanks at either end kept."""
    return visible(re.sub(r"\s*[\r\n]\s*", " ", text))
