"""Roles: the longest that is known, of descriptions and beside names."""

from __future__ import annotations

import pytest

from audit.names.roles import role_at, roles_in, titles


@pytest.mark.parametrize(
    ("description", "roles"),
    [
        ("Finnish politician, president from 2000 to 2012", ("politician", "president")),
        ("Canadian health minister", ("health minister",)),
        ("river in Siberia", ()),
        ("", ()),
    ],
)
def test_a_description_names_roles(description: str, roles: tuple[str, ...]) -> None:
    assert roles_in(description) == roles


def test_the_longest_role_is_taken() -> None:
    words = ["the", "deputy", "prime", "minister", "said"]
    assert role_at(words, 1) == 4
    assert role_at(words, 0) == 0


def test_titles_are_those_before_a_name() -> None:
    assert {"mr", "sen", "sir", "gov"} <= titles()
