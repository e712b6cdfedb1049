"""How a script writes a name: spellings by a learned model, and which letters each sign stands for.

Two tables a script, learned by `training/learn_scripts.py`. *Written*: a model of order three over
units of letters and signs (joint n-gram, Bisani and Ney 2008; here counted over the best cut of
each name); the search keeps a beam. *Read*: the letters that a sign stands for, in true names and
in romanisations of them. Probabilities are natural logarithms.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from audit.backtranslation.channels.letters import letters_of
from audit.reference import read_table

LANGUAGES: Mapping[str, str] = {
    "ja": "Japanese",
    "ru": "Russian",
    "zh": "Chinese",
    "ko": "Korean",
    "ar": "Arabic",
    "he": "Hebrew",
}
START, END, NOTHING = "^:", "$:", ""

_BETWEEN = {"ja": "・", "zh": "·"}
_BEAM, _MARGIN, _CHOICES = 10, 5.0, 10
_SMALL_KANA, _CARRIER = "ァィゥェォャュョヮ", "\u110b"
_UNWRITTEN = -16.0

State = tuple[tuple[int, int], str]  # the last two units and the signs so far


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Script:
    """The learned tables of one script, no two of which are taken for the same.

    `units` are (letters, signs) by number, `start` and `end` the numbers of the ends, `choices`
    those of units by their letters; `written` and `backoff` are keyed by up to three numbers of
    units, `readings` by sign.
    """

    units: tuple[tuple[str, str], ...]
    start: int
    end: int
    choices: Mapping[str, tuple[int, ...]]
    written: Mapping[tuple[int, ...], float]
    backoff: Mapping[tuple[int, ...], float]
    readings: Mapping[str, Mapping[str, float]]

    def predict(self, unit: int, before: tuple[int, int]) -> float:
        """The log probability of a unit after two others, backed off where they were not seen."""
        first, second = before
        if (found := self.written.get((first, second, unit))) is not None:
            return found
        weight = self.backoff.get(before, 0.0)
        if (found := self.written.get((second, unit))) is not None:
            return weight + found
        weight += self.backoff.get((second,), 0.0)
        return weight + self.written.get((unit,), _UNWRITTEN)


@cache
def load_script(pivot: str) -> Script:
    """The tables of a pivot's script.

    Raises:
        ReferenceDataError: there is no such table, or a row of it does not hold.
    """
    return lay_script(read_table(f"channels/scripts/{pivot}.tsv.gz"))


def lay_script(rows: Iterable[Mapping[str, str]]) -> Script:
    """A script from the rows of its table."""
    numbers: dict[str, int] = {}
    written: dict[tuple[int, ...], float] = {}
    backoff: dict[tuple[int, ...], float] = {}
    readings: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for row in rows:
        units = row["units"].split(" ")
        if row["read"]:
            letters, _, sign = row["units"].partition(":")
            readings[sign][letters] = float(row["read"])
        if row["written"] or row["backoff"]:
            key = tuple(numbers.setdefault(unit, len(numbers)) for unit in units)
            if row["written"]:
                written[key] = float(row["written"])
            if row["backoff"]:
                backoff[key] = float(row["backoff"])
    return Script(
        units=tuple((unit.partition(":")[0], unit.partition(":")[2]) for unit in numbers),
        start=numbers[START],
        end=numbers[END],
        choices=_list_choices(numbers, written),
        written=written,
        backoff=backoff,
        readings=dict(readings),
    )


def _list_choices(
    numbers: Mapping[str, int], written: Mapping[tuple[int, ...], float]
) -> dict[str, tuple[int, ...]]:
    """The likeliest units for each run of letters."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for unit, number in numbers.items():
        if unit not in (START, END) and (number,) in written:
            found[unit.partition(":")[0]].append(number)
    return {
        letters: tuple(sorted(some, key=lambda number: -written[(number,)])[:_CHOICES])
        for letters, some in found.items()
    }


def signs_of(form: str, pivot: str) -> tuple[str, ...]:
    """A form's signs: small kana go with the one before; Hangul comes apart into its letters.

    The ㅇ that only carries a vowel goes with that vowel.
    """
    signs: list[str] = []
    for character in unicodedata.normalize("NFD", form) if pivot == "ko" else form:
        if signs and (character in _SMALL_KANA or signs[-1] == _CARRIER):
            signs[-1] += character
        else:
            signs.append(character)
    return tuple(signs)


def spell(letters: str, pivot: str) -> tuple[tuple[str, float], ...]:
    """Forms of a name in the pivot's script, the most probable first, with log probabilities."""
    return spell_by(load_script(pivot), letters)


@lru_cache(maxsize=20_000)
def spell_by(script: Script, letters: str) -> tuple[tuple[str, float], ...]:
    """The same by a script that is given."""
    if not letters:
        return ()
    found: defaultdict[str, float] = defaultdict(float)
    for form, score in _search(letters, script):
        found[unicodedata.normalize("NFC", form)] += math.exp(score)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple((form, math.log(p)) for form, p in ranked if p > 0.0 and _is_whole(form))


def _is_whole(form: str) -> bool:
    """Whether all jamo of a form are joined to syllables."""
    return not any("ᄀ" <= character <= "ᇿ" for character in form)


def _prune(beam: Mapping[State, float]) -> list[tuple[State, float]]:
    """The best states, none much worse than the first."""
    kept = sorted(beam.items(), key=lambda item: -item[1])[:_BEAM]
    return [item for item in kept if item[1] > kept[0][1] - _MARGIN]


def _search(letters: str, script: Script) -> Iterator[tuple[str, float]]:
    end = len(letters)
    beams: list[dict[State, float]] = [{} for _ in range(end + 1)]
    beams[0][(script.start, script.start), NOTHING] = 0.0
    best = [-math.inf] * (end + 1)
    for i in range(end):
        kept = _prune(beams[i])
        befores = {before for (before, _), _ in kept}
        for j in range(i + 1, min(i + 4, end) + 1):
            for unit in script.choices.get(letters[i:j], ()):
                told = {before: script.predict(unit, before) for before in befores}
                best[j] = _follow(
                    unit, script.units[unit][1], told, kept, beams[j], best[j], j < end
                )
    for (before, form), score in beams[-1].items():
        yield form, score + script.predict(script.end, before)


def _follow(
    unit: int,
    signs: str,
    told: Mapping[tuple[int, int], float],
    kept: list[tuple[State, float]],
    beam: dict[State, float],
    best: float,
    pruned: bool,
) -> float:
    """Add to a beam what one unit makes of the states before; the best score of the beam.

    What is much worse than that would be pruned later, so it is not even made.
    """
    for (before, form), score in kept:
        total = score + told[before]
        if pruned and total <= best - _MARGIN:
            continue
        state = ((before[1], unit), form + signs)
        if total > beam.get(state, -math.inf):
            beam[state] = total
            best = max(best, total)
    return best


def write(name: str, pivot: str) -> str:
    """The most probable spelling of a name in the pivot's script; empty where it has no letters.

    >>> write("Obama", "ru")
    'Обама'
    """
    words = [spell(letters_of(word), pivot) for word in words_of(name)]
    return join_forms((forms[0][0] for forms in words if forms), pivot)


def words_of(name: str) -> list[str]:
    """The words that a script writes apart."""
    return name.replace("-", " ").split()


def join_forms(forms: Iterable[str], pivot: str) -> str:
    """The form of a name from those of its words."""
    return _BETWEEN.get(pivot, " ").join(form.capitalize() for form in forms)
