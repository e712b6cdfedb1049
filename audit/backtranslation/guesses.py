"""What single words may stand for, remembered: the words of names come back again and again.

A guess is P(word of the list, channel | seen word) over what it would be if every listed word were
as probable: above 0 (in natural logarithms) for what the seen word speaks for. A word that is in
the list as it is says nothing of the channel, since all pivots leave words intact.

A word that stands alone has no other to speak for it, and there is time for it: its candidates are
weighed anew by how each likely pivot writes them (`audit.backtranslation.rescoring`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from audit.backtranslation.channels.transducer import Floats
from audit.backtranslation.directory import Directory
from audit.backtranslation.rescoring import load_rescorer
from audit.backtranslation.restoration import Ints, Posterior

_REMEMBERED = 50_000  # words


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Listed words by their numbers; scores of shape (words, channels), nats; `told` as there."""

    numbers: Ints
    scores: Floats
    told: Floats


@dataclass(frozen=True, slots=True)
class Guesser:
    """Guesses from one directory under a log prior over the channels."""

    directory: Directory
    prior: Floats
    _known: dict[str, Guess] = field(default_factory=dict)
    _alone: dict[str, Guess] = field(default_factory=dict)

    def learn(self, words: Iterable[str]) -> None:
        """Make guesses of all words (as letters) at once, which is faster than one by one."""
        self._learn(words, self._known, self.directory.words.restore_all)

    def learn_alone(self, words: Iterable[str]) -> None:
        """The same of words that stand alone."""
        listed = self.directory.words
        self._learn(words, self._alone, lambda seen: load_rescorer().restore_all(seen, listed))

    def guess(self, word: str) -> Guess:
        """What a word may stand for."""
        if word not in self._known:
            self.learn([word])
        return self._known[word]

    def guess_alone(self, word: str) -> Guess:
        """What a word that stands alone may stand for."""
        if word not in self._alone:
            self.learn_alone([word])
        return self._alone[word]

    def _learn(
        self,
        words: Iterable[str],
        known: dict[str, Guess],
        restore: Callable[[Sequence[str]], list[Posterior]],
    ) -> None:
        if len(known) > _REMEMBERED:
            known.clear()
        if fresh := [word for word in dict.fromkeys(words) if word not in known]:
            for word, posterior in zip(fresh, restore(fresh), strict=True):
                known[word] = self._weigh(word, posterior)

    def _weigh(self, word: str, posterior: Posterior) -> Guess:
        scores = posterior.scores.T + self.prior
        if scores.size:
            scores = scores - np.logaddexp.reduce(scores, axis=None)
        intact = posterior.numbers == self.directory.numbers.get(word, -1)
        scores[intact] = np.logaddexp.reduce(scores[intact], axis=1, keepdims=True)
        scores += self.prior  # an intact word tells of no channel, but may have come by none other
        scores += math.log(max(1, len(self.directory.words.letters)))
        return Guess(numbers=posterior.numbers, scores=scores, told=posterior.told)
