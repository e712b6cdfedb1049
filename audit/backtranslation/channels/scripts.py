"""A garble explained through the pivot's own script: `Griffith → グリフィス → Griffis`.

A difference is named only where a sign of the script is known to stand for the letters on both
sides. Where no path through the script accounts for a garble, only the letters are compared.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.traces import Trace, Unit, trace
from audit.backtranslation.channels.writing import LANGUAGES, write
from audit.reference import fold

__all__ = ["Trace", "Unit", "explain", "trace", "write"]

_SYLLABIC, _CONSONANTAL = ("ja", "zh", "ko"), ("ar", "he")
_VOWELS = frozenset("aeiou")
_NAMED = 3  # confusions in one sentence


def explain(true: str, seen: str, pivot: str) -> str:
    """One sentence that tells which letters were confused on the way.

    >>> explain("Griffith", "Griffis", "ja")
    'Griffith → グリフィス → Griffis: th and s share ス in Japanese.'
    >>> explain("Griffith", "Griffis", "latin")
    '“Griffis” has s where “Griffith” has th.'
    """
    if pivot not in LANGUAGES or letters_of(true) == letters_of(seen):
        return f"{_compare(true, seen)}."
    path = trace(true, seen, pivot)
    if clauses := _tell_confusions(path, pivot):
        return f"{path.true} → {path.script} → {path.seen}: {'; '.join(clauses)}."
    return f"{_compare(path.true, path.seen)}."


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
        if pivot in _SYLLABIC and _is_filled(unit):
            return f"{unit.true} takes a vowel ({sign})"
        if pivot in _CONSONANTAL and len(unit.script) == 1:
            return f"{sign} leaves the vowel open ({unit.true}, {unit.seen})"
    return f"{unit.true} and {unit.seen} share {sign}"


def _is_filled(unit: Unit) -> bool:
    """Whether a consonant came back with the vowel that its sign cannot do without."""
    added = unit.seen.removeprefix(unit.true)
    return unit.true == _bare(unit.true) and added != unit.seen and not _bare(added)


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
