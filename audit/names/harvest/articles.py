"""The names of one article, its mentions of one person joined: full name first, surname later."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from audit.model import BlockKind, Document
from audit.names.harvest.evidence import PERSON, SURE, is_given, role_after, votes_for
from audit.names.harvest.lines import is_headline, make_line
from audit.names.harvest.lore import Lore, key_of
from audit.names.harvest.pieces import Piece, find_pieces
from audit.reading.mentions import PARTICLES

_READ = frozenset({BlockKind.PROSE, BlockKind.QUOTATION, BlockKind.LIST_ITEM})
_REUSED = 1.0  # what a surname that stands alone later says for a person


@dataclass(slots=True)
class Sighting:
    """How one article has one name: its forms, roles, votes on its kind."""

    count: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    votes: Counter[str] = field(default_factory=Counter)

    def add(self, piece: Piece, roles: Iterable[str], votes: Iterable[tuple[str, float]]) -> None:
        """Count a mention in; its form is that of a full one."""
        self.count += 1
        self.roles.update(roles)
        for kind, weight in votes:
            self.votes[kind] += weight  # type: ignore[assignment]


def sight_names(document: Document, lore: Lore) -> Mapping[str, Sighting]:
    """All names of a document by their keys."""
    names: defaultdict[str, Sighting] = defaultdict(Sighting)
    bearers: dict[str, str] = {}  # the last full name that has a word first or last
    for sentence in document.sentences:
        line = make_line(sentence)
        if sentence.kind not in _READ or is_headline(line):
            continue
        for piece in find_pieces(sentence, document.text, line, lore):
            key = key_of(piece.words)
            alone = " " not in key
            full = bearers.get(key) if alone else None
            if full and piece.entry and names[full].votes[PERSON] < SURE:
                full = None  # Britain is not Little Britain
            roles = (*piece.roles, *role_after(piece, line))
            sighting = names[full or key]
            sighting.add(piece, roles, votes_for(piece, line, lore) if full is None else ())
            if full is None:
                sighting.forms[piece.form] += 1
            elif full.endswith(f" {key}"):
                sighting.votes[PERSON] += _REUSED  # type: ignore[assignment]
            if not alone and _may_be_person(piece, sighting, lore):
                _bear(bearers, key, piece, lore)
    names.pop("", None)
    return names


def _bear(bearers: dict[str, str], key: str, piece: Piece, lore: Lore) -> None:
    """Let a surname, its particles with it, and a given name stand for the full name."""
    words = key.split()
    bearers[words[-1]] = key
    if is_given(piece, lore):
        bearers.setdefault(words[0], key)
    if len(words) > 2 and words[-2] in PARTICLES:
        bearers[" ".join(words[-2:])] = key


def _may_be_person(piece: Piece, sighting: Sighting, lore: Lore) -> bool:
    if piece.entry:
        return piece.entry.kind == PERSON
    given = is_given(piece, lore)
    if not given and (lore.head_of(piece.words) or piece.words[-1].isupper()):
        return False
    kinds = sighting.votes.most_common(1)
    return given or not kinds or kinds[0][0] == PERSON
