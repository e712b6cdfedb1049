"""Counts of phrases, kept as numbers."""

from __future__ import annotations

from audit import Auditor, Source
from audit.backtranslation.phrase_counts import (
    PhraseCounts,
    fingerprint,
    load_counts,
    phrase_of,
)
from audit.reading.stretches import find_stretches


def test_a_phrase_is_counted_as_it_stands_but_for_its_capitals(auditor: Auditor) -> None:
    text = "The House of the Lords met."
    document = auditor.reader.read(Source(path="text", text=text))
    (stretch,) = find_stretches(document.sentences[0], text)
    assert phrase_of(stretch[:2]) == "house of the lords"


def test_what_is_not_counted_was_never_met() -> None:
    counts = PhraseCounts({fingerprint("green tea"): 7}, {fingerprint("green tea"): 10**4})
    assert counts.news("green tea") == 3
    assert 4 <= counts.print("green tea") < 4.1
    assert counts.news("green sea") == counts.print("green sea") == 0


def test_well_known_terms_are_counted_and_nonsense_is_not() -> None:
    counts = load_counts()
    assert counts.news("white house") > counts.news("special envoy") > 0
    assert counts.news("pigeon parliament") == 0


def test_words_that_go_with_anything_are_less_surprised_by_a_new_pair() -> None:
    ends = load_counts().ends
    assert ends["minister"].surprise > ends["book"].surprise
