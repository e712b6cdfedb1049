"""Whatever the text: spans in range, in order, apart, and true to the text; the same each time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import ReadError
from audit.model import Document
from audit.reading import Source
from audit.reading.mentions import find_runs

from .conftest import EXAMPLES, make_reader

WORDS = [*"\n\r \t.\"'“”‘’«»…?!-–—>*_`[]()|;:", "\r\n", "\n\n", " . . ."]
WORDS += ["Mr.", "U.S.", "J.", "No.", "p.m.", "5", "3.5", "the", "The", "Mandela", "de", "’s"]
WORDS += [
    "é",
    "e\u0301",
    "👩‍👧",
    "日本",
    "سلام",
    "\u2028",
    "\u00a0",
    "\u200b",
    "\ufeff",
    "https://un.org/a.b",
]
ARBITRARY = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=120).map("".join),
    st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join),
)
MEDIA_TYPES = ["text/plain", "text/markdown"]


def read(text: str, media_type: str) -> Document | None:
    """A document, or None where the text is refused; a letter sees to it that it seldom is."""
    raw = f"The text: {text}".encode()
    try:
        return make_reader().read(Source(path="x", media_type=media_type, raw=raw))
    except ReadError:
        return None


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
@EXAMPLES
@given(text=ARBITRARY)
def test_spans_are_in_range_in_order_and_apart(media_type: str, text: str) -> None:
    document = read(text, media_type)
    if document is None:
        return
    sentences = [sentence.span for sentence in document.sentences]
    tokens = [token.span for sentence in document.sentences for token in sentence.tokens]
    for spans in (sentences, tokens, list(document.quotations), list(document.foreign)):
        assert all(0 <= span.start < span.end <= len(document.text) for span in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
    for sentence in document.sentences:
        assert all(sentence.span.covers(token.span) for token in sentence.tokens)


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
@EXAMPLES
@given(text=ARBITRARY)
def test_a_token_is_what_the_text_has_there(media_type: str, text: str) -> None:
    document = read(text, media_type)
    for sentence in document.sentences if document else ():
        for token in sentence.tokens:
            assert document
            assert document.text[token.start : token.end] == token.text
            assert token.text.strip() == token.text != ""


@EXAMPLES
@given(text=ARBITRARY)
def test_every_letter_and_digit_of_a_sentence_is_in_a_token(text: str) -> None:
    document = read(text, "text/plain")
    for sentence in document.sentences if document else ():
        assert document
        seen = "".join(token.text for token in sentence.tokens)
        whole = document.text[sentence.span.start : sentence.span.end]
        assert list(filter(str.isalnum, seen)) == list(filter(str.isalnum, whole))


@EXAMPLES
@given(text=ARBITRARY)
def test_a_name_word_is_what_the_text_has_there(text: str) -> None:
    document = read(text, "text/plain")
    for run in find_runs(document.sentences, document.text) if document else ():
        assert document
        for word in run:
            assert document.text[word.span.start : word.span.end] == word.text
        spans = [word.span for word in run]
        assert all(before.end < after.start for before, after in pairwise(spans))


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
@EXAMPLES
@given(text=ARBITRARY)
def test_reading_twice_gives_the_same(media_type: str, text: str) -> None:
    assert read(text, media_type) == read(text, media_type)
