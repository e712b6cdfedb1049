"""The cases of the rules, as `tests/cases/RULE.yml` has them.

`fires` are texts with the exact surfaces that the rule flags (`flags`) and, for each of these, a
mend that must be among the first three suggested (`suggests`). `passes` are texts, or mappings with
`text`, on which it finds nothing. `mends` are texts and what they read when its suggestions are
applied, or some of the words that are then there (`reads`). `options` are settings with the
surfaces flagged without (`default`) and with them (`flags`). A `body` is a longer text in which the
sentence takes the place of `{}`; `within` says that the text stands between paragraphs of a report;
`markdown` that it is Markdown.

Models round otherwise on another kind of processor. So where a rule rests on them alone, a surface
need only share a word with the one that is told, and what is hardly sure may come or stay away.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import audit
from audit.detectors import RULES, Detector
from audit.model import Document, Finding
from audit.reading import Source
from audit.reading.sources import MARKDOWN, PLAIN

MODELLED = {"tortured-phrase", "awkward-phrasing", "grammar"}
SURE = 0.65  # confidence from which a finding of a model is one on every processor
FOLDER = Path(__file__).parents[1] / "cases"

REPORT = """
The ferry reached the outer islands at six, an hour before the wind turned. On board were the post,
the doctor and eleven passengers, most of whom had been waiting on the mainland since the storm had
closed the harbour. The captain has made the crossing for thirty years.

{}

The islands have had a ferry since 1871, and they have been promised a bridge since 1934. Engineers
came to measure the sound twice, and each time the government that had sent them fell before they
could report to it. The council now wants a larger boat with room for the lorries of the fish farm,
which employs a third of those who live there and which would otherwise have to leave.
"""


@dataclass(frozen=True)
class Case:
    """One entry of a list of a rule's cases."""

    rule: str
    entry: dict[str, Any]

    @property
    def text(self) -> str:
        text: str = self.entry["text"]
        body: str = self.entry.get("body", REPORT if self.entry.get("within") else "{}")
        return body.replace("{}", text)

    def read(self, auditor: audit.Auditor, text: str | None = None) -> Document:
        """The case as a document, or another text in its place; it must be taken for English."""
        raw = (self.text if text is None else text).encode()
        media_type = MARKDOWN if self.entry.get("markdown") else PLAIN
        document = auditor.reader.read(Source(path=self.rule, raw=raw, media_type=media_type))
        assert document.language in ("en", None), "no rule is run on a text that is not English"
        return document


def cases_of(rule: str, kind: str) -> tuple[Case, ...]:
    """A rule's entries of one kind."""
    entries = load_cases(rule).get(kind, [])
    return tuple(Case(rule, e if isinstance(e, dict) else {"text": e}) for e in entries)


@cache
def load_cases(rule: str) -> dict[str, list[Any]]:
    """A rule's case file."""
    text = (FOLDER / f"{rule}.yml").read_text("utf-8")
    loaded: dict[str, list[Any]] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


def each_case(kind: str) -> pytest.MarkDecorator:
    """Run a test once for each entry of a kind."""
    cases = [case for rule in RULES for case in cases_of(rule, kind)]
    names = [f"{case.rule}: {' '.join(str(case.entry['text']).split())[:50]}" for case in cases]
    return pytest.mark.parametrize("case", cases, ids=names)


def detector_of(auditor: audit.Auditor, rule: str) -> Detector:
    """A rule's detector, as the auditor uses it."""
    return next(detector for detector in auditor.detectors if detector.rule.code == rule)


def find(auditor: audit.Auditor, detector: Detector, document: Document) -> list[Finding]:
    """A detector's findings in the order of the text."""
    found = detector.detect(document, auditor.knowledge)
    return sorted(found, key=lambda finding: finding.span)


def surfaces(document: Document, findings: list[Finding]) -> list[str]:
    """The texts that findings flag."""
    return [document.text[f.span.start : f.span.end] for f in findings]


def is_as_told(rule: str, document: Document, found: list[Finding], told: list[str]) -> bool:
    """Whether findings are the surfaces that a case tells."""
    shown = [surface.replace("\r\n", "\n") for surface in surfaces(document, found)]
    if rule not in MODELLED:
        return shown == told
    sure = [s for s, finding in zip(shown, found, strict=True) if finding.confidence >= SURE]
    return all(any(shared(one, other) for other in shown) for one in told) and all(
        any(shared(one, other) for other in told) for one in sure
    )


def shared(one: str, other: str) -> float:
    """Which part of the words of two surfaces they share."""
    mine, yours = set(one.split()), set(other.split())
    return len(mine & yours) / len(mine | yours)
