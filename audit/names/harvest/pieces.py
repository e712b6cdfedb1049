"""Names cut out of sentences: runs of capitalised words without what is no part of a name.

`British Foreign Secretary Jack Straw` is a people, a role and a name; `Microsoft Chairman Bill
Gates` is a name, a role and a name; `On Tuesday Tony Blair` is a name after two words that are
none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from audit.model import Sentence
from audit.names.harvest.lines import Line, find_stretches
from audit.names.harvest.lore import NAMED, Lore, is_common
from audit.names.roles import role_at, suffixes, titles
from audit.reading.mentions import PARTICLES
from audit.reference import Entry
from audit.resources.vocabulary import load_vocabulary

_SMALL = frozenset({"of", "for", "the", "and", "."})
_INSIDE = frozenset({"person", "body", "place"})  # kinds whose names are found inside runs
_BACK = 6  # words before a name among which its role may stand
_SHOUTED = 6  # letters; acronyms are shorter
_SHOUTED_WORD = 4  # letters, where there are several
_NO_NAME = re.compile(r"[A-Z]{2,}s|[RDI]-[A-Z]\w*\.?")  # DVDs; R-TX


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A name in a sentence: its words, its tokens `start` to `end`, and what stood before it."""

    form: str
    words: tuple[str, ...]
    start: int
    end: int
    roles: tuple[str, ...] = ()
    titled: bool = False
    entry: Entry | None = None


def find_pieces(sentence: Sentence, text: str, line: Line, lore: Lore) -> Iterator[Piece]:
    """The names of a sentence, in order."""
    for run in find_stretches(sentence, text, line, lore):
        for piece in _Cut(line, lore, run.start, run.stop).pieces():
            first, last = sentence.tokens[piece.start], piece.end - 1
            ends = sentence.tokens[last].start + len(line.words[last])
            yield replace(piece, form=" ".join(text[first.start : ends].split()))


def is_compound(word: str) -> bool:
    """Whether a word is an adjective made of a name: `Paris-based`, `US-led`."""
    first, _, last = word.rpartition("-")
    if not first or not last.islower():
        return False
    vocabulary = load_vocabulary()
    participle = last not in vocabulary.lemmas(last) and "VERB" in vocabulary.parts_of_speech(last)
    return participle or "ADJ" in vocabulary.parts_of_speech(last)


@dataclass(slots=True)
class _Cut:
    """The cutting of one run: `roles` and `titled` wait for the name that they stand before."""

    line: Line
    lore: Lore
    start: int
    end: int
    roles: tuple[str, ...] = ()
    titled: bool = False

    def pieces(self) -> Iterator[Piece]:
        """The names of the run."""
        self.roles = self._roles_before()
        begin = at = self.start
        while at < self.end:
            ends = self._ends_of_no_name(at, begin)
            if ends > at:
                yield from self._piece(begin, at)
                self._note(at, ends)
                begin = at = ends
                continue
            listed, entry = self._listed_at(at)
            if is_compound(self.line.words[at]):
                begin = at = at + 1
            elif entry and self._stands_alone(listed, entry, at, begin):
                yield from self._piece(begin, at)
                yield from self._piece(at, listed, entry)
                begin = at = listed
            else:
                at += 1
        yield from self._piece(begin, self.end)

    def _listed_at(self, at: int) -> tuple[int, Entry | None]:
        return self.lore.listed_at(self.line.words, at, self.end)

    def _roles_before(self) -> tuple[str, ...]:
        low, first = self.line.lower, max(0, self.start - _BACK)
        at = next((i for i in range(first, self.start) if role_at(low, i) == self.start), None)
        return () if at is None else (self._role(low[at : self.start]),)

    def _role(self, words: tuple[str, ...]) -> str:
        """A role without the people or country before it: `British foreign secretary`."""
        abbreviated = int(words[0] in self.lore.cues["whole"])  # US president
        return " ".join(words[max(abbreviated, self.lore.people_at(words, 0)) :] or words)

    def _ends_of_no_name(self, at: int, begin: int) -> int:
        """Where words end that are no part of a name: days, peoples, titles and roles."""
        low = self.line.lower
        if at > begin and low[at - 1] in self.lore.given and self.line.words[at].istitle():
            return at  # Theresa May, Stephen King
        if at > begin and low[at - 1] in _SMALL:  # Office of the Prime Minister
            return at
        if low[at] in suffixes() or (low[at] in self.lore.calendar and not self._is_given(at)):
            return at + 1
        listed, entry = self._listed_at(at)
        role = max(role_at(low, at), at + (low[at] in titles()))
        if entry and listed > role and entry.kind != "office":
            return at
        if role > at and not (self._is_of_organisation(role) or self._is_of_office(at, begin)):
            return role + (low[role : role + 1] == (".",))
        people = self.lore.people_at(self.line.words, at) if at == begin else at
        return people if people > at and not self._is_of_organisation(people) else at

    def _is_given(self, at: int) -> bool:
        """Whether a day or month begins a person's name: Jan Peter Balkenende."""
        low = self.line.lower[: self.end]
        return low[at] in self.lore.given and low[at + 1 : at + 2] not in ((), (".",))

    def _is_of_organisation(self, at: int) -> bool:
        """Whether the rest of the run is the end of an organisation's name, not a person's."""
        rest = self.line.words[at : self.end]
        if not rest or rest[0].lower() in self.lore.given:
            return False
        return any(kind in NAMED for kind, _ in self.lore.head_of(rest))

    def _is_of_office(self, at: int, begin: int) -> bool:
        """Whether a role goes on that began after `of`: Office of the Deputy Prime Minister."""
        low = self.line.lower
        after = (i for i in range(begin + 1, at) if low[i - 1] in _SMALL)
        return any(role_at(low, i) > at for i in after)

    def _note(self, at: int, ends: int) -> None:
        low = tuple(word for word in self.line.lower[at:ends] if word != ".")
        if low[0] in titles() and len(low) == 1:
            self.titled = True
        if role_at(low, 0) == len(low):
            self.roles = (self._role(low),)
        elif not self.titled:
            self.roles = ()

    def _stands_alone(self, listed: int, entry: Entry, at: int, begin: int) -> bool:
        """Whether a listed name is all of a name: the run goes on with nothing or another one."""
        several = listed - at > 1
        if at > begin:
            return several and entry.kind in _INSIDE and self.line.lower[at - 1] not in _SMALL
        if listed >= self.end or entry.kind == "person":
            return several or listed >= self.end
        return self._ends_of_no_name(listed, listed) > listed

    def _piece(self, start: int, end: int, entry: Entry | None = None) -> Iterator[Piece]:
        start, end = (start, end) if entry else self._trimmed(start, end)
        words = self.line.words[start:end]
        if words and (entry or self._is_name(words)):
            yield Piece(
                form=" ".join(words),
                words=words,
                start=start,
                end=end,
                roles=self.roles,
                titled=self.titled,
                entry=entry,
            )
        if start < end:
            self.roles, self.titled = (), False

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Without the words that open sentences, and without particles at the ends."""
        low = self.line.lower
        while start < end and (low[start] in self.lore.openers or self._only_opens(start, end)):
            start += 1
        while start < end and (low[end - 1] in _SMALL or self.line.words[end - 1] in PARTICLES):
            end -= 1
        if end - start > 1 and len(low[end - 1]) == 1 and self._counts(end):
            end -= 1  # Airbus A380
        return start, end

    def _counts(self, at: int) -> bool:
        return at < len(self.line.words) and self.line.words[at][0].isdigit()

    def _only_opens(self, at: int, end: int) -> bool:
        """Whether the first word of a sentence has its capital for that alone."""
        word = self.line.words[at]
        speech = load_vocabulary().parts_of_speech(word.lower())
        opens = at == self.line.opening and not word.isupper()
        if opens and "AUX" in speech:
            return True
        if not opens or word.lower() in self.lore.given or not is_common(word):
            return False
        if end - at == 1 or "ADV" in speech:
            return True
        given = self.line.lower[at + 1] in self.lore.given
        return given or not self.lore.head_of(self.line.words[at:end])

    def _is_name(self, words: tuple[str, ...]) -> bool:
        shouted = _SHOUTED if len(words) == 1 else _SHOUTED_WORD - 1
        if all(word.isupper() and len(word) > shouted for word in words):
            return False
        if any(_NO_NAME.fullmatch(word) for word in words):
            return False
        last = words[-1].lower()
        if self.lore.is_people(last) and words[0].lower() not in self.lore.given:
            return False
        if len(words) == 2 and last in self.lore.cues["generic"]:
            first = words[0].lower()
            if self.lore.is_people(first) or first in self.lore.cues["whole"]:
                return False
        return any(len(word.replace(".", "")) > 1 for word in words)
