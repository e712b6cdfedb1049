"""The public functions for one text and one file; many go through an `Auditor`."""

from __future__ import annotations

from itertools import islice

from audit.config import Config
from audit.errors import ReadError
from audit.model import FileAudit
from audit.pipeline import auditor_for
from audit.reading import Source, list_sources


def audit_text(text: str, config: Config = Config(), *, path: str = "<text>") -> FileAudit:
    """Audit a text under a configuration, by default the shipped one.

    The shipped policy requires the language model; where `audit pull` did not fetch it the audit is
    incomplete. `Config(gate=Policy(depth=Depth.MODEL_FREE))` does without.

    >>> result = audit_text("The treaty was signed in Geneva , and both sides kept to it.")
    >>> [finding.rule.code for finding in result.findings]
    ['punctuation']
    """
    return auditor_for(config).audit(Source(path=path, text=text))


def audit_file(path: str, config: Config = Config()) -> FileAudit:
    """Audit a file that holds one text; a file that cannot be read gives an incomplete audit.

    Raises:
        ReadError: it is a folder or holds records; see `list_sources` and `audit_all`.

    >>> str(audit_file("no-such-file.txt").verdict)
    'incomplete'
    """
    source, *more = islice(list_sources([path], config.read), 2)
    if more or source.line is not None:
        raise ReadError(f"{path}: holds more than one text; audit them with audit_all")
    return auditor_for(config).audit(source)
