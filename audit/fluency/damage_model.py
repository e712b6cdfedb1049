"""The damage model: how probably each word was damaged, and in what way, from the English alone.

A small encoder (MiniLM-L6; Wang et al. 2020) tags the words of a text, fine-tuned by low-rank
adaptation (Hu et al. 2022) on clean news that was damaged on purpose: `training/learn_damage.py`.
Like a discriminator of replaced tokens (Clark et al., "ELECTRA", 2020) it sees both sides of a
word. The adapter is shipped in `reference/models` and merged into the pulled encoder once, at the
pull. The encoder knows no capitals, so they are told by its token types.

Sentences are judged in windows of some in a row, so that what a pronoun refers to is in sight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit.fluency.loading import PerProcess
from audit.model import Sentence, Token
from audit.resources.catalogue import DAMAGE_MODEL
from audit.resources.conversion import TOKENIZER
from audit.resources.merging import HEAD
from audit.resources.store import locate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KINDS = (
    "",
    "tortured-phrase",
    "grammar",
    "pronoun-intrusion",
    "awkward-phrasing",
    "sentence-fragment",
)  # what a word is, as rules; the first is sound
LONGEST = 90  # words and marks of a window
_PIECES = 5  # of a word; the rest of a longer one is not looked at
_AT_ONCE = 4096  # pieces of a batch

Words = Sequence[str]


class DamageModel:
    """Judges words; the model is loaded at the first of them, in each process anew."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads
        self._model = PerProcess(self._load)

    @classmethod
    def pulled(cls, threads: int = 1) -> DamageModel:
        """The pulled model.

        Raises:
            ResourceError: it was not pulled.
        """
        return cls(locate(DAMAGE_MODEL), threads)

    @property
    def signature(self) -> str:
        """The model's digest and the version of what runs it."""
        return f"{self._folder.name}|runtime:ctranslate2-{version('ctranslate2')}"

    def judge(self, windows: Iterable[Words]) -> list[NDArray[np.float32]]:
        """For each window the probabilities of `KINDS` for each of its words, words × kinds."""
        import numpy as np

        windows = list(windows)
        encoded = [encode(window, self._tokenizer) for window in windows]
        found = []
        for window, pieces, states in zip(windows, encoded, self._states(encoded), strict=True):
            chances = np.zeros((len(window), len(KINDS)), np.float32)
            chances[:, 0] = 1
            chances[pieces.words] = _softmax(states[pieces.firsts] @ self._head[0] + self._head[1])
            found.append(chances)
        return found

    def _states(self, encoded: Sequence[Pieces]) -> Iterator[NDArray[np.float32]]:
        """The last hidden states of each window, pieces × width, those of like length together."""
        import numpy as np

        order = sorted(range(len(encoded)), key=lambda i: -len(encoded[i].ids))  # longest decides
        states: dict[int, NDArray[np.float32]] = {}
        while order:
            size = max(1, _AT_ONCE // len(encoded[order[0]].ids))
            batch, order = order[:size], order[size:]
            ids = [encoded[i].ids for i in batch]
            types = [encoded[i].types for i in batch]
            hidden = np.array(
                self._model.get().forward_batch(ids, token_type_ids=types).last_hidden_state
            )
            states.update((i, hidden[k]) for k, i in enumerate(batch))
        return (states[i] for i in range(len(encoded)))

    @cached_property
    def _head(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        import numpy as np

        with np.load(self._folder / HEAD) as head:
            return head["weight"].astype(np.float32), head["bias"].astype(np.float32)

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._folder / TOKENIZER))

    def _load(self) -> Any:
        import ctranslate2

        return ctranslate2.Encoder(
            str(self._folder), device="cpu", compute_type="int8", intra_threads=self._threads
        )


class Pieces:
    """A window's pieces for the encoder.

    `ids` and `types` are of all pieces, marks of beginning and end included; `firsts` the places of
    the first pieces of `words`, which are indices of the window; a word may have none.
    """

    __slots__ = ("firsts", "ids", "types", "words")

    def __init__(self) -> None:
        self.ids: list[int] = []
        self.types: list[int] = []
        self.firsts: list[int] = []
        self.words: list[int] = []


def encode(window: Words, tokenizer: Any) -> Pieces:
    """The pieces of a window's words, the first `_PIECES` of each."""
    pieces = Pieces()
    found = tokenizer.encode(list(window), is_pretokenized=True)
    last, count = -1, 0
    for piece, word in zip(found.ids, found.word_ids, strict=True):
        if word is not None and word != last:
            pieces.firsts.append(len(pieces.ids))
            pieces.words.append(word)
            last, count = word, 0
        count += 1
        if word is None or count <= _PIECES:
            pieces.ids.append(piece)
            pieces.types.append(0 if word is None else capitals(window[word]))
    return pieces


def capitals(word: str) -> int:
    """How a word is written, as a token type: 0 small, 1 with a capital, 2 in capitals."""
    if not word[:1].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def cut_windows(sentences: Iterable[Sentence]) -> Iterator[list[Token]]:
    """The tokens of sentences in a row, at most `LONGEST`; a longer sentence is cut."""
    window: list[Token] = []
    for sentence in sentences:
        if window and len(window) + len(sentence.tokens) > LONGEST:
            yield window
            window = []
        window += sentence.tokens
        while len(window) > LONGEST:
            yield window[:LONGEST]
            window = window[LONGEST:]
    if window:
        yield window


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    chances: NDArray[np.float32] = raised / raised.sum(axis=-1, keepdims=True)
    return chances
