"""The index of the HTML report in Chromium: order, sorting, filtering; and pages that are long."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from audit.model import FileAudit, Mechanism, PivotDiagnosis, Severity, Summary, Verdict
from audit.reporters.html import HtmlReporter


@pytest.fixture
def audits(make_audit: Any, make_finding: Any) -> list[FileAudit]:
    """Five files whose order differs by every column."""
    critical, minor = (make_finding(0, 1, severity=s) for s in (Severity.CRITICAL, Severity.MINOR))
    return [
        make_audit("x", path="b.txt", verdict=Verdict.PASS, score=99, words=500),
        make_audit("x", minor, minor, path="d.txt", verdict=Verdict.REVIEW, score=70, words=9),
        make_audit("x", critical, path="a.txt", verdict=Verdict.REJECT, score=30, words=80),
        make_audit("x", minor, path="c.txt", verdict=Verdict.INCOMPLETE, score=100, words=0),
        make_audit("x", critical, minor, path="e10.txt", verdict=Verdict.REJECT, score=8, words=70),
    ]


@pytest.fixture
def page(audits: list[FileAudit], reader: Any, tmp_path: Path) -> Any:
    """The index of those files, open."""
    reporter = HtmlReporter(tmp_path / "report", "rules:16")
    for audit in audits:
        reporter.add(audit)
    verdicts = {"pass": 1, "review": 1, "reject": 2, "incomplete": 1}
    reporter.finish(Summary(files=5, words=659, verdicts=verdicts, rules={}, severities={}))
    return reader.open()


def order(page: Any) -> str:
    return "".join(page.locator("tbody tr:visible .path").all_text_contents()).replace(".txt", " ")


def test_the_worst_come_first(page: Any) -> None:
    assert order(page) == "c e10 a d b "


SORTED = [
    ("File", "ascending", "a b c d e10 "),
    ("Verdict", "ascending", "b d e10 a c "),
    ("Reliability", "ascending", "e10 a d b c "),
    ("Findings", "descending", "e10 a d c b "),
    ("Words", "descending", "b a e10 d c "),
]


@pytest.mark.parametrize("way", ["click", "keyboard"])
@pytest.mark.parametrize(("column", "direction", "expected"), SORTED)
def test_headers_sort(page: Any, way: str, column: str, direction: str, expected: str) -> None:
    button = page.get_by_role("button", name=column, exact=True)
    press = button.click if way == "click" else lambda: button.press("Enter")
    press()
    header = page.locator("thead th[aria-sort]")
    assert (header.inner_text().split()[0], order(page)) == (column, expected)
    assert header.get_attribute("aria-sort") == direction
    press()
    assert header.get_attribute("aria-sort") != direction
    assert order(page).split()[0] == expected.split()[-1]


def test_a_verdict_and_a_search_filter_together(page: Any) -> None:
    page.get_by_role("button", name="Rejected").press("Space")
    assert order(page) == "e10 a "
    page.get_by_role("searchbox").fill("E10 txt")
    assert order(page) == "e10 "
    assert page.get_by_role("status").inner_text() == "1 of 5 files are shown."
    page.get_by_role("button", name="Rejected").click()
    page.get_by_role("searchbox").fill("")
    assert order(page) == "c e10 a d b "


def test_rule_pivot_and_mechanism_filter(
    audits: list[FileAudit], reader: Any, tmp_path: Path
) -> None:
    japanese = PivotDiagnosis(language="ja", probability=0.97)
    audits[2] = replace(audits[2], pivot=japanese, mechanism=Mechanism.ROUND_TRIP)
    other = replace(audits[1].findings[0].rule, code="other-rule")
    audits[1] = replace(audits[1], findings=(replace(audits[1].findings[0], rule=other),))
    reporter = HtmlReporter(tmp_path / "report", "rules:16")
    for audit in audits:
        reporter.add(audit)
    rules = {"other-rule": 1, audits[2].findings[0].rule.code: 4}
    reporter.finish(Summary(files=5, words=659, verdicts={}, rules=rules, severities={}))
    page = reader.open()
    page.get_by_label("Pivot").select_option("Japanese")
    assert order(page) == "a "
    page.get_by_label("Pivot").select_option("all")
    page.get_by_label("Rule").select_option("other-rule")
    assert order(page) == "d "
    page.get_by_label("How it came about").select_option(index=1)
    assert page.get_by_role("status").inner_text() == "0 of 5 files are shown."
    page.get_by_label("Rule").select_option("all")
    assert order(page) == "a "
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    spread = page.locator(".plots table.unseen td").all_text_contents()
    assert spread == ["1", "0", "0", "1", "0", "0", "0", "1", "0", "1"]
    assert page.locator(".plots .costs tr span").all_text_contents()[0] == "4"


def test_damage_is_shown_over_time_where_dates_are_known(
    audits: list[FileAudit], reader: Any, tmp_path: Path
) -> None:
    days = {"b.txt": 0, "d.txt": 5, "a.txt": 12}
    reporter = HtmlReporter(tmp_path / "report", "rules:16")
    for audit in audits:
        path = tmp_path / audit.document.path
        if audit.document.path in days:
            path.write_text("x")
            when = 1_000_000_000 + 86_400 * days[audit.document.path]
            os.utime(path, (when, when))
        reporter.add(replace(audit, document=replace(audit.document, path=str(path))))
    reporter.finish(Summary(files=5, words=659, verdicts={}, rules={}, severities={}))
    page = reader.open()
    figure = page.locator("figure", has_text="by the dates of the files")
    rows = figure.locator("tbody tr").all_text_contents()
    assert len(rows) == 12
    assert rows[0] == "9 September 200111.0"
    assert rows[5].endswith("130.0")
    assert rows[11].endswith("170.0")


def test_a_row_leads_to_its_page_and_the_page_back(page: Any) -> None:
    page.get_by_role("link", name="a.txt").click()
    assert page.get_by_role("heading", level=1).inner_text() == "a.txt"
    page.get_by_role("link", name="All files").click()
    assert page.url.endswith("index.html")


def test_keyboard_reaches_the_content_first(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_headings_are_in_order_and_there_is_one_of_each_landmark(page: Any, reader: Any) -> None:
    for name in ("index.html", "files/00005-e10.html"):
        reader.open(name)
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(h => +h.tagName[1])")
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        for landmark in ("header.masthead", "main", "footer"):
            assert page.locator(landmark).count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_sufficient(page: Any, reader: Any, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    for name in ("index.html", "files/00005-e10.html"):
        reader.open(name)
        assert page.evaluate(LOW_CONTRAST) == []


LOW_CONTRAST = """() => {
  const parse = colour => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = element => {
    for (; element; element = element.parentElement) {
      const colour = parse(getComputedStyle(element).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
  };
  const low = [];
  for (const element of document.querySelectorAll('body *')) {
    if (![...element.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    if (/SCRIPT|STYLE/.test(element.tagName)) continue;
    const pair = [parse(getComputedStyle(element).color), ground(element)].map(luminance);
    const ratio = (Math.max(...pair) + .05) / (Math.min(...pair) + .05);
    if (ratio < 4.5) low.push(`${element.tagName}.${element.className} ${ratio}`);
  }
  return low;
}"""


def test_two_hundred_thousand_words_are_laid_out(
    reader: Any, tmp_path: Path, make_audit: Any, make_finding: Any
) -> None:
    text = "The dredgers took away the sand around the bow of the ship.\n\n" * 16_700
    findings = [make_finding(i, i + 12, "Dredgers") for i in range(0, len(text), 62 * 17)]
    reporter = HtmlReporter(tmp_path / "report", "")
    reporter.add(make_audit(text, *findings))
    reporter.finish(Summary(files=1, words=200_400, verdicts={}, rules={}, severities={}))
    page = reader.open_page()
    for target in (f"t{len(findings)}", "f7", "t7"):
        page.evaluate(f"location.hash = '{target}'")
        page.wait_for_timeout(300)
        top = page.locator(f"#{target}").evaluate("e => e.getBoundingClientRect().top")
        assert 0 <= top < 900
