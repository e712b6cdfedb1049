"""What the pages of the HTML report are made of, before any of it is HTML."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audit.mending.choice import apply_suggestions, choose_suggestions
from audit.model import Finding, Reliability, Rule, Severity, Span, Suggestion
from audit.reporters.base import percent
from audit.reporters.html.difference import Fate, diff_paragraphs, gather_changes
from audit.reporters.html.marking import mark_findings, number_findings
from audit.reporters.html.panels import gather_reliability
from audit.reporters.html.paragraphs import split_paragraphs
from audit.reporters.html.rendering import show_characters

RULE = Rule(code="grammar", title="Grammar", severity=Severity.MINOR, mqm="fluency")
TEXTS = st.text(alphabet="aé\u0301b '-.\n\r\t👩\u200d", max_size=60) | st.text(max_size=30)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, tuple[Finding, ...]]:
    """A text with findings anywhere in it, each with a replacement of its own range."""
    text = draw(TEXTS)
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    places = draw(st.lists(st.tuples(ends, TEXTS, st.floats(0, 1)), max_size=6))
    return text, tuple(_finding(Span(start=a, end=b), new, c) for (a, b), new, c in places)


def _finding(span: Span, new: str, confidence: float) -> Finding:
    mend = Suggestion(span=span, replacement=new, confidence=confidence, explanation="")
    return Finding(
        rule=RULE,
        span=span,
        message="",
        confidence=confidence,
        severity=RULE.severity,
        suggestions=(mend,),
    )


@given(marked_texts())
def test_pieces_are_the_text_and_those_of_a_finding_its_span(
    marked: tuple[str, tuple[Finding, ...]],
) -> None:
    text, findings = marked
    numbered = number_findings(findings)
    paragraphs = mark_findings(text, numbered, split_paragraphs(text, ()))
    pieces = [piece for paragraph in paragraphs for piece in paragraph]
    assert "".join(piece.text for piece in pieces) == text
    for item in numbered:
        span = item.finding.span
        parts = (piece.text for piece in pieces if item in piece.findings)
        assert "".join(parts) == text[span.start : span.end]
        assert sum(item in piece.marks for piece in pieces) == (1 if text else 0)


@given(marked_texts())
def test_a_difference_holds_the_old_text_and_the_mended_one(
    marked: tuple[str, tuple[Finding, ...]],
) -> None:
    text, findings = marked
    chosen = choose_suggestions(findings)
    changes = gather_changes(text, chosen)
    paragraphs = split_paragraphs(text, tuple(change.span for change in changes))
    columns = diff_paragraphs(text, changes, paragraphs)
    pieces = [piece for column in columns for piece in column]
    assert "".join(p.text for p in pieces if p.fate is not Fate.ADDED) == text
    mended = apply_suggestions(text, chosen)
    assert not text or "".join(p.text for p in pieces if p.fate is not Fate.REMOVED) == mended


@given(TEXTS)
def test_paragraphs_are_the_text(text: str) -> None:
    paragraphs = split_paragraphs(text, ())
    assert "".join(text[p.start : p.end] for p in paragraphs) == text


def test_paragraphs_end_at_blank_lines_and_at_lines_too_long_to_be_wrapped_by_hand() -> None:
    wrapped, unwrapped = "A line.\nAnother.\n\n", "word " * 30 + "\n"
    text = wrapped + unwrapped + "Last."
    cuts = [p.start for p in split_paragraphs(text, ())]
    assert cuts == [0, len(wrapped), len(wrapped + unwrapped)]


def test_an_override_of_direction_is_boxed_and_text_escaped() -> None:
    shown = show_characters("<b>\u202eexe")
    assert shown == ('&lt;b&gt;<span class="control" data-code="U+202E">\u202e</span>exe')


def test_a_percentage_never_claims_certainty_it_has_not() -> None:
    assert [percent(p) for p in (0, 0.004, 0.5, 0.997, 1)] == [
        "0 %",
        "under 1 %",
        "50 %",
        "over 99 %",
        "100 %",
    ]


def test_costs_come_dearest_first_under_their_titles() -> None:
    finding = _finding(Span(start=0, end=1), "", 1)
    costs = {"casing": 2.0, "grammar": 8.0}
    panel = gather_reliability(Reliability(score=140, costs=costs), (finding,))
    assert [(bar.label, bar.filled) for bar in panel.costs] == [("Grammar", 100), ("casing", 25)]
    assert panel.score.filled == 100
