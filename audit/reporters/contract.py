"""The output contract: a `FileAudit` as plain data, the same in every machine-readable report.

`report-1.schema.json` beside this file is its JSON Schema. Fields are only ever added to version 1.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from audit.model import FileAudit, Finding, RoundTrip, Summary
from audit.reporters.base import Lines

SCHEMA_ID = "https://translation-audit.example/schema/report-1.json"


def file_object(audit: FileAudit) -> dict[str, Any]:
    """One element of the contract's `files`."""
    document = audit.document
    lines = Lines.of(document.text)
    pivot = audit.pivot
    trips = [trip_object(trip, document.text) for trip in audit.trips]
    return {
        "path": document.path,
        "record": document.record,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "offsets": "extracted-text" if document.extracted else "text",
        "language": document.language,
        "words": document.words,
        "unread_words": document.unread,
        "depth": audit.depth.value,
        "verdict": audit.verdict.value,
        "reasons": list(audit.judgement.reasons),
        "reliability": {
            "score": audit.reliability.score,
            "probability_damaged": audit.reliability.probability_damaged,
            "costs": dict(audit.reliability.costs),
        },
        "readability": None if audit.readability is None else dict(audit.readability.indices),
        "pivot": pivot
        and {
            "language": pivot.language,
            "probability": pivot.probability,
            "evidence": list(pivot.evidence),
        },
        "mechanism": audit.mechanism.value,
        "findings": [_finding(finding, document.text, lines) for finding in audit.findings],
        "failures": [{"rule": f.rule, "error": f.error} for f in audit.failures],
        **({"roundtrips": trips} if trips else {}),
        **({"text": document.text} if document.extracted else {}),
    }


def summary_object(summary: Summary) -> dict[str, Any]:
    """The contract's `summary`."""
    return {
        "files": summary.files,
        "words": summary.words,
        "verdicts": dict(summary.verdicts),
        "rules": dict(summary.rules),
        "severities": dict(summary.severities),
    }


def tool_object(signature: str) -> dict[str, str]:
    """The contract's `tool`: who made the report, and what its judgements depend on."""
    from audit.version import VERSION

    return {"name": "translation-audit", "version": VERSION, "signature": signature}


@cache
def load_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a report."""
    file = resources.files("audit.reporters") / "report-1.schema.json"
    schema: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return schema


def trip_object(trip: RoundTrip, text: str) -> dict[str, Any]:
    """A round trip of a text; `changes` point into the text and into what came back."""
    stability = trip.stability
    return {
        "pivot": trip.pivot,
        "engine": trip.engine,
        "signatures": list(trip.signatures),
        "metrics": [
            {"name": m.name, "value": m.value, "signature": m.signature} for m in trip.metrics
        ],
        "stability": {
            "chrf": stability.chrf,
            "clean": stability.clean,
            "returned": stability.returned,
            "probability": stability.probability,
            "fit": stability.fit,
            "why": stability.why,
        },
        "left_out": trip.left_out,
        "sentences": [
            {
                "start": sentence.span.start,
                "end": sentence.span.end,
                "pivot": sentence.pivot,
                "back": sentence.back,
                "chrf": sentence.chrf,
                "bleu": sentence.bleu,
                "ter": sentence.ter,
                "changes": [
                    {
                        "start": change.span.start,
                        "end": change.span.end,
                        "back_start": change.back.start,
                        "back_end": change.back.end,
                        "kind": change.kind.value,
                        "text": text[change.span.start : change.span.end],
                        "back": sentence.back[change.back.start : change.back.end],
                    }
                    for change in sentence.changes
                ],
            }
            for sentence in trip.sentences
        ],
    }


def _finding(finding: Finding, text: str, lines: Lines) -> dict[str, Any]:
    span = finding.span
    line, column = lines.position(span.start)
    return {
        "rule": finding.rule.code,
        "mqm": finding.rule.mqm,
        "severity": finding.severity.value,
        "confidence": finding.confidence,
        "start": span.start,
        "end": span.end,
        "line": line,
        "column": column,
        "text": text[span.start : span.end],
        "message": finding.message,
        "evidence": list(finding.evidence),
        "suggestions": [
            {
                "start": s.span.start,
                "end": s.span.end,
                "replacement": s.replacement,
                "confidence": s.confidence,
                "explanation": s.explanation,
            }
            for s in finding.suggestions
        ],
    }
