"""Sections of `docs/names.md`: how well the pivot of a document is told."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from audit.backtranslation.channels.transducer import Floats
from benchmarks import pivots, transliteration
from benchmarks.folds import Answer
from benchmarks.name_errors import Row
from training.learn_diagnosis import CANDIDATES
from training.learn_restoration import Example

_ROMANISED_NAMES = (
    f"{pivots.DOCUMENTS} documents of each pivot and size, none of the true names given: each",
    f"garble stands for its {CANDIDATES} best candidates among 2,000, by how probable they are. No",
    "table, weight or calibration knows a `.dev` name. Schemes *learned from*: each name by one of",
    "all schemes, all of which the tables know; *unseen*: by the last scheme, which they do not.\n",
)
_REAL_ERRORS = (
    "Rows of one collection and language pair in random groups, since the file does not tell",
    "which came from one document; named pivot by true pivot.",
    "By the garbling alone, as the program does it, P(seen | candidate, pivot) calibrated on the",
    "other half of the true names; and by the learned posterior P(pivot | seen), which may also",
    "tell whose names the news in a language mentions.",
)

Models = dict[str, tuple[dict[str, list[transliteration.Query]], transliteration.HeldOut]]


def tell(step: str) -> None:
    """Progress."""
    print(time.strftime("%H:%M:%S"), step, file=sys.stderr, flush=True)


def learn_models(data: Path, examples: Sequence[Example], said: Sequence[Floats]) -> Models:
    """Queries by schemes that were learned from and by those that were not, with their models."""
    translit, told = data / "translit", pivots.tell_by_channel(examples, said)
    tell("tables of all schemes")
    known = transliteration.read_queries(translit, pick=random.Random(6).choice)
    by_all = transliteration.learn_held_out(data, known, examples, told, list)
    tell("tables without the last schemes")
    unseen = transliteration.read_queries(translit)
    by_most = transliteration.learn_held_out(data, unseen, examples, told)
    return {"learned from": (known, by_all), "unseen": (unseen, by_most)}


def pivot_sections(
    rows: Sequence[Row],
    examples: Sequence[Example],
    answers: Sequence[Answer],
    said: Sequence[Floats],
    models: Models,
) -> Iterator[str]:
    """The pivot from romanised names and from real errors."""
    tell("pivots")
    yield from romanised_section(models)
    invented = models["learned from"][1].invented
    ways: dict[str, tuple[Sequence[Floats], Sequence[pivots.Judge]]] = {
        "garbling alone": (said, pivots.judge_halves(examples, said, invented)),
        "learned posterior": (
            pivots.vote_by_posterior(examples, answers),
            [pivots.judge_by_sum] * 2,
        ),
    }
    yield "\n## The pivot from real errors\n"
    yield from _REAL_ERRORS
    for size in pivots.REAL_SIZES:
        for way, (votes, judges) in ways.items():
            yield f"\nGroups of {size}, {way}:\n"
            groups = pivots.group(rows, examples, votes, size)
            named = [(channel, judges[half](names)) for channel, half, names in groups]
            yield from pivots.confusions(named, pivots.REAL_CLASSES)


def romanised_section(models: Models) -> Iterator[str]:
    """The pivot from romanised names."""
    settings = {
        name: (pivots.vote(queries, model), pivots.judge_by(model.calibration, pivots.CLASSES))
        for name, (queries, model) in models.items()
    }
    yield "\n## The pivot from romanised names\n"
    yield from _ROMANISED_NAMES
    yield from pivots.table(settings)
    for name, (votes, judge) in settings.items():
        yield f"\nNamed pivot by true pivot, two garbled names, schemes {name}:\n"
        yield from pivots.confusions_among(votes, judge, 2)
