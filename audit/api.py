"""The public functions for one text and one file; many go through an `Auditor`."""

from __future__ import annotations

from audit.config import Config
from audit.errors import ReadError
from audit.model import FileAudit
from audit.pipeline import Auditor
from audit.reading import Source, list_sources


def audit_text(text: str, config: Config = Config(), *, path: str = "<text>") -> FileAudit:
    """Audit a text under a configuration, by default the shipped one.

    >>> result = audit_text("The treaty was signed in Geneva , and both sides kept to it.")
    >>> [finding.rule.code for finding in result.findings]
    ['punctuation']
    """
    return _auditor(config).audit(Source(path=path, text=text))


def audit_file(path: str, config: Config = Config()) -> FileAudit:
    """Audit a file that holds one text; a file that cannot be read gives an incomplete audit.

    Raises:
        ReadError: the file holds records; audit those with an `Auditor` and `list_sources`.

    >>> str(audit_file("no-such-file.txt").verdict)
    'incomplete'
    """
    source, *more = list_sources([path], config.read)
    if more or source.line is not None:
        raise ReadError(f"{path} holds records; give each to Auditor.audit")
    return _auditor(config).audit(source)


_last: list[tuple[Config, Auditor]] = []


def _auditor(config: Config) -> Auditor:
    """The auditor of the configuration last used is kept, since making one takes half a second."""
    if not _last or _last[0][0] != config:
        _last[:] = [(config, Auditor(config))]
    return _last[0][1]
