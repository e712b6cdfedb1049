"""A file's bytes with some of its words replaced, every other byte as it was.

Suggestions point into the text as it was decoded. It is encoded anew with its own encoding and byte
order mark, once it is certain that this gives the very bytes of the file: what does not come back
byte by byte (an encoding with states, an HTML page of which only the text was taken) is refused.
"""

from __future__ import annotations

import codecs
import difflib
from collections.abc import Iterable, Sequence

from audit.errors import MendError
from audit.mending.choice import apply_suggestions
from audit.model import Document, Suggestion

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_END = b"\n\\ No newline at end of file\n"
_CONTEXT = 3  # lines around a change


def mend_bytes(raw: bytes, document: Document, suggestions: Sequence[Suggestion]) -> bytes:
    """The file's bytes with the suggestions, which are in order and do not overlap, applied.

    Raises:
        MendError: the file cannot be written back as it was, or lacks a sign of a suggestion.
    """
    if document.extracted:
        raise MendError("is an HTML page: its text was taken out of it and cannot be put back")
    if document.record is not None:
        raise MendError("is a collection of records; mend what they were made from")
    mark, encoding = _encoding_of(raw, document.encoding)
    if mark + _encoded(document.text, encoding) != raw:
        raise MendError(f"cannot be written back byte by byte ({document.encoding})")
    return mark + _encoded(apply_suggestions(document.text, suggestions), encoding)


def unified_diff(path: str, before: bytes, after: bytes) -> bytes:
    """What `patch` makes the one of the other with; empty where they are the same.

    Raises:
        MendError: the file's lines are not told by single bytes, as in UTF-16.
    """
    if any(ord(sign) < 32 for sign in path):
        raise MendError("has a name that no diff can tell; use --write")
    if b"\0" in before:
        raise MendError("has no lines that a diff could show (UTF-16 or UTF-32); use --write")
    name = path.encode("utf-8", "surrogateescape") + (b"\t" if " " in path else b"")
    lines = difflib.diff_bytes(
        difflib.unified_diff, _lines(before), _lines(after), name, name, n=_CONTEXT
    )
    return b"".join(_ended(lines))


def _encoding_of(raw: bytes, encoding: str) -> tuple[bytes, str]:
    """The byte order mark of a file, and the encoding of what follows it."""
    for mark, marked in _MARKS:
        if raw.startswith(mark):
            return mark, marked
    return b"", encoding


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        sign = text[error.start : error.end]
        raise MendError(
            f"is in {encoding}, which has no {sign!r}; convert it to UTF-8 first"
        ) from error


def _lines(content: bytes) -> list[bytes]:
    """Lines as `patch` counts them: they end in LF alone."""
    *ended, last = content.split(b"\n")
    lines = [line + b"\n" for line in ended]
    return [*lines, last] if last else lines


def _ended(lines: Iterable[bytes]) -> Iterable[bytes]:
    """The lines of a diff, a last line without an end marked as `patch` wants it."""
    for line in lines:
        yield line if line.endswith(b"\n") else line + _NO_END
