"""Counts over a run."""

from __future__ import annotations

from audit import Auditor, Source, audit_text
from audit.gate.tally import Tally

SLIPPED = (
    "On 10 May 1994 Nelson Mandela took the the oath of office in Pretoria , and four years of "
    "talks were over. His deputies were Thabo Mbeki and Frederik de Klerk."
)


def test_a_run_is_counted_by_verdict_rule_and_severity(auditor: Auditor) -> None:
    tally = Tally()
    for text in (SLIPPED, SLIPPED, ""):
        tally.add(auditor.audit(Source(path="a.txt", text=text)))
    summary = tally.summary()
    assert summary.files == 3
    assert summary.words == 2 * audit_text(SLIPPED).document.words
    assert summary.verdicts == {"pass": 0, "review": 2, "reject": 0, "incomplete": 1}
    assert summary.rules == {"punctuation": 2, "repetition": 2}
    assert list(summary.rules) == sorted(summary.rules)
    assert summary.severities == {"critical": 0, "major": 0, "minor": 4}


def test_an_empty_run_names_every_verdict_and_severity() -> None:
    summary = Tally().summary()
    assert (summary.files, summary.words, summary.rules) == (0, 0, {})
    assert set(summary.verdicts) == {"pass", "review", "reject", "incomplete"}
    assert set(summary.severities) == {"critical", "major", "minor"}
    assert not any((*summary.verdicts.values(), *summary.severities.values()))


def test_a_summary_does_not_change_when_the_run_goes_on(auditor: Auditor) -> None:
    tally = Tally()
    before = tally.summary()
    tally.add(auditor.audit(Source(path="a.txt", text=SLIPPED)))
    assert before.files == 0
    assert before.verdicts["review"] == 0
