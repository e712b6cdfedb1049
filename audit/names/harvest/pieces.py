"""Names cut out of sentences: runs of capitalised words without what is no part of a name.

`British Foreign Secretary Jack Straw` is a people, a role and a name; `Microsoft Chairman Bill
Gates` is a name, a role and a name; `On Tuesday Tony Blair` is a name after two words that are
none. `Bank of England` is one name of two runs, since its head is a noun of organisations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.model import Sentence
from audit.names.harvest.lore import Lore, is_common
from audit.names.roles import role_at, titles
from audit.reading.mentions import PARTICLES, find_runs, name_word
from audit.reading.tokens import is_word
from audit.reference import Entry

_LINKS = (("of",), ("for",), ("of", "the"), ("for", "the"))
_OF_NAMES = frozenset({"organisation", "outlet"})
_BACK = 6  # words before a name among which its role may stand
_SHOUTED = 6  # letters; acronyms are shorter


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A name in a sentence: its words, its tokens `start` to `end`, and what stood before it."""

    words: tuple[str, ...]
    start: int
    end: int
    roles: tuple[str, ...] = ()
    titled: bool = False
    entry: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence's words without possessive endings, as written and in lower case."""

    words: tuple[str, ...]
    lower: tuple[str, ...]
    possessive: frozenset[int]
    opening: int  # the first word


def make_line(sentence: Sentence) -> Line:
    """The words of a sentence."""
    words = tuple(name_word(token).text or token.text for token in sentence.tokens)
    ends = (i for i, token in enumerate(sentence.tokens) if token.text != words[i])
    opening = next((i for i, token in enumerate(sentence.tokens) if is_word(token)), -1)
    lower = tuple(word.lower() for word in words)
    return Line(words=words, lower=lower, possessive=frozenset(ends), opening=opening)


def is_headline(line: Line) -> bool:
    """Whether a sentence is written in title case or capitals."""
    words = [word for word in line.words if word.isalpha() and len(word) > 3]
    capital = sum(word[0].isupper() for word in words)
    if line.words and line.words[-1] in ".!?\"”’":
        return len(words) > 7 and capital > 0.8 * len(words)
    return len(words) > 3 and capital > 0.6 * len(words)


def find_pieces(sentence: Sentence, text: str, line: Line, lore: Lore) -> Iterator[Piece]:
    """The names of a sentence, in order."""
    places = {token.start: i for i, token in enumerate(sentence.tokens)}
    runs = [
        (places[run[0].span.start], places[run[-1].span.start] + 1)
        for run in find_runs((sentence,), text)
    ]
    for start, end in _joined(runs, line, lore):
        yield from _Cut(line, lore, start, end).pieces()


def _joined(runs: Sequence[tuple[int, int]], line: Line, lore: Lore) -> Iterator[tuple[int, int]]:
    """Runs joined over `of` and `for` where a listed name or a noun of organisations asks it."""
    until = 0
    for i, (start, end) in enumerate(runs):
        if start < until:
            continue
        begin = max(start, until)
        for following, finish in runs[i + 1 :]:
            if not _is_linked(line, lore, begin, end, following):
                break
            end = finish
        until = end
        yield begin, end


def _is_linked(line: Line, lore: Lore, start: int, end: int, following: int) -> bool:
    if end - 1 in line.possessive:
        return False
    if any(lore.listed_at(line.words, i)[0] > following for i in range(start, end)):
        return True
    organised = any(kind in _OF_NAMES for kind, _ in lore.cues["head"].get(line.lower[end - 1], ()))
    return line.lower[end:following] in _LINKS and organised


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
            listed, entry = self.lore.listed_at(self.line.words, at)
            if entry and at == begin and self._stands_alone(listed, entry, at):
                yield from self._piece(at, listed, entry)
                begin = at = listed
            else:
                at += 1
        yield from self._piece(begin, self.end)

    def _roles_before(self) -> tuple[str, ...]:
        low, first = self.line.lower, max(0, self.start - _BACK)
        at = next((i for i in range(first, self.start) if role_at(low, i) == self.start), None)
        return () if at is None else (" ".join(low[at : self.start]),)

    def _ends_of_no_name(self, at: int, begin: int) -> int:
        """Where words end that are no part of a name: days, peoples, titles and roles."""
        low = self.line.lower
        if at > begin and low[at - 1] in self.lore.given:  # Theresa May, Stephen King
            return at
        if low[at] in self.lore.calendar:
            return at + 1
        listed, entry = self.lore.listed_at(self.line.words, at)
        role = max(role_at(low, at), at + (low[at].rstrip(".") in titles()))
        if entry and listed > role and entry.kind != "office":
            return at
        if role > at and not self._is_of_organisation(role):
            return role
        people = at == begin and self.lore.is_people(self.line.words[at])
        return at + 1 if people and not self._is_of_organisation(at + 1) else at

    def _is_of_organisation(self, at: int) -> bool:
        """Whether the rest of the run is the end of an organisation's name, not a person's."""
        rest = self.line.words[at : self.end]
        if not rest or rest[0].lower() in self.lore.given:
            return False
        return any(kind in _OF_NAMES for kind, _ in self.lore.head_of(rest))

    def _note(self, at: int, ends: int) -> None:
        low = self.line.lower[at:ends]
        if low[0].rstrip(".") in titles() and len(low) == 1:
            self.titled = True
        if role_at(low, 0) == len(low):
            self.roles = (" ".join(low),)
        elif not self.titled:
            self.roles = ()

    def _stands_alone(self, listed: int, entry: Entry, at: int) -> bool:
        """Whether a listed name is all of a name: the run goes on with nothing or another one."""
        if listed >= self.end or entry.kind == "person":
            return listed - at > 1 or listed >= self.end
        return self._ends_of_no_name(listed, listed) > listed

    def _piece(self, start: int, end: int, entry: Entry | None = None) -> Iterator[Piece]:
        start, end = (start, end) if entry else self._trimmed(start, end)
        words = self.line.words[start:end]
        if words and (entry or self._is_name(words)):
            yield Piece(
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
        while start < end and self.line.words[end - 1] in PARTICLES:
            end -= 1
        return start, end

    def _only_opens(self, at: int, end: int) -> bool:
        """Whether the first word of a sentence has its capital for that alone."""
        word = self.line.words[at]
        if at != self.line.opening or word.lower() in self.lore.given or word.isupper():
            return False
        return is_common(word) and (end - at == 1 or not self.lore.head_of(self.line.words[at:end]))

    def _is_name(self, words: tuple[str, ...]) -> bool:
        if all(word.isupper() and len(word) > _SHOUTED for word in words):
            return False
        return any(len(word.replace(".", "")) > 1 for word in words)
