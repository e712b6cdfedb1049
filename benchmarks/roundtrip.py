"""How well a text that an engine has returned before is told from one that it has not.

    python -m benchmarks.roundtrip DATA [--texts 100] [--write]

Needs Apertium with English and Spanish, and Catalan. Clean articles of DATA/data/clean (bbc2004,
and those of allsides_train from which nothing was learned) are sent to a pivot and back; then
articles and returns make the trip that `audit roundtrip` makes. The engine is measured with the
shipped control texts, so nothing is fitted to what is measured. Told are the area under the curve
of texts by their stability; by reliability, which sees the English alone; which pivot is told; and
of the words that the trip has changed, how many the auditor marks. With --write the tables become
`docs/roundtrip.md`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from sklearn.metrics import roc_auc_score

from audit import Auditor, FileAudit, Source, list_sources
from audit.backtranslation.languages import name_language
from audit.backtranslation.roundtrip import Traveller
from audit.backtranslation.travellers import open_traveller
from audit.config import TripOptions
from audit.model import Alteration, Document, RoundTrip, Span
from audit.reading.tokens import is_word
from audit.scoring.mechanism import tell_returned
from training.damage import is_held_out, read_documents
from training.learn_phrasing import halves

PAGE = Path(__file__).parent.parent / "docs" / "roundtrip.md"
HEAD = """# Round trips, measured

Written by `python -m benchmarks.roundtrip DATA --write`; do not edit by hand.
"""
PIVOTS = ("es", "ca")


@dataclass(frozen=True, slots=True)
class Pair:
    """An article, what came back of it through a pivot, and the trips of both by all pivots."""

    original: Document
    returned: Document
    first: RoundTrip
    trips: tuple[RoundTrip, ...]
    again: tuple[RoundTrip, ...]


def main() -> None:
    """Print the tables, or write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--texts", type=int, default=100, help="of each collection")
    parser.add_argument("--audited", type=int, default=40, help="of each, by the whole auditor")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    page = [HEAD]
    for line in sections(options, Auditor()):
        print(line, flush=True)
        page.append(line)
    if options.write:
        PAGE.write_text("\n".join(page) + "\n", encoding="utf-8")


def sections(options: argparse.Namespace, auditor: Auditor) -> Iterator[str]:
    """The tables, a line at a time."""
    folder, most = options.data / "data" / "clean", options.texts
    travellers = [
        open_traveller(TripOptions(engine="apertium"), pivot, auditor.reader) for pivot in PIVOTS
    ]
    read = read_documents(folder / "bbc2004.jsonl.gz", auditor)
    bbc = [document for name, document in read if is_held_out(name, 4)]
    news = [d for _, d in halves(folder / "allsides_train.jsonl.gz", auditor)[1]]
    collections = {"BBC 2004, held out": bbc[:most], "AllSides, held out": news[:most]}
    yield "## The engine alone, and five real articles\n"
    yield from real_rows(options.data / "seeds", travellers, auditor)
    yield "\n## Texts told from what comes back of them\n"
    yield (
        "| articles | through | texts | chrF2++ of articles | of returns | AUC by stability"
        " | pivot told | clean texts told returned | AUC by reliability |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    words: list[tuple[FileAudit, RoundTrip]] = []
    for title, documents in collections.items():
        for traveller in travellers:
            pairs = list(send(documents, traveller, travellers, auditor))
            audited = pairs[: options.audited]
            with patch("audit.detectors.base.suggest_mends", return_value=()):  # change no score
                clean = [auditor.audit_document(pair.original) for pair in audited]
                returned = [auditor.audit_document(pair.returned) for pair in audited]
            words += zip(returned, (pair.first for pair in audited), strict=True)
            yield row(title, traveller.pivot, pairs, clean, returned)
    yield "\n## Words that the trip has changed\n"
    yield from word_rows(words)


def real_rows(folder: Path, travellers: Sequence[Traveller], auditor: Auditor) -> Iterator[str]:
    """A row for each real article and pivot."""
    yield "| article | through | chrF2++ | BLEU | TER | sentences keep | returned before |"
    yield "|---|---|---|---|---|---|---|"
    for traveller in travellers:
        control = traveller.control
        kept = f"{control.clean.mean:.1f}; on a second trip {control.returned.mean:.1f}"
        yield f"| control texts | {name_language(traveller.pivot)} | | | | {kept} | |"
    for source in list_sources([str(folder)], auditor.config.read):
        document = auditor.reader.read(source)
        for traveller in travellers:
            trip = traveller.travel(document)
            figures = " | ".join(f"{metric.value:.2f}" for metric in trip.metrics)
            told = f"{trip.stability.chrf:.1f} | {trip.stability.probability}"
            name = Path(source.path).name
            yield f"| {name} | {name_language(trip.pivot)} | {figures} | {told} |"


def send(
    documents: Iterable[Document],
    traveller: Traveller,
    travellers: Sequence[Traveller],
    auditor: Auditor,
) -> Iterator[Pair]:
    """Articles with what comes back of them, in paragraphs as they were."""
    for document in documents:
        first = traveller.travel(document)
        opened = {s.span.start for s in document.sentences if s.opens}
        text = "".join(
            ("\n\n" if s.span.start in opened else " ") + s.back for s in first.sentences
        )
        returned = auditor.reader.read(Source(path=document.path, text=text.strip()))
        if returned.language == "en":
            trips, again = (
                tuple(other.travel(text) for other in travellers) for text in (document, returned)
            )
            yield Pair(document, returned, first, trips, again)


def row(
    title: str,
    pivot: str,
    pairs: Sequence[Pair],
    clean: Sequence[FileAudit],
    returned: Sequence[FileAudit],
) -> str:
    """A line of the table."""
    place = PIVOTS.index(pivot)
    before = [pair.trips[place].stability for pair in pairs]
    after = [pair.again[place].stability for pair in pairs]
    stable = [s.chrf for s in (*before, *after)]
    area = roc_auc_score([False] * len(before) + [True] * len(after), stable)
    told = [tell_returned(pair.again) for pair in pairs]
    right = sum(found is not None and found.language == pivot for found in told)
    wrong = sum(tell_returned(pair.trips) is not None for pair in pairs)
    reliability = roc_auc_score(
        [True] * len(clean) + [False] * len(returned),
        [audit.reliability.score for audit in (*clean, *returned)],
    )
    means = f"{np.mean([s.chrf for s in before]):.1f} | {np.mean([s.chrf for s in after]):.1f}"
    shares = f"{right / len(pairs):.1%} | {wrong / len(pairs):.1%}"
    return (
        f"| {title} | {name_language(pivot)} | {len(pairs)} | {means} | {area:.4f} | {shares}"
        f" | {reliability:.4f} ({len(clean)} texts) |"
    )


def word_rows(found: Sequence[tuple[FileAudit, RoundTrip]]) -> Iterator[str]:
    """Of the words changed, by what became of them, how many are marked; and the precision."""
    marked: dict[Alteration, list[bool]] = {kind: [] for kind in Alteration}
    right = flagged = 0
    for audit, first in found:
        document = audit.document
        kinds = dict(changed_words(document, first))
        for sentence in document.sentences:
            for token in filter(is_word, sentence.tokens):
                hit = any(finding.span.overlaps(token.span) for finding in audit.findings)
                kind = kinds.get(token.start)
                flagged += hit
                right += hit and kind is not None
                if kind is not None:
                    marked[kind].append(hit)
    yield "| what became of them | words | marked |"
    yield "|---|---|---|"
    for kind, hits in marked.items():
        if hits:
            yield f"| {kind} | {len(hits):,} | {np.mean(hits):.1%} |"
    every = [hit for hits in marked.values() for hit in hits]
    yield f"| all | {len(every):,} | {np.mean(every):.1%} |"
    yield f"\nOf {flagged:,} words marked, {right / flagged:.1%} were changed by the trip."


def changed_words(document: Document, first: RoundTrip) -> Iterator[tuple[int, Alteration]]:
    """Where the words of a returned text stand that the trip has changed, and how."""
    at = 0
    for sentence in first.sentences:
        at = document.text.index(sentence.back, at)
        for change in sentence.changes:
            span = Span(start=at + change.back.start, end=at + change.back.end)
            for own in document.sentences:
                for token in own.tokens if own.span.overlaps(span) else ():
                    if span.covers(token.span):
                        yield token.start, change.kind
        at += len(sentence.back)


if __name__ == "__main__":
    main()
