"""What holds of any text whatever: offsets, sameness, and mends that keep to their places."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from audit import Config, Depth, FileAudit, Policy, Severity, Verdict
from audit import audit_text as audit_deeply
from audit.mending.choice import apply_suggestions, choose_suggestions
from audit.model import Span
from audit.reporters.contract import file_object

SHALLOW = Config(gate=Policy(depth=Depth.MODEL_FREE))  # models take long over damage everywhere
EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("laundered_*.txt"))
PARAGRAPHS = [
    paragraph
    for path in EXAMPLES
    for paragraph in path.read_text(encoding="utf-8").split("\n\n")
    if len(paragraph) > 300
]
ODD = [
    *(
        "\x00",
        "\ufeff",
        "\u202e",
        "\u200b",
        "e\u0301",
        "😀",
        "👩\u200d👧",
        "\x1b[31m",
        "\x85",
        "\u2028",
    ),
    *(
        "\r\n",
        "\n\n",
        "\t",
        "- ",
        "```",
        "|",
        "“",
        "”",
        "'",
        "...",
        "…",
        " ,",
        " . .",
        "( ",
        "İ",
        "ß",
    ),
    *(
        "ﬁ",
        " полдень ",
        "ヘグセス",
        "１２",
        "²",
        " the the ",
        " i ",
        " We ",
        " U.S. ",
        "&amp;",
        "<b>",
    ),
    *(" Pete Hegzes ", " Angela Merkl ", " in in the ", " untill ", "Image caption, ", ". but"),
]


def damage(text: str, blows: list[tuple[int, str]]) -> str:
    """A text with pieces put in, or a stretch taken out where the piece is empty."""
    for where, piece in blows:
        place = where % (len(text) + 1)
        text = text[:place] + piece + text[place + (0 if piece else 7) :]
    return text


ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
BLOWS = st.lists(st.tuples(st.integers(0, 5000), st.sampled_from(["", *ODD])), max_size=9)
DAMAGED = st.builds(damage, st.sampled_from(PARAGRAPHS), BLOWS)
TEXTS = st.one_of(DAMAGED, DAMAGED, DAMAGED, ANY)


def inside(span: Span, text: str) -> bool:
    return 0 <= span.start <= span.end <= len(text)


def audit_text(text: str) -> FileAudit:
    return audit_deeply(text, SHALLOW)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_finding_lies_in_the_text_and_shows_what_it_covers(text: str) -> None:
    audit = audit_text(text)
    told = file_object(audit)
    assert [f.rule for f in audit.failures if f.rule not in ("read", "language")] == []
    for finding, shown in zip(audit.findings, told["findings"], strict=True):
        span = finding.span
        assert inside(span, text)
        assert span.start < span.end
        assert text[span.start : span.end] == shown["text"]
        assert 0 < finding.confidence <= 1
        assert finding.message
        for suggestion in finding.suggestions:
            assert inside(suggestion.span, text)
            assert 0 < suggestion.confidence <= 1
            mended = apply_suggestions(text, [suggestion])
            assert mended != text


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_findings_are_in_order_and_no_two_are_on_one_span(text: str) -> None:
    spans = [finding.span for finding in audit_text(text).findings]
    assert all(one < other for one, other in pairwise(spans))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_the_text_is_kept_as_it_was_and_two_audits_are_equal(text: str) -> None:
    one, other = audit_text(text), audit_text(text)
    assert one == other
    if one.verdict is not Verdict.INCOMPLETE:
        assert one.document.text == text


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_mends_do_not_overlap_and_change_nothing_outside_their_places(text: str) -> None:
    chosen = choose_suggestions(audit_text(text).findings)
    assert all(one.span.end <= other.span.start for one, other in pairwise(chosen))
    mended = apply_suggestions(text, chosen)
    position = end = 0
    for suggestion in chosen:
        between = text[end : suggestion.span.start]
        assert mended[position:].startswith(between + suggestion.replacement)
        position += len(between) + len(suggestion.replacement)
        end = suggestion.span.end
    assert mended[position:] == text[end:]


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_score_and_a_verdict_agree_with_what_was_found(text: str) -> None:
    audit = audit_text(text)
    assert 0 <= audit.reliability.score <= 100
    assert (audit.verdict is Verdict.INCOMPLETE) == bool(audit.failures)
    assert (audit.verdict is Verdict.PASS) == (not audit.judgement.reasons)
    assert set(audit.reliability.costs) == {f.rule.code for f in audit.findings}
    if any(f.severity is Severity.CRITICAL for f in audit.findings):
        assert audit.reliability.score < 100


@given(st.text(st.characters(categories=("Cs", "Ll")), min_size=1))
def test_half_a_surrogate_pair_is_incomplete_not_a_crash(text: str) -> None:
    audit = audit_text(text + "\ud800")
    assert audit.verdict is Verdict.INCOMPLETE
    assert [failure.rule for failure in audit.failures] == ["read"]


def rules_at(audit: FileAudit, text: str) -> list[tuple[str, str]]:
    return [(f.rule.code, text[f.span.start : f.span.end]) for f in audit.findings]


def test_the_order_of_hashes_changes_nothing() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "audit.cli.main", "run", *EXAMPLES, "--format", "jsonl"],
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        check=True,
    )
    for path, line in zip(EXAMPLES, ran.stdout.splitlines(), strict=True):
        text = path.read_text(encoding="utf-8")
        told, here = json.loads(line), file_object(audit_deeply(text))
        assert told["findings"] == here["findings"]
        assert told["reliability"] == here["reliability"]


def test_line_ends_change_no_finding_but_its_place() -> None:
    text = EXAMPLES[0].read_text(encoding="utf-8")
    dos = text.replace("\n", "\r\n")
    assert rules_at(audit_text(dos), dos) == rules_at(audit_text(text), text) != []
