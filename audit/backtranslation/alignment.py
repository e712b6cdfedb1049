"""Which words of a sentence became which of another: alignment by the cheapest edits.

As in ERRANT (Felice, Bryant & Briscoe 2016; Bryant, Felice & Briscoe 2017), the Damerau-Levenshtein
distance over words with linguistic costs, of exchanges those of two neighbouring words: a word is
rather aligned with a form of itself, a synonym or a like spelling than with a stranger. What ERRANT
takes from parts of speech comes from dictionaries here: words are synonyms if a lexeme of a pivot
or a thesaurus has both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from audit.backtranslation.phrases import find_glosses
from audit.model import Alteration
from audit.resources.vocabulary import load_vocabulary

_APART, _UNRELATED = 0.499, 0.5  # cost of another lemma, of a word that is no synonym
_ONE_SIDED = 1.0  # cost of a word left out or put in
_MIXED = 2.1  # cost of a mark for a word: rather the one left out and the other put in
_LIKE = 0.7  # similarity of spellings from which one stands for the other


@dataclass(frozen=True, slots=True)
class Aligned:
    """Words `start:end` of one sentence and `back_start:back_end` of the other, and what differs.

    `kind` is None where nothing but case does.
    """

    start: int
    end: int
    back_start: int
    back_end: int
    kind: Alteration | None


def align(words: Sequence[str], back: Sequence[str]) -> tuple[Aligned, ...]:
    """The alignment of two sentences, in order, every word in one part of it."""
    return tuple(_merged(_steps([w.lower() for w in words], [w.lower() for w in back])))


def _steps(words: Sequence[str], back: Sequence[str]) -> list[Aligned]:
    """The cheapest steps from one sentence to the other."""
    rows, columns = len(words) + 1, len(back) + 1
    cost = [[0.0] * columns for _ in range(rows)]
    step = [[(0, 0)] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            ways = []
            if i and j:
                ways.append((cost[i - 1][j - 1] + _cost(words[i - 1], back[j - 1]), (1, 1)))
            if i:
                ways.append((cost[i - 1][j] + _ONE_SIDED, (1, 0)))
            if j:
                ways.append((cost[i][j - 1] + _ONE_SIDED, (0, 1)))
            if i > 1 and j > 1 and _are_exchanged(words[i - 2 : i], back[j - 2 : j]):
                ways.append((cost[i - 2][j - 2] + _ONE_SIDED, (2, 2)))
            if ways:
                cost[i][j], step[i][j] = min(ways, key=lambda way: way[0])
    steps = []
    i, j = rows - 1, columns - 1
    while i or j:
        down, right = step[i][j]
        kind = _kind(words[i - down : i], back[j - right : j])
        steps.append(Aligned(i - down, i, j - right, j, kind))
        i, j = i - down, j - right
    return steps[::-1]


def _merged(steps: Sequence[Aligned]) -> Iterator[Aligned]:
    """Steps of which neighbours that say nothing by themselves are one."""
    open_: list[Aligned] = []
    for step in steps:
        if step.kind in (Alteration.OTHER, Alteration.LEFT_OUT, Alteration.PUT_IN):
            open_.append(step)
            continue
        yield from _joined(open_)
        open_ = []
        yield step
    yield from _joined(open_)


def _joined(steps: Sequence[Aligned]) -> Iterator[Aligned]:
    if not steps:
        return
    first, last = steps[0], steps[-1]
    kinds = {step.kind for step in steps}
    kind = kinds.pop() if len(kinds) == 1 else Alteration.OTHER
    yield Aligned(first.start, last.end, first.back_start, last.back_end, kind)


def _kind(words: Sequence[str], back: Sequence[str]) -> Alteration | None:
    if not back:
        return Alteration.LEFT_OUT
    if not words:
        return Alteration.PUT_IN
    if len(words) == 2:
        return Alteration.ORDER
    one, other = words[0], back[0]
    if one == other:
        return None
    if _lemmas(one) & _lemmas(other):
        return Alteration.FORM
    if _are_synonyms(one, other):
        return Alteration.SYNONYM
    if Indel.normalized_similarity(one, other) >= _LIKE:
        return Alteration.SPELLING
    return Alteration.OTHER


def _are_exchanged(words: Sequence[str], back: Sequence[str]) -> bool:
    return words[0] == back[1] and words[1] == back[0] and words[0] != words[1]


@lru_cache(maxsize=100_000)
def _cost(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if one[0].isalnum() is not other[0].isalnum():
        return _MIXED
    lemma = 0.0 if _lemmas(one) & _lemmas(other) else _APART
    meaning = 0.0 if not lemma or _are_synonyms(one, other) else _UNRELATED
    return lemma + meaning + Indel.normalized_distance(one, other)


@lru_cache(maxsize=20_000)
def _lemmas(word: str) -> frozenset[str]:
    return load_vocabulary().lemmas(word) | {word}


@lru_cache(maxsize=20_000)
def _glosses(word: str) -> frozenset[str]:
    return frozenset(gloss.text for gloss in find_glosses(word))


def _are_synonyms(one: str, other: str) -> bool:
    return other in _glosses(one) or one in _glosses(other)
