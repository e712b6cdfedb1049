"""Whole names garbled, given name and surname, in running news: how many are found and mended.

    python -m benchmarks.office_names DATA [--every K]

News of AllSides that `training/learn_recognition.py` does not learn from; in each text up to three
listed people lose every word of their names to one pivot, at every mention. People are told apart
by what the text says before the name: an office of theirs right before it (*President X Y*), one
not far from it, none. Then the texts as they were, and other clean news: what is flagged there is a
false alarm or a slip of the article's own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from audit import Auditor, Source
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.names import Name, people_in
from audit.detectors.base import READABLE, sentences_of
from audit.detectors.inconsistent_name import InconsistentName
from audit.detectors.misspelled_name import MisspelledName
from audit.model import Finding
from audit.reading.mentions import find_runs
from audit.reference import fold
from benchmarks.ranking import percent
from training.learn_recognition import MOST, SHORTEST, TEXTS, Garbles, invent_garbles

NEAR = 70  # characters before and after a name
CLEAN = ("allsides_train.jsonl.gz", "bbc2004.jsonl.gz", "wmt_source_en.jsonl.gz")


@dataclass(frozen=True, slots=True, kw_only=True)
class Victim:
    """A person of a text, and what stands for the words of the name."""

    name: Name
    seen: tuple[str, ...]

    def office(self, text: str) -> str:
        """What the text says of the person where the name stands in full."""
        told = "no office"
        for match in re.finditer(r"\s+".join(map(re.escape, self.seen)), text):
            start, end = match.span()
            before, after = text[max(0, start - NEAR) : start].lower(), text[end : end + NEAR]
            for role in self.name.entry.roles:
                if before.rstrip().endswith(role):
                    return "office right before"
                if re.search(rf"\b{re.escape(role)}\b", f"{before} . {after.lower()}"):
                    told = "office near"
        return told


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--every", type=int, default=1, help="read every K-th text")
    options = parser.parse_args()
    auditor, data = Auditor(), options.data / "data"
    print("\n".join(recall(auditor, data, options.every)))
    for name in CLEAN:
        print("\n".join(alarms(auditor, data / "clean" / name, options.every)))


def recall(auditor: Auditor, data: Path, every: int) -> Iterator[str]:
    """Words found and mended, by what the text says of the person."""
    garbles = invent_garbles(data / "translit")
    counts: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    people: defaultdict[str, int] = defaultdict(int)
    for number, text in enumerate(read_texts(data / "clean" / CLEAN[0])):
        if number % every:
            continue
        damaged, victims = garble_whole(auditor, text, garbles, random.Random(number))
        found = {}
        for finding in look(auditor, damaged)[0] if victims else ():
            mend = finding.suggestions[0].replacement
            found[damaged[finding.span.start : finding.span.end]] = fold(mend)
        for victim in victims:
            group = victim.office(damaged)
            people[group] += 1
            for seen, part in zip(victim.seen, victim.name.parts, strict=True):
                counts[group].append((seen in found, found.get(seen) == part))
    yield "| people | number | words flagged | words mended |\n|---|---|---|---|"
    for group, judged in sorted(counts.items()):
        cells = (percent(sum(column) / len(judged)) for column in zip(*judged, strict=True))
        yield f"| {group} | {people[group]} | {' | '.join(cells)} |"


def alarms(auditor: Auditor, path: Path, every: int) -> Iterator[str]:
    """What the rules of names flag in clean texts."""
    words, found = 0, []
    for number, text in enumerate(read_texts(path)):
        if number % every == 0:
            words += len(text.split())
            found += [(text, finding) for some in look(auditor, text) for finding in some]
    yield f"\n{path.name}: {words:,} words"
    for rule in (MisspelledName.rule, InconsistentName.rule):
        number = sum(finding.rule == rule for _, finding in found)
        yield f"{rule.code}: {number}, {1000 * number / words:.4f} per 1,000 words"
    for text, finding in found:
        start, end = finding.span.start, finding.span.end
        around = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 30]}"
        mend = finding.suggestions[0].replacement
        yield f"  {finding.rule.code} {finding.confidence}: {' '.join(around.split())} → {mend}"


def read_texts(path: Path) -> Iterator[str]:
    """The texts of a file, but for those that weights are learned from."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in islice(file, TEXTS if path.name == CLEAN[0] else 0, None):
            row = json.loads(line)
            text = row.get("text") or "\n\n".join(" ".join(part) for part in row["paras"])
            if text.strip():
                yield text


def look(auditor: Auditor, text: str) -> tuple[list[Finding], list[Finding]]:
    """The findings of both rules of names."""
    document = auditor.reader.read(Source(path="text", text=text))
    misspelled = list(MisspelledName().detect(document, auditor.knowledge))
    spans = {finding.span for finding in misspelled}
    found = InconsistentName().detect(document, auditor.knowledge)
    return misspelled, [finding for finding in found if finding.span not in spans]


def garble_whole(
    auditor: Auditor, text: str, garbles: Garbles, chance: random.Random
) -> tuple[str, list[Victim]]:
    """A text in which some people have lost every word of their names, and who they are."""
    document = auditor.reader.read(Source(path="text", text=text))
    index = auditor.knowledge.names
    runs = find_runs(sentences_of(document, READABLE), text)
    cast = {name for run in runs for name in people_in([w.text for w in run], index)}
    people = sorted((n for n in cast if n.form in text), key=lambda name: name.form)
    chance.shuffle(people)
    of = garbles[chance.choice(sorted(garbles))]
    victims: list[Victim] = []
    for name in people:
        seen = [_draw(auditor, of, part, text, chance) for part in name.parts]
        if all(seen) and len(victims) < MOST and name.form in text:
            victims.append(Victim(name=name, seen=tuple(seen)))
            for word, new in zip(name.words, seen, strict=True):
                text = re.sub(rf"\b{re.escape(word)}\b", new, text)
    return text, victims


def _draw(
    auditor: Auditor,
    of: Mapping[str, Sequence[str]],
    part: str,
    text: str,
    chance: random.Random,
) -> str:
    """What a pivot makes of a part, no known word; empty where it makes nothing such."""
    knowledge = auditor.knowledge
    found = [
        seen.capitalize()
        for seen in of.get(letters_of(part), ())
        if len(seen) >= SHORTEST
        and not (knowledge.names.knows(seen) or knowledge.vocabulary.in_dictionary(seen))
        and seen.capitalize() not in text
    ]
    return chance.choice(found) if found else ""


if __name__ == "__main__":
    main()
