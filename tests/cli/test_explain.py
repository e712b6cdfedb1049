"""`audit explain`: every rule has its page."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from audit import Auditor, Config
from audit.detectors import RULES

from .conftest import Command


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_says_what_it_flags_and_what_it_passes(command: Command, rule: str) -> None:
    page = command("explain", rule)
    detector = RULES[rule].rule
    assert page.code == 0
    assert page.out.startswith(f"{detector.title} ({rule})\n")
    assert f"severity {detector.severity}, MQM {detector.mqm}" in page.out
    assert "Flags:" in page.out
    assert "Passes:" in page.out
    assert "\x1b" not in page.out


@pytest.mark.parametrize("rule", RULES)
def test_the_options_are_shown_as_they_stand_in_a_configuration(
    command: Command, rule: str
) -> None:
    page = command("explain", rule).out
    table = tomllib.loads(page[page.index(f"[rules.{rule}]") :])
    assert "skip" in table["rules"][rule]
    shown, shipped = Auditor(Config(rules=table["rules"])), Auditor()
    assert shown.detectors == shipped.detectors


def test_without_a_rule_all_are_listed(command: Command) -> None:
    lines = command("explain").out.splitlines()
    assert [line.split()[0] for line in lines] == list(RULES)
    for line, detector in zip(lines, RULES.values(), strict=True):
        assert line.endswith(detector.rule.title)
        assert f" {detector.rule.severity} " in line


def test_a_finding_is_explained_by_its_place(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    body = "The council met on Monday.\nThen Secretary-General Kofi Anan asked the the members. "
    path.write_text(body + "It was a long day for all of them, and they went home late. " * 3)
    told = command("explain", f"{path}:2:29", "--depth", "model-free")
    assert told.code == 0
    assert "(misspelled-name): Anan" in told.out
    assert "Anan → Annan" in told.out
    assert "`audit explain misspelled-name` says" in told.out
    told = command("explain", f"{path}:2:1", "--depth", "model-free")
    assert told.code == 2
    assert "no finding at 2:1; in line 2: 2:29, 2:" in told.err
