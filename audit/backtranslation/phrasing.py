"""Which stretches of a text were damaged: what models say of words, weighed in their text.

The damage model was taught on texts that are damaged everywhere, and judges a window by itself;
what it says of one word is weighed with what it says of the words beside and of the whole text,
since in a text full of damage a doubtful word is likelier damaged than in a clean one. Then the
language model reads the sentences in which a word is suspect, and at depth deep all, and there the
critic tries the words that are still doubtful (`audit.backtranslation.rereading`): a second and a
third look, each weighing the one before.
Weights and thresholds are learned from clean and damaged texts that no model learned from
(`training/learn_phrasing.py`), as in stacked generalisation (Wolpert 1992).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from audit.backtranslation.rereading import REREAD, Word, reread_words, try_words
from audit.fluency.damage_model import KINDS, DamageModel, cut_windows
from audit.fluency.language_model import LanguageModel
from audit.model import BlockKind, Document, Span
from audit.reading.quotations import is_inside
from audit.reference import load_table
from audit.resources.vocabulary import load_vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

READ = frozenset({BlockKind.PROSE, BlockKind.QUOTATION, BlockKind.LIST_ITEM, BlockKind.HEADING})
FEATURES = (
    "bias",
    *(f"odds of {kind}" for kind in KINDS[1:]),
    "odds",
    "odds of the word before",
    "odds of the word after",
    "odds of the text",
    "share of the text",
    "capital",
    "first of its sentence",
    "rare",
    "unknown",
    "quoted",
    "heading",
)
SECOND = ("second bias", "first look", *REREAD)
THIRD = ("third bias", "second look", "tried gloss", "tried edit")
MOST = 60  # words of a text that the critic tries
MENDED = 60  # stretches of a text that are mended; a text with more is past mending
_STEEPEST = 8.0  # of log odds
_GAP = 1  # words between two damaged ones that belong to one stretch
_RARE = 3.0  # Zipf


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Damaged words in a row: where, which rule they break, how probably, and if to be mended."""

    span: Span
    rule: str
    probability: float
    mended: bool = True


class Phrasing:
    """Finds damaged stretches, at depth deep or standard; remembers the last text."""

    def __init__(
        self, damage_model: DamageModel, language_model: LanguageModel, *, deep: bool = False
    ) -> None:
        self.damage_model = damage_model
        self._language_model = language_model
        self._deep = deep
        self._last: tuple[Document, tuple[Stretch, ...]] | None = None

    def find(self, document: Document) -> tuple[Stretch, ...]:
        """The damaged stretches of a text, in order."""
        if self._last is None or self._last[0] is not document:
            words, chances = judge_words(document, self.damage_model)
            told = self.judge(document, words, chances)
            threshold = load_weights().by_name["deep threshold" if self._deep else "threshold"]
            found = tuple(_join(words, told, chances, threshold))
            self._last = document, _choose_mended(found)
        return self._last[1]

    def judge(
        self, document: Document, words: Sequence[Word], chances: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """How probably each word is damaged, from what the damage model says of it."""
        if not words:
            return chances[:, 0]
        weights, model = load_weights(), self._language_model
        scores = features(document, words, chances) @ weights.of(FEATURES)
        read = choose_sentences(words, scores, everything=self._deep)
        reread = reread_words(document, [words[i] for i in read], model)
        scores[read] = second_features(scores[read], reread) @ weights.of(SECOND)
        if self._deep:
            doubtful = choose_doubtful(words, scores)
            gains = try_words(document, words, doubtful, model)
            scores[doubtful] = third_features(scores[doubtful], gains) @ weights.of(THIRD)
        return probabilities(scores)


def choose_sentences(
    words: Sequence[Word], scores: NDArray[np.float64], *, everything: bool
) -> list[int]:
    """The words that the language model reads: of sentences in which one is suspect, or all."""
    least = load_weights().by_name["suspect"]
    suspect = {
        id(sentence)
        for (token, sentence), score in zip(words, scores, strict=True)
        if score >= least and token.text[0].isalpha()
    }
    return [i for i, (_, sentence) in enumerate(words) if everything or id(sentence) in suspect]


def choose_doubtful(words: Sequence[Word], scores: NDArray[np.float64]) -> list[int]:
    """The words that the critic tries: at most `MOST` that are neither surely sound nor damaged."""
    weights = load_weights().by_name
    threshold = min(0.99, weights["threshold"])
    middle = math.log(threshold / (1 - threshold))
    found = [
        i
        for i, (token, _) in enumerate(words)
        if scores[i] >= weights["doubtful"] and token.text[0].isalpha()
    ]
    return sorted(sorted(found, key=lambda i: abs(scores[i] - middle))[:MOST])


def second_features(
    scores: NDArray[np.float64], reread: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What the second look weighs, words × `SECOND`."""
    import numpy as np

    return np.column_stack([np.ones(len(scores)), scores, reread])


def third_features(scores: NDArray[np.float64], gains: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the third look weighs, words × `THIRD`."""
    import numpy as np

    return np.column_stack([np.ones(len(scores)), scores, np.log1p(gains)])


def judge_words(document: Document, model: DamageModel) -> tuple[list[Word], NDArray[np.float64]]:
    """The words and marks that are read, and what the damage model says of them: words × kinds."""
    import numpy as np

    foreign = set(document.foreign)
    read = [s for s in document.sentences if s.kind in READ and s.span not in foreign]
    words = [(token, sentence) for sentence in read for token in sentence.tokens]
    windows = [tuple(token.text for token in window) for window in cut_windows(read)]
    judged = model.judge(windows)
    empty = np.zeros((0, len(KINDS)))
    return words, np.concatenate([empty, *judged])


def features(
    document: Document, words: Sequence[Word], chances: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What the posterior weighs, words × `FEATURES`; log odds are natural and clipped."""
    import numpy as np

    zipf = load_vocabulary().zipf
    sound = np.clip(chances[:, 0], 1e-6, 1 - 1e-6)
    odds = np.clip(np.log1p(-sound) - np.log(sound), -_STEEPEST, _STEEPEST)
    kinds = np.log(np.clip(chances[:, 1:], 1e-4, 1)) - np.log(sound)[:, None]
    kinds = np.clip(kinds, -_STEEPEST, _STEEPEST)
    beside = np.concatenate([[-_STEEPEST], odds, [-_STEEPEST]])
    damaged = 1 - sound
    text = math.log(damaged.mean() / (1 - damaged.mean()))
    share = math.log((np.sum(damaged > 0.5) + 0.5) / (len(damaged) + 50))
    lows = [token.text.lower() for token, _ in words]
    facts = [
        (
            token.text[0].isupper(),
            token.start == sentence.span.start,
            0 < zipf(low) < _RARE,
            low[0].isalpha() and zipf(low) == 0,
            is_inside(token.start, document.quotations),
            sentence.kind is BlockKind.HEADING,
        )
        for (token, sentence), low in zip(words, lows, strict=True)
    ]
    count = len(words)
    return np.column_stack(
        [
            np.ones(count),
            kinds,
            odds,
            beside[:-2],
            beside[2:],
            np.full(count, text),
            np.full(count, share),
            np.array(facts, float),
        ]
    )


def _join(
    words: Sequence[Word],
    told: NDArray[np.float64],
    chances: NDArray[np.float64],
    threshold: float,
) -> Iterator[Stretch]:
    """Damaged words of one sentence that stand together, as stretches."""
    found = [i for i in range(len(words)) if told[i] >= threshold and words[i][0].text[0].isalpha()]
    start = 0
    while start < len(found):
        end = start + 1
        while end < len(found) and _are_near(words, found[end - 1], found[end]):
            end += 1
        first, last = found[start], found[end - 1]
        kinds = chances[first : last + 1, 1:].sum(axis=0)
        yield Stretch(
            span=Span(start=words[first][0].start, end=words[last][0].end),
            rule=KINDS[1 + int(kinds.argmax())],
            probability=float(told[first : last + 1].max()),
        )
        start = end


def _choose_mended(stretches: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """The stretches, of which all but the `MENDED` most probable are left as they are."""
    order = sorted(range(len(stretches)), key=lambda i: -stretches[i].probability)
    chosen = set(order[:MENDED])
    return tuple(replace(s, mended=i in chosen) for i, s in enumerate(stretches))


def _are_near(words: Sequence[Word], one: int, other: int) -> bool:
    """Whether two words of one sentence have at most `_GAP` words between them."""
    return other - one <= _GAP + 1 and words[one][1] is words[other][1]


def probabilities(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of log odds."""
    import numpy as np

    chances: NDArray[np.float64] = 1 / (1 + np.exp(-scores))
    return chances


@dataclass(frozen=True, slots=True)
class Weights:
    """The learned weights and thresholds by name."""

    by_name: Mapping[str, float]

    def of(self, names: Sequence[str]) -> NDArray[np.float64]:
        """Some weights, in order."""
        import numpy as np

        return np.array([self.by_name[name] for name in names])


@cache
def load_weights() -> Weights:
    """What `reference/scoring/phrasing.tsv` has."""
    rows = load_table("scoring/phrasing.tsv")
    return Weights({row["feature"]: float(row["weight"]) for row in rows})
