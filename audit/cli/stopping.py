"""Stopping at Ctrl-C or SIGTERM, also where the interrupt is lost.

The exception that a signal raises can vanish: in the import of a library that catches whatever goes
wrong, in a hook of a fork, in a worker that dies of the same signal. So the signal is remembered
too, and looked for between texts and before an error is told.
"""

from __future__ import annotations

import signal
from types import FrameType

_asked: list[int] = []  # the signals that came


def listen() -> None:
    """Raise KeyboardInterrupt at either signal from now on, and remember it."""
    _asked.clear()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)


def is_asked() -> bool:
    """Whether a signal came."""
    return bool(_asked)


def check() -> None:
    """Stop here if a signal came.

    Raises:
        KeyboardInterrupt: it did.
    """
    if _asked:
        raise KeyboardInterrupt


def _stop(number: int, frame: FrameType | None) -> None:
    _asked.append(number)
    raise KeyboardInterrupt
