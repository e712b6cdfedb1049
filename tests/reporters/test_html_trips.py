"""A round trip on a file's page: text, pivot and return side by side, whatever they hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audit.model import Alteration, Change, Metric, RoundTrip, Span, Stability, TripSentence

from .test_html import ATTACK, HOSTILE_TEXTS, write

CELLS = """[...document.querySelectorAll('.trip tbody tr')].map(
    row => [...row.cells].map(cell => cell.textContent))"""
CHANGED = "[...document.querySelectorAll('.trip tbody .changed')].map(b => b.textContent)"


def trip(text: str, pivot: str, back: str, *changes: tuple[Span, Span]) -> RoundTrip:
    return RoundTrip(
        pivot="ar",
        engine=f"marian:{ATTACK}",
        signatures=(ATTACK, "engine:none"),
        sentences=(
            TripSentence(
                span=Span(start=0, end=len(text)),
                pivot=pivot,
                back=back,
                chrf=61.4,
                bleu=41.2,
                ter=40.0,
                changes=tuple(
                    Change(span=span, back=come, kind=Alteration.OTHER) for span, come in changes
                ),
            ),
        ),
        metrics=(Metric(name="BLEU", value=41.26, signature=ATTACK),),
        stability=Stability(chrf=61.4, clean=60.0, returned=92.0, probability=0.02),
        left_out=3,
    )


def test_text_pivot_and_return_stand_side_by_side(
    reader: Any, tmp_path: Path, make_audit: Any
) -> None:
    text, back = "The firm bought ships.", "The company bought the ships."
    changes = (
        (Span(start=4, end=8), Span(start=4, end=11)),
        (Span(start=16, end=16), Span(start=19, end=22)),
    )
    told = trip(text, "اشترت الشركة سفنا.", back, *changes)
    write(tmp_path, replace(make_audit(text), trips=(told,)))
    page = reader.open_page()
    assert page.evaluate(CELLS) == [[text, "اشترت الشركة سفنا.", back, "61"]]
    assert page.evaluate(CHANGED) == ["firm", "company", "the"]
    cell = page.locator(".trip td[lang=ar]")
    assert cell.evaluate("cell => getComputedStyle(cell).direction") == "rtl"
    section = page.locator(".trip").inner_text()
    assert "Through Arabic and back" in section
    assert "BLEU 41.3" in section
    assert "3 sentences are too long" in section
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1280, 380])
@pytest.mark.parametrize("name", HOSTILE_TEXTS)
def test_a_hostile_trip_is_shown_to_the_character(
    name: str, width: int, reader: Any, tmp_path: Path, make_audit: Any
) -> None:
    text = HOSTILE_TEXTS[name]
    told = trip(text, text, text, (Span(start=1, end=4), Span(start=1, end=4)))
    write(tmp_path, replace(make_audit(text), trips=(told,)))
    reader.page.set_viewport_size({"width": width, "height": 800})
    page = reader.open_page()
    assert page.evaluate(CELLS)[0][:3] == [text] * 3
    assert page.evaluate(CHANGED) == [text[1:4]] * 2
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_page_without_a_trip_has_no_such_section(
    reader: Any, tmp_path: Path, make_audit: Any
) -> None:
    write(tmp_path, make_audit("The ferry sailed at six."))
    assert reader.open_page().locator(".trip").count() == 0
