"""Which stretches of a text were damaged: what models say of words, weighed in their text.

The damage model was taught on texts that are damaged everywhere, and judges a window by itself;
what it says of one word is weighed with what it says of the words beside and of the whole text,
since in a text full of damage a doubtful word is likelier damaged than in a clean one. At depth
deep the language model reads all words, and the critic tries those that are still doubtful
(`audit.backtranslation.rereading`): a second and a third look, each weighing the one before.
Weights and thresholds are learned from clean and damaged texts that no model learned from
(`training/learn_phrasing.py`), as in stacked generalisation (Wolpert 1992).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
_STEEPEST = 8.0  # of log odds
_GAP = 1  # words between two damaged ones that belong to one stretch
_RARE = 3.0  # Zipf


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Damaged words in a row: where, what rule they break, and how probably."""

    span: Span
    rule: str
    probability: float


class Phrasing:
    """Finds damaged stretches with the models it has; remembers the last text.

    `critic` is the language model that tries doubtful words, None where there is no time for it.
    """

    def __init__(self, damage_model: DamageModel, critic: LanguageModel | None = None) -> None:
        self.damage_model = damage_model
        self._critic = critic
        self._last: tuple[Document, tuple[Stretch, ...]] | None = None

    def find(self, document: Document) -> tuple[Stretch, ...]:
        """The damaged stretches of a text, in order."""
        if self._last is None or self._last[0] is not document:
            self._last = document, tuple(self._find(document))
        return self._last[1]

    def _find(self, document: Document) -> Iterator[Stretch]:
        words, chances = judge_words(document, self.damage_model)
        if not words:
            return
        weights = load_weights()
        scores = features(document, words, chances) @ weights.of(FEATURES)
        threshold = weights.by_name["threshold"]
        if self._critic is not None:
            reread = reread_words(document, words, self._critic)
            scores = second_features(scores, reread) @ weights.of(SECOND)
            doubtful = choose_doubtful(words, scores)
            gains = try_words(document, words, doubtful, self._critic)
            scores[doubtful] = third_features(scores[doubtful], gains) @ weights.of(THIRD)
            threshold = weights.by_name["deep threshold"]
        yield from _join(words, probabilities(scores), chances, threshold)


def choose_doubtful(words: Sequence[Word], scores: NDArray[np.float64]) -> list[int]:
    """The words that the critic tries: those that are not next to surely sound."""
    least = load_weights().by_name["doubtful"]
    return [
        i for i, (token, _) in enumerate(words) if scores[i] >= least and token.text[0].isalpha()
    ]


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
    while found:
        end = 1
        while end < len(found) and _are_near(words, found[end - 1], found[end]):
            end += 1
        first, last = found[0], found[end - 1]
        kinds = chances[first : last + 1, 1:].sum(axis=0)
        yield Stretch(
            span=Span(start=words[first][0].start, end=words[last][0].end),
            rule=KINDS[1 + int(kinds.argmax())],
            probability=float(told[first : last + 1].max()),
        )
        found = found[end:]


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
