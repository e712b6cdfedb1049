"""From bytes to text, saying which encoding it was.

Byte order marks first, and UTF-16 without one; then UTF-8, since a text that is valid UTF-8 and
not ASCII is hardly anything else; then what an HTML page declares. A text whose few bytes beyond
ASCII are the quotes, dashes and accented letters of Windows text is that. The rest is asked of
`charset-normalizer`, and only about encodings that English text is met in, since over all of its
hundred it takes Windows text for Icelandic Macintosh. Nothing is replaced or dropped: bytes that
do not decode are an error, and so is UTF-8 with a broken byte, which any other encoding would turn
into words that nobody wrote.
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
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]")
_NOT_WINDOWS = re.compile(rb"[\x80-\xff]{4}|[\x81-\x84\x86-\x90\x98\x9a-\x9f]")
_HIGH = bytes(range(0x80, 0x100))
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 64 * 1024
_CONTEXT = 2000  # bytes of ASCII that the detector sees before the first other one


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
    if _ISO_2022_JP.search(head):
        return _strictly(raw, "iso2022_jp"), "iso2022_jp"
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        encoding = (html and _declared(head)) or _guess(raw, error.start)
        return _strictly(raw, encoding), encoding


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except (UnicodeError, LookupError) as error:
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
    """The encoding a page declares, if it is one in which the declaration itself can stand."""
    found = _META_CHARSET.search(head)
    if found is None:
        return None
    name = found[1].decode("ascii").lower()
    name = {"iso-8859-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252"}.get(name, name)
    probe = "<meta charset=\\u0041+AGE->"  # codecs with escapes of their own change it
    try:
        holds = name != "utf-8" and probe.encode().decode(name) == probe
    except (LookupError, UnicodeError):
        return None
    return name if holds else None


def _guess(raw: bytes, first: int) -> str:
    """The likely encoding of bytes that are not UTF-8 from position `first` on."""
    _refuse_broken_utf8(raw, first)
    if not _NOT_WINDOWS.search(raw):
        return "cp1252"
    import charset_normalizer

    start = next(re.finditer(rb"[\x80-\xff]", raw)).start()
    sample = raw[max(0, start - _CONTEXT) : start + _HEAD]
    best = charset_normalizer.from_bytes(sample, cp_isolation=_MET_IN_ENGLISH).best()
    if best is None:
        raise ReadError("is in no encoding that could be detected; save it as UTF-8")
    return best.encoding


def _refuse_broken_utf8(raw: bytes, first: int) -> None:
    """Raise where most characters beyond ASCII are sound UTF-8 and a few are broken."""
    text = raw.decode("utf-8", "surrogateescape")
    broken = len(raw) - len(text.encode("utf-8", "ignore"))
    sound = len(text) - broken - len(raw.translate(None, delete=_HIGH))
    if sound >= broken:
        raise ReadError(f"is UTF-8 with broken bytes: {broken}, the first at byte {first:,}")
