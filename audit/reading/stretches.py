"""Stretches of words with nothing but spaces between them, the places where fixed terms stand.

A stretch holds content words; the articles, prepositions and conjunctions before a word are kept
with it. Any mark ends a stretch, and so does a possessive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from audit.model import Sentence, Token
from audit.reference import fold, load_words

GLUE = load_words("small_words")
_POSSESSIVE = re.compile(r"['’]s?$|['’]S$")


@dataclass(frozen=True, slots=True)
class Word:
    """A content word without its possessive ending, its offsets, and the small words before it.

    `capital` says that it begins with a capital letter; `opens` that it is the sentence's first
    word, where a capital tells nothing.
    """

    text: str
    folded: str
    start: int
    end: int
    capital: bool
    opens: bool
    possessive: bool
    glue: tuple[str, ...]


def find_stretches(sentence: Sentence, text: str) -> Iterator[tuple[Word, ...]]:
    """The stretches of a sentence that have two words or more."""
    stretch: list[Word] = []
    glue: list[str] = []
    end, first = -1, True
    for token in sentence.tokens:
        joined = text[end : token.start].isspace() and not (stretch and stretch[-1].possessive)
        if not joined or not _is_word(token.text):
            yield from _closed(stretch)
            stretch, glue = [], []
        if _is_word(token.text):
            folded = _folded(token.text)
            if folded in GLUE:
                glue.append(folded)
            else:
                stretch.append(_word(token, folded, text, tuple(glue), first))
                glue = []
            first = False
        end = token.end
    yield from _closed(stretch)


@cache
def cut(form: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The folded content words of a form, and the small words before each."""
    content: list[str] = []
    glue: list[tuple[str, ...]] = []
    small: list[str] = []
    for word in form.split():
        folded = _POSSESSIVE.sub("", fold(word).strip('.,()"'))
        if folded in GLUE:
            small.append(folded)
        elif folded:
            content.append(folded)
            glue.append(tuple(small))
            small = []
    return tuple(content), tuple(glue)


def _word(token: Token, folded: str, text: str, glue: tuple[str, ...], first: bool) -> Word:
    core = _POSSESSIVE.sub("", token.text)
    return Word(
        core,
        folded,
        token.start,
        token.start + len(core),
        token.text[0].isupper(),
        first,
        core != token.text or text[token.end : token.end + 1] in ("'", "’"),
        glue,
    )


def _is_word(text: str) -> bool:
    return text[0].isalnum() or text == "&"


@cache
def _folded(text: str) -> str:
    return _POSSESSIVE.sub("", fold(text)).strip(".")


def _closed(stretch: list[Word]) -> Iterator[tuple[Word, ...]]:
    if len(stretch) > 1:
        yield tuple(stretch)
