"""The names of persons and organisations in an article, found by simple evidence.

The evidence: a title before a name, a verb of speech beside it, a listed given name in front, an
organisation's word at its end, or a word that English does not have inside a sentence. Titles,
given names and the words of organisations are learned from the lists; whether a name itself is
listed only tells where its title ends. A surname alone stands for the full name of the same
article. Places, days, peoples and abbreviations in everyday use (`no_names.tsv`) are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise, takewhile
from pathlib import Path

from audit import Document
from audit.model import BlockKind, Sentence, Span
from audit.reading.mentions import PARTICLES, NameWord, find_runs
from audit.reference import Entry, Reference, fold, load_table, load_words
from audit.resources.vocabulary import Vocabulary

SPEECH = frozenset(("said", "says", "added", "told", "warned", "insisted", "tweeted", "argued"))
SERIES = 5  # entries that differ only in a place make a template
COMMON_HEAD = 4  # organisations whose names end in a word make it an organisation's word
SHORTEST = 3  # letters of a name that is one word
_INITIAL = re.compile(r"(?:[A-Z]\.)+|[A-Z]")
_NO_NAME = re.compile(r"[A-Z]-|\w+-based$|(?:I|It|We|You|He|She|They|That)['’]")
_LINKS = frozenset({"of", "for"})
_LINK = re.compile(r"\s(?:of|for)\s(?:the\s)?")
Name = tuple[str, ...]
_Run = tuple[NameWord, ...]


@dataclass(frozen=True)
class Lists:
    """What the lists hold, looked up in folded form."""

    reference: Reference

    def holds(self, name: Name) -> bool:
        """Whether the name, or a person who has this one word as surname, is listed."""
        spelled = fold(" ".join(name))
        if spelled.removeprefix("the ") in self.forms:
            return True
        return len(name) == 1 and spelled in self.surnames

    def is_place(self, name: Name) -> bool:
        """Whether the name is a listed place."""
        return fold(" ".join(name)) in self.places

    def template(self, name: Name) -> str:
        """The name with its places taken out where that makes a series, else the name itself."""
        pattern = self._pattern(" ".join(name))
        return pattern if self.patterns[pattern] >= SERIES else fold(" ".join(name))

    def size(self) -> int:
        """The number of person and organisation entries, those of one template counted once."""
        return len({self.template(tuple(e.name.split())) for e in self.named})

    @cached_property
    def named(self) -> tuple[Entry, ...]:
        """The entries of persons and organisations."""
        kinds = {"person", "organisation", "outlet", "body"}
        return tuple(entry for entry in self.reference.entries if entry.kind in kinds)

    @cached_property
    def forms(self) -> frozenset[str]:
        """All forms of all entries, also without the initials inside them."""
        forms = [form for entry in self.reference.entries for form in entry.forms]
        short = (" ".join(w for w in form.split() if not _is_initial(w)) for form in forms)
        return frozenset(fold(form).removeprefix("the ") for form in (*forms, *short))

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The last words of the forms of persons."""
        people = (entry for entry in self.named if entry.kind == "person")
        return frozenset(fold(form).split()[-1] for entry in people for form in entry.forms)

    @cached_property
    def given_names(self) -> frozenset[str]:
        """The first words of the names of persons."""
        people = (entry for entry in self.named if entry.kind == "person" and " " in entry.name)
        return frozenset(fold(entry.name).split()[0] for entry in people)

    @cached_property
    def heads(self) -> frozenset[str]:
        """Words that several organisations end in: `party`, `bank`, `university`."""
        others = (e for e in self.named if e.kind != "person" and " " in e.name)
        ends = Counter(fold(entry.name).split()[-1] for entry in others)
        return frozenset(word for word, count in ends.items() if count >= COMMON_HEAD)

    @cached_property
    def titles(self) -> frozenset[str]:
        """Words that stand before a person's name: honorifics and the last words of roles."""
        rows = load_table("lexicons/abbreviations.tsv")
        honorifics = {row["word"] for row in rows if row["kind"] == "title"} - {"st", "mt", "ft"}
        people = (entry for entry in self.named if entry.kind == "person")
        roles = Counter(role.split()[-1] for entry in people for role in entry.roles)
        often = {word for word, count in roles.items() if count >= COMMON_HEAD}
        return frozenset(honorifics | often | {"sir", "lord", "dame", "prince", "king", "queen"})

    @cached_property
    def places(self) -> frozenset[str]:
        """All forms of places."""
        places = (entry for entry in self.reference.entries if entry.kind == "place")
        return frozenset(fold(form) for entry in places for form in entry.forms)

    @cached_property
    def patterns(self) -> Counter[str]:
        """How many organisations share each name once places are taken out of it."""
        others = (entry for entry in self.named if entry.kind != "person")
        return Counter(self._pattern(entry.name) for entry in others)

    def _pattern(self, name: str) -> str:
        words = fold(name).split()
        kept = ["…" if word in self.places else word for word in words]
        return " ".join(kept) if set(kept) != {"…"} else " ".join(words)


@dataclass(frozen=True)
class Finder:
    """Finds the names of persons and organisations in an article."""

    lists: Lists
    vocabulary: Vocabulary

    def names_of(self, document: Document) -> set[Name]:
        """The names of an article, a surname alone given as the full name when that is there."""
        told: set[Name] = set()
        for sentence in document.sentences:
            if sentence.kind == BlockKind.PROSE:
                for run in self._joined(find_runs((sentence,), document.text), document.text):
                    told.update(self._read(run, sentence))
        full = {name[-1]: name for name in sorted(told) if len(name) > 1}
        return {full.get(name[0], name) if len(name) == 1 else name for name in told}

    def _joined(self, runs: Iterable[_Run], text: str) -> Iterator[_Run]:
        """Runs, those of one organisation together (`Department of Homeland Security`)."""
        last: _Run = ()
        for run in runs:
            between = text[last[-1].span.end : run[0].span.start] if last else ""
            if self._is_one(last, between):
                last = (*last, *_link(between, last[-1].span.end), *run)
                continue
            if last:
                yield last
            last = run
        if last:
            yield last

    def _is_one(self, run: _Run, between: str) -> bool:
        """Whether the words between a run and the next make one organisation of them."""
        if not run:
            return False
        if between == " and ":
            return any(word.text in _LINKS for word in run)
        head = fold(run[-1].text)
        return bool(_LINK.fullmatch(between)) and bool(
            {head, head.removesuffix("s")} & self.lists.heads
        )

    def _read(self, run: _Run, sentence: Sentence) -> Iterator[Name]:
        """The name in a run without its titles, if something tells what it names."""
        words = self._without_title(run)
        if not words:
            return
        name = tuple(word.text for word in words if not _is_initial(word.text))
        if not name or self.lists.is_place(name) or not self._is_name(name):
            return
        titled = len(words) < len(run) and self._is_title(run[-len(words) - 1].text)
        beside = self._is_title(_neighbour(sentence, words[0].span.start, -1))
        spoken = _neighbour(sentence, words[-1].span.end, 1) in SPEECH
        common = self.vocabulary.parts_of_speech(name[0].lower())
        inside = len(name) == 1 and not words[0].opens and not common
        if titled or beside or spoken or inside or self._tells_itself(name):
            yield name

    def _without_title(self, run: _Run) -> _Run:
        """What follows the last title of a run that is not a listed name as it stands."""
        start = 0
        if run[0].opens and fold(run[0].text) in load_words("sentence_openers"):
            start = 1
        start += run[start].text == "The" if start < len(run) else 0
        if self.lists.holds(tuple(word.text for word in run[start:])):
            return run[start:]
        own = takewhile(lambda pair: pair[1].text not in _LINKS, pairwise(run))
        titles = [i for i, (word, _) in enumerate(own) if self._is_title(word.text)]
        start = max([start, *(i + 1 for i in titles)])
        while start < len(run) and run[start].text in PARTICLES:
            start += 1
        return run[start:]

    def _tells_itself(self, name: Name) -> bool:
        """Whether a name looks like a person's or an organisation's."""
        heads = {name[-1], *(one for one, then in pairwise(name) if then in _LINKS)}
        if len(name) > 1 and not self.lists.heads.isdisjoint(map(fold, heads)):
            return True
        person = 2 <= len(name) <= 4 and all(word[0].isupper() for word in name)
        return person and fold(name[0]) in self.lists.given_names

    def _is_name(self, name: Name) -> bool:
        """Whether it may be a name: no people, no day, no shouted headline."""
        spelled = fold(" ".join(name))
        if {spelled, spelled.removesuffix("s")} & read_no_names():
            return False
        if len(name) > 1:
            return not all(map(str.isupper, name))
        small = spelled in load_words("sentence_openers") | load_words("abbreviations")
        return len(spelled) >= SHORTEST and not small and not _NO_NAME.match(name[0])

    def _is_title(self, text: str) -> bool:
        return fold(text).rstrip(".") in self.lists.titles


@cache
def read_no_names() -> frozenset[str]:
    """Lower-case words that name no person and no organisation, though written with capitals."""
    lines = (Path(__file__).parent / "no_names.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t")[0] for line in lines[2:])


def _neighbour(sentence: Sentence, offset: int, step: int) -> str:
    """The token before (-1) or after (1) an offset, a full stop of an abbreviation left out."""
    if step > 0:
        return next((t.text for t in sentence.tokens if t.start >= offset), "")
    before = [t.text for t in sentence.tokens if t.end <= offset]
    if before and before[-1] == ".":
        before.pop()
    return before[-1] if before else ""


def _link(between: str, offset: int) -> Iterator[NameWord]:
    """The small words between two runs."""
    for match in re.finditer(r"\w+", between):
        span = Span(start=offset + match.start(), end=offset + match.end())
        yield NameWord(text=match[0], span=span)


def _is_initial(word: str) -> bool:
    return bool(_INITIAL.fullmatch(word))
