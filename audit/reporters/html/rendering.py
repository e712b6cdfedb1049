"""From a page's values to its bytes, whatever the text it shows may hold.

Three things make a hostile text harmless: every value is escaped; the page's own policy lets no
script or style run but the two whose digests it names, and no request be made; and characters that
would act on the text around them (overrides of its direction) or vanish (NUL, zero-width
spaces) are put into boxes that name them. The character itself stays in the box, so that what
is copied from the page is the text; only NUL and lone surrogates, which no page can hold, are
replaced by signs of their own.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from importlib import resources
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from audit.mending.decisions import SCHEMA_ID
from audit.reporters import wording
from audit.reporters.html.index import Index
from audit.reporters.html.page import Page
from audit.version import VERSION

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = resources.files("audit.reporters") / "templates"
_ACTIVE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff"
_SPECIAL = re.compile(f"[{_ACTIVE}]|\r(?!\n)")
_UNHOLDABLE = {0: "␀", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"), 0xD: "&#13;"}
_UNSAFE_IN_NAMES = re.compile(f"[{_ACTIVE}\r\n]")


class Renderer:
    """Renders pages with the style and script of the report in them."""

    def __init__(self, signature: str) -> None:
        """`signature` is what the judgements depend on; every page shows it."""
        style, script = _read("report.css"), _read("report.js")
        self._environment = _make_environment()
        self._environment.filters["visible"] = show_characters
        self._environment.filters["plain"] = name_characters
        self._environment.filters["data"] = hold_json
        self._environment.globals |= {
            "style": Markup(style),
            "script": Markup(script),
            "policy": _make_policy(style, script),
            "wording": wording,
            "signature": signature,
            "decisions": SCHEMA_ID,
            "version": VERSION,
        }

    def render(self, template: str, page: Page | Index) -> bytes:
        """The page as UTF-8, without a character that a parser of HTML would change."""
        rendered = self._environment.get_template(template).render(page=page)
        return rendered.translate(_UNHOLDABLE).encode("utf-8")


def _make_environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def show_characters(text: str) -> Markup:
    """Escaped text with its active and invisible characters in boxes; a lone CR breaks the line."""
    return Markup(_SPECIAL.sub(_show, str(escape(text))))


def hold_json(json: str) -> Markup:
    """JSON for a `script` element that is data: nothing in it ends the element."""
    return Markup(json.replace("<", "\\u003c").replace("&", "\\u0026"))


def name_characters(text: str) -> str:
    """Text for a title or a label, with active characters as `U+202E`; not yet escaped."""
    return _UNSAFE_IN_NAMES.sub(lambda match: _code(match[0]), text)


def _show(match: re.Match[str]) -> str:
    if match[0] == "\r":
        return "\r<br>"
    return f'<span class="control" data-code="{_code(match[0])}">{match[0]}</span>'


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _make_policy(style: str, script: str) -> str:
    allowed = f"style-src {_digest(style)}; script-src {_digest(script)}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _digest(content: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _read(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")
