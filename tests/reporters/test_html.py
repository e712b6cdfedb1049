"""The HTML report as a reader meets it: in Chromium, from disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audit.mending.choice import apply_suggestions, choose_suggestions
from audit.model import Depth, Failure, FileAudit, Severity, Summary, Verdict
from audit.reporters.html import HtmlReporter

ATTACK = """"><script>alert(1)</script><img src=x onerror=alert(2)>'{{ 7*7 }}</style></title>"""
SEVERITIES = {"critical": Severity.CRITICAL, "major": Severity.MAJOR, "minor": Severity.MINOR}
READ = "[...document.querySelectorAll('.was > p')].map(p => p.textContent).join('')"
MARKED = """number => [...document.querySelectorAll(`mark[data-findings~="${number}"]`)]
    .map(mark => mark.textContent).join('')"""
MENDED = """(gone) => [...document.querySelectorAll('.now > p')].map(p => {
    const copy = p.cloneNode(true);
    for (const piece of copy.querySelectorAll(gone)) piece.remove();
    return copy.textContent; }).join('')"""


def write(folder: Path, *audits: FileAudit) -> None:
    reporter = HtmlReporter(folder / "report", "rules:16|version:0")
    for audit in audits:
        reporter.add(audit)
    verdicts = [audit.verdict.value for audit in audits]
    reporter.finish(
        Summary(
            files=len(audits),
            words=sum(audit.document.words for audit in audits),
            verdicts={verdict: verdicts.count(verdict) for verdict in verdicts},
            rules={},
            severities={},
        )
    )


def paths(page: Any) -> list[str]:
    return [
        cell.inner_text() for cell in page.locator("tbody tr:visible .path").all()
    ]  # in the order of the rows


HOSTILE_TEXTS = {
    "script": f"Officials said {ATTACK} on Monday.",
    "entities": "Fish &amp; chips &lt;b&gt; &#13; &quot;Q&quot; cost <b>5</b> < 6 > 4 & more.",
    "bidi": "The file was \u202egnp.exe\u202c and \u2066isolated\u2069 then.",
    "long word": "So " + "a" * 5000 + " ended.",
    "breaks": "One.\rTwo.\r\nThree.\n\n\n  Four.\r\r\nFive.\n",
    "emoji": "The 👩‍👩‍👧 family waved 🇯🇵 e\u0301 cafe\u0301 \U0001d49c.",
    "controls": "A\x01B\x1bC\x7fD\x85E\ufeffF\u200bG\x0cH\tI",
    "leading break": "\n\nFirst.",
}


@pytest.mark.parametrize("name", HOSTILE_TEXTS)
def test_a_hostile_text_is_shown_to_the_character(
    name: str, reader: Any, tmp_path: Path, make_audit: Any, make_finding: Any
) -> None:
    text = HOSTILE_TEXTS[name]
    findings = [make_finding(i, i + 3, "new") for i in range(2, len(text) - 3, 97)]
    findings.append(make_finding(0, len(text), title=ATTACK, message=text, evidence=(text, ATTACK)))
    write(tmp_path, make_audit(text, *findings, path=ATTACK + text, reasons=(text,)))
    page = reader.open_page()
    assert page.evaluate(READ) == text
    assert page.evaluate(MARKED, 1) == text
    assert page.evaluate(MENDED, "ins") == text
    assert page.evaluate(MENDED, "del") == apply_suggestions(text, choose_suggestions(findings))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    reader.open()


@pytest.mark.parametrize("depth", Depth)
def test_only_an_audit_without_models_says_that_phrasing_was_not_looked_for(
    tmp_path: Path, make_audit: Any, depth: Depth
) -> None:
    write(tmp_path, replace(make_audit("The ferry sailed at six."), depth=depth))
    (page,) = (tmp_path / "report" / "files").glob("*.html")
    told = "phrasing was not looked for" in page.read_text(encoding="utf-8")
    assert told is (depth is Depth.MODEL_FREE)


def test_what_no_page_can_hold_is_shown_by_a_sign(
    reader: Any, tmp_path: Path, make_audit: Any, make_finding: Any
) -> None:
    write(tmp_path, make_audit("A\0B \ud800 C", make_finding(4, 5), path="bad\udcff\0\n.txt"))
    page = reader.open_page()
    assert page.evaluate(READ) == "A␀B \ufffd C"
    assert page.evaluate(MARKED, 1) == "\ufffd"


def test_overlapping_and_nested_findings_are_marked_exactly(
    reader: Any, tmp_path: Path, make_audit: Any, make_finding: Any
) -> None:
    text = "The grain deal let ships leave\nthe port of Odesa again in August.\n\nMore followed."
    spans = [(0, 30), (4, 14), (10, 40), (10, 40), (14, 14), (25, 70), (75, len(text))]
    write(tmp_path, make_audit(text, *(make_finding(*span) for span in spans)))
    page = reader.open_page()
    wide_first = sorted(spans, key=lambda span: (span[0], -span[1]))
    for number, (start, end) in enumerate(wide_first, 1):
        assert page.evaluate(MARKED, number) == text[start:end]
        assert page.locator(f"a#t{number}").count() == 1
    assert page.evaluate(READ) == text


def test_a_marker_leads_to_its_finding_and_back(
    reader: Any, tmp_path: Path, make_audit: Any, make_finding: Any
) -> None:
    finding = make_finding(4, 13, "dredgers", severity=Severity.CRITICAL, evidence=("odd",))
    write(tmp_path, make_audit("Ten mud ships dug.", finding))
    page = reader.open_page()
    page.locator("#t1").press("Enter")
    card = page.locator("li:target")
    assert card.get_attribute("id") == "f1"
    for part in ("mud ships", "critical", "A phrase no one says.", "odd", "dredgers", "80 %"):
        assert part in card.inner_text()
    card.get_by_role("link").press("Enter")
    assert page.url.endswith("#t1")
    page.locator("mark[data-findings]").click()
    assert page.url.endswith("#f1")


def test_severity_is_told_by_line_and_not_by_colour_alone(
    reader: Any, tmp_path: Path, make_audit: Any, make_finding: Any
) -> None:
    findings = (make_finding(i, i + 1, severity=s) for i, s in enumerate(SEVERITIES.values()))
    write(tmp_path, make_audit("abc", *findings))
    page = reader.open_page()
    line = "m => getComputedStyle(m).textDecorationStyle"
    lines = {page.locator(f".was mark.{name}").evaluate(line) for name in SEVERITIES}
    assert len(lines) == 3


def test_a_change_inside_a_word_is_shown_as_a_whole_word(
    reader: Any, tmp_path: Path, make_audit: Any, make_finding: Any
) -> None:
    text = "Pete Hegzes spoke to the the press."
    write(tmp_path, make_audit(text, make_finding(8, 11, "seth"), make_finding(21, 29, "the ")))
    page = reader.open_page()
    changes = page.locator(".now p").locator("del, ins").all_text_contents()
    assert changes == ["Hegzes", "Hegseth", "the "]


def test_pointing_at_damage_tells_what_is_wrong(
    reader: Any, tmp_path: Path, make_audit: Any, make_finding: Any
) -> None:
    outer = make_finding(0, 13, title="Grammar", message="Agreement.")
    message = f"No one says {ATTACK}"
    inner = make_finding(4, 13, "dredgers", "barges", title="Phrase", message=message)
    write(tmp_path, make_audit("Ten mud ships dug.", outer, inner))
    hints = reader.open_page().locator(".was mark").evaluate_all("all => all.map(m => m.title)")
    assert hints == ["Grammar: Agreement.", f"Phrase: {message} → dredgers (80 %) | barges (70 %)"]


def test_index_and_page_print(
    reader: Any, tmp_path: Path, make_audit: Any, make_finding: Any
) -> None:
    write(tmp_path, make_audit("Ten mud ships dug.", make_finding(4, 13, "dredgers")))
    for page in (reader.open(), reader.open_page()):
        assert page.pdf().startswith(b"%PDF")


def test_failures_and_extraction_are_said(reader: Any, tmp_path: Path, make_audit: Any) -> None:
    failure = Failure(rule="language", path="a", error="the text is French")
    audit = make_audit("Oui.", verdict=Verdict.INCOMPLETE, failures=(failure,), extracted=True)
    write(tmp_path, audit)
    content = reader.open_page().locator("main").inner_text()
    for part in ("What could not be checked", "the text is French", "extracted", "Incomplete"):
        assert part in content


def test_the_two_texts_stand_side_by_side_or_alone(
    reader: Any, tmp_path: Path, make_audit: Any, make_finding: Any
) -> None:
    write(tmp_path, make_audit("Ten mud ships dug.", make_finding(4, 13, "dredgers")))
    page = reader.open_page()
    texts = page.locator(".was p"), page.locator(".now p")
    for view, shown in (
        ("Side by side", [True, True]),
        ("As it is", [True, False]),
        ("As suggested, changes marked", [False, True]),
    ):
        page.get_by_role("radio", name=view).check()
        assert [text.is_visible() for text in texts] == shown
        if shown == [True, True]:
            left, right = (text.bounding_box() for text in texts)
            assert left["x"] + left["width"] <= right["x"]


def test_a_strip_shows_where_the_damage_sits(
    reader: Any, tmp_path: Path, make_audit: Any, make_finding: Any
) -> None:
    text = "word " * 200
    severities = (Severity.MINOR, Severity.CRITICAL)
    findings = (make_finding(500 * i, 500 * i + 4, severity=s) for i, s in enumerate(severities))
    write(tmp_path, make_audit(text, *findings))
    page = reader.open_page()
    marks = page.locator(".strip .filled")
    assert [marks.nth(i).get_attribute("x") for i in range(2)] == ["0.0", "500.0"]
    marks.nth(1).click()
    assert page.evaluate("location.hash") == "#t2"


def test_on_a_phone_the_two_texts_take_turns(
    reader: Any, tmp_path: Path, make_audit: Any, make_finding: Any
) -> None:
    write(tmp_path, make_audit("Ten mud ships dug.", make_finding(4, 13, "dredgers")))
    reader.page.set_viewport_size({"width": 390, "height": 844})
    page = reader.open_page()
    texts = page.locator(".was p"), page.locator(".now p")
    assert [text.is_visible() for text in texts] == [True, False]
    page.get_by_role("radio", name="As suggested").check()
    assert [text.is_visible() for text in texts] == [False, True]
    page.get_by_text("in the text:").click()
    assert texts[0].is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
