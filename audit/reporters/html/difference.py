"""What the suggestions change, word by word.

The suggestions themselves say what changes, so nothing is compared but the few words they touch:
each is widened to whole words, since `Mos[k→c]oso` is hard to read and `Moskoso → Moscoso` is not,
and inside a longer one the words that stay are told from those that go. Kept and removed pieces
joined are the text as read; kept and added pieces joined are the mended text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from audit.mending.choice import apply_suggestions
from audit.model import Span, Suggestion
from audit.reporters.html.paragraphs import find_ending

_LETTER = re.compile(r"[\w\u0300-\u036f]")  # combining accents belong to their letter
_WORDS = re.compile(r"[\w\u0300-\u036f]+|\s+|[^\w\s\u0300-\u036f]+")


class Fate(StrEnum):
    """What becomes of a piece."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffPiece:
    """A stretch of the old or the new text; `ending` as in `marking.Piece`."""

    fate: Fate
    text: str
    ending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A range of whole words and what stands there afterwards."""

    span: Span
    replacement: str


def gather_changes(text: str, suggestions: Sequence[Suggestion]) -> tuple[Change, ...]:
    """The suggestions (in order, not overlapping) as changes of whole words."""
    groups: list[tuple[Span, list[Suggestion]]] = []
    for suggestion in suggestions:
        span = _widen(text, suggestion)
        if groups and span.start < groups[-1][0].end:
            last, members = groups.pop()
            span = Span(start=min(last.start, span.start), end=max(last.end, span.end))
            groups.append((span, [*members, suggestion]))
        else:
            groups.append((span, [suggestion]))
    return tuple(_change(text, span, members) for span, members in groups)


def diff_paragraphs(
    text: str, changes: Sequence[Change], paragraphs: Sequence[Span]
) -> tuple[tuple[DiffPiece, ...], ...]:
    """The pieces of each paragraph; no change may cross from one into the next."""
    columns, waiting = [], 0
    for paragraph in paragraphs:
        first = waiting
        last = paragraph.end == len(text)
        while waiting < len(changes) and (changes[waiting].span.start < paragraph.end or last):
            waiting += 1
        columns.append(tuple(_diff(text, changes[first:waiting], paragraph)))
    return tuple(columns)


def _diff(text: str, changes: Sequence[Change], paragraph: Span) -> Iterator[DiffPiece]:
    position, ending = paragraph.start, find_ending(text, paragraph)
    for change in changes:
        yield from _keep(text, position, change.span.start, ending)
        yield from _compare(text[change.span.start : change.span.end], change.replacement)
        position = change.span.end
    yield from _keep(text, position, paragraph.end, ending)


def _keep(text: str, start: int, end: int, ending: int) -> Iterator[DiffPiece]:
    middle = min(max(ending, start), end)
    if start < middle:
        yield DiffPiece(fate=Fate.KEPT, text=text[start:middle])
    if middle < end:
        yield DiffPiece(fate=Fate.KEPT, text=text[middle:end], ending=True)


def _compare(old: str, new: str) -> Iterator[DiffPiece]:
    for removed, added, kept in _runs(_WORDS.findall(old), _WORDS.findall(new)):
        for fate, piece in ((Fate.REMOVED, removed), (Fate.ADDED, added), (Fate.KEPT, kept)):
            if piece:
                yield DiffPiece(fate=fate, text=piece)


def _runs(old: list[str], new: list[str]) -> list[tuple[str, str, str]]:
    """What goes, what comes and what stays after it; a lone blank between changes joins them."""
    runs = [("", "", "")]
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        was, now = "".join(old[a:b]), "".join(new[c:d])
        removed, added, kept = runs[-1]
        if tag == "equal":
            runs[-1] = (removed, added, kept + was)
        elif kept.strip() or not (removed or added):
            runs.append((was, now, ""))
        else:
            runs[-1] = (removed + kept + was, added + kept + now, "")
    return runs


def _widen(text: str, suggestion: Suggestion) -> Span:
    start, end, new = suggestion.span.start, suggestion.span.end, suggestion.replacement
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    cuts_before = _joined(before, text[start : start + 1]) or _joined(before, (new + after)[:1])
    cuts_after = _joined(text[end - 1 : end], after) or _joined((before + new)[-1:], after)
    while cuts_before and start and _LETTER.match(text, start - 1):
        start -= 1
    while cuts_after and _LETTER.match(text, end):
        end += 1
    return Span(start=start, end=end)


def _joined(one: str, other: str) -> bool:
    """Whether two characters side by side belong to one word."""
    return bool(_LETTER.match(one) and _LETTER.match(other))


def _change(text: str, span: Span, suggestions: Sequence[Suggestion]) -> Change:
    def shift(place: Span) -> Span:
        return Span(start=place.start - span.start, end=place.end - span.start)

    local = (replace(s, span=shift(s.span)) for s in suggestions)
    after = apply_suggestions(text[span.start : span.end], local)
    return Change(span=span, replacement=after)
