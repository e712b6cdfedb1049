"""Learn whether a text reads better with the fixed term that it nearly says.

    python -m training.learn_readings CLEAN.jsonl.gz

CLEAN is the clean news of `training/learn_terms.py`; of the texts that it leaves out, every other
is learned from and the rest is left for `benchmarks.fixed_terms`. Positives are terms broken on
purpose, negatives what nearly is a term in the texts as they are, but for the mistakes of
`training/clean_mistakes.tsv`. Written is
`reference/scoring/readings.tsv`. Takes about half an hour on one core.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from audit import Auditor, Document, Source
from audit.backtranslation.plausibility import MODELS, is_told, model_of
from audit.backtranslation.readings import FLOOR, measure_reading
from audit.detectors.garbled_title import Judged, judge_places, read_places, replacements_of
from audit.fluency.language_model import LanguageModel
from audit.fluency.replacements import measure_gains
from audit.reference import data_folder
from training.learn_terms import Example, learn, put_in, read_texts, spin_text
from training.spun_terms import Spinner, Spun

ALARMS = {  # candidates per 1,000 clean words that each model may take for terms
    "capital pair": 0.016,
    "capital": 0.007,
    "lower pair": 0.017,
    "lower": 0.005,
}
SOURCE = "training/learn_readings.py"

Broken = Sequence[tuple[Spun, int]]  # broken terms and where they begin


def main() -> None:
    """Break, read, learn, write."""
    auditor, model = Auditor(), LanguageModel.pulled()
    spinner = Spinner(auditor.knowledge.terms, {}, random.Random(3))
    examples: dict[str, list[Example]] = defaultdict(list)
    words = 0
    for text in read_texts_to_learn_from(Path(sys.argv[1])):
        document = auditor.reader.read(Source(path="clean", text=text))
        words += document.words
        for name, example in examples_of(auditor, model, document, ()):
            examples[name].append(example)
        places = read_places(document, auditor.knowledge.terms)
        damaged, where = put_in(text, spin_text(document, places, spinner))
        spun = auditor.reader.read(Source(path="spun", text=damaged))
        for name, example in examples_of(auditor, model, spun, where):
            examples[name].append(example)
    write_weights({name: learn(examples[name], ALARMS[name] * words / 1000) for name in MODELS})


def read_texts_to_learn_from(path: Path) -> Iterator[str]:
    """Every other of the texts that the first look was not learned from."""
    texts = read_texts(path, held_out=True)
    return (text for number, text in enumerate(texts) if number % 2)


def examples_of(
    auditor: Auditor, model: LanguageModel, document: Document, broken: Broken
) -> Iterator[tuple[str, Example]]:
    """Candidates of a clean text, or those at the terms broken in it."""
    index = auditor.knowledge.terms
    places = read_places(document, index)
    every = judge_places(places, index)
    judged = [(p, c) for p, c in every if p >= FLOOR and not is_told(c, index)]
    if broken:
        judged = [one for one in judged if term_broken_at(one, broken) is not None]
    replacements = replacements_of(judged)
    gains = measure_gains(model, document.text, replacements)
    for one, (span, new), gain in zip(judged, replacements, gains, strict=True):
        probable, candidate = one
        seen = document.text[span.start : span.end]
        if seen.lower() in mistakes():
            continue
        features = measure_reading(probable, gain, seen, new)
        meant = candidate.near.term.entry.name == term_broken_at(one, broken)
        yield model_of(candidate), Example(features, meant, not broken)


def term_broken_at(judged: Judged, broken: Broken) -> str | None:
    """The name of the term that was broken where a candidate stands."""
    _, candidate = judged
    start, end = candidate.words[0].start, candidate.words[-1].end
    over = (one for one, at in broken if start < at + len(one.text) and at < end)
    return next((one.term.entry.name for one in over), None)


@cache
def mistakes() -> frozenset[str]:
    """Phrases of clean news that were read by hand and are wrong."""
    path = Path(__file__).with_name("clean_mistakes.tsv")
    rows = path.read_text(encoding="utf-8").splitlines()[2:]
    return frozenset(row.split("\t")[0] for row in rows)


def write_weights(weights: Mapping[str, Mapping[str, float]]) -> None:
    """Write the weights of all models, a row a feature."""
    rows = [
        "# Log-odds that a fixed term was meant, once the language model was asked.",
        "\t".join(("feature", *MODELS, "source")),
    ]
    for name in weights[MODELS[0]]:
        rows.append("\t".join((name, *(f"{weights[m][name]:g}" for m in MODELS), SOURCE)))
    path = data_folder() / "scoring" / "readings.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
