"""Names in sentences, by the cases of `cases/sentences.yml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from audit.names.harvest.pieces import is_compound

from .conftest import Sight

CASES = yaml.safe_load((Path(__file__).parent / "cases/sentences.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_a_name_is_cut_out_of_what_is_no_part_of_it(sight: Sight, case: dict[str, Any]) -> None:
    seen = {
        form: next(iter(sighting.roles), None)
        for sighting in sight(case["text"]).values()
        for form in sighting.forms
    }
    assert seen == case["names"]


@pytest.mark.parametrize(
    ("word", "compound"),
    [
        ("Paris-based", True),
        ("US-led", True),
        ("NATO-wide", True),
        ("Jong-un", False),
        ("Day-Lewis", False),
        ("Ki-moon", False),
        ("Oslo", False),
    ],
)
def test_an_adjective_made_of_a_name_is_not_part_of_one(word: str, compound: bool) -> None:
    assert is_compound(word) is compound
