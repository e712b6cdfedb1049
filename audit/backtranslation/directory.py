"""The entries of reference lists by all their spellings: whole names, aliases, and single words.

What is looked up is a run of letters; who bears it is told here. A word that many entries bear is
weaker evidence for each of them than a whole name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.restoration import NameList
from audit.reference import Entry


class Bearer(NamedTuple):
    """An entry that bears some letters: its number, the form as it is written, and what of it.

    `part` is 0 for a whole name, else the number of words that follow this one, plus one.
    """

    entry: int
    form: str
    part: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Entries, the list their letters are restored from, and who bears which letters."""

    entries: Sequence[Entry]
    names: NameList
    bearers: Mapping[str, Sequence[Bearer]]
    numbers: Mapping[str, int]

    @classmethod
    def of(
        cls, entries: Iterable[Entry], index: Callable[[Iterable[str]], NameList] = NameList.of
    ) -> Directory:
        """List entries; `index` makes the list of letters, or finds it where it is kept."""
        kept = tuple({entry.name: entry for entry in reversed([*entries])}.values())[::-1]
        bearers: defaultdict[str, list[Bearer]] = defaultdict(list)
        for number, entry in enumerate(kept):
            for letters, bearer in _list_spellings(number, entry):
                bearers[letters].append(bearer)
        names = index(bearers)
        order = {letters: number for number, letters in enumerate(names.letters)}
        return cls(entries=kept, names=names, bearers=bearers, numbers=order)

    def spellings(self, entry: int) -> list[tuple[str, Bearer]]:
        """All letters an entry is found by."""
        return _list_spellings(entry, self.entries[entry])


def _list_spellings(number: int, entry: Entry) -> list[tuple[str, Bearer]]:
    found: dict[str, Bearer] = {}
    for form in entry.forms:
        found.setdefault(letters_of(form), Bearer(number, form, 0))
    for form in entry.forms:
        words = form.split()
        for i, word in enumerate(words) if len(words) > 1 else ():
            found.setdefault(letters_of(word), Bearer(number, word, len(words) - i))
    return [(letters, bearer) for letters, bearer in found.items() if len(letters) > 1]
