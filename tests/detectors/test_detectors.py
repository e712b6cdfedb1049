"""The tuple of detectors: complete, documented, and configured only as it knows how to be."""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import audit.detectors
from audit import Auditor, ConfigError, load_config
from audit.detectors import DETECTORS, RULES, Detector, make_detectors
from audit.reading import Source

from .cases import FOLDER, load_cases

PACKAGE = Path(audit.detectors.__file__).parent
MODULES = sorted(
    path.stem for path in PACKAGE.glob("*.py") if path.stem not in ("__init__", "base")
)
EACH_DETECTOR = pytest.mark.parametrize("detector", DETECTORS, ids=list(RULES))
OPTIONS = [
    (code, field.name)
    for code, detector in RULES.items()
    for field in fields(detector)
    if field.name != "skip"
]


def page_of(detector: type[Detector]) -> str:
    return sys.modules[detector.__module__].__doc__ or ""


def test_every_file_of_the_folder_is_a_detector_of_the_tuple() -> None:
    assert sorted(d.__module__.rpartition(".")[2] for d in DETECTORS) == MODULES


@EACH_DETECTOR
def test_a_file_is_named_as_its_rule_and_its_class(detector: type[Detector]) -> None:
    module = detector.__module__.rpartition(".")[2]
    assert module == detector.rule.code.replace("-", "_")
    assert detector.__name__ == module.title().replace("_", "")


@EACH_DETECTOR
def test_a_detector_has_a_page(detector: type[Detector]) -> None:
    page = page_of(detector)
    assert re.search(r"\bFlags: \S", page)
    assert re.search(r"\bPasses: \S", page)
    assert re.search(r"^Data: ", page, re.MULTILINE)


@pytest.mark.parametrize(("code", "option"), OPTIONS)
def test_an_option_is_documented(code: str, option: str) -> None:
    assert f"`{option}`" in (RULES[code].__doc__ or "")


@pytest.mark.parametrize(("code", "option"), OPTIONS)
def test_an_option_has_a_case_that_shows_what_it_does(code: str, option: str) -> None:
    assert any(option in entry["set"] for entry in load_cases(code)["options"])


def test_the_rules_have_stable_codes() -> None:
    codes = [detector.rule.code for detector in DETECTORS]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)+|[a-z]+", code) for code in codes)
    assert list(RULES) == codes


@EACH_DETECTOR
def test_a_rule_has_a_title_of_its_own_and_an_mqm_type(detector: type[Detector]) -> None:
    assert [other.rule.title for other in DETECTORS].count(detector.rule.title) == 1
    assert re.fullmatch(r"[a-z-]+(?:/[a-z-]+)+", detector.rule.mqm)


def test_there_is_a_case_file_for_each_rule_and_for_nothing_else() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.yml")) == sorted(RULES)


def test_the_import_contract_names_every_detector() -> None:
    project = tomllib.loads((PACKAGE.parents[1] / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (independent,) = (c["modules"] for c in contracts if c["type"] == "independence")
    assert sorted(independent) == [f"audit.detectors.{module}" for module in MODULES]


def test_without_a_configuration_every_rule_runs() -> None:
    assert [type(detector) for detector in make_detectors((), {})] == list(DETECTORS)


def test_a_disabled_rule_does_not_run_and_the_others_do() -> None:
    made = [detector.rule.code for detector in make_detectors(("casing", "repetition"), {})]
    assert made == [code for code in RULES if code not in ("casing", "repetition")]


def test_a_whole_number_serves_where_any_number_does() -> None:
    detectors = make_detectors((), {"casing": {"most": 1}})
    (casing,) = (d for d in detectors if d.rule.code == "casing")
    assert casing == RULES["casing"](most=1.0)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("disable", "options", "said"),
    [
        (("casting",), {}, "unknown rule 'casting'; did you mean 'casing'?"),
        ((), {"mispelled-name": {}}, "unknown rule 'mispelled-name'; did you mean"),
        ((), {"repetition": {"phrases": 2}}, "rules.repetition: unknown option 'phrases'; did you"),
        ((), {"punctuation": {"marks": 2}}, "unknown option 'marks'; known are skip"),
        ((), {"repetition": {"rule": "x"}}, "unknown option 'rule'"),
        ((), {"repetition": {"phrase": "two"}}, "rules.repetition.phrase: 'two' is not"),
        ((), {"repetition": {"phrase": 2.5}}, "rules.repetition.phrase: 2.5 is not"),
        ((), {"repetition": {"phrase": True}}, "rules.repetition.phrase: True is not"),
        ((), {"casing": {"most": "0.3"}}, "rules.casing.most: '0.3' is not"),
        ((), {"casing": {"skip": "the"}}, "rules.casing.skip: 'the' is not"),
        ((), {"casing": {"skip": [1]}}, "rules.casing.skip: 1 is not"),
    ],
)
def test_what_is_not_known_is_refused(
    disable: tuple[str, ...], options: dict[str, dict[str, Any]], said: str
) -> None:
    with pytest.raises(ConfigError, match=re.escape(said)):
        make_detectors(disable, options)


def test_the_options_of_a_configuration_file_are_honoured(tmp_path: Path) -> None:
    path = tmp_path / "audit.toml"
    path.write_text(
        'disable = ["punctuation", "awkward-phrasing"]\n'
        '[rules.repetition]\nphrase = 4\nskip = [" THE"]\n',
        "utf-8",
    )
    text = (
        "The pilot brought the the airliner down on the Hudson , and all of of the passengers "
        "stepped out onto the wings the wings of the plane."
    )
    found = Auditor(load_config(path)).audit(Source(path="hudson.txt", text=text)).findings
    assert [(f.rule.code, text[f.span.start : f.span.end]) for f in found] == [
        ("repetition", " of")
    ]
