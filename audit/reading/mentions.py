"""Stretches of capitalised words, the places where names stand.

A run is a sequence of capitalised words with nothing but white space between them, so that a name
may be broken over two lines; particles such as `de`, `bin` and `van` may stand inside. A possessive
ending is not part of the word and ends a run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audit.model import Sentence, Span, Token
from audit.reference import load_words

PARTICLES = load_words("name_particles")
_POSSESSIVE = re.compile(r"['’]s?$|['’]S$")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWord:
    """A word of a run without its possessive ending; `opens` marks the first of a sentence."""

    text: str
    span: Span
    opens: bool = False


def find_runs(sentences: Iterable[Sentence], text: str) -> Iterator[tuple[NameWord, ...]]:
    """The runs of capitalised words of the given sentences, in order."""
    for sentence in sentences:
        yield from _runs_of(sentence, text)


def name_word(token: Token, *, opens: bool = False) -> NameWord:
    """A token without its possessive ending."""
    core = _POSSESSIVE.sub("", token.text)
    span = Span(start=token.start, end=token.start + len(core))
    return NameWord(text=core, span=span, opens=opens)


def _runs_of(sentence: Sentence, text: str) -> Iterator[tuple[NameWord, ...]]:
    run: list[NameWord] = []
    previous: Token | None = None
    first = next((t for t in sentence.tokens if t.text[0].isalnum()), None)
    for token in sentence.tokens:
        apart = previous is None or not text[previous.end : token.start].isspace()
        if run and (apart or not _may_continue(token)):
            yield from _closed(run)
            run = []
        if token.text[0].isupper() or (run and token.text in PARTICLES):
            run.append(name_word(token, opens=token is first))
            if run[-1].text != token.text:
                yield from _closed(run)
                run = []
        previous = token
    yield from _closed(run)


def _may_continue(token: Token) -> bool:
    return token.text[0].isupper() or token.text in PARTICLES


def _closed(run: list[NameWord]) -> Iterator[tuple[NameWord, ...]]:
    """A run without the particles at its end, if anything is left."""
    while run and run[-1].text in PARTICLES:
        run = run[:-1]
    if run:
        yield tuple(run)
