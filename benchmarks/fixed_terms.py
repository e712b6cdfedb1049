"""How well broken fixed terms are found and mended, and how often right text is taken for one.

    python -m benchmarks.fixed_terms --carriers CLEAN.jsonl.gz --thesaurus THESAURUS.tsv
                                     --spun PHRASES.tsv --clean FILE.jsonl.gz …

    python -m benchmarks.fixed_terms --carriers CLEAN.jsonl.gz --spun PHRASES.tsv

Terms of every eighth text of CLEAN, which the scripts that learn leave out, are broken there by
`training/spun_terms.py`; of THESAURUS the half is used that was not learned from. PHRASES are rows
of a broken phrase and the original; each is put in a plain sentence, and the rows of which the
original is or holds a listed term are counted as fixed terms. With CLEAN as well, so many of the
rows, fixed terms or not, are put together in one of its texts, as a spun article has them, and only
the fixed terms are counted. Clean files are as for
`benchmarks/false_alarms.py`; of the one that is learned from, every eighth text is taken.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path

from audit import Auditor, Finding, Source, list_sources
from audit.detectors.garbled_title import GarbledTitle, read_places
from audit.errors import ReadError
from training.learn_terms import HELD_OUT, SPUN, put_in, read_texts, spin_text
from training.spun_terms import Spinner, Spun, read_unshipped

CARRIER = "Reporters wrote about the {} on Monday."
SIZES = (1, 4, 8, 16)  # rows put in one text
DOCUMENTS = 60  # texts that rows are put in, for each size
TOP = 3
BINS = (0.5, 0.7, 0.8, 0.9, 0.97, 1.01)

Tried = tuple[Spun, int]  # a broken term, and the rank of the right one among the mends: 0 unfound
Judged = tuple[float, bool]  # a finding's confidence, and whether its first mend is right


def main() -> None:
    """Print the tables that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--carriers", type=Path)
    parser.add_argument("--thesaurus", type=Path)
    parser.add_argument("--texts", type=int, help="so many carriers at most")
    parser.add_argument("--broken", type=int, default=SPUN, help="terms broken in a carrier")
    parser.add_argument("--spun", type=Path)
    parser.add_argument("--clean", nargs="*", default=[])
    parser.add_argument("--show", action="store_true", help="list what is missed and false")
    options = parser.parse_args()
    auditor = Auditor()
    if options.carriers and options.thesaurus:
        texts = islice(texts_to_measure(options.carriers), options.texts)
        tables = broken_tables(auditor, texts, options.thesaurus, options.broken, options.show)
        print("\n".join(tables))
    if options.spun:
        print("\n".join(spun_table(auditor, options.spun, show=options.show)))
    if options.spun and options.carriers:
        carriers = list(islice(texts_to_measure(options.carriers), DOCUMENTS))
        print("\n".join(spun_documents_table(auditor, options.spun, carriers)))
    for path in options.clean:
        learned = options.carriers is not None and Path(path) == options.carriers
        every = 2 * HELD_OUT if learned else 1
        print("\n".join(clean_table(auditor, path, every, show=options.show)))


def texts_to_measure(path: Path) -> Iterator[str]:
    """Texts that neither the first nor the second look was learned from: every eighth."""
    return islice(read_texts(path, held_out=True), 0, None, 2)


def find(auditor: Auditor, text: str) -> list[Finding]:
    """What the rule alone finds in a text."""
    document = auditor.reader.read(Source(path="text", text=text))
    return list(GarbledTitle().detect(document, auditor.knowledge))


def broken_tables(
    auditor: Auditor, texts: Iterable[str], thesaurus: Path, most: int, show: bool
) -> Iterator[str]:
    """Recall and mends by kind of exchange and by number of content words; calibration."""
    spinner = Spinner(auditor.knowledge.terms, read_unshipped(thesaurus, half=1), random.Random(2))
    tried: list[Tried] = []
    judged: list[Judged] = []
    for text in texts:
        for one in broken(auditor, text, spinner, most, judged):
            tried.append(one)
            if show and one[1] == 0:
                print(f"  missed ({one[0].kind}): {one[0].text!r} for {one[0].term.form!r}")
    by_kind: defaultdict[str, list[Tried]] = defaultdict(list)
    for spun, rank in tried:
        length = len(spun.term.key)
        small = "lower case" if spun.text[1:].islower() else "capitals"
        for group in (spun.kind, f"{min(length, 5)} content words", small, "all"):
            by_kind[group].append((spun, rank))
    yield "\n| terms broken on purpose | terms | found | first mend right | right in 3 |"
    yield "|---|---|---|---|---|"
    for group in sorted(by_kind):
        yield f"| {group} | {cells([rank for _, rank in by_kind[group]])} |"
    yield from calibration_table(judged)


def broken(
    auditor: Auditor, text: str, spinner: Spinner, most: int, judged: list[Judged]
) -> Iterator[Tried]:
    """The broken terms of one text with the ranks of their mends; adds the findings to `judged`."""
    document = auditor.reader.read(Source(path="clean", text=text))
    spun = spin_text(document, read_places(document, auditor.knowledge.terms), spinner, most)
    text, where = put_in(text, spun)
    found = find(auditor, text)
    right: set[Finding] = set()
    for one, start in where:
        end = start + len(one.text)
        over = [f for f in found if f.span.start < end and start < f.span.end]
        mended = text[:start] + document.text[one.start : one.end] + text[end:]
        rank = min((r for f in over if (r := rank_of(f, text, mended, one))), default=TOP + 1)
        right.update(f for f in over if rank_of(f, text, mended, one) == 1)
        yield one, rank if over else 0
    judged += [(f.confidence, f in right) for f in found]


def rank_of(finding: Finding, text: str, mended: str, one: Spun) -> int:
    """Which of the suggestions gives the right text, or another form of the term; 0 for none."""
    forms = {form.lower() for form in one.term.entry.forms}
    for rank, suggestion in enumerate(finding.suggestions, start=1):
        span, new = suggestion.span, suggestion.replacement
        if (text[: span.start] + new + text[span.end :]).lower() == mended.lower():
            return rank
        if new.lower() in forms:
            return rank
    return 0


def cells(ranks: Sequence[int]) -> str:
    """Number, and shares in percent: found, first mend right, right among three."""
    total = len(ranks) or 1
    found, first = sum(rank > 0 for rank in ranks), sum(rank == 1 for rank in ranks)
    among = sum(0 < rank <= TOP for rank in ranks)
    return " | ".join(
        (str(len(ranks)), *(f"{100 * n / total:.1f} %" for n in (found, first, among)))
    )


def calibration_table(judged: Sequence[Judged]) -> Iterator[str]:
    """How many findings of a confidence are right, false alarms of the same texts included."""
    yield "\n| confidence | findings | mean | right |"
    yield "|---|---|---|---|"
    for low, high in pairwise(BINS):
        within = [(c, right) for c, right in judged if low <= c < high]
        if within:
            mean = sum(c for c, _ in within) / len(within)
            share = sum(right for _, right in within) / len(within)
            yield f"| {low:g} to {min(high, 1):g} | {len(within)} | {mean:.2f} | {share:.2f} |"


def spun_table(auditor: Auditor, path: Path, *, show: bool) -> Iterator[str]:
    """Recall and mends on phrases of a file."""
    rows = read_rows(path)
    ranks: defaultdict[str, list[int]] = defaultdict(list)
    for spun, original in rows:
        group = "fixed terms" if holds_term(auditor, original) else "other phrases"
        ranks[group].append(rank_phrase(auditor, spun, original))
        if show:
            print(f"  {group}, mend at rank {ranks[group][-1]}: {spun!r} for {original!r}")
    yield f"\n| {path.name} | rows | found | first mend right | right in 3 |"
    yield "|---|---|---|---|---|"
    for group in sorted(ranks):
        yield f"| {group} | {cells(ranks[group])} |"


def read_rows(path: Path) -> list[list[str]]:
    """The broken phrases and the originals of a file."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]


def spun_documents_table(auditor: Auditor, path: Path, carriers: Sequence[str]) -> Iterator[str]:
    """Recall on the fixed terms of a file, several of its rows in one text."""
    rows = read_rows(path)
    fixed = {original for _, original in rows if holds_term(auditor, original)}
    yield f"\n| {path.name}, rows in one text | fixed terms tried | found |"
    yield "|---|---|---|"
    for size in SIZES:
        rng = random.Random(size)
        found: list[bool] = []
        for carrier in carriers:
            group = rng.sample(rows, size)
            found += find_rows(auditor, carrier, group, fixed, rng)
        yield f"| {size} | {len(found)} | {100 * sum(found) / (len(found) or 1):.1f} % |"


def find_rows(
    auditor: Auditor, text: str, rows: Sequence[list[str]], fixed: set[str], rng: random.Random
) -> Iterator[bool]:
    """Whether each fixed term among the rows is found when all are put in a text."""
    paragraphs = text.split("\n")
    for spun, _ in rows:
        paragraphs.insert(rng.randrange(len(paragraphs) + 1), f"\n{CARRIER.format(spun)}\n")
    text = "\n".join(paragraphs)
    findings = find(auditor, text)
    for spun, original in rows:
        if original in fixed:
            before, _, _ = CARRIER.partition("{}")
            start = text.index(before + spun) + len(before)
            end = start + len(spun)
            yield any(f.span.start < end and start < f.span.end for f in findings)


def holds_term(auditor: Auditor, phrase: str) -> bool:
    """Whether a phrase is or holds a listed term."""
    document = auditor.reader.read(Source(path="text", text=CARRIER.format(phrase)))
    return any(place.said for place in read_places(document, auditor.knowledge.terms))


def rank_phrase(auditor: Auditor, spun: str, original: str) -> int:
    """The rank of the right mend of a phrase in its carrier; 0 if nothing is found."""
    text, mended = CARRIER.format(spun), CARRIER.format(original)
    found = find(auditor, text)
    for rank in range(1, TOP + 1):
        for finding in found:
            for suggestion in finding.suggestions[rank - 1 : rank]:
                span = suggestion.span
                new = text[: span.start] + suggestion.replacement + text[span.end :]
                if new.lower() == mended.lower():
                    return rank
    return TOP + 1 if found else 0


def clean_table(auditor: Auditor, path: str, every: int, *, show: bool) -> Iterator[str]:
    """False alarms per 1,000 words."""
    words, counts = 0, Counter[str]()
    for source in islice(list_sources([path], auditor.config.read), 0, None, every):
        try:
            document = auditor.reader.read(source)
        except ReadError:
            continue
        words += document.words
        for finding in GarbledTitle().detect(document, auditor.knowledge):
            counts[finding.severity] += 1
            if show:
                seen = document.text[finding.span.start : finding.span.end]
                mend = finding.suggestions[0].replacement
                print(f"  {finding.confidence:.2f} {seen!r} → {mend!r}")
    total = counts.total()
    yield f"\n{Path(path).name}: {words:,} words, {total} findings, "
    yield f"{1000 * total / words:.3f} per 1,000 words"


if __name__ == "__main__":
    main()
