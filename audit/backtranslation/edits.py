"""Small edits of a sentence that could undo what a machine did to it.

What is undone is what `training/operations.py` does: a word for another gloss of a shared lexeme or
a synonym, a form for another of the same word, a preposition, pronoun, article or auxiliary that is
wrong, missing or one too many, a possessive, "A of B" turned round, two words out of order. Each
edit says in words what it does. Which of them mends anything, `audit.backtranslation.critic` tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from audit.backtranslation.phrases import find_glosses
from audit.model import Span, Token
from audit.reference import load_table
from audit.resources.vocabulary import load_vocabulary

_SHORTEST = 3  # letters of a word that has glosses worth trying
_LONGEST = 60  # letters of a word that is tried
_RAREST = 2.8  # Zipf of a form
_MOST_GLOSSES = 60
_INSERTED = 9  # of each class, its commonest


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Other words in the place of a span, empty to leave it out, and what that does."""

    span: Span
    replacement: str
    explanation: str


def propose_glosses(token: Token) -> Iterator[Edit]:
    """Other glosses of the lexemes that a word renders, and its synonyms."""
    low = token.text.lower()
    if not _SHORTEST <= len(low) <= _LONGEST or low in _closed():
        return
    for gloss in find_glosses(low)[:_MOST_GLOSSES]:
        new = as_written(token.text, gloss.text)
        yield Edit(span=token.span, replacement=new, explanation=gloss.explain(low))


def propose_edits(tokens: Sequence[Token], i: int, text: str) -> Iterator[Edit]:
    """Edits of the grammar around the word `i` of a sentence, from before it to the word after."""
    token = tokens[i]
    word, low = token.text, token.text.lower()
    if len(word) > _LONGEST:
        return
    for new, why in exchanges(low):
        written = new if word == "I" and i else as_written(word, new)
        yield Edit(span=token.span, replacement=written, explanation=why)
    if low.endswith(("'s", "’s")):
        yield Edit(span=token.span, replacement=word[:-2], explanation="without possessive")
    yield from _insertions(token, i)
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or not _is_next(token, following, text):
        return
    if low in _closed() or low == "not":
        yield _drop(token, following, i)
    if word.isalpha() and not low.endswith("s") and following.text.isalpha():
        yield Edit(span=token.span, replacement=f"{word}'s", explanation="a possessive")
    yield from _orders(tokens, i, text)


@cache
def load_class(name: str) -> tuple[str, ...]:
    """The words of a closed class, in the order of the lexicon."""
    rows = load_table("lexicons/closed_classes.tsv")
    return tuple(row["word"] for row in rows if row["class"] == name)


@cache
def other_forms(word: str) -> tuple[str, ...]:
    """The other inflected forms of a lower-case word's lemmas, as verb, noun or auxiliary."""
    import lemminflect

    forms = {
        form
        for part, lemmas in lemminflect.getAllLemmas(word).items()
        if part in ("VERB", "NOUN", "AUX")
        for lemma in lemmas
        for words in lemminflect.getAllInflections(lemma, upos=part).values()
        for form in words
    }
    zipf = load_vocabulary().zipf
    return tuple(sorted(f for f in forms - {word} if f.isalpha() and zipf(f) > _RAREST))


@cache
def exchanges(low: str) -> tuple[tuple[str, str], ...]:
    """Words for one word, each once, with what the exchange is."""
    found: dict[str, str] = {}
    for name in ("preposition", "pronoun", "possessive", "article", "auxiliary"):
        if low in load_class(name):
            found.update((word, f"another {name}") for word in load_class(name))
    for form in other_forms(low):
        found.setdefault(form, f"another form of “{low}”")
    found.pop(low, None)
    return tuple((("I" if new == "i" else new), why) for new, why in found.items())


@cache
def _closed() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("lexicons/closed_classes.tsv"))


def _is_next(token: Token, following: Token, text: str) -> bool:
    """Whether a word that can be edited with it follows, with nothing but blanks between."""
    between = text[token.end : following.start]
    return following.text[0].isalpha() and len(following.text) <= _LONGEST and between.isspace()


def _drop(token: Token, following: Token, i: int) -> Edit:
    """The word left out; where it opens the sentence its capital goes to the next."""
    return Edit(
        span=Span(start=token.start, end=following.end),
        replacement=_opened(following.text, token.text, i),
        explanation=f"“{token.text}” is one word too many",
    )


def _orders(tokens: Sequence[Token], i: int, text: str) -> Iterator[Edit]:
    """A word and the next in the other order, and "A of B" turned round."""
    word, following = tokens[i].text, tokens[i + 1]
    if word.lower() != following.text.lower():
        span = Span(start=tokens[i].start, end=following.end)
        turned = f"{_opened(following.text, word, i)} {_uncapitalised(word, i)}"
        yield Edit(span=span, replacement=turned, explanation="the two words in the other order")
    if following.text != "of" or i + 2 == len(tokens):
        return
    last = tokens[i + 2]
    if last.text.isalpha() and word != last.text and _is_next(following, last, text):
        span = Span(start=tokens[i].start, end=last.end)
        for turned in (f"{last.text} of {word}", f"{last.text} {word}"):
            yield Edit(span=span, replacement=turned, explanation="“A of B” turned round")


def _insertions(token: Token, i: int) -> Iterator[Edit]:
    """Small words that may be missing before a word."""
    for name in ("article", "preposition", "auxiliary"):
        for new in load_class(name)[:_INSERTED]:
            yield Edit(
                span=token.span,
                replacement=_opened(f"{new} {_uncapitalised(token.text, i)}", token.text, i),
                explanation=f"the {name} “{new}” is missing",
            )


def _opened(new: str, old: str, i: int) -> str:
    """New words, with the capital of the old where these open their sentence."""
    return new if i else as_written(old, new)


def as_written(old: str, new: str) -> str:
    """New words with the capital of the old."""
    if old[0].isupper() and (len(old) == 1 or not old.isupper()) and new[0].islower():
        return new[0].upper() + new[1:]
    return new


def _uncapitalised(word: str, i: int) -> str:
    """A word that no longer opens its sentence; names keep their capital, as far as one can see."""
    known = load_vocabulary().in_dictionary(word.lower())
    return word.lower() if i == 0 and known and word != "I" else word
