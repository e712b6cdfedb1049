"""Words, numbers and marks of a stretch of text.

A word keeps its apostrophes and hyphens (`don't`, `al-Assad`, `US-led`) and the marks that combine
with its letters in any script, an initialism its full stops (`U.S.`), a number its separators and
unit (`1,200.50`, `30%`, `1990s`). Addresses of the web and of mail are one token each, without the
mark that ends their sentence.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator

from audit.model import Token

_MARKS = "".join(c for c in map(chr, range(0x300, 0x3100)) if unicodedata.category(c)[0] == "M")
_LETTER = rf"[^\W\d_][{_MARKS}\u00ad]*"
_NO_URL = r"\s<>\"“”’()\[\]"
_TOKEN = re.compile(
    rf"""
      (?: https?:// | www\. )
      (?: [^{_NO_URL}.,;:!?]++ | [.,;:!?]++ (?= [^{_NO_URL}] ) | \( [^{_NO_URL}]*+ \) )++
    | [\w.+-]{{1,64}}+ @ [\w-]{{1,63}}+ (?: \. [\w-]{{1,63}}+ )++
    | (?: {_LETTER} \. ){{2,10}} (?! {_LETTER} )
    | [A-Z] \. (?= [ ] [A-Z] )
    | (?: {_LETTER} )+ (?: ['’‐‑-] (?: {_LETTER} )+ )*
    | \d+ (?: [.,:/] \d+ )* (?: % | [^\W\d_]{{1,4}} \b )?
    | \.{{2,}}
    | \S
    """,
    re.VERBOSE,
)


def tokenize(text: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of `text[start:end]`, with offsets into `text`."""
    for match in _TOKEN.finditer(text, start, end):
        yield Token(start=match.start(), end=match.end(), text=sys.intern(match[0]))


def is_word(token: Token) -> bool:
    """Whether the token is a word (not a number, mark or address)."""
    text = token.text
    return text[0].isalpha() and "@" not in text and "/" not in text and text[:4] != "www."
