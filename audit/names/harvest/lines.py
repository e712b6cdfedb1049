"""Sentences as lines of words, and the runs of capitalised words in them.

Runs that `reading.mentions` parts are joined where they are one name: over the full stop of an
abbreviation (`St. Louis`), a particle in front of a capital (`Bashar al-Assad`), and `of`, `for` or
`and` where a listed name or a noun of organisations asks it (`Bank of England`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from audit.model import Sentence
from audit.names.harvest.lore import NAMED, Lore
from audit.reading.mentions import PARTICLES, find_runs, name_word
from audit.reading.tokens import is_word
from audit.reference import load_words

_LINKS = (("of",), ("for",), ("of", "the"), ("for", "the"))
_LONGEST = 20  # words; what is longer is a list or a shout, not a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence's words without possessive endings, as written and in lower case."""

    words: tuple[str, ...]
    lower: tuple[str, ...]
    possessive: frozenset[int]
    opening: int  # the first word


def make_line(sentence: Sentence) -> Line:
    """The words of a sentence."""
    words = tuple(name_word(token).text or token.text for token in sentence.tokens)
    ends = (i for i, token in enumerate(sentence.tokens) if token.text != words[i])
    opening = next((i for i, token in enumerate(sentence.tokens) if is_word(token)), -1)
    lower = tuple(word.lower() for word in words)
    return Line(words=words, lower=lower, possessive=frozenset(ends), opening=opening)


def is_headline(line: Line) -> bool:
    """Whether a sentence is written in title case or capitals."""
    words = [word for word in line.words if word.isalpha()]
    capital = sum(word[0].isupper() for word in words)
    if line.words and line.words[-1] in '.!?"”’':
        return len(words) > 6 and capital > 0.85 * len(words)
    return len(words) > 3 and capital > 0.55 * len(words)


def find_stretches(sentence: Sentence, text: str, line: Line, lore: Lore) -> Iterator[range]:
    """The places of the words of each run."""
    places = {token.start: i for i, token in enumerate(sentence.tokens)}
    runs = [
        (places[run[0].span.start], places[run[-1].span.start] + 1)
        for run in find_runs((sentence,), text)
    ]
    runs += ((i, i + 1) for i, word in enumerate(line.words) if _has_particle(word))
    joined = (range(start, end) for start, end in _join(sorted(runs), line, lore))
    return (run for run in joined if len(run) <= _LONGEST)


def _join(runs: Sequence[tuple[int, int]], line: Line, lore: Lore) -> Iterator[tuple[int, int]]:
    """Join runs over `of` and `for` where a listed name or a noun of organisations asks it."""
    until = 0
    for i, (start, end) in enumerate(runs):
        if start < until:
            continue
        begin = max(start, until)
        for following, finish in runs[i + 1 :]:
            if end - begin > _LONGEST or not _is_linked(line, lore, begin, end, following):
                break
            end = finish
        until = end
        yield begin, end


def _is_linked(line: Line, lore: Lore, start: int, end: int, following: int) -> bool:
    if end - 1 in line.possessive:
        return False
    between, last = line.lower[end:following], line.lower[end - 1]
    if not between:
        return True  # Bashar al-Assad, of which one word has a capital in front
    if between == (".",):
        return last in _abbreviations()
    if any(lore.listed_at(line.words, i)[0] > following for i in range(start, end)):
        return True
    if between == ("and",):
        linked = set(line.lower[start:end]) & {"of", "for"}
        return bool(linked) and any(word in lore.cues["and"] for word in line.lower[start:end])
    organised = any(kind in NAMED for kind, _ in lore.cues["head"].get(last, ()))
    return between in _LINKS and organised


def _has_particle(word: str) -> bool:
    first, hyphen, last = word.partition("-")
    return bool(hyphen) and first in PARTICLES and last[:1].isupper()


@cache
def _abbreviations() -> frozenset[str]:
    """Words whose full stop ends no sentence: `St.`, `Sen.`."""
    return load_words("abbreviations") | load_words("closing_abbreviations")
