"""Lines and columns of offsets."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.reporters.base import Lines

PIECES = st.sampled_from(["a", "é", "e\u0301", "😀", "\n", "\r", "\r\n", "\x0b", "\x85", "\u2028"])
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        ("", 0, (1, 1)),
        ("one", 2, (1, 3)),
        ("one\ntwo", 3, (1, 4)),
        ("one\ntwo", 4, (2, 1)),
        ("one\r\ntwo", 5, (2, 1)),
        ("one\rtwo", 4, (2, 1)),
        ("one\n\n\ntwo", 6, (4, 1)),
        ("😀e\u0301 two", 4, (1, 5)),
        ("one\u2028two", 4, (1, 5)),
        ("one\x0ctwo\x85end", 8, (1, 9)),
    ],
)
def test_lines_and_columns_count_from_one_in_code_points(
    text: str, offset: int, position: tuple[int, int]
) -> None:
    assert Lines.of(text).position(offset) == position


@given(TEXTS, st.data())
def test_a_position_leads_back_to_its_offset(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    line, column = Lines.of(text).position(offset)
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    assert sum(map(len, lines[: line - 1])) + column - 1 == offset
