"""Names come back from their scripts as the schemes spell them."""

from __future__ import annotations

import pytest

from training.romanise import arabic, hebrew, japanese, korean, russian


@pytest.mark.parametrize(
    ("spellings", "first", "last"),
    [
        (japanese("トンプソン"), "tonpuson", "tompuson"),
        (japanese("シェーファー"), "shefa", "shefa"),
        (russian("Юрий"), "yuriy", "iurii"),
        (korean("김"), "gim", "kim"),
        (arabic("مرسي"), "marasi", "mirusi"),
        (hebrew("רבין"), "rabin", "rebin"),
    ],
)
def test_the_first_and_the_last_scheme(spellings: tuple[str, ...], first: str, last: str) -> None:
    assert (spellings[0], spellings[-1]) == (first, last)


@pytest.mark.parametrize("scheme", [japanese, russian, korean, arabic, hebrew])
def test_what_is_not_in_the_script_is_not_read(scheme: object) -> None:
    assert callable(scheme)
    assert scheme("Merkel") == ()
