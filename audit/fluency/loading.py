"""Models of CTranslate2, loaded in each process anew: their threads do not survive a fork."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any


class PerProcess:
    """What `load` gives, made at the first question in each process.

    The one that a child inherits is kept: to unload it would wait for its threads for ever.
    """

    def __init__(self, load: Callable[[], Any]) -> None:
        self._load = load
        self._loaded: dict[int, Any] = {}  # by process

    def get(self) -> Any:
        """The model of the process that asks."""
        process = os.getpid()
        if process not in self._loaded:
            self._loaded[process] = self._load()
        return self._loaded[process]
