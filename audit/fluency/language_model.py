"""The causal language model: log-probabilities of the pieces of a text, in nats.

A text is handed over in pieces, and each piece gets the summed log-probability of its tokens given
all that stands before it. So one call tells how well a word follows what is before it, and how well
what comes after follows the word: log P(word | before) and log P(after | before, word).

The model is SmolLM2-135M (Ben Allal et al. 2025), 8 bits, run by CTranslate2 on the processor. A
text longer than `LONGEST` tokens is too slow and is refused: callers hand over what stands around.
Outcomes do not depend on what else is scored in the same call, or on the number of threads, beyond
some tenths of a nat on processors without instructions for products of 8 bits. They do depend
on the kind of processor: kernels of 8 bits round differently, by a tenth of a nat in a word, and a
decision that is a close one may fall otherwise. `signature` names what they depend on besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path
from typing import Any

from audit.fluency.loading import PerProcess
from audit.resources.catalogue import LANGUAGE_MODEL
from audit.resources.conversion import TOKENIZER
from audit.resources.store import locate

LONGEST = 512  # tokens
_AT_ONCE = 2048  # tokens of a batch
_DIGITS = 3
_MOST_KNOWN = 200_000  # words
_PIECE = 2.5  # nats of a piece that is not looked at: about the model's mean on news
_START = "<|endoftext|>"

Pieces = tuple[str, ...]
Weighed = list[tuple[float, list[float]]]  # by word: its log-probability, and those of others


class LanguageModel:
    """Scores texts; the model is loaded at the first of them, in each process anew.

    `threads` is the number of threads of one call.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads
        self._model = PerProcess(self._load)
        self._known: dict[str, list[int]] = {}

    @classmethod
    def pulled(cls, threads: int = 1) -> LanguageModel:
        """The pulled model.

        Raises:
            ResourceError: it was not pulled.
        """
        return cls(locate(LANGUAGE_MODEL), threads)

    @property
    def signature(self) -> str:
        """The model's digest and the version of what runs it."""
        return f"{self._folder.name}|runtime:ctranslate2-{version('ctranslate2')}"

    def score(self, texts: Iterable[Pieces]) -> list[tuple[float, ...]]:
        """For each text the log-probabilities of its pieces, as many as it has.

        Raises:
            ValueError: a text is longer than `LONGEST` tokens.
        """
        texts = list(texts)
        if not texts:
            return []
        encode = self._tokenizer.encode
        encoded = [encode("".join(text), add_special_tokens=False) for text in texts]
        if any(len(found.ids) > LONGEST for found in encoded):
            raise ValueError(f"a text of more than {LONGEST} tokens")
        results = self._model.get().score_batch(
            [[_START, *found.tokens] for found in encoded],
            max_batch_size=_AT_ONCE,
            batch_type="tokens",
        )
        return [
            _by_piece(text, [end for _, end in found.offsets], result.log_probs)
            for text, found, result in zip(texts, encoded, results, strict=True)
        ]

    def foresee(self, asked: Sequence[tuple[str, Sequence[str]]]) -> list[list[float]]:
        """About how probable words are after a text, for several texts: a log-probability, in nats.

        Each text comes with the words asked about, spaces before them included. Only the first
        piece of each is looked at, which takes one pass a text; every other is taken to cost
        `_PIECE` nats. Nothing is as probable as what is least so.

        Raises:
            ValueError: a text is longer than `LONGEST` tokens.
        """
        import numpy as np

        encode = self._tokenizer.encode
        answers = []
        for before, words in asked:
            seen = encode(before, add_special_tokens=False).tokens
            if len(seen) > LONGEST:
                raise ValueError(f"a text of more than {LONGEST} tokens")
            output = self._model.get().forward_batch([[_START, *seen]], return_log_probs=True)
            chances = np.array(output)[0, -1]
            pieces = [self._pieces(word) for word in words]
            told = (chances[p[0]] - _PIECE * (len(p) - 1) if p else chances.min() for p in pieces)
            answers.append([round(float(chance), _DIGITS) for chance in told])
        return answers

    def weigh(self, before: str, words: Sequence[str], others: Sequence[Sequence[str]]) -> Weighed:
        """How probable each word of a text is after those before it, and others in its place.

        Words come with the spaces before them; `others` has some for each word, of which only the
        first piece is looked at, as by `foresee`. One pass tells it all.

        Raises:
            ValueError: the text is longer than `LONGEST` tokens.
        """
        import numpy as np

        encode = self._tokenizer.encode
        seen = [encode(text, add_special_tokens=False).ids for text in (before, *words)]
        ids = [0, *(piece for pieces in seen for piece in pieces)]
        if len(ids) > LONGEST:
            raise ValueError(f"a text of more than {LONGEST} tokens")
        output = self._model.get().forward_batch([ids], return_log_probs=True)
        chances = np.array(output)[0]
        place = len(seen[0])
        weighed = []
        for pieces, alternatives in zip(seen[1:], others, strict=True):
            own = sum(float(chances[place + i, piece]) for i, piece in enumerate(pieces))
            told = []
            for word in alternatives:
                first, *rest = self._pieces(word)
                told.append(round(float(chances[place, first]) - _PIECE * len(rest), _DIGITS))
            weighed.append((round(own, _DIGITS), told))
            place += len(pieces)
        return weighed

    def _pieces(self, word: str) -> list[int]:
        """The pieces of a word; the same few thousand are asked for again and again."""
        if word not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[word] = self._tokenizer.encode(word, add_special_tokens=False).ids
        return self._known[word]

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._folder / TOKENIZER))

    def _load(self) -> Any:
        import ctranslate2

        return ctranslate2.Generator(
            str(self._folder), device="cpu", compute_type="int8", intra_threads=self._threads
        )


def _by_piece(text: Pieces, ends: Sequence[int], log_probs: Sequence[float]) -> tuple[float, ...]:
    """Sums by piece; a token belongs to the piece in which it ends."""
    sums = [0.0] * len(text)
    borders = list(accumulate(map(len, text)))
    piece = 0
    for end, log_prob in zip(ends, log_probs, strict=True):
        while end > borders[piece]:
            piece += 1
        sums[piece] += log_prob
    return tuple(round(value, _DIGITS) for value in sums)
