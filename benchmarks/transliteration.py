"""Names romanised by a scheme that nothing was learned from, and names unseen by those that were.

Of every script's `.dev` names so many are romanised by the last scheme of `training/romanise.py`.
Tables and weights are learned from the `.train` names without these names and without the last
schemes; so are the scripts by which the first candidates are weighed anew.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit.backtranslation.channels import join_tables
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.transducer import Transducer
from audit.backtranslation.diagnosis import Calibration
from audit.backtranslation.rescoring import Rescorer
from audit.backtranslation.restoration import NameList, Weights
from benchmarks.folds import Answer
from benchmarks.peers import levenshtein
from benchmarks.ranking import Place, expected_share, percent, place, strict_share
from training.learn_channels import SCRIPTS, gather, learn_scripts, read_errors, read_names
from training.learn_diagnosis import Told, calibrate, explain_invented, invent_garbles
from training.learn_rescoring import invented_cases, learn_weights, real_cases
from training.learn_restoration import Choose, Example, fit, invented_examples, refined
from training.learn_scripts import SOURCES, learn_script
from training.learn_scripts import read_names as read_forms
from training.multigram import Pair
from training.romanise import SCHEMES

ASKED, LISTED = 1_000, 2_000
HEAD = (
    *("script", "queries", "spelled anew", "among", "rank 1", "rank 5"),
    *("pivot known, rank 1", "rank 5", "Levenshtein, rank 1"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A true name and how a scheme spells it; `new` where no scheme before the last does so."""

    true: str
    seen: str
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """A model that does not know the queries; `invented` is what it was calibrated on."""

    transducer: Transducer
    weights: Weights
    calibration: Calibration
    invented: Told


def all_but_last(spellings: Sequence[str]) -> Sequence[str]:
    """The schemes that may be learned from when the last is held out."""
    return spellings[:-1]


def last(spellings: Sequence[str]) -> str:
    """The spelling by the scheme that is held out."""
    return spellings[-1]


def read_queries(
    folder: Path, most: int = ASKED, pick: Callable[[Sequence[str]], str] = last
) -> dict[str, list[Query]]:
    """Queries by channel, each true name once, in the spelling that is picked."""
    return {code: list(_queries(folder, script, pick))[:most] for code, script in SCRIPTS.items()}


def _queries(folder: Path, script: str, pick: Callable[[Sequence[str]], str]) -> Iterator[Query]:
    pairs = read_names(folder, script, "dev")
    random.Random(5).shuffle(pairs)
    for true, native in dict(pairs).items():
        spellings = [letters_of(spelling) for spelling in SCHEMES[script](native)]
        if spellings and len(seen := pick(spellings)) > 1:
            yield Query(true=true, seen=seen, new=seen not in spellings[:-1])


def hold_out(
    data: Path, queries: Mapping[str, Sequence[Query]], choose: Choose
) -> tuple[dict[str, list[Pair]], frozenset[str]]:
    """`.train` names garbled, to calibrate by, and all names that no table may know."""
    asked = frozenset(query.true for some in queries.values() for query in some)
    garbles = invent_garbles(data / "translit", "train", choose, asked)
    return garbles, asked | {true for some in garbles.values() for true, _ in some}


def learn_held_out(
    data: Path,
    queries: Mapping[str, Sequence[Query]],
    real: Sequence[Example],
    told: Told,
    choose: Choose = all_but_last,
) -> HeldOut:
    """Learn all that the queries are restored by, from the schemes that are chosen.

    The calibration of diagnoses is learned from `.train` names that the tables do not know, and
    from what the real errors tell.
    """
    garbles, unknown = hold_out(data, queries, choose)
    material = gather(data / "translit", without=unknown, choose=choose)
    errors = read_errors(data / "name_errors" / "pairs.tsv")
    transducer = join_tables(refined(errors, material, learn_scripts(material)))
    weights = fit([*real, *invented_examples(data, transducer, choose)])
    invented = explain_invented(garbles, transducer, weights)
    return HeldOut(
        transducer=transducer,
        weights=weights,
        calibration=calibrate(invented, told),
        invented=invented,
    )


def learn_rescorer(
    data: Path,
    queries: Mapping[str, Sequence[Query]],
    model: HeldOut,
    real: Sequence[Example],
    choose: Choose = all_but_last,
) -> Rescorer:
    """Learn the scripts, and what they count for.

    That is learned from `.train` names that they do not know, and from the real errors.
    """
    garbles, unknown = hold_out(data, queries, choose)
    scripts = {}
    for code in SCRIPTS:
        names = read_forms(data.parent, SOURCES[code], "train")
        known = [name for name in names if name.letters not in unknown]
        scripts[code] = learn_script(known, code, choose)
    unweighed = Rescorer({}, scripts.__getitem__)
    cases = invented_cases(
        data / "translit",
        "train",
        unweighed,
        garbles=garbles,
        transducer=model.transducer,
        weights=model.weights,
    )
    weights = learn_weights(cases, real_cases(real, unweighed))
    return Rescorer(weights, scripts.__getitem__)


def table(
    folder: Path, queries: Mapping[str, Sequence[Query]], model: HeldOut, rescorer: Rescorer
) -> Iterator[str]:
    """Rank 1 and 5 by script, among some names and among all of the file."""
    yield f"| {' | '.join(HEAD)} |"
    yield f"|{'---|' * len(HEAD)}"
    for code, some in queries.items():
        every = dict.fromkeys(true for true, _ in read_names(folder, SCRIPTS[code], "dev"))
        asked = dict.fromkeys(query.true for query in some)
        new = percent(sum(query.new for query in some) / len(some))
        for listed in (list({**asked, **every})[:LISTED], list(every)):
            cells = " | ".join(_measure(code, some, listed, model, rescorer))
            yield f"| {SCRIPTS[code]} | {len(some):,} | {new} | {len(listed):,} | {cells} |"


def _measure(
    code: str,
    queries: Sequence[Query],
    listed: Sequence[str],
    model: HeldOut,
    rescorer: Rescorer,
) -> Iterator[str]:
    names = NameList.of(listed, model.transducer)
    found = rescorer.restore_all([query.seen for query in queries], names, model.weights)
    answers = []
    for query, posterior in zip(queries, found, strict=True):
        letters = [names.letters[i] for i in posterior.numbers]
        right = letters.index(query.true) if query.true in letters else None
        answers.append(Answer(posterior=posterior, right=right, channel=code))
    for places in ([a.unknown for a in answers], [a.known for a in answers]):
        yield from (percent(strict_share(places, most)) for most in (1, 5))
    yield percent(expected_share(list(_by_levenshtein(queries, names.letters)), 1))


def _by_levenshtein(queries: Sequence[Query], letters: Sequence[str]) -> Iterator[Place]:
    numbers = {name: i for i, name in enumerate(letters)}
    scores = levenshtein([query.seen for query in queries], letters)
    for query, row in zip(queries, scores, strict=True):
        yield place(row, numbers[query.true])
