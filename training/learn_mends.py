"""Learn how probable it is that an edit is right, from how much it gains.

    python -m training.learn_mends TEXTS.jsonl.gz [--write]

Texts that the damage model did not learn from are damaged on purpose; the edits of each damaged
word are ranked as for a finding, and one is right when it brings the sentence nearer to what was
written (fewer words differ). Half of the texts are learned from, and the other half measured with:
how often a right edit is first, and among the first three, by kind of damage.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein
from sklearn.linear_model import LogisticRegression

from audit.backtranslation.mending import SUGGESTED, TRIED, apply, find_mends, load_odds
from audit.fluency.language_model import LanguageModel
from audit.model import Document
from audit.pipeline import Auditor
from audit.reading.tokens import tokenize
from audit.reference import data_folder
from training.damage import READING, Damaged
from training.learn_phrasing import halves, spoiled
from training.operations import OPERATIONS

SPOTS = 400  # damaged words of each half
HEAD = (
    "# How probable it is that an edit is right, from the logarithm of its gain in nats, by\n"
    "# training/learn_mends.py. Edits that gain less than `least` are not suggested."
)


@dataclass(frozen=True, slots=True)
class Tried:
    """A damaged word: what was done to it, and of its edits the gain and whether it is right."""

    damage: str
    edits: tuple[tuple[float, bool], ...]


def main() -> None:
    """Print the learned rows and the measures, and write the rows with --write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--spots", type=int, default=SPOTS)
    parser.add_argument("--tried", type=int, default=TRIED, help="edits of a word scored whole")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    auditor, model = Auditor(READING), LanguageModel.pulled(options.threads)
    learned, measured = (
        list(try_words(spoiled((d for _, d in half), auditor), model, options.spots, options.tried))
        for half in halves(options.texts, auditor)
    )
    firsts = [tried.edits[0] for tried in learned if tried.edits]
    gains = np.array([[math.log(gain)] for gain, _ in firsts])
    fitted = LogisticRegression(C=100.0).fit(gains, [right for _, right in firsts])
    source = f"training/learn_mends.py over {len(learned)} damaged words"
    rows = {"bias": fitted.intercept_[0], "gain": fitted.coef_[0][0], "least": load_odds()["least"]}
    lines = [HEAD, "name\tvalue\tsource"]
    lines += [f"{name}\t{value:.4g}\t{source}" for name, value in rows.items()]
    print("\n".join((*lines, "", *table(measured))))
    if options.write:
        path = data_folder() / "scoring" / "mends.tsv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def try_words(
    texts: Iterable[tuple[Document, Damaged]], model: LanguageModel, spots: int, tried: int
) -> Iterator[Tried]:
    """Damaged words of texts with their edits, so many, a few of each text."""
    seen: Counter[str] = Counter()
    for document, damaged in texts:
        of_text = 0
        for sentence in document.sentences:
            original = damaged.originals.get(sentence.span.start)
            for token in sentence.tokens if original else ():
                name = damaged.damage.get(token.start)
                if name is None or of_text == 5 or seen.total() == spots:
                    continue
                of_text += 1
                seen[name] += 1
                start, end = sentence.span.start, sentence.span.end
                distance = differing(document.text[start:end], original or "")
                rule = OPERATIONS[name][0]
                mends = find_mends(document.text, sentence, token.span, rule, model, tried)
                outcomes = ((m.gain, apply(m.edit, document.text, sentence.span)) for m in mends)
                edits = ((g, differing(o, original or "") < distance) for g, o in outcomes)
                yield Tried(name, tuple(edits))


def differing(one: str, other: str) -> int:
    """How many words and marks have to be put in, left out or exchanged."""
    words = ([token.text for token in tokenize(text, 0, len(text))] for text in (one, other))
    return Levenshtein.distance(*words)


def table(measured: Iterable[Tried]) -> Iterator[str]:
    """How often a right edit is first, and among those suggested, by kind of damage."""
    by_kind: defaultdict[str, list[Tried]] = defaultdict(list)
    for tried in measured:
        by_kind[tried.damage].append(tried)
    yield "| damage | words | something suggested | right first | right among three |"
    yield "|---|---|---|---|---|"
    everything = ("all", [tried for group in by_kind.values() for tried in group])
    for name, group in (*((k, by_kind[k]) for k in OPERATIONS if k in by_kind), everything):
        some = sum(bool(t.edits) for t in group)
        first = sum(any(right for _, right in t.edits[:1]) for t in group)
        three = sum(any(right for _, right in t.edits[:SUGGESTED]) for t in group)
        shares = " | ".join(f"{count / len(group):.0%}" for count in (some, first, three))
        yield f"| {name} | {len(group)} | {shares} |"


if __name__ == "__main__":
    main()
