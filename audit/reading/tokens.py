"""Words, numbers and marks of a stretch of text.

A word keeps its apostrophes and hyphens (`don't`, `al-Assad`, `US-led`), an initialism its full
stops (`U.S.`), a number its separators and unit (`1,200.50`, `30%`, `1990s`). Addresses of the web
and of mail are one token each.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from audit.model import Token

_LETTER = r"[^\W\d_][\u0300-\u036f\u00ad]*"
_TOKEN = re.compile(
    rf"""
      (?: https?:// | www\. ) [^\s<>"”’)\]]+
    | [\w.+-]+ @ [\w-]+ (?: \. [\w-]+ )+
    | (?: {_LETTER} \. ){{2,}} (?! {_LETTER} )
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
    first = token.text[0]
    return first.isalpha() and "@" not in token.text and "/" not in token.text
