"""From bytes to text, saying which encoding it was.

UTF-8 first, since a text that is valid UTF-8 and not ASCII is hardly anything else; then byte
order marks and UTF-16 without one; then what an HTML page declares; then `charset-normalizer`,
asked only about encodings that English text is met in, since over all of its hundred it takes
Windows text for Icelandic Macintosh. Nothing is replaced or dropped: bytes that do not decode are
an error.
"""

from __future__ import annotations

import codecs
import re

from audit.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MET_IN_ENGLISH = ["cp1252", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "cp1251", "koi8_r"]
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 64 * 1024


def decode(raw: bytes, *, html: bool = False) -> tuple[str, str]:
    """Decode a file's bytes; returns the text and the name of its encoding.

    A byte order mark is taken off: offsets count from the first character after it.

    Raises:
        ReadError: the bytes are binary, or in no encoding we know.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _strictly(raw, encoding), encoding
    head = raw[:_HEAD]
    if wide := _utf16_without_mark(head):
        return _strictly(raw, wide), wide
    if len(_CONTROLS.findall(head)) > max(1, len(head) // 200):
        raise ReadError("is binary, not text")
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = (html and _declared(head)) or _guess(raw)
        return _strictly(raw, encoding), encoding


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise ReadError(f"cannot be decoded as {encoding}: {error}") from error


def _utf16_without_mark(head: bytes) -> str | None:
    """UTF-16 of mostly Latin text has a zero in every other byte."""
    half = len(head) // 2
    if half < 4:
        return None
    if head[1::2].count(0) > 0.7 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _declared(head: bytes) -> str | None:
    found = _META_CHARSET.search(head)
    if found is None:
        return None
    name = found[1].decode("ascii", "replace").lower()
    return {"iso-8859-1": "cp1252", "latin1": "cp1252", "utf-8": None}.get(name, name)


def _guess(raw: bytes) -> str:
    import charset_normalizer

    best = charset_normalizer.from_bytes(raw[:_HEAD], cp_isolation=_MET_IN_ENGLISH).best()
    if best is None:
        raise ReadError("is in no encoding that could be detected; save it as UTF-8")
    return best.encoding
