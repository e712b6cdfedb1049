"""The command as a whole: help, version, and that what goes wrong is one line and no verdict."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from audit import pipeline
from audit.version import VERSION

from .conftest import Command

TEXT = (
    "In May 1953 Tenzing Norgay and Edmund Hillary stood on the summit of Everest for a quarter of "
    "an hour. The news was in London before the coronation, and they came down to a changed world."
)
COMMANDS = ["run", "gate", "explain", "completion"]


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "everest.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_version_is_told(command: Command) -> None:
    assert command("--version").out == f"audit, version {VERSION}\n"


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_names_every_command_and_the_exit_codes(command: Command, flag: str) -> None:
    told = command(flag)
    assert told.code == 0
    assert all(f"\n  {name} " in told.out for name in COMMANDS)
    assert "1 rejected (gate)" in told.out
    assert "incomplete" in told.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_examples(command: Command, name: str) -> None:
    told = command(name, "--help")
    assert told.code == 0
    assert "Examples:" in told.out
    assert f"audit {name}" in told.out


@pytest.mark.parametrize("name", ["run", "gate"])
def test_every_option_of_an_audit_is_described(command: Command, name: str) -> None:
    told = " ".join(command(name, "--help").out.split())
    for phrase in (
        "--config FILE",
        "--reference FILE",
        "--reference-only FILE",
        "--format [terminal|json|jsonl|markdown] [default: terminal]",
        "--output FILE",
        "--html DIR",
        "--jobs N",
        "[default: 1",
        "--depth [model-free|standard|deep]",
        "--roundtrip ENGINE",
        "--pivot CODE",
        "--type [text|markdown|html|jsonl]",
        "[default: text]",
        "[default: id]",
    ):
        assert phrase in told


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "Usage: audit [OPTIONS] COMMAND"),
        (("gat",), "No such command 'gat'. Did you mean 'gate'?"),
        (("run",), "Missing argument 'PATH...'"),
        (("run", "a.txt", "--fromat", "json"), "No such option '--fromat'"),
        (("run", "a.txt", "--format", "yaml"), "'yaml' is not one of 'terminal', 'json', 'jsonl'"),
        (("run", "a.txt", "--jobs", "0"), "0 is not in the range x>=1"),
        (("run", "a.txt", "--jobs", "many"), "'many' is not a valid integer"),
        (("gate", "a.txt", "--depth", "bottomless"), "'bottomless' is not one of"),
        (("completion", "tcsh"), "'tcsh' is not one of 'bash', 'zsh', 'fish'"),
        (("explain", "casng"), "audit: unknown rule 'casng'; did you mean 'casing'?"),
        (("run", "a.txt", "--config", "gone.toml"), "audit: gone.toml: cannot be read"),
        (("run", "a.txt", "--reference", "gone.tsv"), "audit: gone.tsv: cannot be read"),
    ],
)
def test_wrong_usage_is_told_in_plain_words_with_exit_code_2(
    command: Command, article: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    told = command(*arguments)
    assert told.code == 2
    assert complaint in told.err
    assert "Traceback" not in told.err
    assert told.out == ""


def test_hostile_words_in_an_error_cannot_drive_the_terminal(
    command: Command, article: Path
) -> None:
    told = command("run", "everest.txt", "--reference", "\x1b[2J\u202e.tsv")
    assert told.code == 2
    assert "audit: \\x1b[2J\\u202e.tsv: cannot be read" in told.err


def test_a_bug_of_ours_is_incomplete_and_never_a_verdict(
    command: Command, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr(pipeline, "judge", broken)
    for name in ("run", "gate"):
        told = command(name, article)
        assert told.code == 3
        assert "ZeroDivisionError: of ours" in told.err
        assert told.err.endswith("audit: stopped by an error of its own; please report it\n")


@pytest.mark.parametrize("style", ["json", "jsonl", "terminal"])
def test_a_full_disk_is_incomplete(command: Command, article: Path, style: str) -> None:
    with open("/dev/full", "w") as full:
        told = command("run", article, "--format", style, stdout=full)
    assert told.code == 3
    assert told.err == "audit: the output could not be written: No space left on device\n"


@pytest.mark.parametrize("style", ["json", "jsonl", "terminal"])
def test_a_reader_that_has_gone_is_incomplete(command: Command, article: Path, style: str) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as pipe:
        told = command("run", article, "--format", style, stdout=pipe)
    assert told.code == 3
    assert told.err == "audit: the output could not be written: Broken pipe\n"


def test_a_terminal_without_unicode_gets_escapes(command: Command, article: Path) -> None:
    article.write_text(TEXT.replace("Tenzing", "Tenzing ,"), encoding="utf-8")
    kept = io.BytesIO()
    told = command("run", article, stdout=io.TextIOWrapper(kept, encoding="ascii"))
    assert (told.code, told.err) == (0, "")
    assert rb"\xb7 1:20     punctuation" in kept.getvalue()
    assert rb", \u2192 ," in kept.getvalue()
