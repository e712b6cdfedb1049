"""The real command, run inside the test process."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

import pytest

from audit.cli.main import main


@dataclass(frozen=True)
class Outcome:
    """What a run of the command left behind."""

    code: int | str | None
    out: str
    err: str


Command = Callable[..., Outcome]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs `audit` as its entry point does, with arguments, standard input and another output."""

    def run(*arguments: object, stdin: bytes = b"", stdout: TextIO | None = None) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["audit", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with monkeypatch.context() as patched:
            if stdout is not None:
                patched.setattr(sys, "stdout", stdout)
            with pytest.raises(SystemExit) as end:
                main()
        return Outcome(end.value.code, *capsys.readouterr())

    return run
