"""A stop is not lost, whatever happens to the exception that it raises."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress

import pytest

from audit.cli import main as program
from audit.cli import stopping
from audit.errors import WorkerError


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    stopping.listen()
    yield
    stopping.listen()
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_that_was_caught_is_found_at_the_next_look(number: int) -> None:
    stopping.check()
    with suppress(KeyboardInterrupt):
        os.kill(os.getpid(), number)
    assert stopping.is_asked()
    with pytest.raises(KeyboardInterrupt):
        stopping.check()


def test_an_error_that_a_stop_has_caused_is_told_as_a_stop(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_: object) -> None:
        with suppress(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
        raise WorkerError("a process of the audit died")

    monkeypatch.setattr(program, "cli", fail)
    assert program._run() == 130
    assert capsys.readouterr().err == "audit: interrupted; nothing is left half-written\n"
