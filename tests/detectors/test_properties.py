"""What holds of every detector on any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit import Auditor, Config, Depth, Policy, ReadError
from audit.detectors import RULES
from audit.mending.choice import apply_suggestions, choose_suggestions
from audit.model import Document, Finding, Span
from audit.reading import Source
from audit.reading.sources import MARKDOWN, PLAIN

from .cases import cases_of, detector_of, find

VOCABULARY = """
the of and in was had been said says I i we I'm We that it he they with from to Not very government
commitee recieve enviroment begining river harbour reopened storm ferry Angela Merkel Angera
Emmanuel Makron Vladimir Putin Putina Zelenskyy Kyiv von der Leyen Charles Elizabeth donald trump
al-Assad O'Connor Stoltenberg Storutenberg Mr. U.S. p.m. e.g. United Nations Security Council Secure
Minister Foreigner Foreign Affairs Bank England Москва 東京 ヘグセス Ελλάδα قاهرة CafÃ© itâ€™s
&quot; &amp; &As; <unk> {{0}} __PH0__ \ufffd Advertisement Share 😀 👍🏽 e\u0301 ﬁrm \u200b \u00ad
ß İ ſ 1,200.50 30% 1990s 6-4 .com
"""
WORDS = VOCABULARY.split()
MARKS = [*".,;:!?…", "..", ". .", ",,", " ,", "，", "。", "（", "）", *"“”‘’\"'«»()[]`*_#|-–—@/\\"]
GAPS = [" ", " ", " ", "", "  ", "\u00a0", "\t", "\n", "\n\n", "\r\n", "\n- ", "\n> ", "\n    "]
DAMAGED = [case.text for rule in RULES for case in cases_of(rule, "fires")]
LOOSE = st.tuples(st.sampled_from([*WORDS, *WORDS, *MARKS]), st.sampled_from(GAPS)).map("".join)
SPACED = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
MIXED = st.lists(st.one_of(LOOSE, LOOSE, LOOSE, SPACED), max_size=50).map("".join)
SPLICED = st.lists(st.one_of(LOOSE, st.sampled_from(DAMAGED)), max_size=6).map("".join)
TEXTS = st.one_of(MIXED, SPLICED, st.text(max_size=80), st.lists(st.text(max_size=9)).map(" ".join))
FORMATS = st.sampled_from([PLAIN, MARKDOWN])


@pytest.fixture(scope="module")
def shallow() -> Auditor:
    """An auditor without models, which are slow where all is damage."""
    return Auditor(Config(gate=Policy(depth=Depth.MODEL_FREE)))


def read(auditor: Auditor, text: str, media_type: str) -> Document | None:
    """The text as a document, or None where there is nothing in it to audit."""
    raw = text.encode("utf-8", "replace")
    try:
        return auditor.reader.read(Source(path="any", raw=raw, media_type=media_type))
    except ReadError:
        return None


def check(document: Document, found: list[Finding]) -> None:
    whole = Span(start=0, end=len(document.text))
    for finding in found:
        assert whole.covers(finding.span)
        assert finding.span.start < finding.span.end
        assert 0 < finding.confidence <= 1
        for suggestion in finding.suggestions:
            assert whole.covers(suggestion.span)
            assert suggestion.span.start <= finding.span.end
            assert finding.span.start <= suggestion.span.end
            assert (
                suggestion.replacement != document.text[suggestion.span.start : suggestion.span.end]
            )


@settings(max_examples=250, deadline=None)
@given(text=TEXTS, media_type=FORMATS)
def test_findings_lie_in_the_text_and_suggestions_beside_them(
    shallow: Auditor, text: str, media_type: str
) -> None:
    document = read(shallow, text, media_type)
    if document is None:
        return
    for detector in shallow.detectors:
        check(document, find(shallow, detector, document))


@settings(max_examples=10, deadline=None)
@given(text=TEXTS)
def test_what_models_find_lies_in_the_text_too(auditor: Auditor, text: str) -> None:
    document = read(auditor, text[:400], PLAIN)
    if document is None:
        return
    for detector in auditor.detectors:
        check(document, find(auditor, detector, document))


@settings(max_examples=50, deadline=None)
@given(text=TEXTS, media_type=FORMATS)
def test_what_is_found_depends_on_nothing_but_the_text(
    shallow: Auditor, text: str, media_type: str
) -> None:
    document, again = (read(shallow, text, media_type) for _ in range(2))
    assert document == again
    if document is None or again is None:
        return
    for detector in shallow.detectors:
        found = find(shallow, detector, document)
        assert found == find(shallow, detector, again)


@settings(max_examples=50, deadline=None)
@given(text=TEXTS)
def test_mending_changes_only_what_suggestions_cover(shallow: Auditor, text: str) -> None:
    document = read(shallow, text, PLAIN)
    if document is None:
        return
    found = [f for detector in shallow.detectors for f in find(shallow, detector, document)]
    chosen = choose_suggestions(found)
    mended = apply_suggestions(document.text, chosen)
    growth = sum(len(s.replacement) - (s.span.end - s.span.start) for s in chosen)
    assert len(mended) == len(document.text) + growth


@settings(max_examples=40, deadline=None)
@given(before=st.lists(SPACED, max_size=4).map(". ".join))
def test_no_paragraph_before_hides_a_doubled_mark_or_word(shallow: Auditor, before: str) -> None:
    damage = "Wheat, barley,, and maize were shipped to to Odesa under the agreement of July 2022."
    document = read(shallow, f"{before}.\n\n{damage}", PLAIN)
    if document is None:  # code or the like
        return
    flagged = {
        document.text[f.span.start : f.span.end]
        for rule in ("punctuation", "repetition")
        for f in find(shallow, detector_of(shallow, rule), document)
    }
    assert {",,", " to"} <= flagged


@pytest.mark.parametrize("rule", RULES)
def test_the_findings_of_the_cases_are_well_formed(shallow: Auditor, rule: str) -> None:
    for kind in ("fires", "passes"):
        for case in cases_of(rule, kind):
            document = case.read(shallow)
            for detector in shallow.detectors:
                check(document, find(shallow, detector, document))
