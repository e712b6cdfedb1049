"""Entities of OpenSanctions and other data in the FollowTheMoney model, one JSON object a line.

Every property is a list of texts, in any script and order; the caption is the form that the
publisher shows. The model: https://followthemoney.tech/explorer/.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from audit.names.candidates import OTHER, Candidate, Read, Reason, Refused
from audit.names.formats.streams import Stream, numbered_lines
from audit.names.formats.vocabulary import kinds_of

_NAMES = ("name",)
_ALIASES = ("alias", "weakAlias", "previousName", "abbreviation")
_COUNTRIES = ("country", "citizenship", "nationality", "jurisdiction", "mainCountry")
_ROLES = ("position",)
_MOST_DATASETS = 3


def read(stream: Stream, columns: Mapping[str, str]) -> Read:
    """The entities of a file; `columns` are for tables."""
    for number, line in numbered_lines(stream):
        if line is not None and not line.strip():
            continue
        try:
            entity = json.loads(line or "")
        except (ValueError, RecursionError):
            entity = None
        if isinstance(entity, dict) and isinstance(entity.get("properties"), dict):
            yield _candidate(number, entity, entity["properties"])
        else:
            message = "is not an entity with a schema and properties"
            yield Refused(line=number, reason=Reason.BAD, message=message)


def _candidate(line: int, entity: Mapping[str, Any], properties: Mapping[str, Any]) -> Candidate:
    schema = str(entity.get("schema", "")).lower()
    captions = _texts([entity.get("caption")])
    names = _of(properties, _NAMES)
    return Candidate(
        line=line,
        names=(*captions, *names),
        kind=kinds_of("followthemoney").get(schema, OTHER),
        aliases=_of(properties, _ALIASES),
        roles=_of(properties, _ROLES),
        country=_of(properties, _COUNTRIES),
        source=", ".join(_texts(entity.get("datasets"))[:_MOST_DATASETS]),
    )


def _of(properties: Mapping[str, Any], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(_texts(properties.get(name)) for name in names))


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(v for v in values if isinstance(v, str)) if isinstance(values, list) else ()
