"""Write `reference/channels/recognition.tsv`: what speaks for a garbled name being somebody's.

    python training/learn_recognition.py DATA [--write]

News of AllSides (DATA/data/clean) is read three times: as it is, where every odd word, and every
known word in odd company, is taken for a name we do not know; and with some listed people's names
garbled on purpose, into odd words and into known ones, each text through one pivot, as
`training/romanise.py` and names that a script writes alike tell (DATA/data/translit). Texts with
even numbers are learned from for the figures printed, false alarms by threshold on clean texts and
the reliability curve, which are those of the odd ones; what is written is learned from all of them.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein
from scipy.optimize import minimize

from audit import Auditor, Source
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.transducer import Floats
from audit.backtranslation.names import people_in
from audit.backtranslation.oddities import Finder
from audit.backtranslation.recognition import FEATURES, weigh
from audit.backtranslation.swaps import SwapFinder
from audit.detectors.base import READABLE, sentences_of
from audit.reading.mentions import find_runs
from audit.reference import data_folder, fold
from training.learn_channels import SCRIPTS, read_names
from training.romanise import SCHEMES

TEXTS = 2400
MOST = 3  # people whose names are garbled in a text
PENALTY = 1.0
RAREST, SHORTEST = 3.5, 4
HEADER = (
    "# Weights of a name's evidence, by training/learn_recognition.py: of odd words, and of known\n"
    "# words in odd company.\nfeature\tweight\tknown\tsource\n"
)
Garbles = Mapping[str, Mapping[str, Sequence[str]]]  # by pivot and letters of the true name


@dataclass(frozen=True, kw_only=True)
class Case:
    """An odd word: its candidates' features, which one is right (None: nobody listed).

    `known` says that the word is a right one in odd company.
    """

    features: Floats
    right: int | None
    text: int
    clean: bool
    seen: str
    words: tuple[str, ...]
    known: bool = False


def main() -> None:
    """Learn and print."""
    data = Path(sys.argv[1]) / "data"
    cases = list(gather_cases(data))
    columns = []
    for known in (False, True):
        kind = [case for case in cases if case.known == known]
        weights = fit([case for case in kind if case.text % 2 == 0])
        columns.append(fit(kind))
        print("right words in odd company:" if known else "odd words:")
        for name, weight in zip(FEATURES, weights, strict=True):
            print(f"{name:12} {weight:8.3f}")
        show([case for case in kind if case.text % 2], weights)
    if "--write" in sys.argv:
        rows = (
            f"{name}\t{odd:.4f}\t{known:.4f}\tlearned from news with garbled names\n"
            for name, odd, known in zip(FEATURES, *columns, strict=True)
        )
        path = data_folder() / "channels" / "recognition.tsv"
        path.write_text(HEADER + "".join(rows), encoding="utf-8")


def gather_cases(data: Path) -> Iterator[Case]:
    """The odd words of every text, as it is and with names garbled."""
    auditor = Auditor()
    finder = Finder(
        index=auditor.knowledge.names,
        vocabulary=auditor.knowledge.vocabulary,
        rarest=RAREST,
        shortest=SHORTEST,
    )
    garbles = invent_garbles(data / "translit")
    with gzip.open(data / "clean" / "allsides_train.jsonl.gz", "rt", encoding="utf-8") as file:
        for number, line in enumerate(islice(file, TEXTS)):
            text = json.loads(line)["text"]
            yield from cases_of(auditor, finder, text, {}, number)
            for known in (False, True):
                damaged, true = garble(auditor, text, garbles, random.Random(number), known=known)
                cases = cases_of(auditor, finder, damaged, true, number) if true else ()
                yield from (case for case in cases if case.known == known)


def cases_of(
    auditor: Auditor, finder: Finder, text: str, true: Mapping[str, str], number: int
) -> Iterator[Case]:
    """The odd words of a text; `true` gives what the garbled ones stand for."""
    document = auditor.reader.read(Source(path="text", text=text))
    runs = tuple(find_runs(sentences_of(document, READABLE), text))
    swaps = SwapFinder(index=finder.index, vocabulary=finder.vocabulary, shortest=SHORTEST)
    odd = [spot.oddity for spot in finder.find(text, runs)]
    oddities = odd + [spot.oddity for spot in swaps.find(text, runs)]
    for i, (oddity, features) in enumerate(zip(oddities, weigh(oddities), strict=True)):
        words = tuple(fold(c.word) for c in oddity.candidates)
        meant = true.get(oddity.seen)
        if meant is not None and meant not in words:
            continue  # the candidates do not hold it: nothing to learn
        right = None if meant is None else words.index(meant)
        yield Case(
            features=features,
            right=right,
            text=number,
            clean=not true,
            seen=oddity.seen,
            words=words,
            known=i >= len(odd),
        )


def garble(
    auditor: Auditor, text: str, garbles: Garbles, chance: random.Random, *, known: bool
) -> tuple[str, dict[str, str]]:
    """A text with some names garbled through one pivot, and what each garble stands for.

    Of some people the first mention in full is spared, as translation systems do. `known` asks for
    garbles that are right words.
    """
    document = auditor.reader.read(Source(path="text", text=text))
    runs = find_runs(sentences_of(document, READABLE), text)
    index = auditor.knowledge.names
    cast = {name for run in runs for name in people_in([w.text for w in run], index)}
    people = sorted(cast, key=lambda name: name.form)
    chance.shuffle(people)
    of = garbles[chance.choice(sorted(garbles))]
    true: dict[str, str] = {}
    for name in people[:MOST]:
        for word, part in zip(name.words, name.parts, strict=True):
            found = [
                seen
                for seen in of.get(letters_of(part), ())
                if _is_known(auditor, seen) == known and seen.capitalize() not in text
            ]
            if found and chance.random() < 0.7:
                seen = chance.choice(found).capitalize()
                if len(seen) >= SHORTEST:
                    spared = text.find(name.form) + len(name.form) if chance.random() < 0.4 else 0
                    pattern = rf"\b{re.escape(word)}\b"
                    text = text[:spared] + re.sub(pattern, seen, text[spared:])
                    true[seen] = part
    return text, true


def invent_garbles(folder: Path) -> Garbles:
    """What each pivot makes of names: romanised by every scheme, and written alike."""
    garbles: dict[str, dict[str, list[str]]] = {}
    for code, script in SCRIPTS.items():
        pairs = [*read_names(folder, script, "train"), *read_names(folder, script, "dev")]
        alike: defaultdict[str, list[str]] = defaultdict(list)
        for true, native in pairs:
            alike[native].append(true)
        found: defaultdict[str, list[str]] = defaultdict(list)
        for true, native in pairs:
            seen = [letters_of(s) for s in SCHEMES[script](native)] + alike[native]
            found[true] += [s for s in dict.fromkeys(seen) if _is_garble(true, s)]
        garbles[code] = {true: seen for true, seen in found.items() if seen}
    return garbles


def fit(cases: Sequence[Case]) -> Floats:
    """The weights under which what is right is most probable."""
    sizes = [len(case.features) for case in cases]
    flat = np.concatenate([case.features for case in cases])
    starts = np.cumsum([0, *sizes[:-1]])
    gold = np.array(
        [s + c.right for s, c in zip(starts, cases, strict=True) if c.right is not None]
    )
    spread = flat.std(axis=0) + 1e-9

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = flat @ weights
        top = np.maximum(np.maximum.reduceat(scores, starts), 0.0)
        odds = np.exp(scores - np.repeat(top, sizes))
        total = np.add.reduceat(odds, starts) + np.exp(-top)
        chances = odds / np.repeat(total, sizes)
        scaled = weights * spread
        value = (np.log(total) + top).sum() - scores[gold].sum() + PENALTY * scaled @ scaled
        slope = chances @ flat - flat[gold].sum(axis=0) + 2 * PENALTY * scaled * spread
        return float(value), slope

    best: Floats = minimize(loss, np.zeros(flat.shape[1]), jac=True, method="L-BFGS-B").x
    return best


def show(cases: Sequence[Case], weights: Floats) -> None:
    """False alarms in clean texts and recall of garbles by threshold, and the reliability curve."""
    judged = []
    for case in cases:
        scores = case.features @ weights
        top = max(0.0, scores.max())
        odds = np.exp(scores - top)
        best = int(odds.argmax())
        judged.append((case, best, float(odds[best] / (odds.sum() + np.exp(-top)))))
    garbled = sum(case.right is not None for case, _, _ in judged)
    for least in (0.3, 0.5, 0.7, 0.8, 0.9, 0.95):
        alarms = [(c.seen, c.words[b]) for c, b, p in judged if c.clean and p >= least]
        right = sum(c.right == b for c, b, p in judged if p >= least and c.right is not None)
        print(
            f"from {least}: {len(alarms)} in clean texts, {right / garbled:.3f} of garbles mended"
        )
    print([(c.seen, c.words[b]) for c, b, p in judged if c.clean and p >= 0.5][:60])
    for low in np.arange(0.1, 1.0, 0.1):
        some = [(c.right == b, p) for c, b, p in judged if not c.clean and low <= p < low + 0.1]
        if some:
            told = np.mean([p for _, p in some])
            print(f"told at {told:.2f}: {np.mean([r for r, _ in some]):.2f} right, of {len(some)}")


def _is_known(auditor: Auditor, word: str) -> bool:
    knowledge = auditor.knowledge
    return knowledge.names.knows(word) or knowledge.vocabulary.in_dictionary(word)


def _is_garble(true: str, seen: str) -> bool:
    return (
        seen != true
        and len(seen) >= SHORTEST
        and Levenshtein.normalized_similarity(true, seen) > 0.3
    )


if __name__ == "__main__":
    main()
