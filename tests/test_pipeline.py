"""The straight line: what goes wrong is told, and the order and number of processes is nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pytest

from audit import pipeline
from audit.config import Config, Policy, ReadOptions
from audit.detectors import RULES, Detector, Knowledge, make_detectors
from audit.errors import ConfigError, WorkerError
from audit.model import Depth, Document, Finding, Rule, Severity, Span, Verdict
from audit.pipeline import Auditor, audit_all, auditor_for, settle
from audit.reading import Source, list_sources

TEXT = (
    "In October 1962 an American aircraft photographed missile sites in Cuba, and for thirteen "
    "days John Kennedy and Nikita Khrushchev wrote to each other while their fleets drew near. "
    "The Soviet government took its missiles home, and the United States promised not to invade "
    "the island. A direct line between Washington and Moscow was set up in the following year, so "
    "that the two governments could reach each other at any hour."
)
GERMAN = (
    "Am 9. November 1989 öffnete die Regierung in Ost-Berlin die Grenze, und noch in derselben "
    "Nacht gingen Tausende von Menschen über die Brücke an der Bornholmer Straße in den Westen."
)


def rule_of(code: str, severity: Severity = Severity.MINOR) -> Rule:
    return Rule(code=code, title="Test", severity=severity, mqm="style")


def found(
    code: str,
    start: int,
    end: int,
    severity: Severity = Severity.MINOR,
    confidence: float = 0.5,
) -> Finding:
    return Finding(
        rule=rule_of(code, severity),
        span=Span(start=start, end=end),
        message="a test",
        confidence=confidence,
        severity=severity,
    )


@dataclass(frozen=True, kw_only=True)
class Crashing(Detector):
    rule: ClassVar[Rule] = rule_of("crashing")

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        yield found("crashing", 0, 2)
        raise ZeroDivisionError("no words left")


@dataclass(frozen=True, kw_only=True)
class Dying(Detector):
    rule: ClassVar[Rule] = rule_of("dying")

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        os.kill(os.getpid(), signal.SIGKILL)
        yield found("dying", 0, 2)


def with_detector(detector: Detector, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every new auditor run one more detector."""

    def more(*asked: Any) -> tuple[Detector, ...]:
        return (*make_detectors(*asked), detector)

    monkeypatch.setattr(pipeline, "make_detectors", more)
    monkeypatch.setattr(pipeline, "_last", [])


def test_a_crash_of_a_detector_is_a_failure_and_the_others_still_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_detector(Crashing(), monkeypatch)
    audit = Auditor().audit(Source(path="cuba.txt", text=TEXT.replace("for thirteen", "for for")))
    assert [(f.rule, f.path, f.error) for f in audit.failures] == [
        ("crashing", "cuba.txt", "ZeroDivisionError: no words left")
    ]
    assert audit.verdict is Verdict.INCOMPLETE
    assert [f.rule.code for f in audit.findings] == ["repetition"]


def test_a_crash_of_the_readability_measures_is_a_failure(
    auditor: Auditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "measure_readability", lambda document: 1 / 0)
    audit = auditor.audit(Source(path="cuba.txt", text=TEXT))
    assert [failure.rule for failure in audit.failures] == ["readability"]
    assert audit.readability is None
    assert audit.verdict is Verdict.INCOMPLETE


def test_a_crash_while_reading_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def read(self, source: Source) -> Document:
            raise RecursionError("too deep")

    broken = cached_property(lambda self: Broken())
    broken.__set_name__(Auditor, "reader")
    monkeypatch.setattr(Auditor, "reader", broken)
    audit = Auditor().audit(Source(path="cuba.txt", text=TEXT))
    assert [(f.rule, f.error) for f in audit.failures] == [("read", "RecursionError: too deep")]
    assert audit.verdict is Verdict.INCOMPLETE


@pytest.mark.parametrize(
    ("source", "stage", "error"),
    [
        (Source(path="gone.txt"), "read", "cannot be read: No such file"),
        (Source(path="x", text=" \n\n "), "read", "is empty"),
        (Source(path="x", raw=b"\x00\x01\x02\x03" * 50), "read", "is binary"),
        (Source(path="x", text=GERMAN), "language", "not English (detected: de)"),
    ],
    ids=["missing", "empty", "binary", "German"],
)
def test_what_was_not_audited_is_incomplete_and_vouched_for_by_no_score(
    auditor: Auditor, source: Source, stage: str, error: str
) -> None:
    audit = auditor.audit(source)
    assert [failure.rule for failure in audit.failures] == [stage]
    assert error in audit.failures[0].error
    assert audit.verdict is Verdict.INCOMPLETE
    assert audit.reliability.score == 0


def test_a_record_that_cannot_be_read_is_named_by_its_line(auditor: Auditor) -> None:
    source = Source(path="w.jsonl", media_type="application/jsonl", raw=b"{", line=7)
    audit = auditor.audit(source)
    assert audit.document.record == "7"
    assert "line 7" in audit.failures[0].error


def test_a_clean_text_passes_with_all_its_measures(auditor: Auditor) -> None:
    audit = auditor.audit(Source(path="cuba.txt", text=TEXT))
    assert audit.verdict is Verdict.PASS
    assert audit.findings == ()
    assert audit.reliability.score == 100
    assert audit.readability is not None
    assert audit.depth is Depth.STANDARD
    assert audit.document.words > 60


@pytest.mark.parametrize(
    ("config", "complaint"),
    [
        (Config(gate=Policy(require=("casng",))), "gate.require: unknown rule 'casng'; did you"),
        (Config(gate=Policy(reject_at={"sevre": 1})), "'sevre' is neither a severity nor a rule"),
        (Config(gate=Policy(review_at={"minor": 0})), "minor = 0: the least number"),
        (Config(disable=("casng",)), "unknown rule 'casng'; did you mean 'casing'?"),
        (Config(rules={"casing": {"mots": 1}}), "rules.casing: unknown option 'mots'; did you"),
        (Config(rules={"casing": {"most": "1"}}), "rules.casing.most: '1' is not a number"),
        (Config(disable=tuple(RULES)), "every rule is disabled"),
    ],
)
def test_a_configuration_that_cannot_hold_makes_no_auditor(config: Config, complaint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Auditor(config)
    assert complaint in str(caught.value)


def test_the_gravest_of_several_findings_on_one_span_is_kept() -> None:
    kept = settle(
        [
            found("b", 4, 9, Severity.MINOR, 0.9),
            found("c", 4, 9, Severity.CRITICAL, 0.3),
            found("d", 4, 9, Severity.CRITICAL, 0.4),
            found("e", 4, 10),
            found("a", 0, 2),
        ]
    )
    assert [finding.rule.code for finding in kept] == ["a", "d", "e"]


def test_findings_come_in_the_order_of_the_text_whatever_order_they_were_made_in() -> None:
    findings = [found(code, start, start + 3) for start, code in enumerate("dbca")]
    assert settle(findings) == settle(reversed(findings)) == tuple(findings)


def test_a_phrase_is_no_finding_where_another_rule_knows_what_is_wrong() -> None:
    name = found("misspelled-name", 10, 18)
    beside, over = found("tortured-phrase", 20, 30), found("tortured-phrase", 4, 14)
    grammar = found("grammar", 25, 40)
    assert settle([over, grammar, beside, name]) == (name, beside, grammar)


def records(count: int) -> list[Source]:
    texts = (f"{TEXT} The letter was number {i}{' and and' * (i % 3)}." for i in range(count))
    return [Source(path="letters", text=text, line=i) for i, text in enumerate(texts, start=1)]


def test_the_number_of_processes_changes_nothing() -> None:
    alone, together = (list(audit_all(records(30), Config(), jobs)) for jobs in (1, 3))
    assert len(together) == 30
    for one, other in zip(alone, together, strict=True):
        assert (one.findings, one.judgement, one.reliability, one.readability) == (
            (other.findings, other.judgement, other.reliability, other.readability)
        )
        assert one.document.text == other.document.text


def test_sources_are_taken_only_a_little_ahead_of_what_is_asked_for() -> None:
    taken = []

    def endless() -> Iterator[Source]:
        while True:
            taken.append(1)
            yield Source(path="cuba.txt", text=TEXT)

    for jobs in (1, 2):
        taken.clear()
        audits = audit_all(endless(), Config(), jobs)
        for _ in range(5):
            next(audits)
        audits.close()  # type: ignore[attr-defined]
        assert len(taken) <= 5 + jobs * 4


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_sources_give_no_audits(jobs: int) -> None:
    assert list(audit_all([], Config(), jobs)) == []


def test_a_process_that_dies_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with_detector(Dying(), monkeypatch)
    with pytest.raises(WorkerError, match="a process of the audit died"):
        list(audit_all(records(3), Config(), jobs=2))


def test_a_wrong_configuration_is_told_before_any_process_starts() -> None:
    with pytest.raises(ConfigError, match="unknown rule"):
        list(audit_all(records(1), Config(disable=("casng",)), jobs=2))


def test_the_auditor_last_used_is_kept() -> None:
    one = auditor_for(Config())
    assert auditor_for(Config()) is one
    assert auditor_for(Config(disable=("casing",))) is not one


@pytest.mark.parametrize(
    "changed",
    [
        Config(disable=("casing",)),
        Config(gate=Policy(min_words=10)),
        Config(rules={"casing": {"most": 0.2}}),
        Config(read=ReadOptions(field="body")),
    ],
)
def test_the_signature_changes_with_whatever_changes_the_outcome(
    auditor: Auditor, changed: Config
) -> None:
    assert Auditor(changed).signature != auditor.signature


def test_the_signature_does_not_depend_on_the_order_of_keys() -> None:
    one, other = {"major": 2, "critical": 1}, {"critical": 1, "major": 2}
    signatures = {Auditor(Config(gate=Policy(reject_at=n))).signature for n in (one, other)}
    assert len(signatures) == 1


def test_what_is_listed_is_what_is_audited(
    auditor: Auditor, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b.txt", "a.md", "c.html"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    audits = [auditor.audit(source) for source in list_sources(["."], ReadOptions())]
    assert [audit.document.path for audit in audits] == ["./a.md", "./b.txt", "./c.html"]
