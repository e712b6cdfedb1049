"""What stands inside quotation marks, by cases of `cases/quotations.yml`."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model import Span
from audit.reading.quotations import find_quotations, is_inside, touches

from .conftest import EXAMPLES, Read, load_cases

ENDS = st.lists(st.integers(0, 40), max_size=12, unique=True).map(sorted)
RANGES = ENDS.map(
    lambda ends: [Span(start=a, end=b) for a, b in zip(ends[::2], ends[1::2], strict=False)]
)


@pytest.mark.parametrize("case", load_cases("quotations"))
def test_what_stands_between_the_marks_is_quoted(case: str) -> None:
    text = re.sub("[⟦⟧]", "", case)
    assert quoted(text, Span(start=0, end=len(text))) == re.findall("⟦(.*?)⟧", case)


def test_a_quotation_of_several_paragraphs_is_quoted_in_each(read: Read) -> None:
    text = (
        "“The notice was pinned to the door of the church.\n\n"
        "“It named the hour of the meeting.\n\n"
        "“And it named the judge,” the diary went on, and stopped.\n"
    )
    document = read(text)
    found = [text[span.start : span.end] for span in document.quotations]
    assert found == [
        "“The notice was pinned to the door of the church.",
        "“It named the hour of the meeting.",
        "“And it named the judge,”",
    ]


def test_marks_are_paired_within_a_paragraph_only() -> None:
    text = 'The sign read "Checkpoint Charlie\nThe play is called "Copenhagen" and ran for years'
    blocks = [Span(start=0, end=33), Span(start=34, end=len(text))]
    assert quoted(text, *blocks) == ['"Checkpoint Charlie', '"Copenhagen"']


@EXAMPLES
@given(RANGES, st.integers(0, 41), st.integers(0, 9))
def test_a_place_is_looked_up_as_if_every_range_were_tried(
    ranges: list[Span], start: int, length: int
) -> None:
    span = Span(start=start, end=start + length)
    assert is_inside(start, ranges) == any(r.start <= start < r.end for r in ranges)
    assert touches(span, ranges) == any(r.overlaps(span) for r in ranges)


def quoted(text: str, *blocks: Span) -> list[str]:
    return [text[span.start : span.end] for span in find_quotations(text, blocks)]
