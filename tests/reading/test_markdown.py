"""Markdown: what a reader of the page sees is read, the markup is not, and offsets hold."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import ReadError
from audit.reading.markdown import find_hidden, find_markdown_blocks

from .conftest import EXAMPLES, Read, shown_kinds, shown_words

MARKDOWN = "text/markdown"
PAGE = """\
---
title: The Suez Canal
tags: [Egypt, canals]
---

# The *Suez* Canal

Ferdinand de Lesseps dug it between **1859** and 1869.
Ismail Pasha paid.

1. First came the fresh-water canal
   - with a branch to Suez
   - and one to Port Said.
2. Then came the dredgers.

   They came from France.

> It was opened with
> a ball. Empress Eugénie came.

| Year | Ships |
|------|------:|
| 1870 | 486   |

```python
print("hidden words")
```

    hidden too

It was closed from 1967 to 1975.
"""
BLOCKS = [
    ("heading", "The *Suez* Canal"),
    ("prose", "Ferdinand de Lesseps dug it between **1859** and 1869."),
    ("prose", "Ismail Pasha paid."),
    ("list-item", "First came the fresh-water canal"),
    ("list-item", "with a branch to Suez"),
    ("list-item", "and one to Port Said."),
    ("list-item", "Then came the dredgers."),
    ("list-item", "They came from France."),
    ("quotation", "It was opened with\n> a ball."),
    ("quotation", "Empress Eugénie came."),
    ("table", "| Year | Ships |"),
    ("table", "| 1870 | 486   |"),
    ("code", '```python\nprint("hidden words")\n```'),
    ("code", "hidden too"),
    ("prose", "It was closed from 1967 to 1975."),
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_the_blocks_of_a_page_are_found_as_they_stand_in_the_file(read: Read, end: str) -> None:
    document = read(PAGE.replace("\n", end), MARKDOWN)
    assert shown_kinds(document) == [(kind, text.replace("\n", end)) for kind, text in BLOCKS]
    assert not {"title", "tags", ">", "|", "*"} & set(shown_words(document))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("The [canal](https://example.org/words/words) opened.", "The canal opened ."),
        ("The [canal](</a b/words> 'Words') opened.", "The canal opened ."),
        (
            'The [canal](https://w.org/Canal_(Suez) "Words of a title") opened.',
            "The canal opened .",
        ),
        (
            'The [canal\nof Suez](https://example.org\n"Words") opened.',
            "The canal of Suez opened .",
        ),
        (
            "The [canal][words] opened.\n\n[words]: https://example.org 'Words'",
            "The canal opened .",
        ),
        ("The [canal][] opened.\n\n[canal]: https://example.org", "The canal opened ."),
        ("![A ship](words.png) came.", "A ship came ."),
        ("[![A ship](words.png)](words.html) came.", "[ A ship came ."),
        ("See <https://example.org/words> and <words@example.org>.", "See and ."),
        ("It opened.[^1]\n\n[^1]: In 1869.", "It opened . In 1869 ."),
        ("The `words` and ``wo`rds`` and `words\nof code` ran.", "The and and ran ."),
        (
            "A <b class='words' id=x>bold</b> and<br/>new <!-- words\nwords --> one.",
            "A bold and new one .",
        ),
        ("A *slanted*, __bold__ and ~~struck~~ one.", "A slanted , bold and struck one ."),
        (r"A \*star\* and \[brackets\].", "A star and [ brackets ] ."),
        ("Rolls&nbsp;Royce &amp; &#66;entley.", "Rolls Royce entley ."),
        ("## Closed by marks ##", "Closed by marks"),
        ("Underlined\n==========", "Underlined"),
        ("Underlined\n---", "Underlined"),
        ("- [ ] dig it\n- [x] open it", "dig it open it"),
        ("> > twice\n> > quoted", "twice quoted"),
        (">quoted\n>without spaces", "quoted without spaces"),
        ("> # Headed\n> - listed", "Headed listed"),
    ],
)
def test_markup_holds_no_words(read: Read, text: str, seen: str) -> None:
    assert shown_words(read(text, MARKDOWN)) == seen.split()


@pytest.mark.parametrize(
    "text",
    [
        "It rose from 5 < 6 and 7 > 3 that year.",
        "The ship <of Theseus, they said> was new.",
        "He [the Khedive](so it was said) paid.",
        "He paid [with cotton, and the shares of Egypt. All of it][that he had. Then he left].",
        "A lone ` tick and a lone [bracket and a <tag and (this](.",
        "[Laughter]: he paid with the shares of Egypt.",
        r"A \`tick that opens no code` here.",
    ],
)
def test_what_only_looks_like_markup_is_read(read: Read, text: str) -> None:
    letters = [word for word in shown_words(read(text, MARKDOWN)) if word.isalpha()]
    assert letters == [word for word in "".join(map(letter, text)).split() if word.isalpha()]


@pytest.mark.parametrize(
    "text",
    ["---\n\nThe canal opened.\n\n---\n\nIt closed.", "---\nThe canal opened.\n---\nIt closed."],
)
def test_a_text_between_rules_is_no_front_matter(read: Read, text: str) -> None:
    assert {"canal", "closed"} <= set(shown_words(read(text, MARKDOWN)))


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: Words\nlist:\n  - words\n- words\n# words\n\n---",
        "---\r\ntitle: Words\r\n...\r",
        "---\rtitle: Words\r---\r",
        '+++\ntitle = "Words"\n[words]\n+++',
        "---\n---",
    ],
)
def test_front_matter_is_not_read(read: Read, front: str) -> None:
    document = read(f"{front}\nThe canal opened.", MARKDOWN)
    assert shown_kinds(document) == [("prose", "The canal opened.")]


def test_the_text_of_an_html_block_is_read_without_its_tags(read: Read) -> None:
    page = (
        '<div class="words words">\n<h2>The canal</h2>\n<p>It <b class="words">opened</b>\nin 1869.'
        "</p><p>It closed in 1967.</p><!-- words\nwords --><script>\nwords();\n</script>\n"
        "<style>words</style><table><tr><td>Port Said</td></tr></table>\n</div>\n"
    )
    assert shown_kinds(read(page, MARKDOWN)) == [
        ("heading", "The canal"),
        ("prose", 'It <b class="words">opened</b>\nin 1869.'),
        ("prose", "It closed in 1967."),
        ("heading", "Port Said"),
    ]
    assert "words" not in shown_words(read(page, MARKDOWN))


@pytest.mark.parametrize("page", ["", "---\ntitle: x\n---\n", "[a]: https://un.org 'Words'\n"])
def test_a_page_without_text_is_an_error(read: Read, page: str) -> None:
    with pytest.raises(ReadError, match="no word"):
        read(page, MARKDOWN)


@pytest.mark.parametrize("code", ["```\n{}\n```\n", "~~~text\n{}\n~~~\n", "    {}\n"])
def test_a_page_that_hides_its_text_in_code_is_an_error(read: Read, code: str) -> None:
    hidden = code.format("The canal was closed for eight years after the war of 1967.")
    with pytest.raises(ReadError, match="code"):
        read(f"The canal opened in 1869.\n\n{hidden}", MARKDOWN)


def test_a_page_of_tables_is_an_error(read: Read) -> None:
    with pytest.raises(ReadError, match="code, tables or verse"):
        read("The ships:\n\n| Year | Ships here |\n|---|---|\n| then | many of them |\n", MARKDOWN)


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_what_is_nested_deeply_is_read_or_refused_but_never_dropped(read: Read, mark: str) -> None:
    assert "ships" in shown_words(read(f"The canal opened.\n\n{mark * 25}ships", MARKDOWN))
    with pytest.raises(ReadError, match="nested too deeply"):
        read(f"The canal opened.\n\n{mark * 5000}ships", MARKDOWN)


MARKUP = st.sampled_from(
    [*"\n\n\r\t >#*_`[]()<>|!&;:-=+.\\\"'a1A", "](", "<b>", "---\n", "- ", "```"]
)


@EXAMPLES
@given(st.lists(st.one_of(MARKUP, st.characters(exclude_categories=["Cs"])), max_size=150))
def test_blocks_and_hidden_ranges_are_in_order_whatever_the_markup(pieces: list[str]) -> None:
    text = "".join(pieces)
    blocks = [span for span, _ in find_markdown_blocks(text)]
    hidden = list(find_hidden(text, blocks))
    for spans in (blocks, hidden):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(any(block.covers(mark) for block in blocks) for mark in hidden)


def letter(c: str) -> str:
    return c if c.isalnum() else " "
