"""Wikidata: dumps, answers of the API, and what an entity is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .test_formats import FIXTURES, entries, read, refused, written

DUMP = FIXTURES / "wikidata_dump.json"


def test_a_dump_gives_what_each_entity_is() -> None:
    found = entries(DUMP)
    merkel = found["Angela Merkel"]
    assert merkel.aliases == ("Angela Dorothea Merkel", "Angela Kasner")
    assert {"politician", "physicist", "chancellor of germany"} <= set(merkel.roles)
    assert (merkel.country, merkel.source) == (("DE",), "Wikidata Q567")
    kinds = {name: entry.kind for name, entry in found.items()}
    assert kinds == {
        "Angela Merkel": "person",
        "Kofi Annan": "person",
        "Wladimir Putin": "person",
        "Helsinki": "place",
        "Nokia": "organisation",
    }


def test_an_answer_of_the_api_is_read_too_and_a_missing_entity_is_told() -> None:
    assert set(entries(FIXTURES / "wikidata_api.json")) == {
        "Angela Merkel",
        "Kofi Annan",
        "Helsinki",
    }


def layouts() -> dict[str, str]:
    items = [json.loads(line.rstrip(",")) for line in DUMP.read_text().splitlines()[1:-1]]
    lines = [json.dumps(item) for item in items]
    return {
        "one entity a line, no array": "\n".join(lines),
        "brackets in the lines": "[" + ",\n".join(lines) + "]",
        "one line": json.dumps(items),
        "many lines an entity": json.dumps(items, indent=2),
        "answer on one line": json.dumps({"entities": {item["id"]: item for item in items}}),
        "answer with other keys first": json.dumps(
            {"success": 1, "entities": {item["id"]: item for item in items}}, indent=1
        ),
    }


@pytest.mark.parametrize("layout", layouts())
def test_the_layout_does_not_matter(tmp_path: Path, layout: str) -> None:
    assert entries(written(tmp_path, layouts()[layout])) == entries(DUMP)


def test_a_line_that_is_no_json_is_told_and_costs_no_other(tmp_path: Path) -> None:
    lines = DUMP.read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2][:-9] + ","
    found = read(written(tmp_path, "\n".join(lines)))
    assert refused(found) == [(3, "is not an entity of Wikidata")]
    assert len(found) == 6


@pytest.mark.parametrize(
    "entity",
    [
        {"labels": []},
        {"labels": {"en": "x"}, "claims": []},
        {"labels": {"en": {"value": 1}}, "aliases": {"en": {"value": "x"}}},
        {"labels": {}, "claims": {"P31": [None, {"mainsnak": None}, {"mainsnak": {}}]}},
        {"labels": {"en": {"value": "A\tB\u202e"}}, "descriptions": {"en": None}},
    ],
)
def test_entities_of_odd_shapes_do_no_harm(tmp_path: Path, entity: dict[str, object]) -> None:
    good = json.dumps({"id": "Q567", "labels": {"en": {"value": "Angela Merkel"}}})
    path = written(
        tmp_path, f"[\n{json.dumps({'type': 'item', 'id': 'Q1', **entity})},\n{good},\n]"
    )
    assert "Angela Merkel" in entries(path, "wikidata")


def test_a_deprecated_claim_does_not_count(tmp_path: Path) -> None:
    item = json.loads(DUMP.read_text(encoding="utf-8").splitlines()[4].rstrip(","))
    item["claims"]["P17"][0]["rank"] = "deprecated"
    path = written(tmp_path, json.dumps(item))
    assert entries(path, "wikidata")["Nokia"].country == ()
