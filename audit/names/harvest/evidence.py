"""Of what kind a name seems to be, from one place where it stands: votes with weights.

A title or role beside it, a given name, an age tell a person; a name's head (`Bank`, `Street`,
`Times`) tells what it heads; the words right before and after tell a little each.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.names.harvest.lines import Line
from audit.names.harvest.lore import Lore, is_initial
from audit.names.harvest.pieces import Piece
from audit.names.roles import role_at

PERSON = "person"
SURE = 2.0  # votes that one mention gets by a given name or a role
_TITLED, _ROLED, _APPOSED, _AGED, _GIVEN = 3.0, 3.0, 2.0, 3.0, 2.0
_ACRONYM, _EXPLAINED = 0.3, 3.0
_ALONE = 0.3  # what the word before tells of names of several words, in parts of what of one
_NEAR = 5  # words after the comma among which an apposition's noun stands
_ARTICLES = frozenset({"the", "a", "an", "former", "its", "his", "her", "their", "then", "acting"})


def votes_for(piece: Piece, line: Line, lore: Lore) -> Iterator[tuple[str, float]]:
    """What one mention says about its kind."""
    if piece.titled:
        yield PERSON, _TITLED
    elif piece.roles:
        yield PERSON, _ROLED
    given = is_given(piece, lore)
    heads = lore.head_of(piece.words) if len(piece.words) > 1 else ()
    doubtful = (
        given and piece.words[-1].lower() in lore.surnames
    )  # Condoleezza Rice, but Rice University
    if given:
        yield PERSON, _GIVEN if doubtful or not heads else _GIVEN / 3
    if len(piece.words) > 1:
        yield from ((kind, weight / 3 if doubtful else weight) for kind, weight in heads)
    elif piece.words[0].isupper():
        yield "organisation", _EXPLAINED if _is_explained(piece, line) else _ACRONYM
    yield from lore.cues["whole"].get(" ".join(piece.words).lower(), ())
    yield from _beside(piece, line, lore)


def is_given(piece: Piece, lore: Lore) -> bool:
    """Whether a name begins as a person's: a given name and a surname, initials between them."""
    words = [word for word in piece.words if not is_initial(word)]
    return 1 < len(words) < 5 and words[0].lower() in lore.given and "of" not in words


def role_after(piece: Piece, line: Line) -> tuple[str, ...]:
    """The role in an apposition: `Geoff Hoon, the defence secretary, …`."""
    start = piece.end + 1
    if line.lower[piece.end : start] != (",",):
        return ()
    for at in range(start, min(start + _NEAR, len(line.words))):
        if not line.words[at].islower():
            return ()
        end = role_at(line.lower, at)
        if end > at:  # a role before a name is of that one: `, chief executive Steve Jobs`
            named = any(word[0].isupper() for word in line.words[end : end + 1])
            return () if named else (" ".join(line.lower[at:end]),)
    return ()


def _before(piece: Piece, line: Line) -> str:
    """The word before a name, an article aside."""
    at = piece.start - 1
    at -= at > 0 and line.lower[at] == "the"
    return line.lower[at] if at >= 0 else ""


def _is_explained(piece: Piece, line: Line) -> bool:
    """Whether an acronym stands in brackets after what it is short for."""
    letters, at = piece.words[0].replace(".", ""), piece.start - 1
    if line.words[at : at + 1] != ("(",):
        return False
    capitals = [word[0] for word in line.words[max(0, at - 2 * len(letters)) : at]]
    return "".join(filter(str.isupper, capitals)).endswith(letters)


def _beside(piece: Piece, line: Line, lore: Lore) -> Iterator[tuple[str, float]]:
    part = 1.0 if len(piece.words) == 1 else _ALONE
    for kind, weight in lore.cues["before"].get(_before(piece, line), ()):
        yield kind, weight if weight >= _APPOSED else part * weight
    if piece.end - 1 in line.possessive:
        return
    after = line.lower[piece.end : piece.end + 3]
    yield from lore.cues["after"].get(after[0] if after else "", ())
    if len(after) > 1 and after[0] in (",", "("):
        if len(after) > 2 and after[1].isdigit() and len(after[1]) == 2 and after[2] in (",", ")"):
            yield PERSON, _AGED
        elif role_after(piece, line):
            yield PERSON, _APPOSED
        elif after[1] in _ARTICLES and len(after) > 2:
            apposed = lore.cues["before"].get(after[2], ())
            yield from ((kind, weight) for kind, weight in apposed if weight >= _APPOSED)
