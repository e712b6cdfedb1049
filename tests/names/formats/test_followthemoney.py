"""OpenSanctions: entities in the FollowTheMoney model."""

from __future__ import annotations

from pathlib import Path

from audit.names.candidates import Candidate, Reason, Refused, make_entry

from .test_formats import FIXTURES, entries, read, refused, written

ENTITIES = FIXTURES / "entities.ftm.json"


def test_an_entity_gives_its_names_roles_and_countries() -> None:
    found = entries(ENTITIES)
    putin = found["Vladimir Putin"]
    assert putin.aliases == ("Vladimir Vladimirovich Putin", "VVP")
    assert putin.roles == ("president of the russian federation",)
    assert (putin.country, putin.source) == (("RU",), "us_ofac_sdn, eu_fsf")
    assert found["Rosneft"].kind == "organisation"


def test_other_schemata_and_scripts_are_left_out() -> None:
    made = [make_entry(f, kind=None, source="") for f in read(ENTITIES) if isinstance(f, Candidate)]
    assert [m.reason for m in made if isinstance(m, Refused)] == [Reason.SCRIPT, Reason.KIND]


def test_a_line_that_is_no_entity_is_told(tmp_path: Path) -> None:
    text = ENTITIES.read_text(encoding="utf-8") + '\n{"id": "x"}\n[]\nnull\n{\n'
    found = read(written(tmp_path, text))
    message = "is not an entity with a schema and properties"
    assert refused(found) == [(line, message) for line in (6, 7, 8, 9)]


def test_properties_of_odd_shapes_do_no_harm(tmp_path: Path) -> None:
    text = '{"schema": "Person", "properties": {"name": [1, "Kofi Annan"], "alias": "x"}}'
    assert entries(written(tmp_path, text))["Kofi Annan"].aliases == ()
