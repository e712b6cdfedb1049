"""From a source to a document: what is read, what is refused, and why."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from audit.config import ReadOptions
from audit.errors import ReadError
from audit.model import Document
from audit.reading import Reader, Source, list_sources

from .conftest import Read, make_reader, shown, shown_kinds, shown_words, unprivileged, write
from .texts import CODE, PARAGRAPHS, TABLES, VERSE

TEXT = "The Tay Bridge fell into the firth on 28 December 1879, and a train with it."


def test_a_file_becomes_a_document(reader: Reader, tmp_path: Path) -> None:
    raw = f"\ufeffThe Tay Bridge\r\n\r\n{TEXT} It “fell at 7.15 p.m.” in a gale.\r\n".encode()
    path = write(tmp_path / "tay.txt", raw)
    document = reader.read(Source(path=str(path)))
    assert document.path == str(path)
    assert document.text == raw.decode().removeprefix("\ufeff")
    assert document.encoding == "utf-8-sig"
    assert document.sha256 == hashlib.sha256(raw).hexdigest()
    assert document.language == "en"
    assert not document.extracted
    assert document.record is None
    assert shown_kinds(document) == [
        ("heading", "The Tay Bridge"),
        ("prose", TEXT),
        ("prose", "It “fell at 7.15 p.m.” in a gale."),
    ]
    (quotation,) = document.quotations
    assert document.text[quotation.start : quotation.end] == "“fell at 7.15 p.m.”"
    assert document.words == 3 + 14 + 7


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_offsets_are_of_the_text_as_it_was_read(read: Read, encoding: str, end: str) -> None:
    text = f"Thomas Bouch’s bridge{end}{end}{TEXT} He was knighted for it{end}in 1879.{end}"
    document = read(text.encode(encoding))
    assert document.text == text
    assert shown_words(document)[:3] == ["Thomas", "Bouch’s", "bridge"]
    for sentence in document.sentences:
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text


def test_offsets_are_right_after_emoji_and_combining_marks(read: Read) -> None:
    text = "The bridge 👩‍👩‍👧 of Ve\u0301ronique 🌉 fell."
    document = read(text)
    for word in ("Ve\u0301ronique", "fell"):
        (token,) = (t for s in document.sentences for t in s.tokens if t.text == word)
        assert token.start == text.index(word)


def test_a_text_at_hand_is_read_as_it_is(reader: Reader) -> None:
    document = reader.read(Source(path="<text>", text=TEXT))
    assert shown(document) == [TEXT]
    assert document.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_a_text_at_hand_is_read_as_the_kind_it_is_said_to_be(reader: Reader) -> None:
    page = Source(path="<text>", text=f"# {TEXT}\n\n`code` ends it.", media_type="text/markdown")
    assert shown_kinds(reader.read(page))[0] == ("heading", TEXT)
    html = f"<html><body><p>{TEXT}</p><p>{PARAGRAPHS[1]}</p></body></html>"
    document = reader.read(Source(path="<text>", text=html, media_type="text/html"))
    assert document.extracted
    assert document.text.splitlines() == [TEXT, PARAGRAPHS[1]]


@pytest.mark.parametrize(
    "raw", [b"", b" \n\t\r\n", "\u3000\u00a0\u2029\ufeff".encode(), b"1879 - 28, 75!"]
)
def test_a_text_without_a_word_is_an_error(read: Read, raw: bytes) -> None:
    with pytest.raises(ReadError, match="there is no word in it"):
        read(raw)


@pytest.mark.parametrize(
    "text", [*CODE.values(), *TABLES.values(), VERSE], ids=[*CODE, *TABLES, "verse"]
)
def test_a_text_without_prose_is_an_error(read: Read, text: str) -> None:
    with pytest.raises(ReadError, match="too much of it is code, tables or verse"):
        read(f"{text}\n\n")


def test_a_text_with_some_verse_in_it_is_read(read: Read) -> None:
    document = read("\n\n".join([*PARAGRAPHS, VERSE, *PARAGRAPHS]))
    assert {kind for kind, _ in shown_kinds(document)} == {"prose", "verse"}


@pytest.mark.parametrize("text", ["Help!", "a", "No bridge."])
def test_a_very_short_text_is_read(read: Read, text: str) -> None:
    assert shown(read(text)) == [text]


def test_the_marks_of_quoted_mail_are_no_tokens(read: Read) -> None:
    document = read(
        "He wrote this on the day:\n> the bridge is down and the train is\n> in the river.\n"
    )
    assert ">" not in shown_words(document)
    assert shown_words(document)[-4:] == ["in", "the", "river", "."]


def test_binary_is_an_error(read: Read) -> None:
    with pytest.raises(ReadError, match="binary"):
        read(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(20))


@pytest.mark.parametrize("name", ["missing.txt", "folder.txt", "nul\0.txt"])
def test_what_cannot_be_opened_is_an_error(reader: Reader, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(ReadError, match="cannot be read: "):
        reader.read(Source(path=str(tmp_path / name)))


def test_a_file_that_may_not_be_read_is_an_error(reader: Reader, open_folder: Path) -> None:
    path = write(open_folder / "closed.txt", TEXT)
    path.chmod(0)

    def complaint() -> str:
        try:
            return reader.read(Source(path=str(path))).text
        except ReadError as error:
            return str(error)

    assert unprivileged(complaint) == "cannot be read: Permission denied"


def test_a_source_that_carries_an_error_raises_it(reader: Reader) -> None:
    with pytest.raises(ReadError, match="no such luck"):
        reader.read(Source(path="x", error="no such luck"))


@pytest.mark.parametrize("spare", [0, 1])
def test_a_file_may_be_as_large_as_allowed(tmp_path: Path, spare: int) -> None:
    path = write(tmp_path / "tay.txt", TEXT)
    reader = make_reader(ReadOptions(max_bytes=len(TEXT) + spare))
    assert reader.read(Source(path=str(path))).text == TEXT
    assert reader.read(Source(path="-", raw=TEXT.encode())).text == TEXT


def test_a_larger_file_is_an_error_that_names_the_option(tmp_path: Path) -> None:
    path = write(tmp_path / "tay.txt", TEXT)
    reader = make_reader(ReadOptions(max_bytes=len(TEXT) - 1))
    for source in (Source(path=str(path)), Source(path="-", raw=TEXT.encode())):
        with pytest.raises(ReadError, match="max_bytes"):
            reader.read(source)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"text": TEXT, "id": "tay"}, "tay"),
        ({"text": TEXT, "id": 1879}, "1879"),
        ({"text": TEXT, "id": 0}, "0"),
        ({"text": TEXT, "id": ""}, ""),
        ({"text": TEXT, "id": None}, "7"),
        ({"text": TEXT}, "7"),
        ({"text": TEXT, "id": "橋 🌉"}, "橋 🌉"),
    ],
)
def test_a_record_is_named_by_its_id_or_its_line(record: dict[str, object], said: str) -> None:
    document = read_record(json.dumps(record))
    assert document.record == said
    assert document.text == TEXT
    assert document.media_type == "text/plain"


def test_the_fields_are_those_of_the_options() -> None:
    options = ReadOptions(field="body", id="url")
    document = read_record(json.dumps({"text": "no", "body": TEXT, "url": "a/b"}), options)
    assert (document.text, document.record) == (TEXT, "a/b")


def test_the_digest_of_a_record_is_of_its_text() -> None:
    document = read_record(json.dumps({"text": TEXT, "other": 1}))
    assert document.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_escaped_characters_of_a_record_are_read() -> None:
    document = read_record('{"text": "The bridge \\ud83c\\udf09 fell at Wormit\\u2019s end."}')
    assert document.text == "The bridge 🌉 fell at Wormit’s end."


@pytest.mark.parametrize(
    ("record", "complaint"),
    [
        ('{"body": "x"}', "line 7: has no text in field 'text'"),
        ('{"text": null}', "line 7: has no text in field 'text'"),
        ('{"text": 5}', "line 7: has no text in field 'text'"),
        ('{"text": ["x"]}', "line 7: has no text in field 'text'"),
        ('["text"]', "line 7: is not a JSON object"),
        ('"text"', "line 7: is not a JSON object"),
        ("null", "line 7: is not a JSON object"),
        ('{"text": "x"', "line 7: is not a JSON object"),
        ("{'text': 'x'}", "line 7: is not a JSON object"),
        ('{"text": "x"} {"text": "y"}', "line 7: is not a JSON object"),
        ("[" * 100_000, "line 7: is not a JSON object"),
        (
            '{"text": "x", "y": ' + "[" * 100_000 + "]" * 100_000 + "}",
            "line 7: is not a JSON object",
        ),
        ('{"text": "x", "y": ' + "9" * 5000 + "}", "line 7: is not a JSON object"),
        ('{"text": "The bridge \\ud800 fell."}', "half of a surrogate pair"),
        ('{"text": "The bridge fell.", "id": "\\udc00"}', "half of a surrogate pair"),
        ('{"text": ""}', "there is no word in it"),
        (b'{"text": "It\x92s"}', "line 7: is not a JSON object"),
        (b"\x89PNG\r\n\x1a", "line 7: is not a JSON object"),
    ],
)
def test_a_record_that_does_not_hold_is_an_error(record: str | bytes, complaint: str) -> None:
    with pytest.raises(ReadError, match=complaint):
        read_record(record)


def test_one_bad_record_does_not_spoil_the_others(tmp_path: Path) -> None:
    good = json.dumps({"text": TEXT})
    long = json.dumps({"text": "x" * 500})
    path = write(tmp_path / "x.jsonl", "\n".join([good, "{", long, "", good]))
    options = ReadOptions(max_bytes=200)
    reader = make_reader(options)
    outcomes = []
    for source in list_sources([str(path)], options):
        try:
            outcomes.append((source.line, reader.read(source).record))
        except ReadError as error:
            outcomes.append((source.line, str(error)[:22]))
    assert outcomes == [
        (1, "1"),
        (2, "line 2: is not a JSON "),
        (3, "is larger than 200 byt"),
        (5, "5"),
    ]


def test_a_byte_order_mark_before_the_first_record_is_no_error(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", "\ufeff" + json.dumps({"text": TEXT}) + "\r\n")
    (source,) = list_sources([str(path)], ReadOptions())
    assert make_reader().read(source).text == TEXT


def read_record(record: str | bytes, options: ReadOptions = ReadOptions()) -> Document:
    raw = record.encode() if isinstance(record, str) else record
    source = Source(path="x.jsonl", media_type="application/jsonl", raw=raw, line=7)
    return make_reader(options).read(source)
