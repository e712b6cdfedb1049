"""What is known before the first article is read: listed names, given names and cues.

Given names are the first words of the persons in the shipped reference. Cues, peoples and days are
tables in `reference/harvest`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from audit.reading.tokens import tokenize
from audit.reference import Entry, fold, load_reference, load_table, load_words
from audit.resources.vocabulary import load_vocabulary

NAMED = frozenset({"organisation", "outlet"})  # kinds whose names are made of nouns
Words = tuple[str, ...]
Votes = tuple[tuple[str, float], ...]
_FEW = 3  # persons who must bear a given name that is also an English word or a place
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lore:
    """Listed entries by their folded words, given names, and cues of kinds by where they stand."""

    listed: Mapping[Words, Entry]
    by_key: Mapping[str, Entry]
    longest: int
    given: frozenset[str]
    surnames: frozenset[str]
    cues: Mapping[str, Mapping[str, Votes]]
    peoples: frozenset[str]
    directions: frozenset[str]
    calendar: frozenset[str]
    openers: frozenset[str]

    def listed_at(
        self, words: Sequence[str], start: int, limit: int | None = None
    ) -> tuple[int, Entry | None]:
        """Where the longest listed form that begins at a word ends, and its entry.

        A form of one word must be written as it is listed: `WHO` is a body, `Who` is not.
        """
        most = len(words) if limit is None else limit
        for end in range(min(most, start + self.longest), start, -1):
            entry = self.listed.get(tuple(map(fold, words[start:end])))
            if entry is None or not words[end - 1][0].isupper():
                continue
            if end - start > 1 or words[start] in entry.forms:
                return end, entry
        return start, None

    def is_people(self, word: str) -> bool:
        """Whether a word is the adjective or noun of a people, a creed or a party's adherents."""
        low = word.lower()
        singular = low.removesuffix("s")
        return low in self.peoples or singular in self.peoples or low.split("-")[0] in self.peoples

    def people_at(self, words: Sequence[str], at: int) -> int:
        """Where a people that begins at a word ends (`South Korean`); `at` where none does."""
        low = words[at].lower()
        if low in self.directions and at + 1 < len(words) and self.is_people(words[at + 1]):
            return at + 2
        return at + 1 if self.is_people(low) else at

    def head_of(self, words: Sequence[str]) -> Votes:
        """What the head of a name tells, the word before `of` or `for`, or else the last."""
        links = (i for i, word in enumerate(words) if i and word in ("of", "for"))
        head = words[next(links, len(words)) - 1]
        return self.cues["head"].get(head.lower().rstrip("."), ())


@cache
def load_lore() -> Lore:
    """Load what is known; takes about a second."""
    entries = load_reference().entries
    listed: dict[Words, Entry] = {}
    for entry in entries:
        for form in entry.forms:
            listed.setdefault(_cut(form), entry)
    by_key: dict[str, Entry] = {}
    for words, entry in listed.items():
        by_key.setdefault(key_of(words), entry)
    cues: defaultdict[str, defaultdict[str, Votes]] = defaultdict(lambda: defaultdict(tuple))
    for row in load_table("harvest/cues.tsv"):
        cues[row["place"]][row["word"]] += ((row["kind"], float(row["weight"])),)
    not_names = load_table("harvest/not_names.tsv")
    return Lore(
        listed=listed,
        by_key=by_key,
        longest=max(map(len, listed)),
        given=_given_names(
            (entry.name for entry in entries if entry.kind == "person"),
            frozenset(form.lower() for e in entries if e.kind == "place" for form in e.forms),
        ),
        surnames=frozenset(e.name.split()[-1].lower() for e in entries if e.kind == "person"),
        cues={place: dict(words) for place, words in cues.items()},
        peoples=frozenset(row["word"] for row in not_names if row["kind"] == "people"),
        directions=frozenset(row["word"] for row in not_names if row["kind"] == "direction"),
        calendar=frozenset(row["word"] for row in not_names if row["kind"] == "calendar"),
        openers=load_words("sentence_openers") | load_words("function_words"),
    )


def is_common(word: str) -> bool:
    """Whether the word in lower case is an English one other than a proper noun."""
    return bool(load_vocabulary().parts_of_speech(word.lower()) - {"PROPN"})


def is_initial(word: str) -> bool:
    """Whether a word stands for a name by its first letter: `W`, `J.K.`."""
    bare = word.replace(".", "")
    return (
        (len(bare) < 2 and bare.isalpha())
        or word == "."
        or (word.count(".") == len(bare) and bare.isupper())
    )


def key_of(words: Iterable[str]) -> str:
    """What tells a name from others: its folded words without initials and suffixes."""
    words = list(words)
    kept = [fold(word) for word in words if not is_initial(word)]
    return " ".join(word for word in kept if word not in _SUFFIXES) or fold("".join(words))


def _given_names(names: Iterable[str], elsewhere: frozenset[str]) -> frozenset[str]:
    firsts = Counter(name.split()[0].lower() for name in names if " " in name)
    return frozenset(
        word
        for word, count in firsts.items()
        if not is_initial(word)
        if count >= _FEW or not (is_common(word) or word in elsewhere)
    )


def _cut(form: str) -> Words:
    return tuple(fold(token.text) for token in tokenize(form, 0, len(form)))
