"""What the numbers of a ranking mean: an entry, or a word that several entries bear.

A single word that only one entry bears stands for that entry. One that several bear stands for
itself, as it is written in the name of the best known of them: the letters tell nothing of which.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from audit.backtranslation.directory import Directory
from audit.backtranslation.rankings import Ranking


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What is suggested, the spelling that the seen one is compared with, and who bears a word."""

    name: str
    spelling: str
    bearers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What may be meant, its share of P(meant | seen, listed), and its best channel's number."""

    meant: Meant
    share: float
    channel: int


def match_names(ranking: Ranking, directory: Directory, most: int) -> Iterator[Match]:
    """The best of a ranking, at most so many; forms of one entry are one."""
    shares = ranking.shares()
    mean = _mean_word if ranking.of_words else _mean_form
    found: dict[str, tuple[Meant, float, int]] = {}
    for number, share in zip(ranking.numbers.tolist(), shares, strict=True):
        if len(found) == most:
            break
        meant = mean(number, directory)
        known, total, channel = found.get(meant.name, (meant, 0.0, int(share.argmax())))
        found[meant.name] = known, total + float(share.sum()), channel
    best = sorted(found.values(), key=lambda item: -item[1])
    for meant, total, channel in best:
        yield Match(meant=meant, share=total, channel=channel)


def list_same(letters: str, directory: Directory) -> list[Meant]:
    """What has these very letters: the word, or the entries one form of which does."""
    number = directory.numbers.get(letters)
    if number is not None:
        return [_mean_word(number, directory)]
    forms = directory.forms_spelled(letters).tolist()
    return [*{(meant := _mean_form(form, directory)).name: meant for form in forms}.values()]


def _mean_form(form: int, directory: Directory) -> Meant:
    entry = directory.entries[int(directory.forms.entry[form])]
    return Meant(name=entry.name, spelling=directory.text(form))


def _mean_word(number: int, directory: Directory) -> Meant:
    """A word, by its bearers: those whose last word it is first, then the best known."""
    forms, found = directory.forms, directory.forms_with(number).tolist()
    places = forms.place[forms.of_word[number] : forms.of_word[number + 1]].tolist()

    def prominence(item: tuple[int, int]) -> tuple[bool, int]:
        form, place = item
        follows = forms.starts[form] + place + 1 < forms.starts[form + 1]
        return bool(follows), -directory.entries[forms.entry[form]].articles

    ordered = sorted(zip(found, places, strict=True), key=prominence)
    bearers = tuple(dict.fromkeys(directory.entries[forms.entry[f]].name for f, _ in ordered))
    form, place = ordered[0]
    spelling = directory.words_of(form)[place]
    return Meant(
        name=bearers[0] if len(bearers) == 1 else spelling, spelling=spelling, bearers=bearers
    )
