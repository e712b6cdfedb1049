"""A garble explained through the pivot's own script: `Hegseth → ヘグセス → Hegses`.

Of the forms that the script is likely to give the true name, the one is taken that the seen
spelling is likely to be read from, and both spellings are laid along its signs. A difference is
named only where the sign is known to stand for the letters on both sides. Where it is not, the
names came apart in some other way, and only their letters are compared.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.writing import LANGUAGES, UNKNOWN, Reading, read, signs_of, spell
from audit.reference import fold

_BETWEEN = {"ja": "・", "zh": "·"}
_SYLLABIC, _CONSONANTAL = ("ja", "zh", "ko"), ("ar", "he")
_VOWELS = frozenset("aeiou")
_NAMED = 3  # confusions in one sentence
_LONGEST = 60  # letters of a word that is traced
_LESS_LIKELY, _HARDLY_LESS_LIKELY = 3.5, 1.5  # nats behind the likeliest form
_LEAST_READABLE = -1.5  # nats a sign


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


def write(name: str, pivot: str) -> str:
    """The most probable spelling of a name in the pivot's script; empty where it has no letters.

    >>> write("Obama", "ru")
    'Обама'
    """
    words = (spell(letters_of(word), pivot) for word in _words_of(name))
    return _join((forms[0][0] for forms in words if forms), pivot)


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
        script=_join(forms, pivot),
        units=tuple(itertools.chain.from_iterable(words)),
    )


def explain(true: str, seen: str, pivot: str) -> str:
    """One sentence that tells which letters were confused on the way.

    >>> explain("Hegseth", "Hegses", "ja")
    'Hegseth → ヘグセス → Hegses: th and s share ス in Japanese.'
    >>> explain("Hegseth", "Hegses", "latin")
    '“Hegses” has s where “Hegseth” has th.'
    """
    if pivot not in LANGUAGES or letters_of(true) == letters_of(seen):
        return f"{_compare(true, seen)}."
    path = trace(true, seen, pivot)
    if clauses := _tell_confusions(path, pivot):
        return f"{path.true} → {path.script} → {path.seen}: {'; '.join(clauses)}."
    return f"{_compare(path.true, path.seen)}."


def _words_of(name: str) -> list[str]:
    return name.replace("-", " ").split()


def _list_differing(true: str, seen: str) -> list[tuple[str, str]]:
    """Words side by side that differ; the whole names where their words are not as many."""
    trues, seens = _words_of(true), _words_of(seen)
    if len(trues) != len(seens):
        return [(true, seen)]
    pairs = zip(trues, seens, strict=True)
    return [(a, b) for a, b in pairs if letters_of(a) != letters_of(b)] or [(true, seen)]


def _join(forms: Iterable[str], pivot: str) -> str:
    return _BETWEEN.get(pivot, " ").join(form.capitalize() for form in forms)


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
    """Units that cannot be told apart: one has no letters, or splits a syllable that was changed."""
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


def _tell_confusions(path: Trace, pivot: str) -> list[str]:
    """What to say of a path: a few confusions in order, of consonants rather than of vowels."""
    different = {
        (unit.script, frozenset((unit.true, unit.seen))): unit
        for unit in reversed(path.units)
        if unit.true != unit.seen
    }
    units = sorted(different.values(), key=path.units.index)
    chosen = sorted(units, key=lambda unit: _bare(unit.true) == _bare(unit.seen))[:_NAMED]
    clauses = [_describe(unit, pivot) for unit in units if unit in chosen]
    return [f"{clause} in {LANGUAGES[pivot]}" for clause in clauses[:1]] + clauses[1:]


def _describe(unit: Unit, pivot: str) -> str:
    """What a sign does not tell apart."""
    sign = _show(unit.script)
    if _bare(unit.true) == _bare(unit.seen) != "":
        if pivot in _SYLLABIC and unit.true == _bare(unit.true):
            return f"{unit.true} takes a vowel ({sign})"
        if pivot in _CONSONANTAL and len(unit.script) == 1:
            return f"{sign} leaves the vowel open ({unit.true}, {unit.seen})"
    return f"{unit.true} and {unit.seen} share {sign}"


def _bare(letters: str) -> str:
    return "".join(letter for letter in letters if letter not in _VOWELS)


def _show(signs: str) -> str:
    """Jamo as syllables, and alone as the letters of Hangul are printed."""
    composed = unicodedata.normalize("NFC", signs)
    if not any("ᄀ" <= sign <= "ᇿ" for sign in composed):
        return composed
    return "".join(map(_print_jamo, composed))


def _print_jamo(sign: str) -> str:
    name = unicodedata.name(sign, "")
    letter = name.replace("HANGUL", "").split()[-1] if name.startswith("HANGUL") else ""
    try:
        return unicodedata.lookup(f"HANGUL LETTER {letter}")
    except KeyError:
        return sign


def _compare(true: str, seen: str) -> str:
    """The letters in which two spellings differ, the first difference at full length."""
    first, second = fold(true), fold(seen)
    if first == second:
        return f"“{seen}” and “{true}” have the same letters"
    edits = itertools.islice(_list_edits(first, second), _NAMED)
    clauses = [_tell_edit(a, b, true if number == 0 else "") for number, (a, b) in enumerate(edits)]
    *most, last = clauses
    return f"“{seen}” " + " and ".join(filter(None, (", ".join(most), last)))


def _list_edits(true: str, seen: str) -> Iterator[tuple[str, str]]:
    """The runs of letters that differ, as in the shortest way from one to the other."""
    edits = Levenshtein.opcodes(true, seen)
    for differs, run in itertools.groupby(edits, key=lambda edit: edit.tag != "equal"):
        if differs:
            some = list(run)
            yield (
                true[some[0].src_start : some[-1].src_end],
                seen[some[0].dest_start : some[-1].dest_end],
            )


def _tell_edit(true: str, seen: str, name: str) -> str:
    if not true:
        return f"adds {seen} to “{name}”" if name else f"adds {seen}"
    if not seen:
        lost = f"one {true}" if len(true) == 1 else true
        return f"lacks {lost} of “{name}”" if name else f"lacks {lost}"
    return f"has {seen} where “{name}” has {true}" if name else f"has {seen} for {true}"
