"""The errors a user can meet, each with the exit code the command line gives it.

Exit code 2 means "you asked for something that cannot be": a wrong option, a configuration or a
reference list that does not hold. Exit code 3 means "the audit is incomplete".
"""

from __future__ import annotations

USAGE = 2
INCOMPLETE = 3


class AuditError(Exception):
    """Any error of ours; its text says what is wrong and what to do about it."""

    exit_code = USAGE


class ConfigError(AuditError):
    """A configuration file, key or value that does not hold."""


class ReferenceDataError(AuditError):
    """A reference list that cannot be opened or has a bad row; names the file and the line."""


class ResourceError(AuditError):
    """A model or dictionary that is missing or cannot be fetched."""

    exit_code = INCOMPLETE


class ReadError(AuditError):
    """A file or record that cannot be read as text; it makes its audit incomplete."""

    exit_code = INCOMPLETE


class WorkerError(AuditError):
    """A process of the audit died, for want of memory for instance."""

    exit_code = INCOMPLETE


class ReportError(AuditError):
    """A report that could not be written."""

    exit_code = INCOMPLETE


class EngineError(AuditError):
    """A translation engine, or a model of one, that is missing, stopped or takes too long."""

    exit_code = INCOMPLETE


class MendError(AuditError):
    """A file that cannot be mended as asked; it is left as it was."""

    exit_code = INCOMPLETE
