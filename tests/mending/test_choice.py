"""The text as it should have been."""

from __future__ import annotations

import time
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from audit.mending.choice import LEAST, apply_suggestions, choose_suggestions
from audit.model import Finding, Rule, Severity, Span, Suggestion

TEXT = "Kofi Anan led the the United Nations untill 2006 ."
RULE = Rule(code="test", title="Test", severity=Severity.MINOR, mqm="style")


def suggested(start: int, end: int, replacement: str, confidence: float = 0.5) -> Finding:
    span = Span(start=start, end=end)
    mend = Suggestion(
        span=span, replacement=replacement, confidence=confidence, explanation="a test"
    )
    worse = Suggestion(span=span, replacement="?", confidence=confidence / 2, explanation="")
    return Finding(
        rule=RULE,
        span=span,
        message="a test",
        confidence=confidence,
        severity=Severity.MINOR,
        suggestions=(mend, worse),
    )


def mended(*findings: Finding) -> str:
    return apply_suggestions(TEXT, choose_suggestions(findings))


ANY = st.lists(
    st.builds(
        lambda one, other, word, confidence: suggested(
            min(one, other), max(one, other), word, confidence
        ),
        st.integers(0, len(TEXT)),
        st.integers(0, len(TEXT)),
        st.text(max_size=5),
        st.floats(0, 1),
    ),
    max_size=12,
)


def test_the_best_suggestions_are_put_in_their_places() -> None:
    right = "Kofi Annan led the United Nations until 2006."
    findings = [
        suggested(48, 50, "."),
        suggested(5, 9, "Annan"),
        suggested(37, 43, "until"),
        suggested(17, 21, ""),
    ]
    assert mended(*findings) == right
    assert mended(*reversed(findings)) == right


def test_without_suggestions_the_text_stays() -> None:
    assert mended() == TEXT
    span = Span(start=0, end=4)
    finding = Finding(rule=RULE, span=span, message="odd", confidence=0.9, severity=Severity.MINOR)
    assert mended(finding) == TEXT


def test_of_overlapping_suggestions_the_most_confident_is_taken() -> None:
    assert mended(suggested(0, 9, "Kofi Annan", 0.4), suggested(5, 9, "Annan", 0.6)) == (
        TEXT.replace("Anan", "Annan")
    )
    assert mended(suggested(0, 9, "He", 0.7), suggested(5, 9, "Annan", 0.6)).startswith("He led")


def test_neighbours_do_not_get_in_each_others_way() -> None:
    assert mended(suggested(5, 9, "Annan"), suggested(9, 9, ","), suggested(0, 5, "")).startswith(
        "Annan, led"
    )


def test_two_insertions_at_one_place_would_clash() -> None:
    one, other = suggested(4, 4, " Atta", 0.9), suggested(4, 4, " A.", 0.8)
    assert mended(one, other).startswith("Kofi Atta Anan")


@given(ANY)
def test_what_is_chosen_is_in_order_and_never_overlaps(findings: list[Finding]) -> None:
    chosen = choose_suggestions(findings)
    assert list(chosen) == sorted(chosen, key=lambda s: s.span)
    for one, other in combinations(chosen, 2):
        assert one.span.end <= other.span.start
        assert one.span != other.span


@given(ANY)
def test_nothing_is_left_out_but_what_clashes_with_something_surer(
    findings: list[Finding],
) -> None:
    chosen = choose_suggestions(findings)
    for finding in findings:
        mend = finding.suggestions[0]
        assert (
            mend in chosen
            or mend.confidence < LEAST
            or any(
                other.confidence >= mend.confidence
                and (other.span.overlaps(mend.span) or other.span.start == mend.span.start)
                for other in chosen
            )
        )


@given(ANY)
def test_the_choice_does_not_depend_on_the_order_of_the_findings(findings: list[Finding]) -> None:
    assert mended(*findings) == mended(*reversed(findings))


def test_a_mend_that_is_likelier_wrong_than_right_is_left_to_the_reader() -> None:
    assert mended(suggested(5, 9, "Annan", LEAST - 0.01)) == TEXT
    assert mended(suggested(5, 9, "Annan", LEAST)) != TEXT


def test_ten_thousand_findings_are_no_burden() -> None:
    findings = [suggested(4 * i, 4 * i + 3, "so", 0.5) for i in range(10_000)]
    start = time.process_time()
    assert len(choose_suggestions(findings)) == 10_000
    assert time.process_time() - start < 20  # every pair compared would take minutes
