"""The main text of an HTML page, by `trafilatura` (Barbaresi 2021).

What comes out is a new text: menus, scripts and comments are gone and white space is folded.
Offsets of findings point into it, and the report says so. A page in which no main text is found
is an error, never an empty pass; so is one that the parser gives up on half-way (elements nested
more than 255 deep, ten million characters in one attribute), since what it leaves would be read
as if it were the whole.
"""

from __future__ import annotations

from audit.errors import ReadError


def extract_text(page: str) -> str:
    """The main text of a page, a paragraph a line.

    Raises:
        ReadError: there is no main text, or the page cannot be parsed to its end.
    """
    import trafilatura

    _require_parsable(page)
    text: str | None = trafilatura.extract(
        page, output_format="txt", include_comments=False, favor_recall=True, deduplicate=False
    )
    if not text:
        raise ReadError("no main text was found in this HTML page")
    return text


def _require_parsable(page: str) -> None:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.HTMLParser(encoding="utf-8")
    try:
        etree.fromstring(page.encode("utf-8", "surrogatepass"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(f"this HTML page cannot be parsed: {error}") from error
    for complaint in parser.error_log.filter_from_fatals():
        raise ReadError(f"this HTML page cannot be read to its end: {complaint.message}")
