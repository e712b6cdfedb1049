"""The nouns, and the errors a user can meet."""

from __future__ import annotations

import dataclasses
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import errors, model
from audit.model import Document, Sentence, Span, Token

POINTS = st.integers(0, 12)
SPANS = st.tuples(POINTS, POINTS).map(lambda p: Span(start=min(p), end=max(p)))
NOUNS = [
    noun
    for noun in vars(model).values()
    if dataclasses.is_dataclass(noun) and isinstance(noun, type)
]


@given(SPANS, SPANS)
def test_ranges_overlap_where_they_share_a_code_point(one: Span, other: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    if one.start < one.end and other.start < other.end:
        assert one.overlaps(other) == bool(shared)
    assert one.overlaps(other) == other.overlaps(one)


@given(SPANS, SPANS)
def test_a_range_covers_what_lies_wholly_inside_it(one: Span, other: Span) -> None:
    if one.covers(other):
        assert set(range(other.start, other.end)) <= set(range(one.start, one.end))
    assert one.covers(one)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_every_noun_is_frozen_slotted_and_made_by_keywords(noun: type) -> None:
    assert noun.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(noun)
    assert all(field.kw_only for field in dataclasses.fields(noun))


def test_a_document_survives_being_sent_to_another_process() -> None:
    token = Token(start=0, end=5, text="Quito")
    sentence = Sentence(span=Span(start=0, end=5), tokens=(token,))
    document = Document(path="a.txt", text="Quito", sentences=(sentence,), words=1)
    assert pickle.loads(pickle.dumps(document)) == document
    assert token.span == Span(start=0, end=5)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.ConfigError, 2),
        (errors.ReferenceDataError, 2),
        (errors.ReadError, 3),
        (errors.ReportError, 3),
        (errors.WorkerError, 3),
    ],
)
def test_every_error_has_the_exit_code_of_the_design(
    error: type[errors.AuditError], code: int
) -> None:
    assert error.exit_code == code
    assert issubclass(error, errors.AuditError)


def test_no_error_of_ours_exits_as_if_it_were_a_verdict() -> None:
    assert all(error.exit_code > 1 for error in errors.AuditError.__subclasses__())
