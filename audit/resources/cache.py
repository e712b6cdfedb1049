"""Where what was made or pulled once is kept."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path | None:
    """The folder of `AUDIT_CACHE`, or ours in the user's; None where there is no home for one."""
    if own := os.environ.get("AUDIT_CACHE"):
        return Path(own)
    if shared := os.environ.get("XDG_CACHE_HOME"):
        return Path(shared) / "translation-audit"
    try:
        return Path.home() / ".cache" / "translation-audit"
    except RuntimeError:
        return None
