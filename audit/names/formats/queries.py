"""Results of a SPARQL query service such as Wikidata's (https://query.wikidata.org).

Both the standard form, `{"head": …, "results": {"bindings": […]}}` (SPARQL 1.1 Query Results JSON),
and the simplified array of rows that the service's page downloads. A row is read like that of a
table whose columns are the variables: `?itemLabel` is a name, `?itemAltLabel` holds aliases parted
by commas, `?altLabel` one alias, `?itemDescription` roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from audit.names.candidates import Candidate, Read, Reason, Refused
from audit.names.formats.streams import JsonValues, Stream
from audit.names.formats.tables import Row
from audit.names.formats.vocabulary import map_columns
from audit.names.roles import roles_in

_ITEM = re.compile(r"(?:.*/entity/)?(Q\d+)")
_LABEL = re.compile(r"(\w+)Label")


def read(stream: Stream, columns: Mapping[str, str]) -> Read:
    """The rows of a result."""
    keys = () if stream.head.lstrip().startswith("[") else ("results", "bindings")
    for line, binding in JsonValues(stream).below(*keys):
        if not isinstance(binding, dict):
            yield Refused(line=line, reason=Reason.BAD, message="is not a row of a result")
            continue
        yield _candidate(line, dict(_values(binding)), columns)


def _values(binding: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Values by variable; the standard form has the value in an object beside its type."""
    for variable, given in binding.items():
        value = given.get("value") if isinstance(given, dict) else given
        if isinstance(value, str):
            yield variable, value


def _candidate(
    line: int, values: Mapping[str, str], columns: Mapping[str, str]
) -> Candidate | Refused:
    chosen = map_columns(list(values), columns)
    name = chosen.get("name")
    if name is None and "name" not in columns:
        name = _first_label(values, chosen)
    if name is None or _ITEM.fullmatch(values[name]):  # the service puts the item for no label
        told = ", ".join(values) or "none"
        message = f"no label among the variables {told}"
        return Refused(line=line, reason=Reason.BAD, message=message)
    cells = {ours: values[theirs] for ours, theirs in chosen.items()} | {"name": values[name]}
    others = (v.replace(", ", "|") for k, v in values.items() if k.endswith("AltLabel"))
    if "aliases" not in columns:
        cells["aliases"] = next(others, cells.get("aliases", ""))
    described = next((v for k, v in values.items() if k.endswith("Description")), "")
    cells["roles"] = "|".join((cells.get("roles", ""), *roles_in(described)))
    items = (m for v in values.values() if (m := _ITEM.fullmatch(v)))
    cells.setdefault("source", next((f"Wikidata {item[1]}" for item in items), ""))
    return Row(line, cells).candidate()


def _first_label(values: Mapping[str, str], chosen: Mapping[str, str]) -> str | None:
    """The first variable that is called a label and nothing else, such as `?politicianLabel`."""
    free = (name for name in values if name not in chosen.values())
    return next((n for n in free if _LABEL.fullmatch(n) and not n.endswith("AltLabel")), None)
