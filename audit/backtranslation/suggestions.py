"""Ranked corrections of a name: which entry was meant, how probably, and how it was garbled.

A single word is compared with whole names and with the words of names. A name of several words is
compared as a whole and word by word under one pivot: the words that are right speak for an entry
as much as the garbled one does. `probability` is P(listed) · P(entry | seen, listed), so what a
list without the true name proposes is improbable however far ahead it is; below one half for
P(listed) we abstain, and still say what comes nearest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from audit.backtranslation.abstention import estimate_listed, list_evidence
from audit.backtranslation.channels import load_channels
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.scripts import explain
from audit.backtranslation.channels.transducer import Floats
from audit.backtranslation.directory import Bearer, Directory
from audit.backtranslation.rescoring import load_rescorer
from audit.backtranslation.restoration import Ints, NameList, Posterior, information_of

_EXPLAINED = 0.2  # the probability from which a way through a script is claimed
_BEARERS = 20  # entries that a word speaks for
_COMPARED = 15  # entries that a full name is compared with word by word
_EARLIER_WORD = 1.0  # nats for being called by another word than the last
_FEWER_WORDS = 3.0  # nats for each word that has no counterpart
_CERTAIN = 0.99


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSuggestion:
    """An entry's usual name; `pivot` is an ISO 639-1 code, None where no script was between."""

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


@dataclass(frozen=True, slots=True)
class _Match:
    """An entry, how well it fits by channel (log-scores), and the form that does."""

    bearer: Bearer
    scores: Floats


def suggest_names(
    queries: Iterable[str], directory: Directory, *, most: int = 5, pivot: str | None = None
) -> Iterator[Answer]:
    """Answers in the order of the queries; `pivot` is the code of the only channel allowed."""
    for query in queries:
        yield suggest(query, directory, most=most, pivot=pivot)


def suggest(query: str, directory: Directory, *, most: int = 5, pivot: str | None = None) -> Answer:
    """The answer for one name."""
    letters = letters_of(query)
    if len(letters) < 2:
        return Answer(query=query)
    matches = _match(query, directory)
    same = directory.bearers.get(letters, ())[:_BEARERS]
    if not matches and not same:
        return Answer(query=query)
    scores = np.stack([match.scores for match in matches], axis=1) + _prior(pivot)
    odds = np.exp(scores - scores.max())
    shares = odds.sum(axis=0) / odds.sum()
    order = np.argsort(-shares, kind="stable")
    listed = _CERTAIN if same else _estimate(letters, matches[order[0]], shares, directory)
    found = {bearer.entry: _listed(query, bearer, directory, len(same)) for bearer in same}
    left = 1.0 - _CERTAIN if same else listed
    for place in order[: most + len(found)]:
        bearer = matches[place].bearer
        if bearer.entry not in found:
            code = load_channels()[int(odds[:, place].argmax())].code
            chance = left * float(shares[place])
            found[bearer.entry] = _garbled(query, bearer, directory, chance, code)
    return Answer(query=query, suggestions=tuple(found.values())[:most], abstained=listed < 0.5)


def _prior(pivot: str | None) -> Floats:
    """Log prior over the channels, as a column."""
    codes = [channel.code for channel in load_channels()]
    allowed = np.array([pivot in (None, code) for code in codes])
    return np.where(allowed, 0.0, -1e9)[:, None]


def _estimate(letters: str, first: _Match, shares: Floats, directory: Directory) -> float:
    """P(listed), of the first match."""
    true = letters_of(first.bearer.form)
    number = np.array([directory.numbers[true]])
    information = float(information_of(letters, number, directory.names)[0])
    evidence = list_evidence(letters, true, information, float(shares.max()), directory.names)
    return estimate_listed(evidence)


def _match(query: str, directory: Directory) -> list[_Match]:
    words = [word for word in query.split() if len(letters_of(word)) > 1]
    near: dict[int, _Match] = {}
    for posterior in _restore(query, words, directory.names):
        for entry, match in _match_letters(posterior, directory).items():
            if entry not in near or match.scores.max() > near[entry].scores.max():
                near[entry] = match
    if len(words) < 2:
        return list(near.values())
    best = sorted(near.values(), key=lambda match: -match.scores.max())[:_COMPARED]
    return _compare_words(query, words, [match.bearer.entry for match in best], directory)


def _restore(query: str, words: Sequence[str], names: NameList) -> list[Posterior]:
    """The nearest letters; those of a single word, which nothing else speaks for, weighed anew."""
    if len(words) > 1:
        return names.restore_all([query, *words])
    return load_rescorer().restore_all([query], names)


def _match_letters(posterior: Posterior, directory: Directory) -> dict[int, _Match]:
    """The best match of each entry that bears one of the nearest letters."""
    found: dict[int, _Match] = {}
    for number, scores in zip(posterior.numbers, posterior.scores.T, strict=True):
        bearers = directory.bearers[directory.names.letters[number]]
        for bearer in _most_prominent(bearers, directory):
            penalty = np.log(len(bearers)) + _EARLIER_WORD * (bearer.part > 1)
            match = _Match(bearer, scores - penalty)
            known = found.get(bearer.entry)
            if known is None or match.scores.max() > known.scores.max():
                found[bearer.entry] = match
    return found


def _most_prominent(bearers: Sequence[Bearer], directory: Directory) -> Sequence[Bearer]:
    if len(bearers) <= 1:
        return bearers
    return sorted(bearers, key=lambda b: (b.part > 1, -directory.entries[b.entry].articles))[
        :_BEARERS
    ]


def _compare_words(
    query: str, words: Sequence[str], entries: Sequence[int], directory: Directory
) -> list[_Match]:
    """A full name against entries: the mean of what the whole and its words say.

    Under each channel every seen word speaks for the word of the entry that it fits best. All is
    compared at once, since the channels' time goes into calls more than into names.
    """
    spelled = [directory.spellings(entry) for entry in entries]
    wholes = [[pair for pair in some if not pair[1].part] for some in spelled]
    parts = [[pair[0] for pair in some if pair[1].part] or [some[0][0]] for some in spelled]
    whole, *each = _scores(query, words, wholes, parts, directory)
    found = []
    for i, named in enumerate(wholes):
        best = named[int(whole[i].max(axis=0).argmax())][1]
        total = np.mean([word[i].max(axis=1) for word in each], axis=0)
        missing = abs(len(words) - len(best.form.split()))
        scores = whole[i].max(axis=1) + total * len(words) / 2 - _FEWER_WORDS * missing
        found.append(_Match(best, scores))
    return found


def _scores(
    query: str,
    words: Sequence[str],
    wholes: Sequence[Sequence[tuple[str, Bearer]]],
    parts: Sequence[Sequence[str]],
    directory: Directory,
) -> list[list[Floats]]:
    """For the whole name and each word of it the scores of every entry's spellings."""
    full = [[directory.numbers[letters] for letters, _ in some] for some in wholes]
    single = [[directory.numbers[letters] for letters in some] for some in parts]
    asked = [full, *(single for _ in words)]
    numbers: list[Ints] = [np.concatenate([*map(np.array, some)]) for some in asked]
    compared = directory.names.compare_all([query, *words], numbers)
    return [
        np.split(posterior.scores, np.cumsum([len(part) for part in some])[:-1], axis=1)
        for posterior, some in zip(compared, asked, strict=True)
    ]


def _listed(query: str, bearer: Bearer, directory: Directory, sharing: int) -> NameSuggestion:
    name = directory.entries[bearer.entry].name
    if letters_of(name) == letters_of(query):
        told = f"“{query}” is listed."
    elif letters_of(query) in {letters_of(word) for word in name.split()}:
        told = f"“{query}” is listed as part of {name}."
    else:
        told = f"“{query}” is listed as a variant of {name}."
    return NameSuggestion(
        name=name, probability=round(_CERTAIN / sharing, 4), pivot=None, explanation=told
    )


def _garbled(
    query: str, bearer: Bearer, directory: Directory, chance: float, code: str
) -> NameSuggestion:
    languages: Mapping[str, str] = {c.code: c.language for c in load_channels()}
    through = code if chance >= _EXPLAINED else ""
    return NameSuggestion(
        name=directory.entries[bearer.entry].name,
        probability=round(chance, 4),
        pivot=languages[code] or None,
        explanation=explain(bearer.form, query, through),
    )
