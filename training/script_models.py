"""What writes a script and what reads it, counted from names that are cut into units.

The model that writes is of order three over units, with interpolated Kneser-Ney smoothing (Chen and
Goodman 1999). A reading is the letters that a sign stands for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from audit.backtranslation.channels.writing import END, START
from training.script_units import Unit

DISCOUNT = 0.9
LEAST_UNIT, LEAST_READING = 2, 3  # names
RARE, USUAL = 0.004, 0.02  # shares of a sign's readings, of the signs of some letters
Gram = tuple[str, ...]


def learn_model(names: Sequence[Sequence[Unit]]) -> tuple[dict[Gram, float], dict[Gram, float]]:
    """Probabilities and backoff weights of up to three units in a row."""
    single, double, triple = count_grams([[":".join(unit) for unit in name] for name in names])
    whole = single.total()
    written = {gram: count / whole for gram, count in single.items()}
    backoff: dict[Gram, float] = {}
    for grams, least in ((double, 1), (triple, 2)):
        contexts: Counter[Gram] = Counter()
        for gram, count in grams.items():
            contexts[gram[:-1]] += count
        shares = {
            gram: (count - DISCOUNT) / contexts[gram[:-1]]
            for gram, count in grams.items()
            if count >= least and gram[1:] in written and (gram[:-1] in written or START in gram)
        }
        left: defaultdict[Gram, float] = defaultdict(lambda: 1.0)
        for gram, share in shares.items():
            left[gram[:-1]] -= share
        backoff |= left
        written |= {gram: p + left[gram[:-1]] * written[gram[1:]] for gram, p in shares.items()}
    return written, backoff


def count_grams(names: Sequence[Sequence[str]]) -> tuple[Counter[Gram], ...]:
    """How often three units stood in a row; below that, after how many different units."""
    units = Counter(unit for name in names for unit in name)
    triple: Counter[Gram] = Counter()
    for name in names:
        row = (START, START, *name, END)
        triple.update(zip(row, row[1:], row[2:], strict=False))
    double: Counter[Gram] = Counter()
    for gram, count in triple.items():
        double[gram[1:]] += count if gram[1] == START else 1
    single = Counter(gram[1:] for gram in double if gram[1] == END or units[gram[1]] >= LEAST_UNIT)
    return single, double, triple


def learn_readings(*sources: Iterable[Sequence[Unit]]) -> dict[Gram, float]:
    """The probability of letters given the sign, on average over sources of names.

    Readings are kept that are not rare for the sign, or that are usual for the letters.
    """
    readings: defaultdict[Gram, float] = defaultdict(float)
    for names in sources:
        counts = Counter(unit for name in names for unit in name)
        of_letters, of_signs = Counter[str](), Counter[str]()
        for (letters, sign), count in counts.items():
            of_letters[letters] += count
            of_signs[sign] += count
        for (letters, sign), count in counts.items():
            share, usual = count / of_signs[sign], count / of_letters[letters]
            if count >= LEAST_READING and (share >= RARE or usual >= USUAL):
                readings[(f"{letters}:{sign}",)] += share / len(sources)
    return dict(readings)
