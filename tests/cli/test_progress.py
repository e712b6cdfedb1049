"""The progress line: only at a terminal, and never in the way of what is counted."""

from __future__ import annotations

import io
import sys

import pytest

from audit.cli.progress import show_progress


class Terminal(io.StringIO):
    """Standard error at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("quiet", [True, False])
@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_every_item_is_handed_on(
    monkeypatch: pytest.MonkeyPatch, stream: type[io.StringIO], quiet: bool
) -> None:
    error = stream()
    monkeypatch.setattr(sys, "stderr", error)
    monkeypatch.setenv("TERM", "xterm")
    assert list(show_progress(range(5), quiet=quiet)) == [0, 1, 2, 3, 4]
    if stream is Terminal and not quiet:
        assert "5 texts audited" in error.getvalue()
    else:
        assert error.getvalue() == ""


def test_items_are_taken_as_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    source = iter(range(5))
    shown = show_progress(source, quiet=False)
    assert next(shown) == 0
    assert next(source) == 1
    shown.close()  # type: ignore[attr-defined]
