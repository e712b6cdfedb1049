"""The mending of a file: which suggestions are taken, and its bytes with nothing else changed."""

from audit.mending.bytes import mend_bytes, unified_diff
from audit.mending.choice import LEAST, apply_suggestions, choose_suggestions
from audit.mending.decisions import Decisions, read_decisions
from audit.mending.replacing import replace_file

__all__ = [
    "LEAST",
    "Decisions",
    "apply_suggestions",
    "choose_suggestions",
    "mend_bytes",
    "read_decisions",
    "replace_file",
    "unified_diff",
]
