"""The nouns of the program: what is read, what is found in it, and what is said of it.

All are frozen, slotted and keyword-only, and hold tuples rather than lists, so that any of them
can be shared between detectors, sent between processes and compared. Offsets are code points of
`Document.text`, half-open, and stay so from reading to report: the text is never normalised.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a reader is harmed, as in MQM (Lommel et al. 2014)."""

    CRITICAL = "critical"  # misled about who, what or how many
    MAJOR = "major"  # stumbles, or must guess
    MINOR = "minor"  # sees a blemish


class Verdict(StrEnum):
    """What the gate says of a file."""

    PASS = "pass"
    REVIEW = "review"
    REJECT = "reject"
    INCOMPLETE = "incomplete"


class Depth(StrEnum):
    """How much machinery an audit used."""

    MODEL_FREE = "model-free"
    STANDARD = "standard"
    DEEP = "deep"


class Mechanism(StrEnum):
    """How a text came to be damaged, as far as its findings tell."""

    ROUND_TRIP = "round-trip"
    SPUN = "spun"
    RAW_MT = "raw-mt"
    HUMAN_TYPOS = "human-typos"
    CLEAN = "clean"
    UNKNOWN = "unknown"


class Alteration(StrEnum):
    """What a round trip made of words."""

    FORM = "form"  # another form of the word
    SYNONYM = "synonym"
    SPELLING = "spelling"  # a like spelling, as of names
    ORDER = "order"
    OTHER = "other"
    LEFT_OUT = "left-out"
    PUT_IN = "put-in"


class BlockKind(StrEnum):
    """What a stretch of text is; only prose is held to the rules of prose."""

    PROSE = "prose"
    HEADING = "heading"
    CAPTION = "caption"
    LIST_ITEM = "list-item"
    QUOTATION = "quotation"
    VERSE = "verse"
    TABLE = "table"
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open range of code points, `start <= end`."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word, number or mark of the text, with its offsets."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """The token's range."""
        return Span(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a block, its tokens, and what kind of block it stands in.

    `opens` says whether the sentence is the first of its block.
    """

    span: Span
    tokens: tuple[Token, ...]
    kind: BlockKind = BlockKind.PROSE
    opens: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text as it was read: never changed, only annotated.

    `extracted` is true where the offsets point into text taken out of the file (HTML), not into
    the file itself. `quotations` are the ranges inside quotation marks, marks included.
    `unread` counts the words of code, tables and verse, which the rules of prose do not look at.
    `language` is the ISO 639-1 code detected, or None where there is too little to tell.
    """

    path: str
    text: str
    sentences: tuple[Sentence, ...] = ()
    language: str | None = None
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    sha256: str | None = None
    record: str | None = None
    extracted: bool = False
    quotations: tuple[Span, ...] = ()
    foreign: tuple[Span, ...] = ()
    words: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A kind of damage: a stable code, a title, its usual severity, and its MQM error type."""

    code: str
    title: str
    severity: Severity
    mqm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What the text should have said: `replacement` in the place of `span`."""

    span: Span
    replacement: str
    confidence: float
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One spot of damage, why it is thought to be one, and its mends, best first."""

    rule: Rule
    span: Span
    message: str
    confidence: float
    severity: Severity
    evidence: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A part of the audit that did not happen; a file with one is never passed.

    `rule` is the code of the detector that crashed, or the stage: `read`, `language`, `roundtrip`,
    `readability`, `policy`.
    """

    rule: str
    path: str
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotDiagnosis:
    """The language a text was sent through (ISO 639-1), with what speaks for it."""

    language: str
    probability: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A figure of sacrebleu (Post 2018), with the signature that says how it was measured."""

    name: str
    value: float
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Words of the text, and what a round trip made of them.

    `span` is a range of the text, `back` one of what came back; either is empty where words were
    put in or left out.
    """

    span: Span
    back: Span
    kind: Alteration


@dataclass(frozen=True, slots=True, kw_only=True)
class TripSentence:
    """A sentence, what the pivot made of it and what came back, with the scores between the two.

    They are chrF2++, BLEU with effective order and TER, 0 to 100 and, for TER, more.
    """

    span: Span
    pivot: str
    back: str
    chrf: float
    bleu: float
    ter: float
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """Whether a text changes as little as what has been through the same engine before.

    `chrf` is the mean chrF2++ of the text's sentences; `clean` and `returned` are what clean
    control texts have, and those texts when they come back a first time. `probability` is that of
    the text being like the latter, None where the engine does not tell the two apart, and `why`
    then says so. An engine that is not `fit` tells nothing at all of a text.
    """

    chrf: float
    clean: float
    returned: float
    probability: float | None
    why: str = ""
    fit: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTrip:
    """A text sent to a pivot language and back by an engine.

    `signatures` are those of the two directions; `left_out` counts sentences too long to be sent.
    """

    pivot: str
    engine: str
    signatures: tuple[str, str]
    sentences: tuple[TripSentence, ...]
    metrics: tuple[Metric, ...]
    stability: Stability
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Readability:
    """Readability indices by name; grades are US school years, reading ease runs 0 to about 100."""

    indices: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """How far the text can be relied on: 0 (not at all, or not audited) to 100.

    `costs` are the penalty points per 1,000 words that each rule took. `probability_damaged` is
    None until a calibrated model gives it.
    """

    score: float
    probability_damaged: float | None = None
    costs: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict and the reasons for it, in the words of the policy."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAudit:
    """All that is said of one file or record."""

    document: Document
    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...]
    readability: Readability | None
    reliability: Reliability
    depth: Depth
    judgement: Judgement
    pivot: PivotDiagnosis | None = None
    mechanism: Mechanism = Mechanism.UNKNOWN
    trips: tuple[RoundTrip, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The gate's verdict."""
        return self.judgement.verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a whole run came to: counts of files by verdict, of findings by rule and severity."""

    files: int
    words: int
    verdicts: Mapping[str, int]
    rules: Mapping[str, int]
    severities: Mapping[str, int]
