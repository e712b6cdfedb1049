"""What a language model makes of other words in the place of some: the gain in log-probability.

A critic of local edits (Yasunaga, Leskovec & Liang, "LM-Critic", EMNLP 2021): a spot is suspect
where a small edit makes its sentence much more probable. Told apart are how well the new words
follow what is before them and how well they prepare what comes after, and what both are worth in a
sentence that tells nothing, since rare words are improbable everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.fluency.language_model import LanguageModel, Pieces
from audit.model import Span

_BEFORE, _AFTER = 200, 100  # characters of context
_NEUTRAL = "It was"

Replacement = tuple[Span, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """Log-probabilities in nats, new words less old ones, and both alone.

    `within` is of the words given what is before them, `after` of what comes after given both;
    `old_alone` and `new_alone` are of the words in a neutral sentence.
    """

    within: float
    after: float
    old_alone: float
    new_alone: float


def measure_gains(
    model: LanguageModel, text: str, replacements: Sequence[Replacement]
) -> list[Gain]:
    """The gain of each replacement in a text, every one by itself."""
    wanted: dict[Pieces, int] = {}
    for span, new in replacements:
        old = text[span.start : span.end]
        for words in (old, new):
            wanted.setdefault(_in_place(text, span, words), len(wanted))
            wanted.setdefault(_alone(words), len(wanted))
    told = model.score(wanted)

    def look_up(pieces: Pieces) -> tuple[float, ...]:
        return told[wanted[pieces]]

    gains = []
    for span, new in replacements:
        old = text[span.start : span.end]
        _, before, right = look_up(_in_place(text, span, old))
        _, new_before, new_right = look_up(_in_place(text, span, new))
        gains.append(
            Gain(
                within=new_before - before,
                after=new_right - right,
                old_alone=look_up(_alone(old))[1],
                new_alone=look_up(_alone(new))[1],
            )
        )
    return gains


def _in_place(text: str, span: Span, words: str) -> Pieces:
    """The words with their context, cut at spaces; blanks and line breaks are single spaces."""
    start, end = max(0, span.start - _BEFORE), span.end + _AFTER
    before = text[start : span.start]
    after = text[span.end : end]
    if start:
        before = before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0]
    joined = " ".join(before.split())
    space = " " if joined and before[-1:].isspace() else ""
    follows = " " if after[:1].isspace() else ""
    return joined, space + " ".join(words.split()), follows + " ".join(after.split())


def _alone(words: str) -> Pieces:
    return _NEUTRAL, " " + " ".join(words.split())
