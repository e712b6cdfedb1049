"""The way of a name through a script and back, sign by sign.

Of the forms that the script is likely to give the true name, the one is taken that the seen
spelling is likely to be read from, and both spellings are laid along its signs. A path counts only
if every sign whose letters did not come back is known to stand for the letters on both sides.
"""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.writing import (
    join_forms,
    load_script,
    signs_of,
    spell,
    words_of,
    write,
)

UNKNOWN = -math.inf

_VOWELS = frozenset("aeiou")
_LONGEST = 60  # letters of a word that is traced
_LONGEST_READING = 5
_UNREAD = -7.0  # for each letter that a sign is not known to stand for
_LESS_LIKELY, _HARDLY_LESS_LIKELY = 2.5, 1.5  # nats behind the likeliest form
_LEAST_READABLE = -1.5  # nats a sign

Reading = tuple[str, float]  # letters that a sign stands for, and how probably


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Signs of a script, the letters of the true name written so, and those read from them."""

    true: str
    script: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The way of a name through a script; without units where the script does not explain it."""

    true: str
    seen: str
    script: str
    units: tuple[Unit, ...] = ()


def trace(true: str, seen: str, pivot: str) -> Trace:
    """How the words of a seen spelling that differ come from those of the true name."""
    pairs = _list_differing(true, seen)
    true, seen = (" ".join(words) for words in zip(*pairs, strict=True))
    words = [_trace_word(letters_of(a), letters_of(b), pivot) for a, b in pairs]
    if not all(words):
        return Trace(true=true, seen=seen, script=write(true, pivot))
    forms = (unicodedata.normalize("NFC", "".join(u.script for u in units)) for units in words)
    return Trace(
        true=true,
        seen=seen,
        script=join_forms(forms, pivot),
        units=tuple(itertools.chain.from_iterable(words)),
    )


def _list_differing(true: str, seen: str) -> list[tuple[str, str]]:
    """Words side by side that differ; the whole names where their words are not as many."""
    trues, seens = words_of(true), words_of(seen)
    if len(trues) != len(seens):
        return [(true, seen)]
    pairs = zip(trues, seens, strict=True)
    return [(a, b) for a, b in pairs if letters_of(a) != letters_of(b)] or [(true, seen)]


def _trace_word(true: str, seen: str, pivot: str) -> tuple[Unit, ...]:
    """The units of the path that explains the seen word best; none where no path does.

    Forms that only the seen word would be given come last, and must read well as the true one: of
    Biden, which is written by its sound, the model makes ビデン, but Baiden is read from バイデン.
    """
    if max(len(true), len(seen)) > _LONGEST:
        return ()
    paths = list(_list_paths(true, seen, _list_likely(true, _LESS_LIKELY, pivot), pivot))
    if not paths:
        readable = [
            (form, score)
            for form, score in _list_likely(seen, _HARDLY_LESS_LIKELY, pivot)
            if _judge(read(signs_of(form, pivot), true, pivot)) > _LEAST_READABLE
        ]
        paths = list(_list_paths(true, seen, readable, pivot))
    best = max(paths, key=lambda path: path[0], default=(0.0, ()))
    return _merge(best[1])


def _list_likely(name: str, margin: float, pivot: str) -> list[tuple[str, float]]:
    forms = spell(name, pivot)
    return [(form, score) for form, score in forms if score > forms[0][1] - margin]


def _list_paths(
    true: str, seen: str, forms: list[tuple[str, float]], pivot: str
) -> Iterator[tuple[float, tuple[Unit, ...]]]:
    """The forms whose signs stand for all letters that were changed, and how likely that is."""
    for form, score in forms:
        signs = signs_of(form, pivot)
        laid = list(zip(signs, read(signs, true, pivot), read(signs, seen, pivot), strict=False))
        changed = [(p, q) for _, (a, p), (b, q) in laid if a != b]
        if changed and all(min(pair) > UNKNOWN for pair in changed):
            units = tuple(Unit(true=a, script=sign, seen=b) for sign, (a, _), (b, _) in laid)
            yield score + sum(map(sum, changed)), units


def _judge(readings: tuple[Reading, ...]) -> float:
    """How probable readings are, in nats a sign."""
    return sum(p for _, p in readings) / len(readings) if readings else UNKNOWN


def _merge(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Join units that one cannot tell apart: without letters, or parts of a changed syllable."""
    merged: list[Unit] = []
    for unit in units:
        if merged and _belong(merged[-1], unit):
            last = merged.pop()
            unit = Unit(
                true=last.true + unit.true,
                script=last.script + unit.script,
                seen=last.seen + unit.seen,
            )
        merged.append(unit)
    return tuple(merged)


def _belong(last: Unit, unit: Unit) -> bool:
    if not all((last.true, last.seen, unit.true, unit.seen)):
        return True
    gained = last.true[-1] not in _VOWELS and last.seen[-1] in _VOWELS
    return gained and unit.true[0] in _VOWELS


def read(signs: tuple[str, ...], letters: str, pivot: str) -> tuple[Reading, ...]:
    """The letters that each sign most probably stands for; empty if there are too many."""
    readings = load_script(pivot).readings
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for number, sign in enumerate(signs, start=1):
        known, row = readings.get(sign, {}), dict[int, tuple[float, int]]()
        least = len(letters) - _LONGEST_READING * (len(signs) - number)
        for start, (score, _) in best[-1].items():
            for end in range(max(start, least), min(start + _LONGEST_READING, len(letters)) + 1):
                unread = _UNREAD * max(1, end - start)
                total = score + known.get(letters[start:end], unread)
                if end not in row or total > row[end][0]:
                    row[end] = (total, start)
        best.append(row)
    return _trace_back(best, signs, letters, readings) if len(letters) in best[-1] else ()


def _trace_back(
    best: list[dict[int, tuple[float, int]]],
    signs: tuple[str, ...],
    letters: str,
    readings: Mapping[str, Mapping[str, float]],
) -> tuple[Reading, ...]:
    end, found = len(letters), list[Reading]()
    for row, sign in zip(reversed(best[1:]), reversed(signs), strict=True):
        start = row[end][1]
        some = letters[start:end]
        found.append((some, readings.get(sign, {}).get(some, UNKNOWN)))
        end = start
    return tuple(reversed(found))
