"""The entries of reference lists by all their spellings: whole names, aliases, and single words.

What is looked up is a run of letters; who bears it is told here. A *form* is one right spelling of
an entry, cut into its words. All is kept in flat arrays, so that a list that was indexed once is
there at once the next time (`audit.backtranslation.cache`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.lookup import KeyIndex, bones_of
from audit.backtranslation.restoration import Ints, NameList
from audit.backtranslation.rewriting import rewrite
from audit.reference import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Wholes:
    """The letters of whole names, spaces left out, and what they are found by."""

    letters: tuple[str, ...]
    bones: tuple[str, ...]
    index: KeyIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """Right spellings, in the order of their entries: flat arrays.

    `entry` is an entry's number and `variant` which of its forms it is; `whole` is the number of
    its letters. From `starts` on are the numbers of its `words`. The words' forms, and the words'
    places in them, are `form` and `place` from `of_word` on; the wholes' forms `same` from
    `of_whole` on.
    """

    entry: Ints
    variant: Ints
    whole: Ints
    starts: Ints
    words: Ints
    of_word: Ints
    form: Ints
    place: Ints
    of_whole: Ints
    same: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Entries, the lists their letters are restored from, and which forms have which letters."""

    entries: Sequence[Entry]
    words: NameList
    wholes: Wholes
    forms: Forms
    numbers: Mapping[str, int]
    whole_numbers: Mapping[str, int]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Directory:
        """Index entries; 100,000 take some seconds."""
        kept = distinct(entries)
        return assemble(kept, *index_spellings(kept))

    def text(self, form: int) -> str:
        """A form as it is written."""
        entry = self.entries[int(self.forms.entry[form])]
        return entry.forms[int(self.forms.variant[form])]

    def words_of(self, form: int) -> list[str]:
        """The words of a form as they are written, but for initials."""
        return [word for word in self.text(form).split() if len(letters_of(word)) > 1]

    def forms_with(self, word: int) -> Ints:
        """The forms that have a word."""
        return self.forms.form[self.forms.of_word[word] : self.forms.of_word[word + 1]]

    def forms_spelled(self, letters: str) -> Ints:
        """The forms that have these letters as a whole."""
        whole = self.whole_numbers.get(letters)
        if whole is None:
            return np.arange(0)
        return self.forms.same[self.forms.of_whole[whole] : self.forms.of_whole[whole + 1]]


def distinct(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries, of those with the same name only the first."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.name, entry)
    return tuple(found.values())


def assemble(entries: Sequence[Entry], words: NameList, wholes: Wholes, forms: Forms) -> Directory:
    """A directory of its parts."""
    return Directory(
        entries=entries,
        words=words,
        wholes=wholes,
        forms=forms,
        numbers={letters: number for number, letters in enumerate(words.letters)},
        whole_numbers={letters: number for number, letters in enumerate(wholes.letters)},
    )


def index_spellings(entries: Sequence[Entry]) -> tuple[NameList, Wholes, Forms]:
    """The parts of a directory."""
    spelled = [*_list_spellings(entries)]
    words = NameList.of({word for _, _, cut in spelled for word in cut if len(word) > 1})
    cut = [tuple(word for word in some if len(word) > 1) for _, _, some in spelled]
    joined = ["".join(some) for _, _, some in spelled]
    wholes = _index_wholes(dict(zip(joined, cut, strict=True)), words)
    return words, wholes, _lay_forms(spelled, cut, joined, words, wholes)


def _list_spellings(entries: Sequence[Entry]) -> Iterable[tuple[int, int, tuple[str, ...]]]:
    """Entries, forms and the letters of their words; of forms with the same letters the first."""
    for number, entry in enumerate(entries):
        seen: set[str] = set()
        for variant, form in enumerate(entry.forms):
            cut = tuple(filter(None, map(letters_of, form.split())))
            if len(joined := "".join(cut)) > 1 and joined not in seen:
                seen.add(joined)
                yield number, variant, cut


def _index_wholes(cut: Mapping[str, Sequence[str]], words: NameList) -> Wholes:
    """Whole names; what pivots make of them is put together from what they make of words."""
    letters = tuple(sorted(cut))
    rewritten = []
    for spellings in rewrite(words.letters):
        of = dict(zip(words.letters, spellings, strict=True))
        rewritten.append(["".join(of[word] for word in cut[whole]) for whole in letters])
    index = KeyIndex.of(letters, rewritten)
    return Wholes(letters=letters, bones=tuple(bones_of(letters)), index=index)


def _lay_forms(
    spelled: Sequence[tuple[int, int, tuple[str, ...]]],
    cut: Sequence[Sequence[str]],
    joined: Sequence[str],
    words: NameList,
    wholes: Wholes,
) -> Forms:
    numbers = {letters: number for number, letters in enumerate(words.letters)}
    whole_numbers = {letters: number for number, letters in enumerate(wholes.letters)}
    sizes = np.array([len(some) for some in cut], np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    flat = np.array([numbers[word] for some in cut for word in some], np.int64)
    form = np.repeat(np.arange(len(cut)), sizes)
    whole = np.array([whole_numbers[letters] for letters in joined], np.int64)
    by_word, by_whole = np.argsort(flat, kind="stable"), np.argsort(whole, kind="stable")
    return Forms(
        entry=np.array([number for number, _, _ in spelled], np.int64),
        variant=np.array([variant for _, variant, _ in spelled], np.int64),
        whole=whole,
        starts=starts,
        words=flat,
        of_word=np.searchsorted(flat[by_word], np.arange(len(numbers) + 1)),
        form=form[by_word],
        place=(np.arange(len(flat)) - np.repeat(starts[:-1], sizes))[by_word],
        of_whole=np.searchsorted(whole[by_whole], np.arange(len(whole_numbers) + 1)),
        same=by_whole,
    )
