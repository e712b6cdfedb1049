"""Foreign formats of names: tables, Wikidata, its query service, OpenSanctions.

A format is a function from an opened stream to candidates, in the order of the file, that never
holds more than one entity of it. One module and one line in `FORMATS` add a format.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from audit.names.candidates import Read
from audit.names.formats import followthemoney, queries, tables, wikidata
from audit.names.formats.streams import Stream

Columns = Mapping[str, str]

FORMATS: Final[Mapping[str, Callable[[Stream, Columns], Read]]] = {
    "csv": tables.read_csv,
    "tsv": tables.read_tsv,
    "wikidata": wikidata.read,
    "sparql": queries.read,
    "ftm": followthemoney.read,
}
