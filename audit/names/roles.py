"""What is said beside a person's name: `foreign minister`, `the defence secretary`, `Mr`.

The roles are those of the persons and offices of the shipped reference, and those of
`reference/harvest/roles.tsv`, which also has the titles. The longest that fits is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from audit.reading.tokens import is_word, tokenize
from audit.reference import load_reference, load_table

_MOST = 3  # roles taken from one description
Words = tuple[str, ...]


def roles_in(text: str) -> tuple[str, ...]:
    """The roles that a description such as `Finnish politician and president` names."""
    words = [token.text.lower() for token in tokenize(text, 0, len(text)) if is_word(token)]
    return tuple(" ".join(words[start:end]) for start, end in _find(words))[:_MOST]


def role_at(words: Sequence[str], start: int) -> int:
    """Where the longest role that begins at a word ends; `start` where none does."""
    if words[start] not in _openings():
        return start
    roles = _roles()
    longest = min(len(words), start + _longest())
    return next((e for e in range(longest, start, -1) if tuple(words[start:e]) in roles), start)


@cache
def titles() -> frozenset[str]:
    """Titles in lower case and without full stops."""
    abbreviated = load_table("lexicons/abbreviations.tsv")
    return _of_kind("title") | {row["word"] for row in abbreviated if row["kind"] == "title"}


@cache
def suffixes() -> frozenset[str]:
    """What stands after a person's name in capitals: `QC`."""
    return _of_kind("suffix")


def _of_kind(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("harvest/roles.tsv") if row["kind"] == kind)


def _find(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(words):
        end = role_at(words, start)
        if end > start:
            yield start, end
        start = max(end, start + 1)


@cache
def _roles() -> frozenset[Words]:
    """All roles, cut into words in lower case."""
    ours = _of_kind("role")
    entries = load_reference().entries
    beside = (role for entry in entries if entry.kind == "person" for role in entry.roles)
    offices = (form for entry in entries if entry.kind == "office" for form in entry.forms)
    ambiguous = {(word,) for word in _of_kind("ambiguous")}  # fellow Ospreys, host Germany
    return frozenset(_cut(role) for role in chain(ours, beside, offices)) - ambiguous


@cache
def _openings() -> frozenset[str]:
    """The first words of all roles, so that most words are settled at once."""
    return frozenset(role[0] for role in _roles())


@cache
def _longest() -> int:
    return max(map(len, _roles()))


def _cut(role: str) -> Words:
    return tuple(token.text.lower() for token in tokenize(role, 0, len(role)) if is_word(token))
