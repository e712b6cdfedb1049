"""Names mended in single sentences of real translations: how many, at few wrong corrections.

The list is the shipped one with every true name of the file, mostly one word without a bearer. So a
word's candidates are those that the text speaks for, as in the program, and the nearest words of
the list by the channels. In one sentence there is little other evidence: part of the name beside
the word, an office, a country, another name in the way, how rare the form is in English. Weights
are learned from one half of the true names and of the clean texts and measured on the other, both
ways; the threshold is the one at which clean news has so many wrong corrections. The channels'
tables and shipped weights know these errors: recall is too high by what they remember.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audit import Auditor, Source
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.transducer import Floats
from audit.backtranslation.evidence import Evidence, Surroundings
from audit.backtranslation.names import Name, build_index
from audit.backtranslation.oddities import Finder
from audit.backtranslation.recognition import FEATURES, Oddity, load_weights, weigh
from audit.backtranslation.restoration import NameList
from audit.detectors.base import READABLE, sentences_of
from audit.reading.mentions import find_runs
from audit.reference import Entry, Reference, fold, load_reference
from benchmarks.name_errors import read_rows
from benchmarks.ranking import percent
from training.learn_recognition import RAREST, SHORTEST, Case, fit

MOST_WRONG = 0.05  # wrong corrections in 1,000 clean words
EVERY = 6  # of the clean articles, one in so many
STRING = ("constant", "match", "seen", "length", "alike", "zipf")


@dataclass(frozen=True, slots=True)
class Search:
    """The program's search for odd words, with lone words of the list as candidates too."""

    auditor: Auditor
    finder: Finder
    words: NameList

    @classmethod
    def of(cls, true: Iterable[str]) -> Search:
        """Over the shipped list and some true names."""
        shipped = load_reference()
        added = tuple(Entry(name=name) for name in dict.fromkeys(true))
        index = build_index(Reference(entries=(*shipped.entries, *added), signature=""))
        auditor = Auditor()
        finder = Finder(
            index=index,
            vocabulary=auditor.knowledge.vocabulary,
            rarest=RAREST,
            shortest=SHORTEST,
        )
        people = (e.name for e in (*shipped.entries, *added) if e.kind == "person")
        return cls(auditor, finder, NameList.of(w for name in people for w in name.split()))

    def oddities(self, text: str) -> list[Oddity]:
        """The odd words of a text with whom they may stand for."""
        document = self.auditor.reader.read(Source(path="text", text=text))
        runs = tuple(find_runs(sentences_of(document, READABLE), text))
        around = Surroundings.of(text, runs, self.finder.index)
        places = [(run, i) for run in runs for i, w in enumerate(run) if self._is_odd(w.text)]
        near = self.words.restore_all([run[i].text for run, i in places])
        found = []
        for (run, i), posterior in zip(places, near, strict=True):
            told = around.candidates(run, i, i)
            known = {fold(evidence.word) for evidence in told}
            lone = (self.words.letters[n] for n in posterior.numbers.tolist())
            told += [_alone(word) for word in lone if word not in known]
            found.append(Oddity(seen=run[i].text, joined=False, candidates=tuple(told)))
        return [oddity for oddity in found if oddity.candidates]

    def _is_odd(self, word: str) -> bool:
        return self.finder.is_odd(word) and len(letters_of(word)) > 1


def _alone(word: str) -> Evidence:
    """A word of the list of which nothing in the text tells."""
    written = word.capitalize()
    name = Name(entry=Entry(name=written), form=written, words=(written,), parts=(word,))
    return Evidence(name=name, part=0)


def read_cases(search: Search, text: str, number: int, seen: str, true: str) -> Iterator[Case]:
    """The odd words of a text; `seen` stands for `true` (both empty in clean texts)."""
    oddities = search.oddities(text)
    for oddity, features in zip(oddities, weigh(oddities), strict=True):
        words = tuple(letters_of(c.word) for c in oddity.candidates)
        meant = bool(seen) and letters_of(oddity.seen) == seen
        if seen and not meant:
            continue  # other names of a translation may be wrong too
        right = words.index(true) if meant and true in words else None
        yield Case(
            features=features,
            right=right,
            text=number,
            clean=not seen,
            seen=oddity.seen,
            words=words,
        )


def judge(cases: Sequence[Case], weights: Floats) -> list[tuple[float, bool]]:
    """For each case the probability of its best candidate, and whether that is right."""
    judged = []
    for case in cases:
        scores = case.features @ weights
        top = max(0.0, float(scores.max()))
        odds = np.exp(scores - top)
        best = int(odds.argmax())
        judged.append((float(odds[best] / (odds.sum() + np.exp(-top))), case.right == best))
    return judged


def threshold(clean: Sequence[float], words: int) -> float:
    """The least probability over which clean text has no more wrong corrections than allowed."""
    allowed = int(MOST_WRONG * words / 1000)
    ordered = sorted(clean, reverse=True)
    return ordered[allowed] if allowed < len(ordered) else 0.0


def read_clean(folder: Path) -> Iterator[str]:
    """Some of the clean articles."""
    with gzip.open(folder / "bbc2004.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from (json.loads(line)["text"] for i, line in enumerate(file) if i % EVERY == 0)
    with gzip.open(folder / "wmt_source_en.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            text = "\n\n".join(" ".join(part) for part in json.loads(line)["paras"])
            if text.strip():
                yield text


def learn(cases: Sequence[Case], columns: Sequence[int]) -> Floats:
    """Weights of some features, the others nought."""
    mask = np.zeros(len(FEATURES))
    mask[list(columns)] = 1.0
    usable = [c for c in cases if c.clean or c.right is not None]
    kept = [
        Case(
            features=c.features * mask,
            right=c.right,
            text=c.text,
            clean=c.clean,
            seen=c.seen,
            words=c.words,
        )
        for c in usable
    ]
    return fit(kept) * mask


def table(data: Path) -> Iterator[str]:
    """Recall by detector, of all rows and of the well-known ones."""
    path = data / "name_errors" / "pairs.tsv"
    rows = read_rows(path)
    with path.open(encoding="utf-8", newline="") as file:
        fields = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        sentences = [line["sentence"] for line in fields]
    search = Search.of(row.true for row in rows)
    half = {name: i % 2 for i, name in enumerate(sorted({row.wrong.true for row in rows}))}
    wrong: dict[int, list[Case]] = {0: [], 1: []}
    for row, sentence in zip(rows, sentences, strict=True):
        side = half[row.wrong.true]
        wrong[side] += read_cases(search, sentence, row.number, row.wrong.seen, row.wrong.true)
    texts = list(read_clean(data / "clean"))
    clean: dict[int, list[Case]] = {0: [], 1: []}
    for i, text in enumerate(texts):
        clean[i % 2] += read_cases(search, text, i, "", "")
    words = [sum(len(t.split()) for t in texts[side::2]) for side in (0, 1)]
    yield f"{sum(words):,} clean words; {sum(map(len, wrong.values())):,} wrong forms are odd."
    yield "\n| detector | flagged, all | mended, all | flagged, well-known | mended, well-known |"
    yield "|---|---|---|---|---|"
    every, known = len(rows), {row.number for row in rows if row.well_known}
    string = [FEATURES.index(name) for name in STRING]
    detectors: dict[str, Sequence[int] | None] = {
        "shipped weights": None,
        "all evidence": range(len(FEATURES)),
        "string only": string,
    }
    for name, columns in detectors.items():
        found: list[tuple[int, bool]] = []
        for side in (0, 1):
            told = [*wrong[1 - side], *clean[1 - side]]
            weights = load_weights() if columns is None else learn(told, columns)
            least = threshold([p for p, _ in judge(clean[side], weights)], words[side])
            judged = zip(wrong[side], judge(wrong[side], weights), strict=True)
            found += [(case.text, right) for case, (p, right) in judged if p > least]
        cells = []
        for some, total in ((None, every), (known, len(known))):
            inside = [(n, right) for n, right in found if some is None or n in some]
            cells.append(percent(len({n for n, _ in inside}) / total))
            cells.append(percent(len({n for n, right in inside if right}) / total))
        yield f"| {name} | {' | '.join(cells)} |"
