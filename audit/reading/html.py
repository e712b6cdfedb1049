"""The main text of an HTML page, by `trafilatura` (Barbaresi 2021).

What comes out is a new text: menus, scripts and comments are gone and white space is folded.
Offsets of findings point into it, and the report says so. A page in which no main text is found
is an error, never an empty pass.
"""

from __future__ import annotations

from audit.errors import ReadError


def extract_text(page: str) -> str:
    """The main text of a page, a paragraph a line.

    Raises:
        ReadError: there is no main text, or the page cannot be parsed.
    """
    import trafilatura

    text: str | None = trafilatura.extract(
        page, output_format="txt", include_comments=False, favor_recall=True, deduplicate=False
    )
    if not text:
        raise ReadError("no main text was found in this HTML page")
    return text
