"""A value out of range is refused: it would switch a rule or a threshold off without a word."""

from __future__ import annotations

from typing import Any

import pytest

from audit import Auditor, ConfigError
from audit.config import parse_config


@pytest.mark.parametrize(
    "table",
    [
        {"rules": {"misspelled-name": {"least": 7.0}}},
        {"rules": {"inconsistent-name": {"alike": 1.5}}},
        {"rules": {"misspelled-name": {"shortest": -1}}},
        {"gate": {"reject_below": 150}},
        {"gate": {"review_below": -5}},
        {"gate": {"min_words": -1}},
    ],
)
def test_a_value_out_of_range_is_refused(table: dict[str, Any]) -> None:
    with pytest.raises(ConfigError):
        Auditor(parse_config(table))


def test_a_value_at_the_end_of_its_range_is_taken() -> None:
    table = {"rules": {"misspelled-name": {"least": 1.0}}, "gate": {"reject_below": 100}}
    assert Auditor(parse_config(table)).detectors
