"""What a reader decided of a file's suggestions, as the HTML report saves it.

    {"schema": "…/decisions-1.json", "path": …, "sha256": …, "decisions": [
        {"rule": …, "start": …, "end": …, "text": …, "decision": "accept", "replacement": …}, …]}

A decision is to accept a suggestion, to put something else (`edit`), or to leave the text as it is
(`reject`). It holds for the very file that was audited, by its digest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from audit.errors import ConfigError, MendError
from audit.model import Document, Span, Suggestion

SCHEMA_ID = "https://translation-audit.example/schema/decisions-1.json"
_MADE, _LEFT = ("accept", "edit"), "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """The decisions on one file; `texts` are what stood in the places of the suggestions."""

    sha256: str
    suggestions: tuple[Suggestion, ...]
    texts: tuple[str, ...]

    def check(self, document: Document) -> tuple[Suggestion, ...]:
        """What is to be put into a document.

        Raises:
            MendError: the file is not the one that was decided on.
        """
        if document.sha256 != self.sha256:
            raise MendError("has changed since the report was made; audit it again")
        for suggestion, text in zip(self.suggestions, self.texts, strict=True):
            if document.text[suggestion.span.start : suggestion.span.end] != text:
                raise MendError(f"has no {text!r} where the decisions say")
        return self.suggestions


def read_decisions(path: Path) -> Decisions:
    """Read a decisions file.

    Raises:
        ConfigError: it cannot be read, or does not hold.
    """
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: cannot be read as decisions: {error}") from error
    try:
        if told["schema"] != SCHEMA_ID:
            raise ConfigError(f"{path}: is of another kind (schema {told['schema']!r})")
        for row in told["decisions"]:
            if row["decision"] not in (*_MADE, _LEFT):
                raise ConfigError(f"{path}: there is no decision {row['decision']!r}")
        taken = [row for row in told["decisions"] if row["decision"] in _MADE]
        suggestions = sorted(map(_suggestion, taken), key=lambda s: s.span)
        for one, other in pairwise(suggestions):
            if one.span.overlaps(other.span) or one.span == other.span:
                raise ConfigError(f"{path}: two decisions change the same words")
        places = {(row["start"], row["end"]): str(row["text"]) for row in taken}
        return Decisions(
            sha256=str(told["sha256"]),
            suggestions=tuple(suggestions),
            texts=tuple(places[s.span.start, s.span.end] for s in suggestions),
        )
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        what = f"{type(error).__name__}: {error}"
        raise ConfigError(
            f"{path}: holds no decisions as the HTML report saves them ({what})"
        ) from error


def _suggestion(row: Mapping[str, Any]) -> Suggestion:
    start, end = int(row["start"]), int(row["end"])
    if not 0 <= start <= end:
        raise ValueError(f"{start} to {end} is no range")
    return Suggestion(
        span=Span(start=start, end=end),
        replacement=str(row["replacement"]),
        confidence=1.0,
        explanation="decided in the report",
    )
