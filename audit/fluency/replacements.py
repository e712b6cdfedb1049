"""What a language model makes of other words in the place of some: the gain in log-probability.

A critic of local edits (Yasunaga, Leskovec & Liang, "LM-Critic", EMNLP 2021): a spot is suspect
where a small edit makes its sentence much more probable. Told apart are how well the new words
follow what is before them and how well they prepare what comes after, and what both are worth in a
sentence that tells nothing, since rare words are improbable everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.fluency.language_model import LONGEST, LanguageModel, Pieces
from audit.model import Span

_BEFORE, _AFTER = 200, 100  # characters of context
_NEUTRAL = "It was "

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
    asked = [
        (text[span.start : span.end], new, *_around(text, span, new)) for span, new in replacements
    ]
    wanted: dict[Pieces, int] = {}
    for old, new, before, after in asked:
        for words in (old, new):
            wanted.setdefault(_join(before, words, after), len(wanted))
            wanted.setdefault(_join(_NEUTRAL, words, ""), len(wanted))
    told = model.score(wanted)

    def look_up(before: str, words: str, after: str) -> tuple[float, ...]:
        return told[wanted[_join(before, words, after)]]

    gains = []
    for old, new, before, after in asked:
        _, old_within, old_after = look_up(before, old, after)
        _, new_within, new_after = look_up(before, new, after)
        gains.append(
            Gain(
                within=new_within - old_within,
                after=new_after - old_after,
                old_alone=look_up(_NEUTRAL, old, "")[1],
                new_alone=look_up(_NEUTRAL, new, "")[1],
            )
        )
    return gains


def _around(text: str, span: Span, new: str) -> tuple[str, str]:
    """What stands before and after, cut at spaces, and so short that the model takes the whole."""
    start, end = max(0, span.start - _BEFORE), span.end + _AFTER
    before, after = text[start : span.start], text[span.end : end]
    if start:
        before = before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0]
    words = max(len(new.encode()), len(text[span.start : span.end].encode()))
    room = max(0, LONGEST - words - 2)  # a token is a byte at least
    left = before.encode()
    before = left[max(0, len(left) - room * 2 // 3) :].decode(errors="ignore")
    return before, after.encode()[: room // 3].decode(errors="ignore")


def _join(before: str, words: str, after: str) -> Pieces:
    """The pieces with single spaces for blanks and line breaks, which belong to what follows."""
    joined = " ".join(before.split())
    space = " " if joined and before[-1:].isspace() else ""
    follows = " " if after[:1].isspace() else ""
    return joined, space + " ".join(words.split()), follows + " ".join(after.split())
