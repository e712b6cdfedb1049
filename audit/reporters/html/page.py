"""All that one file's page shows, gathered from its audit; nothing here knows of HTML."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.backtranslation.languages import name_language
from audit.mending.choice import choose_suggestions, offer_words
from audit.model import (
    Depth,
    Document,
    Failure,
    FileAudit,
    Mechanism,
    PivotDiagnosis,
    Severity,
    Verdict,
)
from audit.reporters.base import percent
from audit.reporters.contract import file_object
from audit.reporters.html.cards import Card, gather_cards
from audit.reporters.html.difference import DiffPiece, diff_paragraphs, gather_changes
from audit.reporters.html.marking import Numbered, Piece, mark_findings, number_findings
from audit.reporters.html.panels import (
    Reading,
    ReliabilityPanel,
    gather_readability,
    gather_reliability,
)
from audit.reporters.html.paragraphs import split_paragraphs
from audit.reporters.html.trips import TripPanel, gather_trip
from audit.reporters.wording import DEPTHS, MECHANISMS
from audit.scoring.mechanism import NAMES

_LONG = 300  # paragraphs and findings; longer texts are laid out as they are scrolled to
_NAMED = 8  # wrong names told beside the verdict
_NARROWEST = 3.0  # thousandths of the strip that a finding takes at least
_BLOCK = 100  # paragraphs; the time to lay them out side by side grows with their square


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A thing known of the file, such as its language, in words."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Some paragraphs of the text, and the same as suggested, in pieces."""

    text: tuple[tuple[Piece, ...], ...]
    mended: tuple[tuple[DiffPiece, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where a finding is in the text: `start` and `width` in thousandths of its length."""

    number: int
    severity: Severity
    start: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file or record before the reader.

    `happened` says how the text came about, `misnamed` are wrong names with the right ones,
    `unmended` counts findings that the suggested text leaves as they are.
    `origin` is what speaks for the language that the text came through, `changes` is the number of
    places in which the suggested text differs. `decidable` says whether decisions on suggestions
    can be applied to the file, `data` is the audit as JSON.
    """

    path: str
    record: str | None
    sha256: str
    decidable: bool
    verdict: Verdict
    happened: str
    misnamed: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    failures: tuple[Failure, ...]
    facts: tuple[Fact, ...]
    origin: tuple[str, ...]
    reliability: ReliabilityPanel
    readability: tuple[Reading, ...]
    severities: tuple[tuple[Severity, int], ...]
    model_free: bool
    extracted: bool
    long: bool
    blocks: tuple[Block, ...]
    changes: int
    unmended: int
    strip: tuple[Mark, ...]
    cards: tuple[Card, ...]
    data: str
    trips: tuple[TripPanel, ...]


def gather_page(audit: FileAudit) -> Page:
    """The page of an audit."""
    document, numbered = audit.document, number_findings(audit.findings)
    chosen = choose_suggestions(audit.findings)
    changes = gather_changes(document.text, chosen)
    cards = gather_cards(document.text, numbered, chosen)
    paragraphs = split_paragraphs(document.text, tuple(change.span for change in changes))
    return Page(
        path=document.path,
        record=document.record,
        sha256=document.sha256 or "",
        decidable=_is_decidable(document),
        verdict=audit.verdict,
        happened=_tell_what_happened(audit),
        misnamed=_gather_misnamed(audit),
        reasons=audit.judgement.reasons,
        failures=audit.failures,
        facts=_gather_facts(audit),
        origin=audit.pivot.evidence if audit.pivot else (),
        reliability=gather_reliability(audit.reliability, audit.findings),
        readability=gather_readability(audit.readability),
        severities=tuple((s, _count(audit, s)) for s in Severity),
        model_free=audit.depth is Depth.MODEL_FREE,
        extracted=document.extracted,
        long=len(paragraphs) + len(numbered) > _LONG,
        blocks=_gather_blocks(
            mark_findings(document.text, numbered, paragraphs),
            diff_paragraphs(document.text, changes, paragraphs),
        ),
        changes=len(changes),
        unmended=sum(not any(mend.applied for mend in card.mends) for card in cards),
        strip=tuple(_gather_strip(document.text, numbered)),
        cards=cards,
        data=json.dumps(file_object(audit)),
        trips=tuple(gather_trip(document.text, trip) for trip in audit.trips),
    )


def _gather_blocks(
    text: Sequence[tuple[Piece, ...]], mended: Sequence[tuple[DiffPiece, ...]]
) -> tuple[Block, ...]:
    starts = range(0, len(text), _BLOCK)
    return tuple(
        Block(text=tuple(text[i : i + _BLOCK]), mended=tuple(mended[i : i + _BLOCK]))
        for i in starts
    )


def _tell_what_happened(audit: FileAudit) -> str:
    """How the text came about, in a sentence; empty where nothing is known or was found."""
    if audit.mechanism in (Mechanism.UNKNOWN, Mechanism.CLEAN):
        return ""
    told = MECHANISMS[audit.mechanism]
    way = f", by way of {_describe_pivot(audit.pivot)}" if audit.pivot else ""
    return f"What probably happened: {told}{way}."


def _gather_misnamed(audit: FileAudit) -> tuple[tuple[str, str], ...]:
    """The wrong names of the text, each once, with the right ones; the first of many."""
    text = audit.document.text
    names = (f for f in audit.findings if f.rule.code in NAMES and f.suggestions)
    told = {text[f.span.start : f.span.end]: offer_words(text, f) for f in names}
    return tuple(told.items())[:_NAMED]


def _gather_strip(text: str, numbered: Sequence[Numbered]) -> Iterator[Mark]:
    """The findings along the text, the gravest drawn last."""
    gravest = list(Severity)
    for item in sorted(numbered, key=lambda n: -gravest.index(n.finding.severity)):
        span = item.finding.span
        yield Mark(
            number=item.number,
            severity=item.finding.severity,
            start=round(1000 * span.start / len(text), 1),
            width=max(_NARROWEST, round(1000 * (span.end - span.start) / len(text), 1)),
        )


def _gather_facts(audit: FileAudit) -> tuple[Fact, ...]:
    document = audit.document
    language = name_language(document.language) if document.language else "too little to tell"
    facts = [
        Fact(name="Words", value=f"{document.words:,}"),
        Fact(name="Language", value=language),
        Fact(name="Depth of the audit", value=DEPTHS[audit.depth]),
    ]
    if audit.mechanism is not Mechanism.UNKNOWN:
        facts.append(Fact(name="How it came about", value=MECHANISMS[audit.mechanism]))
    if audit.pivot:
        facts.append(Fact(name="Probably by way of", value=_describe_pivot(audit.pivot)))
    if document.sha256:
        facts.append(Fact(name="SHA-256", value=document.sha256))
    return tuple(facts)


def _describe_pivot(pivot: PivotDiagnosis) -> str:
    return f"{name_language(pivot.language)} ({percent(pivot.probability)})"


def _is_decidable(document: Document) -> bool:
    """Whether `audit fix` can mend the file."""
    whole = not document.extracted and document.record is None and "\0" not in document.text
    return whole and bool(document.sha256)


def _count(audit: FileAudit, severity: Severity) -> int:
    return sum(finding.severity is severity for finding in audit.findings)
