"""Entities of Wikidata, as in its dumps and the answers of its API.

Three layouts: a dump, an array with one entity on each line; the same without the brackets; and a
JSON document, `{"entities": {"Q1": …}}` or an array over any number of lines. The model is that of
https://www.mediawiki.org/wiki/Wikibase/DataModel/JSON. Which kind an entity is follows from the
class it is an instance of (P31), its roles from its occupations and positions (P106, P39) and its
English description, its country from P27 or P17; the items meant are in
`reference/formats/wikidata.tsv`, since the labels of other entities are elsewhere in the dump.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from audit.names.candidates import OTHER, Candidate, Read, Reason, Refused
from audit.names.cells import is_latin
from audit.names.formats.streams import JsonValues, Stream, numbered_lines
from audit.names.roles import roles_in
from audit.reference import load_table

_ENGLISH = ("en", "mul", "en-gb", "en-us", "en-ca")
_CLASS, _DOES, _HELD, _CITIZEN, _COUNTRY = "P31", "P106", "P39", "P27", "P17"


def read(stream: Stream, columns: Mapping[str, str]) -> Read:
    """The items of a dump or an answer; `columns` are for tables."""
    entities = _of_lines(stream) if _is_by_line(stream.head) else _of_document(stream)
    for line, entity in entities:
        if not isinstance(entity, dict) or not isinstance(entity.get("labels", {}), dict | list):
            yield Refused(line=line, reason=Reason.BAD, message="is not an entity of Wikidata")
        elif entity.get("type", "item") == "item" and "redirect" not in entity:
            yield _candidate(line, entity)


def _is_by_line(head: str) -> bool:
    """Whether entities stand one a line, as in dumps: an object goes on where it opens."""
    lines = [line for line in map(str.strip, head.splitlines()) if line]
    first = next((line for line in lines if line != "["), "")
    return first.startswith('{"') and not first.startswith(('{"entities"', '{"success"'))


def _of_lines(stream: Stream) -> Iterator[tuple[int, Any]]:
    for number, line in numbered_lines(stream):
        bare = "?" if line is None else line.strip().removesuffix(",")
        if bare in ("", "[", "]"):
            continue
        try:
            yield number, json.loads(bare)
        except (ValueError, RecursionError):
            yield number, None


def _of_document(stream: Stream) -> Iterator[tuple[int, Any]]:
    keys = () if stream.head.lstrip().startswith("[") else ("entities",)
    return JsonValues(stream).below(*keys)


def _candidate(line: int, entity: Mapping[str, Any]) -> Candidate:
    item = str(entity.get("id", ""))
    claims = entity.get("claims")
    claims = claims if isinstance(claims, dict) else {}
    classes = [_items().get(i, {}).get("kind") for i in _claimed(claims, _CLASS)]
    known = [kind for kind in classes if kind]
    human = "person" if "person" in known else None
    untold = OTHER if "claims" in entity else ""  # an answer may be asked for labels alone
    kind = human or (known[0] if known else untold)
    return Candidate(
        line=line,
        names=tuple(_labels(entity)),
        kind=kind,
        aliases=tuple(_aliases(entity)),
        roles=tuple(_roles(entity, claims)) if kind == "person" else (),
        country=tuple(_named(claims, "country", _CITIZEN, _COUNTRY)),
        source=f"Wikidata {item}".strip(),
    )


def _labels(entity: Mapping[str, Any]) -> Iterator[str]:
    """Labels in English, then those of other languages, in Latin letters first."""
    labels = _texts(entity, "labels")
    yield from (labels[code] for code in _ENGLISH if code in labels)
    others = [labels[code] for code in sorted(labels) if code not in _ENGLISH]
    yield from sorted(others, key=lambda label: not is_latin(label))[:1]


def _aliases(entity: Mapping[str, Any]) -> Iterator[str]:
    labels, aliases = _texts(entity, "labels"), entity.get("aliases")
    yield from (labels[code] for code in _ENGLISH if code in labels)
    for code in _ENGLISH:
        for alias in (aliases.get(code) or ()) if isinstance(aliases, dict) else ():
            if isinstance(alias, dict) and isinstance(alias.get("value"), str):
                yield alias["value"]


def _roles(entity: Mapping[str, Any], claims: Mapping[str, Any]) -> Iterator[str]:
    yield from _named(claims, "role", _HELD, _DOES)
    yield from roles_in(_texts(entity, "descriptions").get("en", ""))


def _texts(entity: Mapping[str, Any], key: str) -> dict[str, str]:
    """Texts by language; an entity without any has an empty list in their place."""
    given = entity.get(key)
    if not isinstance(given, dict):
        return {}
    values = {code: v.get("value") for code, v in given.items() if isinstance(v, dict)}
    return {code: value for code, value in values.items() if isinstance(value, str)}


def _named(claims: Mapping[str, Any], column: str, *properties: str) -> Iterator[str]:
    for name in properties:
        for item in _claimed(claims, name):
            if value := _items().get(item, {}).get(column):
                yield value


def _claimed(claims: Mapping[str, Any], name: str) -> Iterator[str]:
    """The items that stand as values of a property, the preferred ones alone if there are any."""
    given = claims.get(name)
    if not isinstance(given, list):
        return
    statements = [s for s in given if isinstance(s, dict) and s.get("rank") != "deprecated"]
    preferred = [s for s in statements if s.get("rank") == "preferred"]
    for statement in preferred or statements:
        try:
            item = statement["mainsnak"]["datavalue"]["value"]["id"]
        except (KeyError, TypeError):  # no value, or an unknown one
            continue
        if isinstance(item, str):
            yield item


@cache
def _items() -> Mapping[str, Mapping[str, str]]:
    return {row["item"]: row for row in load_table("formats/wikidata.tsv")}
