"""Completion: the scripts are valid for their shells and complete what there is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from .conftest import Command

AUDIT = (sys.executable, "-m", "audit.cli.main")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_has_its_script(command: Command, shell: str) -> None:
    told = command("completion", shell)
    assert told.code == 0
    assert f"_AUDIT_COMPLETE={shell}_complete" in told.out
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=told.out.encode(), check=True)


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("audit ", {"run", "gate", "fix", "roundtrip", "explain", "names", "pull", "completion"}),
        ("audit ga", {"gate"}),
        ("audit names ", {"harvest", "import", "suggest"}),
        ("audit explain pron", {"pronoun-intrusion"}),
        ("audit run --format js", {"json", "jsonl"}),
        ("audit gate --dep", {"--depth"}),
    ],
)
def test_commands_options_and_rules_are_completed(words: str, completed: set[str]) -> None:
    environment = {
        "_AUDIT_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    ran = subprocess.run(
        AUDIT,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=True,
    )
    assert {line.split(",")[1] for line in ran.stdout.splitlines()} == completed
