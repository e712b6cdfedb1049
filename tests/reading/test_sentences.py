"""Where sentences end, by cases of `cases/sentences.yml`."""

from __future__ import annotations

import pytest

from audit.model import BlockKind, Span
from audit.reading import Reader
from audit.reading.sentences import Segmenter

from .conftest import load_cases


@pytest.mark.parametrize("case", load_cases("sentences"))
def test_a_sentence_ends_where_a_reader_ends_it(reader: Reader, case: str) -> None:
    sentences = case.split(" | ")
    text = " ".join(sentences)
    assert cut(reader.segmenter, text) == sentences


def test_white_space_between_sentences_belongs_to_neither(reader: Reader) -> None:
    text = "The dam broke. \t\r\n  Johnstown was gone.\u00a0The year was 1889."
    sentences = ["The dam broke.", "Johnstown was gone.", "The year was 1889."]
    assert cut(reader.segmenter, text) == sentences


def test_the_first_sentence_of_a_block_opens_it(reader: Reader) -> None:
    text = "The dam broke. Johnstown was gone. The year was 1889."
    block = Span(start=0, end=len(text))
    sentences = list(reader.segmenter.cut(text, block, BlockKind.QUOTATION))
    assert [sentence.opens for sentence in sentences] == [True, False, False]
    assert {sentence.kind for sentence in sentences} == {BlockKind.QUOTATION}


def test_nothing_outside_the_block_is_looked_at(reader: Reader) -> None:
    text = "Mr. Gorbachev resigned. It was Christmas. The flag came down."
    block = Span(start=4, end=len("Mr. Gorbachev resigned. It was Christmas."))
    cuts = [s.span for s in reader.segmenter.cut(text, block, BlockKind.PROSE)]
    assert [text[s.start : s.end] for s in cuts] == ["Gorbachev resigned.", "It was Christmas."]
    assert cuts[0].start == block.start
    assert cuts[-1].end == block.end


def test_the_lists_of_words_decide() -> None:
    text = "The flag of Fr. Guiana is that of France."
    assert len(cut(Segmenter(abbreviations=frozenset()), text)) == 2
    assert cut(Segmenter(abbreviations=frozenset({"fr"})), text) == [text]


def cut(segmenter: Segmenter, text: str) -> list[str]:
    block = Span(start=0, end=len(text))
    spans = [sentence.span for sentence in segmenter.cut(text, block, BlockKind.PROSE)]
    return [text[span.start : span.end] for span in spans]
