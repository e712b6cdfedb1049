"""A name of several words compared with listed ones word by word, under one pivot.

Every word speaks for the forms that have one of the words it may stand for. All words of a name
went through the same pivot, so their scores are added by channel before the channels are; no word
of a form is spoken for twice. So a form whose surname is garbled beyond recognition by its letters
is found by the given name, and the other way round, however many people share either.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from audit.backtranslation.channels.lattices import expand
from audit.backtranslation.channels.transducer import Floats
from audit.backtranslation.directory import Directory
from audit.backtranslation.guesses import Guess
from audit.backtranslation.rankings import Ranking
from audit.backtranslation.restoration import Ints

_UNSPOKEN = -3.0  # nats for a seen word that speaks for no word of a form
_FEWER_WORDS = 3.0  # nats for each word that has no counterpart
_OTHER_ORDER = 1.0  # nats for two words that changed places


def rank_forms(words: Sequence[str], guesses: Sequence[Guess], directory: Directory) -> Ranking:
    """Forms that at least one of the seen words speaks for; `words` are their letters."""
    spoken = [_find_forms(guess, directory) for guess in guesses]
    forms, which = np.unique(np.concatenate([some[0] for some in spoken]), return_inverse=True)
    channels = guesses[0].scores.shape[1]
    scores = np.full((len(words), len(forms), channels), _UNSPOKEN)
    told = np.zeros((len(words), len(forms)))
    places = np.full((len(words), len(forms)), -1)
    parts = np.split(which, np.cumsum([len(some[0]) for some in spoken])[:-1])
    for i, (guess, (_, word, place), of) in enumerate(zip(guesses, spoken, parts, strict=True)):
        order = np.argsort(guess.scores.max(axis=1)[word], kind="stable")  # the best comes last
        of, word = of[order], word[order]
        scores[i, of] = np.maximum(guess.scores[word], _UNSPOKEN)
        told[i, of] = guess.told[word] * len(words[i])
        places[i, of] = place[order]
    turned = _settle(scores, told, places)
    sizes = directory.forms.starts[forms + 1] - directory.forms.starts[forms]
    total = scores.sum(axis=0) - _FEWER_WORDS * np.abs(sizes - len(words))[:, None]
    total -= _OTHER_ORDER * turned[:, None]
    return Ranking.of(forms, total, told.sum(axis=0) / sum(map(len, words)))


def _find_forms(guess: Guess, directory: Directory) -> tuple[Ints, Ints, Ints]:
    """Forms, which of the guess's words each has, and at what place."""
    which, found = expand(directory.forms.of_word, guess.numbers)
    return directory.forms.form[found], which, directory.forms.place[found]


def _settle(scores: Floats, told: Floats, places: Ints) -> Ints:
    """Leave a word that two speak for to the better; tell how many pairs changed places."""
    turned = np.zeros(places.shape[1], np.int64)
    for one, other in combinations(range(len(places)), 2):
        both = np.flatnonzero((places[one] >= 0) & (places[one] == places[other]))
        worse = np.where(
            scores[one, both].max(axis=1) < scores[other, both].max(axis=1), one, other
        )
        scores[worse, both], told[worse, both], places[worse, both] = _UNSPOKEN, 0.0, -1
        turned += (places[one] > places[other]) & (places[other] >= 0)
    return turned
