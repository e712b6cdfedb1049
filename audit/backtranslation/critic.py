"""Which edits mend a sentence: those that make it much more probable to the language model.

After LM-Critic (Yasunaga, Leskovec & Liang, EMNLP 2021): a spot is suspect where a small edit makes
its sentence much more probable, and the edit is the mend. One pass over the sentence tells how
probable the first piece of every edit is at its place; only the likeliest of a spot are scored
whole, with what is before and after. Gains are in nats of log-probability of the words and of
`_AFTER` characters after them, given those before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from audit.backtranslation.edits import Edit
from audit.fluency.language_model import LanguageModel, Pieces

_BEFORE, _AFTER = 110, 50  # characters
_WORD = re.compile(r"\s?[^\s'’]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """An edit and what it gains, in nats."""

    edit: Edit
    gain: float


def rank_mends(
    text: str, spots: Iterable[Sequence[Edit]], model: LanguageModel, tried: int
) -> list[list[Mend]]:
    """For each spot its edits that gain anything, the best first; `tried` of each are scored."""
    chosen = [_likeliest(text, edits, model, tried) for edits in spots]
    wanted: dict[Pieces, int] = {}
    for edit in (edit for edits in chosen for edit in edits):
        for words in (text[edit.span.start : edit.span.end], edit.replacement):
            wanted.setdefault(_pieces(text, edit, words), len(wanted))
    told = [sum(scores[1:]) for scores in model.score(wanted)]

    def gain(edit: Edit) -> float:
        old = text[edit.span.start : edit.span.end]
        new, before = (_pieces(text, edit, words) for words in (edit.replacement, old))
        return told[wanted[new]] - told[wanted[before]]

    ranked = ([Mend(edit=edit, gain=gain(edit)) for edit in edits] for edits in chosen)
    return [sorted((m for m in mends if m.gain > 0), key=lambda m: -m.gain) for mends in ranked]


def _likeliest(text: str, edits: Sequence[Edit], model: LanguageModel, tried: int) -> list[Edit]:
    """The edits of a spot whose first new words follow better than the old ones do."""
    if len(edits) <= tried:
        return list(edits)
    asked: dict[str, dict[str, None]] = {}
    openings = [_openings(text, edit) for edit in edits]
    for before, new, old in openings:
        asked.setdefault(before, {}).update({new: None, old: None})
    answers = model.foresee([(before, tuple(words)) for before, words in asked.items()])
    told = {
        (before, word): chance
        for (before, words), chances in zip(asked.items(), answers, strict=True)
        for word, chance in zip(words, chances, strict=True)
    }
    gains = [told[before, new] - told[before, old] for before, new, old in openings]
    order = sorted(range(len(edits)), key=lambda i: -gains[i])
    return [edits[i] for i in order[:tried]]


def _openings(text: str, edit: Edit) -> tuple[str, str, str]:
    """What stands before the first difference that an edit makes; the new and the old words there.

    They go to the end of the edit, or for a word where that has none. Words come with the space
    before them.
    """
    old, new = text[edit.span.start : edit.span.end], edit.replacement
    after = text[edit.span.end : edit.span.end + _AFTER]
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    if same < min(len(old), len(new)):
        same = max(0, *(old.rfind(mark, 0, same) for mark in " '’"))
    space = "" if same or not edit.span.start else " "
    found = (words[same:] or _word_of(after) for words in (new, old))
    first, second = (space + words for words in found)
    return _before(text, edit.span.start + same), first, second


def _word_of(text: str) -> str:
    match = _WORD.match(text)
    return match[0] if match else ""


def first_bytes(text: str, size: int) -> str:
    """The beginning of a text, at most so many bytes; the model has no more pieces than these."""
    return text.encode()[:size].decode(errors="ignore")


def last_bytes(text: str, size: int) -> str:
    """The end of a text, at most so many bytes."""
    return text.encode()[-size:].decode(errors="ignore")


def _pieces(text: str, edit: Edit, words: str) -> Pieces:
    after = text[edit.span.end : edit.span.end + _AFTER]
    cut = after.rpartition(" ")[0] if len(after) == _AFTER else after
    before = _before(text, edit.span.start)
    return before, f" {words}" if before else words, first_bytes(" ".join(cut.split("\n")), _AFTER)


def _before(text: str, end: int) -> str:
    start = max(0, end - _BEFORE)
    before = text[start:end]
    if start:
        before = before.partition(" ")[2]
    return last_bytes(" ".join(before.split()), _BEFORE)
