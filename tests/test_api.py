"""The public functions, and that importing them costs nothing until they are used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import audit

TEXT = (
    "Voters in Iceland went to the the polls in June 1980 and chose Vigdís Finnbogadóttir, "
    "a director of the Reykjavík theatre, as their president. She held the office for sixteen "
    "years and left it in 1996."
)


def test_a_text_is_audited_under_the_shipped_configuration() -> None:
    result = audit.audit_text(TEXT)
    (finding,) = (f for f in result.findings if f.rule.code == "repetition")
    assert TEXT[finding.span.start : finding.span.end] == " the"
    assert result.verdict is audit.Verdict.REVIEW
    assert result.document.path == "<text>"


def test_a_text_is_audited_under_a_configuration_of_ones_own() -> None:
    config = audit.Config(disable=("repetition", "grammar"), gate=audit.Policy(min_words=10))
    result = audit.audit_text(TEXT, config, path="wire/1980.txt")
    assert [f.rule.code for f in result.findings] == []
    assert result.verdict is audit.Verdict.PASS
    assert result.document.path == "wire/1980.txt"
    assert audit.audit_text(TEXT).findings


def test_a_file_is_audited_like_its_text(tmp_path: Path) -> None:
    path = tmp_path / "iceland.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert audit.audit_file(str(path)).findings == audit.audit_text(TEXT).findings


@pytest.mark.parametrize("count", [1, 3])
def test_a_file_of_records_is_not_one_text(tmp_path: Path, count: int) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_text('{"text": "Rain fell on Lima."}\n' * count, encoding="utf-8")
    with pytest.raises(audit.ReadError, match="holds more than one text"):
        audit.audit_file(str(path))


def test_a_folder_of_several_files_is_not_one_text(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    with pytest.raises(audit.ReadError, match="holds more than one text"):
        audit.audit_file(str(tmp_path))


def test_a_missing_file_is_an_incomplete_audit_that_nothing_vouches_for() -> None:
    result = audit.audit_file("no-such-file.txt")
    assert result.verdict is audit.Verdict.INCOMPLETE
    assert result.reliability.score == 0
    assert [failure.rule for failure in result.failures] == ["read"]


@pytest.mark.parametrize("name", audit.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(audit, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'audit_tekst'"):
        audit.audit_tekst  # noqa: B018


@pytest.mark.parametrize("module", ["audit", "audit.cli.main"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    heavy = {"rich", "numpy", "wordfreq", "textstat", "trafilatura", "rapidfuzz", "jinja2"}
    code = f"import sys, {module}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert heavy & set(ran.stdout.split()) == set()
