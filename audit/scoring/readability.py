"""Readability indices by `textstat`, over the prose of a document only.

They say how hard a text is, not whether it is damaged: a garbled article reads as easily as the
clean one. Lists, headlines, tables and code are left out, since their missing full stops would
make one endless sentence of them. Of a text as long as a book the first 500,000 characters are
measured: the indices are means, and more would not move them. textstat 0.7.8 carries its own data;
later versions download it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from audit.model import BlockKind, Document, Readability

_COUNTED = frozenset({BlockKind.PROSE, BlockKind.QUOTATION})
_MEASURED = 500_000  # code points from the beginning of a text
_INDICES: Mapping[str, str] = {
    "flesch_reading_ease": "flesch_reading_ease",
    "flesch_kincaid_grade": "flesch_kincaid_grade",
    "gunning_fog": "gunning_fog",
    "smog": "smog_index",
    "dale_chall": "dale_chall_readability_score",
    "automated_readability_index": "automated_readability_index",
    "coleman_liau": "coleman_liau_index",
    "linsear_write": "linsear_write_formula",
}


def measure_readability(document: Document) -> Readability | None:
    """The indices of a document's prose, or None where it has none."""
    prose = " ".join(
        document.text[s.span.start : s.span.end]
        for s in document.sentences
        if s.kind in _COUNTED and s.span.start < _MEASURED
    )
    if not any(map(str.isalpha, prose)):
        return None
    measures = _textstat()
    return Readability(
        indices={
            name: round(float(getattr(measures, function)(prose)), 2)
            for name, function in _INDICES.items()
        }
    )


@cache
def _textstat() -> Any:
    """Textstat's measures for English; it remembers the last 128 texts."""
    import textstat

    return textstat
