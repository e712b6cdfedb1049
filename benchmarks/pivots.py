"""Whether the pivot is told from the garbled names of one document, no true name being given.

Each garbled name is restored first: its best candidates in the list, by the held-out model. Then
the names vote as in `audit.backtranslation.diagnosis`, each standing for its candidates by how
probable they are, all pivots being alike probable beforehand.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from audit.backtranslation.channels.transducer import Floats
from audit.backtranslation.diagnosis import Calibration
from audit.backtranslation.restoration import NameList
from benchmarks.folds import CODES, Answer, shares_of
from benchmarks.name_errors import Row
from benchmarks.ranking import percent
from benchmarks.transliteration import LISTED, HeldOut, Query
from training.learn_diagnosis import (
    ROMANISED,
    Told,
    calibrate,
    explain_example,
    explain_one,
    stack_by_channel,
)
from training.learn_restoration import Example

CLASSES = ROMANISED
REAL_CLASSES = ("ja", "ru", "zh", "he", "ne", "latin")
DOCUMENTS = 300  # of each pivot and size
SIZES, REAL_SIZES = (1, 2, 3, 4, 5), (1, 2, 5, 10)
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

Names = Sequence[Floats]  # what each garbled name of a document says
Judge = Callable[[Names], str]  # the pivot that they vote for


def mistype(name: str, chance: random.Random) -> str:
    """A name with a neighbouring key, a transposition, an omission or a doubling."""
    i = chance.randrange(len(name))
    kind = chance.choice(("neighbour", "transposition", "omission", "doubling"))
    if kind == "neighbour":
        return name[:i] + chance.choice(neighbours(name[i])) + name[i + 1 :]
    if kind == "transposition":
        i = min(i, len(name) - 2)
        return name[:i] + name[i + 1] + name[i] + name[i + 2 :]
    return name[:i] + name[i + 1 :] if kind == "omission" else name[:i] + name[i] + name[i:]


def neighbours(key: str) -> list[str]:
    """The keys beside a key.

    >>> neighbours("q")
    ['w']
    """
    row = next(row for row in _KEYS if key in row)
    i = row.index(key)
    return [row[j] for j in (i - 1, i + 1) if 0 <= j < len(row)]


def vote(queries: Mapping[str, Sequence[Query]], model: HeldOut) -> dict[str, Names]:
    """What each garbled name says of the pivot; all true names are in one list of 2,000."""
    each = LISTED // len(queries)
    asked = {code: some[:each] for code, some in queries.items()}
    listed = dict.fromkeys(query.true for some in asked.values() for query in some)
    listed |= dict.fromkeys(query.true for some in queries.values() for query in some[each:])
    chance = random.Random(3)
    mistyped = chance.sample([query.true for some in asked.values() for query in some], each)
    asked["typo"] = [Query(true=t, seen=mistype(t, chance), new=True) for t in mistyped]
    names = NameList.of(list(listed)[:LISTED], model.transducer)
    return {
        code: [explain_one(names, q.seen, model.weights) for q in some if q.seen != q.true]
        for code, some in asked.items()
    }


def judge_by(calibration: Calibration, classes: Sequence[str]) -> Judge:
    """The program's diagnosis, of some pivots."""
    places = [CODES.index(code) for code in classes]

    def diagnose(names: Names) -> str:
        scores = calibration.judge(np.sum(names, axis=0), len(names))
        return classes[int(scores[places].argmax())]

    return diagnose


def table(settings: Mapping[str, tuple[Mapping[str, Names], Judge]]) -> Iterator[str]:
    """How often the pivot is right, by setting and the number of garbled names in a document."""
    yield f"| schemes | garbled names | all | {' | '.join(CLASSES)} |"
    yield f"|---|---|---|{'---|' * len(CLASSES)}"
    for setting, (votes, judge) in settings.items():
        for size in SIZES:
            shares = []
            for code in CLASSES:
                told = [judge(d) == code for d in documents_of(votes[code], size)]
                shares.append(float(np.mean(told)))
            cells = " | ".join(map(percent, shares))
            yield f"| {setting} | {size} | {percent(float(np.mean(shares)))} | {cells} |"


def documents_of(names: Names, size: int) -> Iterator[Names]:
    """Documents of so many names of one pivot."""
    chance = random.Random(9)
    return (chance.sample(list(names), size) for _ in range(DOCUMENTS))


def confusions_among(votes: Mapping[str, Names], judge: Judge, size: int) -> Iterator[str]:
    """What pivot is named for documents of so many romanised names."""
    named = [(c, judge(d)) for c, names in votes.items() for d in documents_of(names, size)]
    yield from confusions(named, CLASSES)


def explain_errors(examples: Sequence[Example], answers: Sequence[Answer]) -> list[Floats]:
    """What each real error says of the pivot, explained without its fold."""
    pairs = zip(examples, answers, strict=True)
    return [explain_example(e, answer.posterior.scores) for e, answer in pairs]


def tell_by_channel(examples: Sequence[Example], said: Sequence[Floats]) -> Told:
    """The same by the true channel."""
    found: defaultdict[str, list[Floats]] = defaultdict(list)
    for e, names in zip(examples, said, strict=True):
        found[e.wrong.channel].append(names)
    return stack_by_channel(found)


def judge_halves(
    examples: Sequence[Example], said: Sequence[Floats], invented: Told
) -> list[Judge]:
    """The diagnosis of each half, calibrated on the other one."""
    halves = [[i for i, e in enumerate(examples) if half_of(e) is half] for half in (False, True)]
    told = [tell_by_channel([examples[i] for i in h], [said[i] for i in h]) for h in halves]
    return [judge_by(calibrate(invented, other), REAL_CLASSES) for other in reversed(told)]


def half_of(example: Example) -> bool:
    """Whether an example is of the second half of the folds."""
    return example.fold > 2


def vote_by_posterior(examples: Sequence[Example], answers: Sequence[Answer]) -> list[Floats]:
    """Log P(pivot | seen), which may know whose names a language's news holds.

    Pivots are taken to be as frequent as among all real errors, those of the fold among them.
    """
    shares = shares_of(examples)
    return [answer.votes(REAL_CLASSES, shares) for answer in answers]


def judge_by_sum(names: Names) -> str:
    """The real pivot with the greatest sum."""
    return REAL_CLASSES[int(np.sum(names, axis=0).argmax())]


def group(
    rows: Sequence[Row], examples: Sequence[Example], said: Sequence[Floats], size: int
) -> Iterator[tuple[str, bool, Names]]:
    """Real errors of one collection, language pair and half in random groups: true pivot, half."""
    found: defaultdict[tuple[str, str, str, bool], list[Floats]] = defaultdict(list)
    for row, example, vote in zip(rows, examples, said, strict=True):
        found[row.collection, row.pair, row.wrong.channel, half_of(example)].append(vote)
    for (_, _, channel, half), names in sorted(found.items(), key=lambda item: item[0]):
        random.Random(4).shuffle(names)
        for start in range(0, len(names) - size + 1, size):
            yield channel, half, names[start : start + size]


def confusions(named: Sequence[tuple[str, str]], classes: Sequence[str]) -> Iterator[str]:
    """A row for each true pivot: how often each pivot was named."""
    counts = Counter(named)
    yield f"| true | groups | {' | '.join(classes)} |"
    yield f"|---|---|{'---|' * len(classes)}"
    for true in classes:
        total = sum(counts[true, told] for told in classes)
        cells = [percent(counts[true, told] / max(1, total)) for told in classes]
        yield f"| {true} | {total:,} | {' | '.join(cells)} |"
