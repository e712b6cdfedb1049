"""What a seen name may stand for, ranked: words of names, whole names, forms by their words.

A whole name is compared as one run of letters with the wholes of the list, found as words are: for
names that were cut or joined elsewhere than those of the list (`Xijinping`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from audit.backtranslation.channels.lattices import expand
from audit.backtranslation.channels.transducer import Floats
from audit.backtranslation.directory import Directory
from audit.backtranslation.guesses import Guess
from audit.backtranslation.lookup import compare_letters
from audit.backtranslation.pairs import compare_pairs
from audit.backtranslation.restoration import Ints

_EARLIER_WORD = 1.0  # nats for being called by another word than the last
_WIDE, _NARROW = 300, 12  # whole names: by keys, by letters too


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Numbers of words or of forms, the best first; scores of shape (numbers, channels), nats.

    `told` is what the seen letters tell of each, in nats a letter.
    """

    numbers: Ints
    scores: Floats
    told: Floats
    of_words: bool

    @classmethod
    def of(cls, numbers: Ints, scores: Floats, told: Floats, *, of_words: bool = False) -> Ranking:
        """In the order of what all channels say together."""
        total = np.logaddexp.reduce(scores, axis=1)
        order = np.argsort(-total, kind="stable")
        return cls(
            numbers=numbers[order], scores=scores[order], told=told[order], of_words=of_words
        )

    def shares(self) -> Floats:
        """P(number, channel), all of them together being 1."""
        odds = np.exp(self.scores - self.scores.max(initial=-np.inf))
        normal: Floats = odds / odds.sum()
        return normal


def rank_words(guess: Guess, directory: Directory) -> Ranking:
    """Words of names."""
    last = np.array([_is_last(number, directory) for number in guess.numbers.tolist()], bool)
    scores = guess.scores - _EARLIER_WORD * ~last[:, None]
    return Ranking.of(guess.numbers, scores, guess.told, of_words=True)


def _is_last(word: int, directory: Directory) -> bool:
    """Whether a word is the last of any form."""
    forms = directory.forms
    found = slice(forms.of_word[word], forms.of_word[word + 1])
    form = forms.form[found]
    return bool((forms.starts[form] + forms.place[found] + 1 == forms.starts[form + 1]).any())


def rank_wholes(seen: Sequence[str], directory: Directory, prior: Floats) -> Iterator[Ranking]:
    """Forms, by their letters without spaces, for each of some seen letters."""
    if not seen:
        return
    wholes = directory.wholes
    wide = [*wholes.index.nearest_all(seen, _WIDE)]
    alike = compare_letters(seen, [some for some, _ in wide], wholes.letters, wholes.bones)
    numbers = [
        some[np.argsort(-shared - like, kind="stable")[:_NARROW]]
        for (some, shared), like in zip(wide, alike, strict=True)
    ]
    pairs = [
        (letters, wholes.letters[number])
        for letters, some in zip(seen, numbers, strict=True)
        for number in some.tolist()
    ]
    compared, start = compare_pairs(pairs), 0
    for some in numbers:
        which, found = expand(directory.forms.of_whole, some)
        scores = compared.scores[:, start + which].T + prior
        yield Ranking.of(directory.forms.same[found], scores, compared.told[start + which])
        start += len(some)
