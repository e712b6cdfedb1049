"""Whether the pivot is told from the garbled names of one document, no true name being given.

Each garbled name is restored first: its best candidates in the list, by the held-out model. Then
the names vote as in `audit.backtranslation.diagnosis`: P(pivot | names) is the product of P(seen |
candidate, pivot), here summed over the candidates by how probable each is, all pivots being alike
probable beforehand. The factor that calibrates the outcome leaves what comes first as it is.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from audit.backtranslation.channels.transducer import Floats
from audit.backtranslation.restoration import NameList, Posterior
from benchmarks.folds import CODES, Answer, shares_of
from benchmarks.name_errors import Row
from benchmarks.ranking import percent
from benchmarks.transliteration import LISTED, HeldOut, Query
from training.learn_restoration import Example

CLASSES = ("ja", "ru", "zh", "ko", "ar", "he", "typo")
REAL_CLASSES = ("ja", "ru", "zh", "he", "ne", "latin")
DOCUMENTS = 300  # of each pivot and size
CANDIDATES = 5  # that a garbled name may stand for
SIZES, REAL_SIZES = (1, 2, 3, 4, 5), (1, 2, 5, 10)
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

Votes = Mapping[str, Sequence[Floats]]  # log P(name | pivot) by the true pivot


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


def vote(queries: Mapping[str, Sequence[Query]], model: HeldOut) -> dict[str, list[Floats]]:
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
        code: [_look_up(names, query, model) for query in some if query.seen != query.true]
        for code, some in asked.items()
    }


def _look_up(names: NameList, query: Query, model: HeldOut) -> Floats:
    posterior = names.restore(query.seen, model.weights)
    return explain(posterior, names.features(query.seen, posterior.numbers), CLASSES)


def explain(posterior: Posterior, features: Floats, classes: Sequence[str]) -> Floats:
    """Log P(seen | pivot) of a garbled name: the mean over what it probably stands for.

    Features are as `NameList.features` lays them: joint and marginal log-probabilities first.
    """
    chances = posterior.probabilities().sum(axis=0)
    best = np.argsort(-chances)[:CANDIDATES]
    conditional = features[:, best, 0] - features[:, best, 1]
    weighed = np.log(np.maximum(chances[best], 1e-300)) + conditional
    summed: Floats = np.logaddexp.reduce(weighed, axis=1)
    return summed[[CODES.index(code) for code in classes]]


def diagnose(names: Sequence[Floats], classes: Sequence[str]) -> str:
    """The pivot that the names of a document vote for."""
    return classes[int(np.argmax(np.sum(names, axis=0)))]


def table(votes: Votes) -> Iterator[str]:
    """How often the pivot is right, by the number of garbled names in a document."""
    chance = random.Random(9)
    yield f"| garbled names | all | {' | '.join(votes)} |"
    yield f"|---|---|{'---|' * len(votes)}"
    for size in SIZES:
        shares = []
        for code, names in votes.items():
            documents = (chance.sample(list(names), size) for _ in range(DOCUMENTS))
            told = [diagnose(document, CLASSES) == code for document in documents]
            shares.append(float(np.mean(told)))
        cells = " | ".join(map(percent, shares))
        yield f"| {size} | {percent(float(np.mean(shares)))} | {cells} |"


def confusions_among(votes: Votes, size: int) -> Iterator[str]:
    """What pivot is named for documents of so many romanised names."""
    chance = random.Random(9)
    documents = [
        (code, chance.sample(list(names), size))
        for code, names in votes.items()
        for _ in range(DOCUMENTS)
    ]
    yield from confusions(documents, CLASSES)


def vote_conditionally(examples: Sequence[Example], answers: Sequence[Answer]) -> list[Floats]:
    """What each real error says of the pivot by the program's formula."""
    pairs = zip(examples, answers, strict=True)
    return [explain(answer.posterior, e.features, REAL_CLASSES) for e, answer in pairs]


def vote_by_posterior(examples: Sequence[Example], answers: Sequence[Answer]) -> list[Floats]:
    """The same by the learned posterior, which may know whose names a language's news holds.

    Pivots are taken to be as frequent as among all real errors, those of the fold among them.
    """
    shares = shares_of(examples)
    return [answer.votes(REAL_CLASSES, shares) for answer in answers]


def group(
    rows: Sequence[Row], votes: Sequence[Floats], size: int
) -> Iterator[tuple[str, list[Floats]]]:
    """Real errors of one collection and language pair in random groups, with their true pivot."""
    found: defaultdict[tuple[str, str, str], list[Floats]] = defaultdict(list)
    for row, vote in zip(rows, votes, strict=True):
        found[row.collection, row.pair, row.wrong.channel].append(vote)
    for (_, _, channel), names in sorted(found.items(), key=lambda item: item[0]):
        random.Random(4).shuffle(names)
        for start in range(0, len(names) - size + 1, size):
            yield channel, names[start : start + size]


def confusions(groups: Sequence[tuple[str, list[Floats]]], classes: Sequence[str]) -> Iterator[str]:
    """A row for each true pivot: how often each pivot was named."""
    counts = Counter((channel, diagnose(names, classes)) for channel, names in groups)
    yield f"| true | groups | {' | '.join(classes)} |"
    yield f"|---|---|{'---|' * len(classes)}"
    for true in classes:
        total = sum(counts[true, named] for named in classes)
        cells = [percent(counts[true, named] / max(1, total)) for named in classes]
        yield f"| {true} | {total:,} | {' | '.join(cells)} |"
