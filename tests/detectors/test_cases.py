"""Every rule against its cases: what it flags, what it passes, and what its mends read like."""

from __future__ import annotations

import pytest

from audit import Auditor
from audit.detectors import RULES, make_detectors
from audit.mending.choice import apply_suggestions, choose_suggestions

from .cases import (
    Case,
    cases_of,
    detector_of,
    each_case,
    find,
    is_as_told,
    load_cases,
    shared,
    surfaces,
)

UNMENDED = {"pronoun-intrusion", "sentence-fragment"}  # nobody can tell what should stand there


@each_case("fires")
def test_damage_is_flagged_and_the_right_mend_suggested(auditor: Auditor, case: Case) -> None:
    document = case.read(auditor)
    found = find(auditor, detector_of(auditor, case.rule), document)
    assert is_as_told(case.rule, document, found, case.entry["flags"])
    assert all(finding.rule.code == case.rule for finding in found)
    assert all(finding.message and 0 < finding.confidence <= 1 for finding in found)
    shown = surfaces(document, found)
    for told, mend in zip(case.entry["flags"], case.entry.get("suggests", ()), strict=False):
        finding = found[max(range(len(shown)), key=lambda i: shared(shown[i], told))]
        first = finding.suggestions[:3]
        assert mend in [suggestion.replacement for suggestion in first]
        assert all(
            suggestion.explanation and 0 < suggestion.confidence <= 1 for suggestion in first
        )


@each_case("passes")
def test_right_text_is_passed(auditor: Auditor, case: Case) -> None:
    document = case.read(auditor)
    found = find(auditor, detector_of(auditor, case.rule), document)
    assert surfaces(document, found) == []


@each_case("mends")
def test_a_mended_text_reads_as_it_should(auditor: Auditor, case: Case) -> None:
    document = case.read(auditor)
    found = find(auditor, detector_of(auditor, case.rule), document)
    mended = apply_suggestions(document.text, choose_suggestions(found))
    wanted = case.entry.get("reads")
    assert all(words in mended for words in wanted) if wanted else mended == case.entry["mended"]


@each_case("mends")
def test_a_mended_text_has_nothing_left_to_mend(auditor: Auditor, case: Case) -> None:
    document = case.read(auditor, case.entry["mended"])
    assert surfaces(document, find(auditor, detector_of(auditor, case.rule), document)) == []


@each_case("options")
def test_an_option_changes_what_is_flagged(auditor: Auditor, case: Case) -> None:
    document = case.read(auditor)
    found = find(auditor, detector_of(auditor, case.rule), document)
    assert surfaces(document, found) == case.entry["default"]
    detectors = make_detectors((), {case.rule: case.entry["set"]})
    (changed,) = (d for d in detectors if d.rule.code == case.rule)
    assert surfaces(document, find(auditor, changed, document)) == case.entry["flags"]


@pytest.mark.parametrize("rule", RULES)
def test_texts_to_skip_are_never_flagged(auditor: Auditor, rule: str) -> None:
    for case in cases_of(rule, "fires"):
        document = case.read(auditor)
        first, *others = surfaces(document, find(auditor, detector_of(auditor, rule), document))
        detectors = make_detectors((), {rule: {"skip": [first.upper()]}})
        (lenient,) = (d for d in detectors if d.rule.code == rule)
        left = [other for other in others if other.lower() != first.lower()]
        assert surfaces(document, find(auditor, lenient, document)) == left


@pytest.mark.parametrize("rule", RULES)
def test_line_ends_of_windows_make_no_difference(auditor: Auditor, rule: str) -> None:
    for case in cases_of(rule, "fires"):
        document = case.read(auditor, case.text.replace("\n", "\r\n"))
        found = find(auditor, detector_of(auditor, rule), document)
        assert is_as_told(rule, document, found, case.entry["flags"])


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_has_cases_enough(rule: str) -> None:
    cases = load_cases(rule)
    assert len(cases["fires"]) >= 10
    assert len(cases["passes"]) >= 15
    assert len(cases.get("mends", ())) >= (0 if rule in UNMENDED else 3)
    assert set(cases) <= {"bodies", "fires", "passes", "mends", "options"}


@pytest.mark.parametrize("rule", RULES)
def test_no_case_stands_twice(rule: str) -> None:
    texts = [str(entry) for kind in ("fires", "passes") for entry in load_cases(rule)[kind]]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("rule", sorted(set(RULES) - UNMENDED))
def test_the_cases_of_a_rule_with_mends_say_what_is_right(rule: str) -> None:
    named = [entry for entry in load_cases(rule)["fires"] if "suggests" in entry]
    assert len(named) >= 4
    assert all(len(entry["suggests"]) == len(entry["flags"]) for entry in named)
