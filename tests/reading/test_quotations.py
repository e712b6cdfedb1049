"""What stands inside quotation marks, by cases of `cases/quotations.yml`."""

from __future__ import annotations

import re

import pytest

from audit.model import Span
from audit.reading.quotations import find_quotations

from .conftest import Read, load_cases


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


def quoted(text: str, *blocks: Span) -> list[str]:
    return [text[span.start : span.end] for span in find_quotations(text, blocks)]
