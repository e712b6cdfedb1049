"""HTML: the main text, or an error; never part of it without a word."""

from __future__ import annotations

from contextlib import suppress

import pytest

from audit.errors import ReadError
from audit.reading.html import extract_text

from .conftest import Read, shown, shown_kinds

HTML = "text/html"
FIRST = (
    "The Sydney Opera House was opened by Queen Elizabeth II in October 1973, ten years late and "
    "fourteen times over its budget. Jørn Utzon, who had drawn it, was not there."
)
SECOND = (
    "Utzon had left Australia in 1966 after Davis Hughes, the minister of public works, stopped "
    "his pay. He never came back, though the building took him to the Pritzker Prize in 2003."
)


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>Opera</title>{head}</head><body>{body}</body></html>"


def test_the_main_text_is_read_without_menus_and_scripts(read: Read) -> None:
    document = read(
        page(
            "<nav><a href='/'>Home of the news</a></nav><script>var hidden = 'words';</script>"
            f"<article><h1>An opera house</h1><p>{FIRST}</p><ul><li>The roof has 1,056,006 tiles."
            f"</li></ul><p>{SECOND}</p></article><!-- hidden words --><footer>All rights</footer>"
        ),
        HTML,
    )
    assert document.extracted
    assert document.language == "en"
    assert shown_kinds(document)[:2] == [
        ("heading", "An opera house"),
        ("prose", FIRST[: FIRST.index(" Jørn")]),
    ]
    assert ("list-item", "The roof has 1,056,006 tiles.") in shown_kinds(document)
    assert shown(document)[-1] == SECOND[SECOND.index("He never") :]
    assert not any(word in document.text for word in ("hidden", "Home of", "All rights"))


def test_offsets_point_into_the_extracted_text(read: Read) -> None:
    document = read(page(f"<p>{FIRST}</p>\n\n<p>{SECOND.replace('a', '&#97;')}</p>"), HTML)
    assert " ".join(shown(document)) == f"{FIRST} {SECOND}"
    for sentence in document.sentences:
        for token in sentence.tokens:
            assert document.text[token.start : token.end] == token.text


def test_a_declared_encoding_is_heeded_and_said(read: Read) -> None:
    declared = page(f"<p>{FIRST}</p><p>{SECOND}</p>", '<meta charset="mac-roman">')
    document = read(declared.encode("mac-roman"), HTML)
    assert "Jørn Utzon" in document.text
    assert document.encoding == "mac-roman"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Only words, and no element.",
        page(""),
        page("<script>var words = 1;</script>"),
        "<html><frameset><frame src='opera.html'></frameset></html>",
    ],
)
def test_a_page_without_main_text_is_an_error(text: str) -> None:
    with pytest.raises(ReadError, match="no main text"):
        extract_text(text)


@pytest.mark.parametrize("element", ["div", "b", "ul><li", "table><tr><td", "blockquote"])
def test_a_page_nested_too_deeply_is_an_error_and_not_half_a_page(element: str) -> None:
    nested = page(f"<p>{FIRST}</p>{f'<{element}>' * 20_000}<p>{SECOND}</p>")
    with pytest.raises(ReadError, match="cannot be read to its end"):
        extract_text(nested)


def test_a_page_nested_two_hundred_deep_is_read_whole() -> None:
    nested = page(f"<p>{FIRST}</p>{'<div>' * 200}<p>{SECOND}</p>{'</div>' * 200}")
    assert extract_text(nested).splitlines() == [FIRST, SECOND]


def test_a_page_with_more_in_an_attribute_than_the_parser_takes_is_an_error() -> None:
    image = f"<img src='data:image/png;base64,{'A' * 10_100_000}'>"
    with pytest.raises(ReadError, match="cannot be read to its end"):
        extract_text(page(f"<p>{FIRST}</p>{image}<p>{SECOND}</p>"))


@pytest.mark.parametrize(
    "hostile",
    [
        "\x00",
        "\x01\x0b\x1f",
        "</p></div></body></html>",
        "<p <p <p <p",
        "<a b='\"<c>",
        "&bogus;&#0;&#xD800;&#x110000;&",
        "<![CDATA[ x ]]>",
        "<?php echo 1 ?>",
        "<svg><math><![x",
        "<b><i></b></i></u>",
        "<" * 5000,
        "<!--" * 5000,
        "\ufeff\u202e\u2066",
        "<p " + " ".join(f"a{i}=''" for i in range(2000)) + ">",
    ],
)
def test_hostile_markup_is_no_crash(hostile: str) -> None:
    text = extract_text(page(f"<p>{FIRST}</p>{hostile}<p>{SECOND}</p>"))
    assert FIRST in text


def test_no_file_is_read_through_an_entity() -> None:
    doctype = '<!DOCTYPE html [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
    body = (
        f"<html><body><p>The name is &secret; here.</p><p>{FIRST}</p><p>{SECOND}</p></body></html>"
    )
    assert "&secret;" in extract_text(doctype + body)


def test_entities_do_not_multiply() -> None:
    names = [f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "ha"}">' for i in range(9)]
    bomb = f"<!DOCTYPE html [{''.join(names)}]><html><body><p>&e8;</p><p>{FIRST}</p></body></html>"
    with suppress(ReadError):
        assert len(extract_text(bomb)) < 10_000
