"""Which format a file is in, by how it begins: its name is not asked."""

from __future__ import annotations

import re

_QUERY = re.compile(r'\s*\{\s*"(?:head|results)"\s*:')
_ENTITIES = re.compile(r'\s*\{\s*"(?:entities|success)"\s*:')
_FOLLOWS = re.compile(r'"schema"\s*:')
_PROPERTIES = re.compile(r'"properties"\s*:')
_WIKIBASE = re.compile(
    r'"(?:labels|claims|descriptions|sitelinks)"\s*:\s*[\[{]|"type"\s*:\s*"item"'
)


def guess_format(head: str) -> str:
    """The format whose marks the head of a file bears; a table where it is not JSON."""
    text = head.lstrip()
    if not text.startswith(("{", "[")):
        header = next((line for line in text.splitlines() if not line.startswith("#")), "")
        return "csv" if "\t" not in header and ("," in header or ";" in header) else "tsv"
    if _QUERY.match(text):
        return "sparql"
    if _ENTITIES.match(text):
        return "wikidata"
    if text.startswith("{") and (_FOLLOWS.search(text) or _PROPERTIES.search(text)):
        return "ftm"
    return "wikidata" if _WIKIBASE.search(text) or text.startswith("{") else "sparql"
