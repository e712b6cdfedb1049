"""What counts as one word, number or mark."""

from __future__ import annotations

import unicodedata

import pytest

from audit.model import Token
from audit.reading.tokens import is_word, tokenize

ACUTE = "\u0301"


@pytest.mark.parametrize(
    "text",
    [
        "don't",
        "can’t",
        "o'clock",
        "I'd've",
        "O'Neill",
        "d’Estaing",
        "Qur'an",
        "al-Assad",
        "US-led",
        "year-old",
        "mother-in-law",
        "K‑pop",
        "Malmö",
        "Władysław",
        "Hawaiʻi",
        unicodedata.normalize("NFD", "Viña"),
        f"cafe{ACUTE}s",
        f"x{ACUTE}\u0302y",
        "co\u00adoperate",
        "नमस्ते",
        "สวัสดี",
        "العربيّة",
        "日本語",
        "U.S.",
        "p.m.",
        "J.K.",
        "1,200.50",
        "30%",
        "1990s",
        "5:30",
        "10km",
        "21st",
        "4.2bn",
        "2019/20",
        "...",
        "http://info.cern.ch/index.html",
        "https://example.org/Nixon_(opera)?act=1#end",
        "www.un.org",
        "press+un@example.co.uk",
    ],
)
def test_it_is_one_token(text: str) -> None:
    assert words(text) == [text]
    assert words(f"({text}) ")[1] == text


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("and/or", ["and", "/", "or"]),
        ("Paris—Rome", ["Paris", "—", "Rome"]),
        ("the Joneses’ car", ["the", "Joneses", "’", "car"]),
        ("“Yes,” he", ["“", "Yes", ",", "”", "he"]),
        ("$5 or €3", ["$", "5", "or", "€", "3"]),
        ("F-35", ["F", "-", "35"]),
        ("see http://info.cern.ch.", ["see", "http://info.cern.ch", "."]),
        ("(www.un.org), then", ["(", "www.un.org", ")", ",", "then"]),
        ("write to un@example.org.", ["write", "to", "un@example.org", "."]),
        ("J. K. Rowling", ["J.", "K.", "Rowling"]),
        ("in vitamin C.", ["in", "vitamin", "C", "."]),
        ("well?!", ["well", "?", "!"]),
        ("I 👍🏽 it", ["I", "👍", "🏽", "it"]),
        ("self- made", ["self", "-", "made"]),
        ("a\u200bb", ["a", "\u200b", "b"]),
        (" \t\u3000", []),
    ],
)
def test_it_is_several_tokens(text: str, tokens: list[str]) -> None:
    assert words(text) == tokens


def test_only_the_range_asked_for_is_read() -> None:
    text = "Joan of Arc was born at Domrémy."
    found = list(tokenize(text, 5, 11))
    assert [(token.start, token.end, token.text) for token in found] == [
        (5, 7, "of"),
        (8, 11, "Arc"),
    ]


@pytest.mark.parametrize("text", ["Paris", "don't", "U.S.", "été", "日本", "al-Assad", "A"])
def test_it_is_a_word(text: str) -> None:
    assert is_word(Token(start=0, end=len(text), text=text))


@pytest.mark.parametrize(
    "text", ["1990s", "30%", ".", "“", "👍", "http://info.cern.ch", "www.un.org", "un@example.org"]
)
def test_a_number_a_mark_or_an_address_is_no_word(text: str) -> None:
    assert not is_word(Token(start=0, end=len(text), text=text))


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text, 0, len(text))]
