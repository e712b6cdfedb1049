"""What a foreign format says of one name, and whether it makes an entry of a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from audit.names.cells import LONGEST, clean, clean_all, clean_roles, country_codes
from audit.reference import Entry

OTHER = "other"  # the kind of what is neither a person nor anything else that a list may hold


class Reason(StrEnum):
    """Why something did not become an entry; only a bad row is anybody's mistake."""

    BAD = "bad rows"
    SCRIPT = "without a form in Latin letters"
    KIND = "of other kinds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What did not become an entry: where it stands (a line) and why."""

    line: int
    reason: Reason
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A name as a file has it, not yet cleaned.

    `names` are its main forms, best first; `kind` is empty where the file does not say; `line`
    counts from 1.
    """

    line: int
    names: tuple[str, ...]
    kind: str = ""
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    source: str = ""


Read = Iterator[Candidate | Refused]


def make_entry(candidate: Candidate, *, kind: str | None, source: str) -> Entry | Refused:
    """An entry, or why there is none.

    `kind` is that of names of which the file does not say it; where it does, others are refused.
    `source` is for those without one of their own.
    """
    told = candidate.kind or kind or "person"
    if told == OTHER or (kind is not None and told != kind):
        return Refused(line=candidate.line, reason=Reason.KIND)
    named = [name for name in map(clean, candidate.names) if name]
    if not named:
        return _bad(candidate, "no name")
    if min(map(len, named)) > LONGEST:
        return _bad(candidate, f"the name has over {LONGEST} characters")
    forms = [_as_written(form, told) for form in clean_all((*named, *candidate.aliases))]
    if not forms:
        reason = Reason.BAD if not any(map(str.isalpha, "".join(named))) else Reason.SCRIPT
        return Refused(line=candidate.line, reason=reason, message="a name without letters")
    name, *others = dict.fromkeys(_best_first(forms, told))
    return Entry(
        name=name,
        kind=told,
        aliases=tuple(others),
        roles=clean_roles(candidate.roles),
        country=country_codes(candidate.country),
        source=clean(candidate.source or source),
    )


def _bad(candidate: Candidate, message: str) -> Refused:
    return Refused(line=candidate.line, reason=Reason.BAD, message=message)


def _as_written(form: str, kind: str) -> str:
    """A person's form as news writes it: `PUTIN, Vladimir` is how registers do."""
    if kind != "person":
        return form
    family, comma, given = form.partition(", ")
    if comma and given and "," not in given and given.rstrip(".").lower() not in ("jr", "sr"):
        form = f"{given} {family}"
    words = (w.title() if len(w) > 3 and w.isupper() else w for w in form.split())
    return " ".join(words)


def _best_first(forms: list[str], kind: str) -> list[str]:
    """Forms in upper case after the others, for persons."""
    return sorted(forms, key=str.isupper) if kind == "person" else forms
