"""An auditor of English that may be a machine translation, or was laundered through one.

>>> import audit
>>> result = audit.audit_text("Heavy rain fell on the the coast of Chile on Monday.")
>>> [(f.rule.code, f.suggestions[0].replacement) for f in result.findings]
[('repetition', '')]
>>> str(result.verdict)
'review'

`audit_text` and `audit_file` are for one text; an `Auditor` is for many under one configuration.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from audit.version import VERSION as __version__

if TYPE_CHECKING:
    from audit.api import audit_file, audit_text
    from audit.config import Config, Policy, load_config
    from audit.errors import AuditError, ConfigError, ReadError, ReferenceDataError
    from audit.model import (
        Depth,
        Document,
        Failure,
        FileAudit,
        Finding,
        Judgement,
        Mechanism,
        PivotDiagnosis,
        Readability,
        Reliability,
        Rule,
        Sentence,
        Severity,
        Span,
        Suggestion,
        Summary,
        Token,
        Verdict,
    )
    from audit.pipeline import Auditor, audit_all
    from audit.reading import Source, list_sources

_HOMES = {
    "audit.api": ("audit_file", "audit_text"),
    "audit.config": ("Config", "Policy", "load_config"),
    "audit.errors": ("AuditError", "ConfigError", "ReadError", "ReferenceDataError"),
    "audit.pipeline": ("Auditor", "audit_all"),
    "audit.reading": ("Source", "list_sources"),
}

__all__ = [
    "AuditError",
    "Auditor",
    "Config",
    "ConfigError",
    "Depth",
    "Document",
    "Failure",
    "FileAudit",
    "Finding",
    "Judgement",
    "Mechanism",
    "PivotDiagnosis",
    "Policy",
    "ReadError",
    "Readability",
    "ReferenceDataError",
    "Reliability",
    "Rule",
    "Sentence",
    "Severity",
    "Source",
    "Span",
    "Suggestion",
    "Summary",
    "Token",
    "Verdict",
    "__version__",
    "audit_all",
    "audit_file",
    "audit_text",
    "list_sources",
    "load_config",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `audit --help` starts at once."""
    if name not in __all__:
        raise AttributeError(f"module 'audit' has no attribute {name!r}")
    home = next((home for home, names in _HOMES.items() if name in names), "audit.model")
    return getattr(import_module(home), name)
