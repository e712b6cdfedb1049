"""Paragraphs and what is not one, in plain texts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.reading.blocks import find_blocks, find_quote_marks

from .conftest import EXAMPLES
from .texts import CODE, PARAGRAPHS, TABLES, VERSE


def wrap(text: str, width: int) -> str:
    """Break lines greedily, as an editor does."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("width", [40, 60, 72, 100, 120])
def test_a_wrapped_text_is_put_together(width: int, end: str) -> None:
    text = "\n\n".join(wrap(paragraph, width) for paragraph in PARAGRAPHS).replace("\n", end)
    found = blocks(text)
    assert [" ".join(block.split()) for _, block in found] == list(PARAGRAPHS)
    assert {kind for kind, _ in found} == {"prose"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\n \t\n", "\u2029"])
def test_a_text_with_a_paragraph_a_line_is_not_put_together(end: str) -> None:
    assert blocks(end.join(PARAGRAPHS)) == [("prose", paragraph) for paragraph in PARAGRAPHS]


def test_short_paragraphs_of_a_line_each_are_not_taken_for_a_wrapped_text() -> None:
    lines = [
        "Roald Amundsen reached the South Pole on 14 December 1911.",
        "Robert Falcon Scott came there 34 days later.",
        "On the way back he and his four companions died in the cold.",
        "Their tent was found in November by Edward Atkinson and his men.",
    ]
    assert blocks("\n".join(lines)) == [("prose", line) for line in lines]


def test_a_heading_that_stands_on_a_wrapped_paragraph_is_parted_from_it() -> None:
    text = "The Johnstown flood\n" + wrap(PARAGRAPHS[1], 60)
    assert blocks(text) == [("heading", "The Johnstown flood"), ("prose", wrap(PARAGRAPHS[1], 60))]


def test_a_single_line_broken_by_hand_goes_on_in_lower_case() -> None:
    text = "The wave took an hour to reach the town and carried\nhouses with it."
    assert blocks(text) == [("prose", text)]


def test_a_line_without_a_final_mark_is_a_heading() -> None:
    text = f"Dam gives way above Johnstown\n\n{PARAGRAPHS[0]}\n\nWho was to blame?"
    assert kinds(text) == ["heading", "prose", "prose"]


def test_a_long_line_without_a_final_mark_is_prose() -> None:
    assert kinds(PARAGRAPHS[1].rstrip(".")) == ["prose"]


@pytest.mark.parametrize(
    "line",
    [
        "Image caption, The dam after the flood",
        "Image source, Library of Congress",
        "Photo: Library of Congress.",
        "File photo: the viaduct",
        "Watch: how the dam gave way",
        "PICTURED: Clara Barton in 1904",
    ],
)
def test_it_is_a_caption(line: str) -> None:
    assert kinds(f"{PARAGRAPHS[0]}\n{line}\n{PARAGRAPHS[1]}") == ["prose", "caption", "prose"]


@pytest.mark.parametrize("line", ["Media sources named Clara Barton.", "Picture a lake of mud."])
def test_it_only_begins_like_a_caption(line: str) -> None:
    assert kinds(line) == ["prose"]


def test_items_of_a_list_are_without_their_marks() -> None:
    marks = ["- ", "* ", "• ", "– ", "1. ", "2) ", "(3) ", "(a) ", "  - "]
    text = "The club had done four things:\n" + "\n".join(f"{mark}lowered it" for mark in marks)
    assert blocks(text) == [
        ("prose", "The club had done four things:"),
        *[("list-item", "lowered it")] * len(marks),
    ]


@pytest.mark.parametrize("line", ["1889. What a year it was.", "1.5 million tons fell on it."])
def test_a_number_that_opens_a_sentence_is_no_list_mark(line: str) -> None:
    assert blocks(line) == [("prose", line)]


def test_clauses_that_end_in_semicolons_are_items_of_a_list() -> None:
    clauses = ["to keep the pipes open;", "(a) to lower the crest of the dam;"]
    assert kinds("\n\n".join(clauses)) == ["list-item", "list-item"]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_columns_are_a_table(table: str) -> None:
    assert kinds(f"{PARAGRAPHS[0]}\n\n{table}\n{PARAGRAPHS[1]}") == ["prose", "table", "prose"]


@pytest.mark.parametrize("code", CODE.values(), ids=CODE)
def test_lines_of_a_program_are_code(code: str) -> None:
    assert kinds(f"{PARAGRAPHS[0]}\n\n{code}\n{PARAGRAPHS[1]}") == ["prose", "code", "prose"]


@pytest.mark.parametrize(
    "line",
    [
        "import duties rose in 1930, and trade fell by half.",
        "class was what the Titanic was built around.",
        "function followed form in the halls of Brasília.",
        "<p>Oscar Niemeyer drew them.</p>",
    ],
)
def test_prose_that_begins_like_code_is_audited(line: str) -> None:
    assert "code" not in kinds(line)


def test_short_lines_with_capitals_are_verse() -> None:
    assert kinds(f"{PARAGRAPHS[2]}\n\n{VERSE}\n{PARAGRAPHS[2]}") == ["prose", "verse", "prose"]


def test_short_sentences_are_not_verse() -> None:
    lines = ["The dam broke!", "Who could run?", "The bells rang!", "It was four o’clock."]
    assert blocks("\n".join(lines)) == [("prose", line) for line in lines]


def test_short_lines_without_capitals_are_not_verse() -> None:
    lines = ["all night it rained,", "all day it rained,", "then the dam broke,"]
    assert "verse" not in kinds("\n".join(lines))


def test_headlines_one_on_another_are_not_verse() -> None:
    lines = ["Dam gives way", "Thousands feared dead", "Red Cross on its way"]
    assert blocks("\n".join(lines)) == [("heading", line) for line in lines]


def test_what_mail_quotes_is_a_quotation() -> None:
    quoted = "> Johnstown lay below an earthen dam\n> that a club of rich men had bought."
    text = f"The letter said this:\n{quoted}\nNobody had answered it."
    assert blocks(text) == [
        ("prose", "The letter said this:"),
        ("quotation", quoted.removeprefix("> ")),
        ("prose", "Nobody had answered it."),
    ]
    spans = [span for span, _ in find_blocks(text)]
    assert [text[mark.start : mark.end] for mark in find_quote_marks(text, spans)] == ["> "]


def test_an_answer_in_lower_case_is_no_part_of_the_mail_it_answers() -> None:
    quoted = "> the club had lowered the crest of the dam for its carts"
    text = f"{quoted}\nand nobody had ever mended the pipes."
    assert kinds(text) == ["quotation", "prose"]


@pytest.mark.parametrize("text", ["", " \n\t\n\u3000\r\n", "\n\n\n"])
def test_white_space_holds_no_block(text: str) -> None:
    assert blocks(text) == []


@EXAMPLES
@given(st.text(st.one_of(st.sampled_from("\n\n\r \t>-|;A1a."), st.characters()), max_size=300))
def test_blocks_are_in_order_and_without_space_around_them(text: str) -> None:
    spans = [span for span, _ in find_blocks(text)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() for s in spans)


@EXAMPLES
@given(st.text(st.one_of(st.sampled_from("\n\n\r \t>-|;A1a."), st.characters()), max_size=300))
def test_no_word_is_between_blocks(text: str) -> None:
    rest = text
    for span, _ in reversed(list(find_blocks(text))):
        rest = rest[: span.start] + rest[span.end :]
    assert not [c for c in rest if c.isalpha() and c not in "abcdefghijklmnopqrstuvwxyz"]  # (a)


def blocks(text: str) -> list[tuple[str, str]]:
    return [(str(kind), text[span.start : span.end]) for span, kind in find_blocks(text)]


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in blocks(text)]
