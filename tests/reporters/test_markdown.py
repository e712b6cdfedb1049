"""The Markdown report, rendered: a section a file, and no text acts in it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from markdown_it import MarkdownIt

from audit.model import Mechanism, PivotDiagnosis, Summary
from audit.reporters.markdown import MarkdownReporter, escape

from .test_html import ATTACK, HOSTILE_TEXTS

NASTY = "# No | heading\n[link](http://x) ![i](y) `code` **bold** <b>x</b> www.x.org ~~a~~ &amp; \\"


def rendered(*audits: Any) -> str:
    stream = io.StringIO()
    reporter = MarkdownReporter(stream, "version:0|depth:standard")
    for audit in audits:
        reporter.add(audit)
    verdicts = {"reject": len(audits)}
    reporter.finish(Summary(files=len(audits), words=7, verdicts=verdicts, rules={}, severities={}))
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return str(parser.render(stream.getvalue()))


def test_a_file_has_its_findings_in_a_table(make_audit: Any, make_finding: Any) -> None:
    pivot = PivotDiagnosis(language="ja", probability=0.97, evidence=("l and r share ラ行",))
    audit = replace(
        make_audit("Tony Brair spoke.\nHe left.", make_finding(5, 10, "Blair"), path="a_b*.txt"),
        pivot=pivot,
        mechanism=Mechanism.ROUND_TRIP,
    )
    page = rendered(audit)
    assert "a_b*.txt</h2>" in page
    assert "by way of Japanese (97 %)" in page
    assert "<li>l and r share ラ行</li>" in page
    assert page.count("<table>") == 1
    row = page[page.index("<tbody>") :]
    assert "<td>1:6</td>" in row
    assert "<td>Brair</td>" in row
    assert "Blair (" in row
    assert "1 text, 7 words: 1 reject." in page


@pytest.mark.parametrize("text", [NASTY, ATTACK, *HOSTILE_TEXTS.values()])
def test_no_text_acts_in_the_report(text: str, make_audit: Any, make_finding: Any) -> None:
    finding = make_finding(0, len(text), text, message=text, evidence=(text,))
    page = rendered(make_audit(text, finding, path=text, reasons=(text,)))
    plain = rendered(make_audit("x", make_finding(0, 1, "y", message="z", evidence=("z",))))

    def tags(html: str) -> set[str]:
        return {part.split(">")[0].split(" ")[0] for part in html.split("<")[1:]}

    assert tags(page) <= tags(plain) | {"li", "/li", "ul", "/ul"}
    assert page.count("<h2>") == plain.count("<h2>")
    assert page.count("<td>") == plain.count("<td>")


def test_text_is_shown_to_the_character() -> None:
    page = MarkdownIt().render(escape("a_b *c* <d> &amp; [e](f) `g` #1"))
    assert page == "<p>a_b *c* &lt;d&gt; &amp;amp; [e](f) `g` #1</p>\n"
