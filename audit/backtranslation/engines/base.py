"""What every translation engine offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A sentence in the other language.

    `score` is the mean log-probability of its tokens in nats, None where the engine gives none;
    `others` are the next best translations with their scores, best first.
    """

    text: str
    score: float | None = None
    others: tuple[tuple[str, float], ...] = ()


class Engine(Protocol):
    """Translates sentences, always alike for the same signature."""

    def signature(self, source: str, target: str) -> str:
        """The engine, its model of that direction and its revision, in sacrebleu's manner.

        Raises:
            EngineError: the engine or its model is missing.
        """

    def translate(
        self, sentences: Sequence[str], source: str, target: str
    ) -> tuple[Translation, ...]:
        """One translation for each sentence, in order; languages by their ISO 639-1 codes.

        Raises:
            EngineError: the engine or its model is missing, stopped, or takes too long.
        """
