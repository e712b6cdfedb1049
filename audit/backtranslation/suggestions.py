"""Ranked corrections of a name: which entry was meant, how probably, and how it was garbled.

A single word is compared with the words of names, and the likely ones once more by how the script
writes them; a name of several words is compared with whole names, word by word. Where the words
explain it badly, its letters are compared with those of whole names, since a name may have been cut
or joined elsewhere. What is suggested for a single word that several entries bear is the word, with
all of its probability; who bears it is told. `probability` is P(listed) · P(entry | seen, listed),
so what a list without the true name proposes is improbable however far ahead it is; below one half
for P(listed) we abstain, and still say what comes nearest.
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
        for query, (listed, ranking) in zip(some, _rank(some, guesser), strict=True):
            yield _answer(query, listed, ranking, directory, most)


def suggest(query: str, directory: Directory, *, most: int = 5, pivot: str | None = None) -> Answer:
    """The answer for one name."""
    return next(suggest_names([query], directory, most=most, pivot=pivot))


def _cut(query: str) -> list[str]:
    """The letters of words, but for initials."""
    return [letters for word in query.split() if len(letters := letters_of(word)) > 1]


def _answer(
    query: str, listed: float, ranking: Ranking | None, directory: Directory, most: int
) -> Answer:
    """What is suggested by a ranking, and P(listed)."""
    if ranking is None:
        return Answer(query=query)
    same = list_same(letters_of(query), directory)
    left = 1.0 - _CERTAIN if same else listed
    found = {meant.name: _tell_listed(query, meant, _CERTAIN / len(same)) for meant in same}
    for match in match_names(ranking, directory, most + len(same)):
        if match.meant.name not in found:
            found[match.meant.name] = _tell_garbled(query, match, left * match.share)
    suggestions = tuple(found.values())[:most]
    return Answer(query=query, suggestions=suggestions, abstained=not same and listed < 0.5)


def _rank(queries: Sequence[str], guesser: Guesser) -> list[tuple[float, Ranking | None]]:
    """P(listed) and what may be meant, by words or else by the run of letters."""
    directory = guesser.directory
    letters = [letters_of(query) for query in queries]
    words = [_cut(query) for query in queries]
    guesser.learn(word for some in words if len(some) > 1 for word in some)
    guesser.learn_alone(word for some in words if len(some) == 1 for word in some)
    ranked = [_rank_words(some, guesser) if some else None for some in words]
    found = [
        (_estimate(seen, ranking, directory) if ranking else 0.0, ranking)
        for seen, ranking in zip(letters, ranked, strict=True)
    ]
    left = [i for i, (listed, _) in enumerate(found) if listed < 0.5 and len(letters[i]) > 1]
    whole = rank_wholes([letters[i] for i in left], directory, guesser.prior)
    for i, ranking in zip(left, whole, strict=True):
        anyhow = _estimate(letters[i], ranking, directory)
        if anyhow > found[i][0] or not found[i][1]:
            found[i] = anyhow, ranking
    return found


def _rank_words(words: Sequence[str], guesser: Guesser) -> Ranking:
    if len(words) > 1:
        return rank_forms(words, [*map(guesser.guess, words)], guesser.directory)
    return rank_words(guesser.guess_alone(words[0]), guesser.directory)


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
    *most, last = [*named, f"{more} more"] if more > 0 else named
    return f" Borne by {', '.join(most)} and {last}."
