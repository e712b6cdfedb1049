"""Reading takes time in proportion to the text, however hostile the text is.

Time is that of the processor, the least of several readings, and without the garbage collector,
which takes as long as the rest of the process is large: so a busy machine does not fail the tests.
"""

from __future__ import annotations

import gc
import time
from contextlib import suppress
from random import Random

import pytest

from audit.errors import ReadError

from .conftest import Read
from .texts import PARAGRAPHS

PLAIN, MARKDOWN = "text/plain", "text/markdown"
MOST = 10.0  # seconds of the processor for any of the hostile texts; they take half of one
HOSTILE = {
    "a megabyte without a space": "a" * 1_000_000,
    "full stops": "." * 100_000 + "a",
    "full stops apart": ". " * 50_000 + "a",
    "quotation marks": '"' * 100_000 + "a",
    "opening marks": "“" * 50_000 + "a",
    "quotation marks apart": '" ' * 50_000 + "a",
    "apostrophes": "'a " * 30_000,
    "blank lines": "a" + "\n" * 50_000 + "a",
    "blank lines with spaces": "a" + " \n" * 50_000 + "a",
    "one long space": "a" + " " * 500_000 + "a",
    "lines of a letter": "a\n" * 10_000,
    "underscores": "_a" * 50_000,
    "addresses that do not end": "a+" * 50_000 + "@",
    "initials": "A. " * 30_000,
    "letters and stops": "a." * 50_000 + "a",
    "hyphens": "-" * 100_000 + "a",
    "combining marks": "e" + "\u0301" * 200_000 + "a",
    "assignments": "a=" * 50_000 + "\n",
    "semicolons": "; " * 50_000 + "a",
    "columns": "a   " * 30_000,
}
HOSTILE_MARKUP = {
    "less-than signs": "<" * 200_000 + "a",
    "greater-than signs": ">" * 100_000 + "a",
    "tags that do not end": "<a " * 30_000,
    "comments that do not end": "<!--" * 30_000 + "a",
    "comments in a paragraph": "a " + "<!--" * 30_000,
    "links that do not end": "[a](" * 30_000,
    "targets that do not end": '](a "' * 30_000 + "a",
    "brackets": "[" * 100_000 + "a",
    "images": "![" * 50_000 + "a",
    "backticks of all lengths": " ".join("`" * i for i in range(1, 400)) + " a",
    "stars": "*a " * 30_000,
    "items": "- " * 30_000 + "a",
    "front matter that does not end": "---\n" + "a: b\n" * 10_000,
    "scripts that do not end": "<div>" + "<script " * 20_000,
}


def prose(size: int) -> str:
    """Paragraphs with quotations and names, about so many bytes, none like the other."""
    chance = Random(1889)
    paragraph = 'In {}, at {} p.m., the "Conemaugh" carried {} houses off. {}'
    written: list[str] = []
    length = 0
    while length < size:
        numbers = (chance.randrange(10_000) for _ in range(3))
        written.append(paragraph.format(*numbers, chance.choice(PARAGRAPHS)))
        length += len(written[-1]) + 2
    return "\n\n".join(written)


@pytest.mark.parametrize("media_type", [PLAIN, MARKDOWN])
def test_four_times_the_prose_takes_four_times_the_time(read: Read, media_type: str) -> None:
    small = min(seconds(read, prose(250_000), media_type) for _ in range(3))
    large = min(seconds(read, prose(1_000_000), media_type) for _ in range(3))
    assert large / small < 10  # a quadratic step would make it sixteen


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_takes_no_longer_than_a_long_one(read: Read, text: str) -> None:
    assert seconds(read, text, PLAIN) < MOST


@pytest.mark.parametrize("text", HOSTILE_MARKUP.values(), ids=HOSTILE_MARKUP)
def test_hostile_markup_takes_no_longer_than_a_long_text(read: Read, text: str) -> None:
    assert seconds(read, text, MARKDOWN) < MOST


def seconds(read: Read, text: str, media_type: str) -> float:
    gc.disable()
    start = time.process_time()
    try:
        with suppress(ReadError):
            read(text, media_type)
        return time.process_time() - start
    finally:
        gc.enable()
