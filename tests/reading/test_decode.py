"""From bytes to text: every encoding that English is met in, and none made up."""

from __future__ import annotations

import codecs
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import ReadError
from audit.reading.decode import decode

from .conftest import EXAMPLES

ENGLISH = (
    "Emmanuel Macron’s party lost its majority in June 2022 — the first such loss in 20 years.\n"
    "The café on the corner of the Élysée sold coffee for €3.\n"
)
JAPANESE = "安倍晋三元首相は二〇二二年七月八日、奈良市で演説中に銃撃され、死亡した。\n"
RUSSIAN = "Михаил Горбачёв ушёл в отставку двадцать пятого декабря.\n"
CHINESE = "尼克松总统于一九七二年二月访问了北京，会见了毛泽东和周恩来。\n"
KOREAN = "김대중 대통령은 이천년 유월 평양에서 김정일 위원장을 만났다.\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
    ],
)
def test_english_is_decoded_from(encoding: str, said: str) -> None:
    assert decode(ENGLISH.encode(encoding)) == (ENGLISH, said)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE, "gb18030"),
        (KOREAN, "euc_kr"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
    ],
)
def test_other_languages_are_decoded_rather_than_garbled(text: str, encoding: str) -> None:
    assert decode((text * 3).encode(encoding)) == (text * 3, encoding)


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_byte_order_mark_is_no_part_of_the_text(mark: bytes) -> None:
    order = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert decode(mark + ENGLISH.encode(order))[0] == ENGLISH


def test_a_single_windows_apostrophe_is_not_chinese() -> None:
    assert decode("It’s done.".encode("cp1252")) == ("It’s done.", "cp1252")


def test_one_odd_byte_after_much_ascii_is_found() -> None:
    text = "The Apollo flights went on until 1972. " * 3000 + "It’s long ago.\n"
    assert decode(text.encode("cp1252")) == (text, "cp1252")


def test_a_foreign_ending_after_much_ascii_is_found() -> None:
    text = "The Apollo flights went on until 1972. " * 3000 + JAPANESE
    assert decode(text.encode("shift_jis")) == (text, "shift_jis")


def test_utf8_cut_in_the_middle_of_a_character_is_an_error() -> None:
    raw = ENGLISH.encode()
    cut = raw[: raw.index("€".encode()) + 1]
    with pytest.raises(ReadError, match=f"broken bytes: 1, the first at byte {len(cut) - 1}"):
        decode(cut)


def test_utf8_with_a_windows_byte_in_it_is_an_error() -> None:
    with pytest.raises(ReadError, match="UTF-8 with broken bytes: 1"):
        decode(ENGLISH.encode() + b"It\x92s long ago.")


@pytest.mark.parametrize(
    "raw",
    [
        PNG,
        gzip.compress(ENGLISH.encode()),
        b"%PDF-1.7\n" + bytes(range(256)),
        b"PK\x03\x04" + bytes(40),
        JAPANESE.encode("utf-16-le"),
    ],
    ids=["png", "gzip", "pdf", "zip", "utf-16 that cannot be told"],
)
def test_binary_is_an_error(raw: bytes) -> None:
    with pytest.raises(ReadError, match="binary"):
        decode(raw)


def test_bytes_in_no_encoding_are_an_error() -> None:
    with pytest.raises(ReadError, match="no encoding"):
        decode(bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xFF, 0xFE, 0xC0]) * 20)


@pytest.mark.parametrize(
    "raw",
    [codecs.BOM_UTF16_LE + b"T\x00h", codecs.BOM_UTF16_LE + b"\x00\xd8T\x00"],
    ids=["half a unit", "half a surrogate pair"],
)
def test_broken_utf16_is_an_error(raw: bytes) -> None:
    raw = raw if len(raw) > 4 else raw[:-1]
    with pytest.raises(ReadError, match="cannot be decoded as utf-16"):
        decode(raw)


def test_a_nul_in_a_text_is_kept() -> None:
    raw = b"The ship sailed at noon.\x00 It carried grain to Odesa and came back with coal.\n"
    assert decode(raw)[0] == raw.decode()


def test_nothing_is_the_empty_text() -> None:
    assert decode(b"")[0] == decode(codecs.BOM_UTF8)[0] == decode(codecs.BOM_UTF16_BE)[0] == ""


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ('<meta charset="windows-1252">', "cp1252"),
        ("<meta charset=iso-8859-1>", "cp1252"),
        ("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=ISO-8859-15'>", "iso8859-15"),
        ('<meta charset="macintosh">', "mac_roman"),
    ],
)
def test_what_a_page_declares_is_believed(declared: str, encoding: str) -> None:
    page = f"<html><head>{declared}</head><body>The café is in Malmö</body></html>"
    text, said = decode(page.encode(encoding), html=True)
    assert text == page
    assert codecs.lookup(said).name == codecs.lookup(encoding).name


def test_a_page_in_shift_jis_is_decoded_as_declared() -> None:
    page = f'<html><head><meta charset="Shift_JIS"></head><body>{JAPANESE}</body></html>'
    assert decode(page.encode("shift_jis"), html=True) == (page, "shift_jis")


def test_what_a_plain_text_declares_is_not_believed() -> None:
    text = 'The line <meta charset="macintosh"> is of no use in Malmö.'
    assert decode(text.encode("cp1252")) == (text, "cp1252")


def test_a_declaration_that_contradicts_sound_utf8_is_not_believed() -> None:
    page = '<meta charset="macintosh"><p>The café is in Malmö'
    assert decode(page.encode(), html=True) == (page, "utf-8")


@pytest.mark.parametrize(
    "name",
    ["klingon", "base64", "rot13", "undefined", "unicode_escape", "utf-16", "utf-7", "os.path"],
)
def test_a_declared_encoding_that_cannot_be_one_is_passed_over(name: str) -> None:
    page = f'<meta charset="{name}"><p>The \\x41 caf\u00e9 +AGE- is in Malm\u00f6'
    assert decode(page.encode("cp1252"), html=True) == (page, "cp1252")


def test_a_declared_encoding_that_does_not_hold_is_an_error() -> None:
    with pytest.raises(ReadError, match="euc-jp"):
        decode(b'<meta charset="euc-jp"><p>caf\xe9 here, and nothing else is known', html=True)


@EXAMPLES
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_any_utf8_text_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode())[0] == text.removeprefix("\ufeff")


@EXAMPLES
@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(raw: bytes) -> None:
    for html in (False, True):
        try:
            text, encoding = decode(raw, html=html)
        except ReadError:
            continue
        assert text == raw.decode(encoding)
        assert decode(text.encode())[0] == text.removeprefix("\ufeff")
