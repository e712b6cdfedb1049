"""Write `reference/channels/rescoring.tsv`: what the way through a script counts for.

    python -m training.learn_rescoring DATA [--write]

The examples of a pivot are its real errors, each with candidates from tables that know nothing of
its true name (five folds), and as many names that no table was learned from (the `.dev` files under
DATA), romanised by any scheme and looked up among 2,500. A pivot's weight is the one at which most
true names are expected to come first among the candidates that its script weighs anew, both kinds
counting alike, of those at which neither kind has fewer first than without. (By their mean
log-probability the few names that were mined wrongly, which no script writes so, would decide.)
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audit.backtranslation.channels import load_channels
from audit.backtranslation.channels.transducer import Floats, Transducer
from audit.backtranslation.rescoring import COMPARED, WIDTHS, Rescorer
from audit.backtranslation.restoration import NameList, Posterior, Weights
from audit.reference import data_folder
from training.learn_channels import SCRIPTS, read_names
from training.learn_diagnosis import invent_garbles
from training.learn_restoration import FOLDS, LISTED, Example, fit, real_examples, shuffled
from training.multigram import Pair

GRID = np.arange(0.0, 1.51, 0.05)
CODES = [channel.code for channel in load_channels()]
HEADER = (
    "# What the way of a name through a script counts for, by training/learn_rescoring.py.\n"
    "pivot\tweight\tsource\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The place of the true name among candidates, their log-scores, and log P(seen | written)."""

    right: int
    scores: Floats
    written: Floats

    def weigh(self, weight: float) -> Floats:
        """The scores anew."""
        return self.scores + weight * self.written


def main() -> None:
    """Learn the weights, say what they do, and write them."""
    data = Path(sys.argv[1]) / "data"
    rescorer = Rescorer({})
    invented = invented_cases(data / "translit", "dev", rescorer)
    real = real_cases([*real_examples(data)], rescorer)
    weights = {
        code: choose(code, [s for s in (invented[code], real[code]) if s]) for code in SCRIPTS
    }
    if "--write" in sys.argv:
        write(weights)


def learn_weights(*kinds: Mapping[str, Sequence[Case]]) -> dict[str, float]:
    """The best weight of each script."""
    return {code: choose(code, [kind[code] for kind in kinds if kind[code]]) for code in SCRIPTS}


def choose(code: str, kinds: Sequence[Sequence[Case]]) -> float:
    """The weight at which the true names are the most probable; prints what it does."""
    before = [share_first(kind, 0.0) for kind in kinds]
    safe = [
        w for w in GRID if all(share_first(k, w) >= b for k, b in zip(kinds, before, strict=True))
    ]
    best = max(safe, key=lambda weight: sum(expect_first(kind, weight) for kind in kinds))
    for kind, share in zip(kinds, before, strict=True):
        then = share_first(kind, best)
        print(f"{code} {best:.2f}: first {share:.1%}, then {then:.1%} of {len(kind):,}", flush=True)
    return float(best)


def expect_first(cases: Iterable[Case], weight: float) -> float:
    """The mean probability of the true names."""
    anew = [(case.weigh(weight), case.right) for case in cases]
    return float(np.mean([np.exp(s[i] - np.logaddexp.reduce(s)) for s, i in anew]))


def share_first(cases: Sequence[Case], weight: float) -> float:
    """The share of true names that come first."""
    return float(np.mean([case.weigh(weight).argmax() == case.right for case in cases]))


def invented_cases(
    folder: Path,
    part: str,
    rescorer: Rescorer,
    *,
    garbles: Mapping[str, Sequence[Pair]] | None = None,
    transducer: Transducer | None = None,
    weights: Weights | None = None,
) -> dict[str, list[Case]]:
    """Romanised names of each script, looked up among others of their file."""
    garbles = garbles or invent_garbles(folder, part)
    found: dict[str, list[Case]] = {}
    for code, script in SCRIPTS.items():
        true, seen = zip(*garbles[code], strict=True)
        others = shuffled(read_names(folder, script, part))[: LISTED - len(true)]
        names = NameList.of((*true, *(name for name, _ in others)), transducer)
        pairs = zip(garbles[code], names.restore_all(seen, weights, WIDTHS), strict=True)
        found[code] = [
            case
            for pair, posterior in pairs
            for case in lay_case(code, pair, posterior, names, rescorer)
        ]
    return found


def real_cases(examples: Sequence[Example], rescorer: Rescorer) -> dict[str, list[Case]]:
    """The real errors of each script."""
    found: dict[str, list[Case]] = {code: [] for code in SCRIPTS}
    for fold in range(FOLDS):
        weights = fit([e for e in examples if e.fold != fold])
        for e in (e for e in examples if e.fold == fold and e.wrong.channel in found):
            scores = e.features @ weights.features + weights.biases[:, None]
            posterior = Posterior(numbers=e.numbers, scores=scores)
            pair, code = (e.wrong.true, e.wrong.seen), e.wrong.channel
            found[code] += lay_case(code, pair, posterior, e.names, rescorer)
    return found


def lay_case(
    code: str, pair: Pair, posterior: Posterior, names: NameList, rescorer: Rescorer
) -> Iterator[Case]:
    """What there is to weigh, where the true name is among the candidates that are weighed anew."""
    true, seen = pair
    scores = posterior.scores[CODES.index(code)]
    best = np.argsort(-scores)[:COMPARED]
    letters = [names.letters[number] for number in posterior.numbers[best]]
    if true in letters:
        written = rescorer.log_written(letters, seen, code)
        yield Case(right=letters.index(true), scores=scores[best], written=written)


def write(weights: Mapping[str, float]) -> None:
    """Write the table."""
    rows = [f"{code}\t{w:.2f}\ttraining/learn_rescoring.py\n" for code, w in weights.items()]
    path = data_folder() / "channels" / "rescoring.tsv"
    path.write_text(HEADER + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
