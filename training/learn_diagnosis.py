"""Write `reference/channels/diagnosis.tsv`, and say how well the pivot is told from names.

    python -m training.learn_diagnosis DATA [--write]

Two kinds of documents with one pivot are made up. *Romanised*: names that no table was learned from
(the `.dev` files under DATA) by any scheme of `training/romanise.py`, and names mistyped by rule:
neighbours exchanged, letters dropped, doubled, or struck beside the right key. *Real*: names that
translation systems got wrong, each explained by tables and weights that know nothing of its true
name (five folds). No true name is given: each garble stands for its best candidates in a list. Of
each kind only the channels that it has are told apart, all being as frequent. The calibration is
the one of greatest likelihood over documents of one, two and four names; it is learned from one
half of the names, and the figures are those of the other half.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from audit.backtranslation.channels import load_channels
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.transducer import Floats, Names, Transducer
from audit.backtranslation.diagnosis import WAYS, Calibration, explain_ways, sum_candidates
from audit.backtranslation.restoration import NameList, Posterior, Weights
from audit.reference import data_folder
from training.learn_channels import LANGUAGES, SCRIPTS, read_names
from training.learn_restoration import FOLDS, Choose, Example, fit, real_examples
from training.multigram import Pair
from training.romanise import SCHEMES

CODES = tuple(channel.code for channel in load_channels())
ROMANISED = (*SCRIPTS, "typo")
REAL = tuple(dict.fromkeys(LANGUAGES.values()))
EACH = 500  # names a pivot
CANDIDATES = 5  # words that a garble may stand for
SIZES = (1, 2, 4)  # names a document
DOCUMENTS = 150  # of each size and pivot
PENALTY = 1e-3
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
HEADER = (
    "# What a document's log-probabilities count for in a diagnosis, by training/"
    "learn_diagnosis.py.\nterm\tweight\tsource\n"
)
Told = Mapping[str, Floats]  # by true channel, log P(seen | channel, way): (names, channels, ways)


@dataclass(frozen=True, kw_only=True)
class Documents:
    """Sums over the names of documents, how many names, the place of the truth, and of rivals."""

    told: Floats
    names: Floats
    right: npt.NDArray[np.int64]
    rivals: npt.NDArray[np.bool_]


def main() -> None:
    """Learn the calibration on one half, print what it does on the other."""
    data = Path(sys.argv[1]) / "data"
    invented = explain_invented(invent_garbles(data / "translit", "dev"))
    kinds = (invented, explain_real([*real_examples(data)]))
    calibration = calibrate(*({code: s[::2] for code, s in told.items()} for told in kinds))
    for told in kinds:
        show({code: some[1::2] for code, some in told.items()}, calibration)
    if "--write" in sys.argv:
        write(calibration)


def explain_invented(
    garbles: Mapping[str, Sequence[Pair]],
    transducer: Transducer | None = None,
    weights: Weights | None = None,
) -> Told:
    """What garbles say of the pivot, all of whose true names are in one list."""
    listed = NameList.of((true for some in garbles.values() for true, _ in some), transducer)
    return {
        code: np.stack([explain_one(listed, seen, weights) for _, seen in some])
        for code, some in garbles.items()
    }


def invent_garbles(
    folder: Path,
    part: str,
    choose: Choose = lambda spellings: spellings,
    without: frozenset[str] = frozenset(),
) -> dict[str, list[Pair]]:
    """Pairs (true, seen) by the code of their channel."""
    chance = random.Random(3)
    found: dict[str, list[Pair]] = {}
    for code, script in SCRIPTS.items():
        pairs = [pair for pair in read_names(folder, script, part) if pair[0] not in without]
        written = (
            (true, letters_of(chance.choice(choose(spellings))))
            for true, native in chance.sample(pairs, min(len(pairs), 4 * EACH))
            if len(true) > 3 and (spellings := SCHEMES[script](native))
        )
        found[code] = [pair for pair in written if len(pair[1]) > 1 and pair[0] != pair[1]][:EACH]
    names = [true for some in found.values() for true, _ in some]
    typed = [(name, mistype(name, chance)) for name in chance.sample(names, EACH)]
    return {**found, "typo": [pair for pair in typed if pair[0] != pair[1]]}


def mistype(name: str, chance: random.Random) -> str:
    """A name with one typing error inside."""
    i = chance.randrange(1, len(name) - 1)
    before, letter, after = name[:i], name[i], name[i + 1 :]
    errors: tuple[Callable[[], str], ...] = (
        lambda: before + after[0] + letter + after[1:],
        lambda: before + after,
        lambda: before + letter + letter + after,
        lambda: before + chance.choice(_beside(letter)) + after,
    )
    return chance.choice(errors)()


def explain_real(examples: Sequence[Example]) -> Told:
    """What real errors say of the pivot, their candidates weighed without the fold."""
    found: dict[str, list[Floats]] = {code: [] for code in REAL}
    for fold in range(FOLDS):
        weights = fit([e for e in examples if e.fold != fold])
        for e in (e for e in examples if e.fold == fold):
            scores = e.features @ weights.features + weights.biases[:, None]
            found[e.wrong.channel].append(explain_example(e, scores))
    return stack_by_channel(found)


def explain_example(example: Example, scores: Floats) -> Floats:
    """What a real error says, given the log-scores of its candidates."""
    posterior = Posterior(numbers=example.numbers, scores=scores)
    return explain_posterior(example.names, example.wrong.seen, posterior)


def stack_by_channel(found: Mapping[str, Sequence[Floats]]) -> Told:
    """What names say, in an order by chance that is always the same."""
    return {c: np.stack(random.Random(2).sample(s, len(s))) for c, s in found.items()}


def explain_one(names: NameList, seen: str, weights: Weights | None = None) -> Floats:
    """What one garbled name says of the pivot: log P(seen | channel, way)."""
    return explain_posterior(names, seen, names.restore(seen, weights))


def explain_posterior(names: NameList, seen: str, posterior: Posterior) -> Floats:
    """The same, given its candidates."""
    chances = posterior.probabilities().sum(axis=0)
    best = np.argsort(-chances)[:CANDIDATES]
    one = np.zeros(len(best), np.int64)
    true = names.encoded.take(posterior.numbers[best])
    joint = names.transducer.log_joints(true, Names.of([letters_of(seen)]), one)
    each = explain_ways(joint, names.transducer.log_marginal(true))
    return sum_candidates(each, chances[best], one)[:, 0]


def calibrate(*kinds: Told) -> Calibration:
    """The calibration under which the true pivots of documents are most probable."""
    documents = [make_documents(told) for told in kinds]
    start = np.concatenate([np.ones(len(WAYS)), np.zeros(len(WAYS) + 2 * len(CODES))])

    def loss(weights: Floats) -> float:
        calibration = unpack(weights)
        told = np.concatenate([chances_of(d, calibration) for d in documents])
        return float(-np.log(told + 1e-300).mean() + PENALTY * ((weights - start) ** 2).sum())

    return unpack(minimize(loss, start, method="L-BFGS-B").x)


def unpack(weights: Floats) -> Calibration:
    """A calibration from its numbers in a row."""
    ways, codes = len(WAYS), len(CODES)
    cuts = np.cumsum([ways, ways, codes])
    scales, priors, each, once = np.split(weights, cuts)
    return Calibration(scales=scales, priors=priors, each=each, once=once)


def make_documents(told: Told, sizes: Sequence[int] = SIZES) -> Documents:
    """Documents of so many names, each pivot as often."""
    chance = np.random.default_rng(2)
    sums, names, right = [], [], []
    for size in sizes:
        for code, some in told.items():
            for _ in range(DOCUMENTS):
                sums.append(some[chance.choice(len(some), size, replace=False)].sum(axis=0))
                names.append(size)
                right.append(CODES.index(code))
    return Documents(
        told=np.stack(sums),
        names=np.array(names, float)[:, None],
        right=np.array(right),
        rivals=np.array([code in told for code in CODES]),
    )


def chances_of(documents: Documents, calibration: Calibration) -> Floats:
    """The probability of the truth for each document."""
    chances = shares_of(documents, calibration)
    true: Floats = chances[np.arange(len(chances)), documents.right]
    return true


def shares_of(documents: Documents, calibration: Calibration) -> Floats:
    """The probabilities of all channels that a kind of documents has, shape (documents, channels).

    The others have none.
    """
    scores = calibration.judge(documents.told, documents.names)
    scores = np.where(documents.rivals, scores, -np.inf)
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = odds / odds.sum(axis=1, keepdims=True)
    return shares


def show(told: Told, calibration: Calibration) -> None:
    """Accuracy by the number of names and by pivot, and the reliability curve."""
    for size in SIZES:
        documents = make_documents(told, [size])
        right = shares_of(documents, calibration).argmax(axis=1) == documents.right
        by_code = ((c, right[documents.right == CODES.index(c)].mean()) for c in told)
        print(f"{size} names: {right.mean():.1%} ({', '.join(f'{c} {s:.1%}' for c, s in by_code)})")
    documents = make_documents(told)
    shares = shares_of(documents, calibration)
    best, right = shares.max(axis=1), shares.argmax(axis=1) == documents.right
    for low, high in ((0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 0.99), (0.99, 1.01)):
        some = (low <= best) & (best < high)
        print(f"told at {best[some].mean():.3f}: {right[some].mean():.3f} right, of {some.sum()}")


def write(calibration: Calibration) -> None:
    """Write the table."""
    terms = [(f"scale {way}", w) for way, w in zip(WAYS, calibration.scales, strict=True)]
    terms += [(f"prior {way}", w) for way, w in zip(WAYS, calibration.priors, strict=True)]
    terms += [(f"each {code}", w) for code, w in zip(CODES, calibration.each, strict=True)]
    terms += [(f"once {code}", w) for code, w in zip(CODES, calibration.once, strict=True)]
    rows = [f"{term}\t{weight:.4f}\ttraining/learn_diagnosis.py\n" for term, weight in terms]
    path = data_folder() / "channels" / "diagnosis.tsv"
    path.write_text(HEADER + "".join(rows), encoding="utf-8")


def _beside(letter: str) -> str:
    row = next(keys for keys in KEYS if letter in keys)
    place = row.index(letter)
    return row[max(0, place - 1) : place] + row[place + 1 : place + 2]


if __name__ == "__main__":
    main()
