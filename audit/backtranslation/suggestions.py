"""Ranked corrections of a name: which entry was meant, how probably, and how it was garbled.

A single word is compared with the words of names, a name of several words with whole names, word by
word. Where the words explain it badly, its letters are compared with those of whole names, since a
name may have been cut or joined elsewhere. What is suggested for a single word that several entries
bear is the word, with all of its probability; who bears it is told. `probability` is P(listed) ·
P(entry | seen, listed), so what a list without the true name proposes is improbable however far
ahead it is; below one half for P(listed) we abstain, and still say what comes nearest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from audit.backtranslation.abstention import estimate_listed, list_evidence
from audit.backtranslation.channels import load_channels
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.scripts import explain
from audit.backtranslation.directory import Directory
from audit.backtranslation.fullnames import rank_forms
from audit.backtranslation.guesses import Guesser
from audit.backtranslation.meanings import Match, Meant, list_same, match_names
from audit.backtranslation.rankings import Ranking, rank_wholes, rank_words

_EXPLAINED = 0.2  # the probability from which a way through a script is claimed
_TOLD = 3  # bearers of a word that are named
_CERTAIN = 0.99
_TOGETHER = 256  # names that are answered at once


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSuggestion:
    """An entry's usual name, or a word that several entries bear.

    `pivot` is an ISO 639-1 code, None where no script was between.
    """

    name: str
    probability: float
    pivot: str | None
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is suggested for a name that was asked for, the best first."""

    query: str
    suggestions: tuple[NameSuggestion, ...] = ()
    abstained: bool = True


def suggest_names(
    queries: Iterable[str], directory: Directory, *, most: int = 5, pivot: str | None = None
) -> Iterator[Answer]:
    """Answers in the order of the queries; `pivot` is the code of the only channel allowed."""
    codes = [channel.code for channel in load_channels()]
    prior = np.array([0.0 if pivot in (None, code) else -1e9 for code in codes])
    guesser, queries = Guesser(directory, prior), iter(queries)
    while some := list(islice(queries, _TOGETHER)):
        guesser.learn(word for query in some for word in _cut(query))
        for query in some:
            yield _answer(query, guesser, most)


def suggest(query: str, directory: Directory, *, most: int = 5, pivot: str | None = None) -> Answer:
    """The answer for one name."""
    return next(suggest_names([query], directory, most=most, pivot=pivot))


def _cut(query: str) -> list[str]:
    """The letters of words, but for initials."""
    return [letters for word in query.split() if len(letters := letters_of(word)) > 1]


def _answer(query: str, guesser: Guesser, most: int) -> Answer:
    letters, directory = letters_of(query), guesser.directory
    if len(letters) < 2:
        return Answer(query=query)
    same = list_same(letters, directory)
    listed, ranking = _rank(letters, _cut(query), guesser)
    left = 1.0 - _CERTAIN if same else listed
    found = {meant.name: _tell_listed(query, meant, _CERTAIN / len(same)) for meant in same}
    for match in match_names(ranking, directory, most + len(same)):
        if match.meant.name not in found:
            found[match.meant.name] = _tell_garbled(query, match, left * match.share)
    suggestions = tuple(found.values())[:most]
    return Answer(query=query, suggestions=suggestions, abstained=not same and listed < 0.5)


def _rank(letters: str, words: Sequence[str], guesser: Guesser) -> tuple[float, Ranking]:
    """P(listed) and what may be meant, by words or else by the run of letters."""
    directory, guesses = guesser.directory, [guesser.guess(word) for word in words]
    if len(words) > 1:
        by_words = rank_forms(words, guesses, directory)
    elif words:
        by_words = rank_words(guesses[0], directory)
    listed = _estimate(letters, by_words, directory) if words else 0.0
    if listed >= 0.5:
        return listed, by_words
    by_letters = rank_wholes(letters, directory, guesser.prior)
    anyhow = _estimate(letters, by_letters, directory)
    return (listed, by_words) if words and listed >= anyhow else (anyhow, by_letters)


def _estimate(letters: str, ranking: Ranking, directory: Directory) -> float:
    """P(listed), of the first candidate; 0 where there is none."""
    if not len(ranking.numbers):
        return 0.0
    number, forms = int(ranking.numbers[0]), directory.forms
    listed = directory.words.letters if ranking.of_words else directory.wholes.letters
    true = listed[number if ranking.of_words else forms.whole[number]]
    share, told = float(ranking.shares()[0].sum()), float(ranking.told[0])
    return estimate_listed(list_evidence(letters, true, told, share, len(listed)))


def _tell_listed(query: str, meant: Meant, chance: float) -> NameSuggestion:
    if letters_of(meant.name) == letters_of(query):
        told = f"“{query}” is listed.{_tell_bearers(meant)}"
    elif letters_of(query) in map(letters_of, meant.name.split()):
        told = f"“{query}” is listed as part of {meant.name}."
    else:
        told = f"“{query}” is listed as a variant of {meant.name}."
    return NameSuggestion(
        name=meant.name, probability=round(chance, 4), pivot=None, explanation=told
    )


def _tell_garbled(query: str, match: Match, chance: float) -> NameSuggestion:
    channel = load_channels()[match.channel]
    through = channel.code if chance >= _EXPLAINED else ""
    told = explain(match.meant.spelling, query, through)
    return NameSuggestion(
        name=match.meant.name,
        probability=round(chance, 4),
        pivot=channel.language or None,
        explanation=told + _tell_bearers(match.meant),
    )


def _tell_bearers(meant: Meant) -> str:
    """Who bears a word that is suggested."""
    if len(meant.bearers) < 2:
        return ""
    named, more = meant.bearers[:_TOLD], len(meant.bearers) - _TOLD
    others = (f"{more} more",) if more > 0 else ()
    *most, last = (*named, *others)
    return f" Borne by {', '.join(most)} and {last}."
