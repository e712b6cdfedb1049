"""What the language model makes of a text's words: of all in one pass, and of the doubtful tried.

The pass over a sentence, what stands before it in sight, tells how surprising each word is and, for
nothing more, how much better another form, a small word, another gloss or the next word itself
would follow what is before it. Only what comes after stays unseen; so the critic then tries the few
words that are doubtful, each edit in its sentence (`audit.backtranslation.critic`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from audit.backtranslation.critic import first_bytes, last_bytes, rank_mends
from audit.backtranslation.edits import (
    as_written,
    exchanges,
    load_class,
    propose_edits,
    propose_glosses,
)
from audit.fluency.language_model import LanguageModel
from audit.model import Document, Sentence, Token
from audit.resources.vocabulary import load_vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Word = tuple[Token, Sentence]

REREAD = (
    "surprise",
    "surprise over its frequency",
    "gain of another form",
    "gain of another gloss",
    "gain of a word put in",
    "gain of the next word",
    "surprise of the next word",
)
TRIED = 4  # edits of a kind of a word that are scored whole
_BEFORE = 150  # bytes before a sentence that the model sees
_LONGEST = 340  # bytes of a sentence that are read in one pass; a piece is a byte at least
_STEEPEST = 16.0  # nats
_RAREST = 1.0  # Zipf of a word that no list has
_PER_BILLION = 9 * math.log(10)


def reread_words(
    document: Document, words: Sequence[Word], model: LanguageModel
) -> NDArray[np.float64]:
    """What one pass tells of each word, words × `REREAD`, in nats; marks get nothing but zeros."""
    import numpy as np

    found = np.zeros((len(words), len(REREAD)))
    for start, end in _stretches(words):
        tokens = [token for token, _ in words[start:end]]
        told = _reread(document.text, tokens, model)
        found[start:end] = np.clip(told, -_STEEPEST, _STEEPEST)
    return found


def _stretches(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Ranges of words of one sentence, of at most `_LONGEST` bytes or one word."""
    start, size = 0, 0
    for i, (token, sentence) in enumerate(words):
        size += len(token.text.encode()) + 1
        if i > start and (sentence is not words[start][1] or size > _LONGEST):
            yield start, i
            start, size = i, len(token.text.encode()) + 1
    if words:
        yield start, len(words)


def _reread(text: str, tokens: Sequence[Token], model: LanguageModel) -> list[list[float]]:
    first = tokens[0].start
    before = last_bytes(" ".join(text[max(0, first - _BEFORE) : first].split()), _BEFORE)
    ends = (first - bool(before), *(token.end for token in tokens))
    spoken = [
        (" " if token.start > end else "") + first_bytes(token.text, _LONGEST)
        for token, end in zip(tokens, ends, strict=False)
    ]
    others = [_alternatives(spoken, i) for i in range(len(tokens))]
    flat = [[word for group in groups for word in group] for groups in others]
    weighed = model.weigh(before, spoken, flat)
    surprises = [-own for own, _ in weighed] + [0.0]
    rows = []
    for i, (token, groups, (own, told)) in enumerate(zip(tokens, others, weighed, strict=True)):
        if not token.text[0].isalpha():
            rows.append([0.0] * len(REREAD))
            continue
        gains, place = [], 0
        for group in groups:
            gains.append(max(told[place : place + len(group)], default=own) - own)
            place += len(group)
        usual = _PER_BILLION - max(_RAREST, _zipf(token)) * math.log(10)
        rows.append([-own, -own - usual, *gains, surprises[i + 1]])
    return rows


def _alternatives(spoken: Sequence[str], i: int) -> tuple[list[str], ...]:
    """Other forms and small words, other glosses, words to put in, and the next word."""
    word = spoken[i].lstrip()
    if not word[0].isalpha():
        return [], [], [], []
    space = spoken[i][: len(spoken[i]) - len(word)]
    token = Token(start=0, end=len(word), text=word)
    forms = [space + as_written(word, new) for new, _ in exchanges(word.lower())]
    glosses = [space + edit.replacement for edit in propose_glosses(token)]
    small = [space + new for name in ("article", "preposition") for new in load_class(name)[:9]]
    following = [spoken[i + 1]] if i + 1 < len(spoken) and spoken[i + 1].startswith(" ") else []
    return forms, glosses, small, following


def _zipf(token: Token) -> float:
    return load_vocabulary().zipf(token.text.lower())


def try_words(
    document: Document, words: Sequence[Word], chosen: Sequence[int], critic: LanguageModel
) -> NDArray[np.float64]:
    """What the best other gloss and the best small edit of each word gain: words × 2, in nats."""
    import numpy as np

    spots = []
    for i in chosen:
        token, sentence = words[i]
        place = sentence.tokens.index(token)
        spots.append(list(propose_glosses(token)))
        spots.append(list(propose_edits(sentence.tokens, place, document.text)))
    ranked = rank_mends(document.text, spots, critic, TRIED)
    gains = [mends[0].gain if mends else 0.0 for mends in ranked]
    return np.array(gains, float).reshape(-1, 2)
