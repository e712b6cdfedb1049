"""A file's bytes with some words replaced, every other byte as it was."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import Auditor, Source
from audit.errors import MendError
from audit.mending import apply_suggestions, mend_bytes, unified_diff
from audit.model import Document, Span, Suggestion
from audit.reading.decode import decode

TEXT = (
    "The café in Kraków was shut on Monday.\r\n\r\n"
    "Kofi Anan spoke — “briefly”, he said — of peace.\r\nIt rained"
)


def replace(text: str, *pairs: tuple[str, str]) -> tuple[Suggestion, ...]:
    return tuple(
        Suggestion(
            span=Span(start=text.index(old), end=text.index(old) + len(old)),
            replacement=new,
            confidence=0.9,
            explanation="",
        )
        for old, new in pairs
    )


def document_of(raw: bytes) -> Document:
    text, encoding = decode(raw)
    return Document(path="text.txt", text=text, encoding=encoding)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
        ("cp1252", b""),
    ],
)
def test_nothing_but_the_words_is_changed(encoding: str, mark: bytes) -> None:
    text = TEXT.replace("ó", "o")
    raw = mark + text.encode(encoding)
    mended = mend_bytes(raw, document_of(raw), replace(text, ("Anan", "Annan")))
    assert mended == mark + text.replace("Anan", "Annan").encode(encoding)
    assert mend_bytes(raw, document_of(raw), ()) == raw


def test_a_sign_that_the_encoding_lacks_is_told() -> None:
    raw = "The café was shut.".encode("cp1252")
    with pytest.raises(MendError, match=r"is in cp1252, which has no 'ł'; convert it to UTF-8"):
        mend_bytes(raw, document_of(raw), replace("The café was shut.", ("shut", "łatwo")))


def test_what_does_not_come_back_byte_by_byte_is_refused() -> None:
    raw = "京都で会議。".encode("iso2022_jp") + b"\x1b(B\x1b(B"
    text, encoding = decode(raw)
    with pytest.raises(MendError, match="byte by byte"):
        mend_bytes(raw, Document(path="x", text=text, encoding=encoding), ())
    page = Document(path="x.html", text="Hello", extracted=True)
    with pytest.raises(MendError, match="HTML page"):
        mend_bytes(b"<p>Hello", page, ())
    with pytest.raises(MendError, match="records"):
        mend_bytes(b"{}", Document(path="x.jsonl", text="Hello", record="1"), ())


ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "", " "])
LINES = st.lists(st.tuples(st.sampled_from(["one", "two", "three", "é"]), ENDS), max_size=12)


@given(LINES, st.sets(st.integers(0, 11), max_size=4))
def test_patch_makes_of_a_file_what_writing_makes(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[str, str]], changed: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("patched")
    text = "".join(word + end for word, end in lines)
    starts = [sum(len(w + e) for w, e in lines[:i]) for i in range(len(lines))]
    suggestions = [
        Suggestion(
            span=Span(start=starts[i], end=starts[i] + len(lines[i][0])),
            replacement="new",
            confidence=0.9,
            explanation="",
        )
        for i in sorted(changed)
        if i < len(lines)
    ]
    raw = text.encode()
    document = Document(path="text.txt", text=text, encoding="utf-8")
    mended = mend_bytes(raw, document, suggestions)
    assert mended.decode() == apply_suggestions(text, suggestions)
    (folder / "text.txt").write_bytes(raw)
    diff = unified_diff("text.txt", raw, mended)
    if raw != mended:
        subprocess.run(["patch", "--binary", "-s"], input=diff, cwd=folder, check=True)
    assert (folder / "text.txt").read_bytes() == mended


def test_a_diff_of_wide_signs_is_refused() -> None:
    raw = "A word.\n".encode("utf-16")
    with pytest.raises(MendError, match="use --write"):
        unified_diff("x", raw, raw)


def test_every_example_can_be_written_back(auditor: Auditor) -> None:
    for path in Path("examples").glob("*.*"):
        document = auditor.reader.read(Source(path=str(path)))
        assert mend_bytes(path.read_bytes(), document, ()) == path.read_bytes()
