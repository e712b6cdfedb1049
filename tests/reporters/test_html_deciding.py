"""Deciding in the page: what is accepted there is what `audit fix` applies, and nothing else."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audit.mending import mend_bytes, read_decisions
from audit.model import FileAudit, Severity, Span, Suggestion

from .test_html import ATTACK, write

TEXT = "Kofi Anan led the the United Nations untill 2006, and he was a patient man of few words."


@pytest.fixture
def audited(make_audit: Any, make_finding: Any) -> FileAudit:
    def find(words: str, *news: str, **options: Any) -> Any:
        start = TEXT.index(words)
        found = make_finding(start, start + len(words), *news[:1], **options)
        mends = tuple(
            Suggestion(span=found.span, replacement=new, confidence=0.9 - i / 10, explanation="")
            for i, new in enumerate(news)
        )
        return replace(found, suggestions=mends)

    audit: FileAudit = make_audit(
        TEXT,
        find("Anan", "Annan", "Anand"),
        find("the the", "the"),
        replace(find("untill", "until"), severity=Severity.MINOR, confidence=0.55),
        find("patient man"),
        path=f"a/{ATTACK}/text.txt",
    )
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    return replace(audit, document=replace(audit.document, sha256=digest))


def choose(page: Any, finding: int, value: str) -> None:
    page.locator(f"#f{finding} input.decide[value='{value}']").check()


def save(page: Any, button: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.locator(button).click()
    path = folder / "saved.json"
    download.value.save_as(path)
    return path


def status(page: Any) -> str:
    return str(page.locator("#decided").inner_text())


def test_three_decisions_change_three_places_of_the_file(
    reader: Any, tmp_path: Path, audited: FileAudit
) -> None:
    write(tmp_path, audited)
    page = reader.open_page()
    assert status(page) == "0 of 4 decided."
    assert page.locator("#save-decisions").is_disabled()
    choose(page, 1, "2")
    choose(page, 2, "leave")
    choose(page, 3, "1")
    page.locator("#f4 .own").fill("<b>calm</b> “man”")
    assert status(page) == "4 of 4 decided."
    saved = save(page, "#save-decisions", tmp_path)
    file = tmp_path / "text.txt"
    file.write_text(TEXT, encoding="utf-8")
    command = (sys.executable, "-m", "audit.cli.main", "fix", str(file), "--decisions", str(saved))
    subprocess.run([*command, "--write"], check=True)
    expected = TEXT.replace("Anan", "Anand").replace("untill", "until")
    assert file.read_bytes().decode() == expected.replace("patient man", "<b>calm</b> “man”")


def test_what_the_suggested_text_uses_is_accepted_at_once(
    reader: Any, tmp_path: Path, audited: FileAudit
) -> None:
    write(tmp_path, audited)
    page = reader.open_page()
    choose(page, 2, "leave")
    page.locator("#accept-all").click()
    assert status(page) == "3 of 4 decided."
    decided = read_decisions(save(page, "#save-decisions", tmp_path))
    mended = mend_bytes(TEXT.encode(), audited.document, decided.suggestions).decode()
    assert mended == TEXT.replace("Anan", "Annan").replace("untill", "until")
    page.locator("#forget").click()
    assert status(page) == "0 of 4 decided."


def test_decisions_outlive_a_reload(reader: Any, tmp_path: Path, audited: FileAudit) -> None:
    write(tmp_path, audited)
    page = reader.open_page()
    choose(page, 1, "1")
    page.locator("#f4 .own").fill("calm man")
    page.reload()
    assert status(page) == "2 of 4 decided."
    assert page.locator("#f4 .own").input_value() == "calm man"


def test_decisions_stay_with_their_words_when_findings_are_counted_otherwise(
    reader: Any, tmp_path: Path, audited: FileAudit
) -> None:
    write(tmp_path, audited)
    page = reader.open_page()
    choose(page, 1, "1")
    choose(page, 3, "leave")
    (path,) = (tmp_path / "report" / "files").glob("*.html")
    fewer = replace(audited, findings=audited.findings[1:])
    write(tmp_path / "other", fewer)
    (other,) = (tmp_path / "other" / "report" / "files").glob("*.html")
    path.write_bytes(other.read_bytes())
    page.reload()
    assert status(page) == "1 of 3 decided."
    assert page.locator("#f2 input.decide[value=leave]").is_checked()


def test_words_of_ones_own_may_have_line_breaks(
    reader: Any, tmp_path: Path, make_audit: Any, make_finding: Any
) -> None:
    text = "It was said by the\nthe man."
    digest = hashlib.sha256(text.encode()).hexdigest()
    start = text.index("the")
    audit = make_audit(text, make_finding(start, start + 7, "\nthe\n"))
    audit = replace(audit, document=replace(audit.document, sha256=digest))
    write(tmp_path, audit)
    page = reader.open_page()
    assert page.locator(".own").input_value() == "\nthe\n"
    choose(page, 1, "own")
    (mend,) = read_decisions(save(page, "#save-decisions", tmp_path)).check(audit.document)
    assert mend.replacement == "\nthe\n"


def test_two_decisions_on_the_same_words_cannot_be_saved(
    reader: Any, tmp_path: Path, audited: FileAudit, make_finding: Any
) -> None:
    start = TEXT.index("Kofi Anan")
    wide = make_finding(start, start + 9, "Mr Annan")
    write(tmp_path, replace(audited, findings=(*audited.findings, wide)))
    page = reader.open_page()
    choose(page, 1, "1")
    choose(page, 2, "1")
    assert status(page).startswith("Findings 1 and 2 change the same words")
    assert page.locator("#save-decisions").is_disabled()
    choose(page, 2, "leave")
    assert page.locator("#save-decisions").is_enabled()


def test_a_choice_made_again_is_taken_back(reader: Any, tmp_path: Path, audited: FileAudit) -> None:
    write(tmp_path, audited)
    page = reader.open_page()
    page.locator("#f1 ins").first.click()
    assert status(page) == "1 of 4 decided."
    page.locator("#f2").get_by_text("Leave it").click()
    assert status(page) == "2 of 4 decided."
    page.locator("#f2").get_by_text("Leave it").click()
    assert status(page) == "1 of 4 decided."


def test_the_text_is_copied_as_decided(reader: Any, tmp_path: Path, audited: FileAudit) -> None:
    text = f"🗺 {TEXT}"
    digest = hashlib.sha256(text.encode()).hexdigest()
    moved = tuple(
        replace(
            f,
            span=Span(start=f.span.start + 2, end=f.span.end + 2),
            suggestions=tuple(
                replace(s, span=Span(start=s.span.start + 2, end=s.span.end + 2))
                for s in f.suggestions
            ),
        )
        for f in audited.findings
    )
    document = replace(audited.document, text=text, sha256=digest)
    write(tmp_path, replace(audited, document=document, findings=moved))
    page = reader.open_page()
    choose(page, 1, "1")
    choose(page, 2, "leave")
    page.locator("#f4 .own").fill("calm 🧘 man")
    page.evaluate("document.addEventListener('copy', e => { window.copied = e.target.value })")
    page.locator("#copy-decided").click()
    expected = text.replace("Anan", "Annan").replace("patient man", "calm 🧘 man")
    assert page.evaluate("window.copied") == expected


def test_findings_are_walked_by_keys_alone(reader: Any, tmp_path: Path, audited: FileAudit) -> None:
    write(tmp_path, audited)
    page = reader.open_page()
    visited = []
    for key in ("n", "n", "p", "p", "n"):
        page.keyboard.press(key)
        page.wait_for_function("document.activeElement.classList.contains('card')")
        visited.append(page.evaluate("document.activeElement.id"))
    assert visited == ["f1", "f2", "f1", "f4", "f1"]
    page.locator("#f1 .own").focus()
    page.keyboard.press("n")
    assert page.evaluate("location.hash") == "#f1"


def test_findings_are_filtered(reader: Any, tmp_path: Path, audited: FileAudit) -> None:
    write(tmp_path, audited)
    page = reader.open_page()
    shown = page.locator("#shown-findings")
    assert shown.inner_text() == "All 4 findings are shown."
    page.locator("#by-severity").select_option("minor")
    assert shown.inner_text() == "1 of 4 findings are shown."
    page.locator("#by-severity").select_option("")
    page.locator("#by-confidence").select_option("0.8")
    confident = sum(finding.confidence >= 0.8 for finding in audited.findings)
    assert shown.inner_text() == f"{confident} of 4 findings are shown."
    page.locator("#by-rule").select_option(index=1)
    assert page.locator(".card:visible").count() == confident


def test_the_findings_are_saved_as_json(reader: Any, tmp_path: Path, audited: FileAudit) -> None:
    write(tmp_path, audited)
    told = json.loads(save(reader.open_page(), "#save-json", tmp_path).read_text("utf-8"))
    assert told["path"] == audited.document.path
    words = [finding["text"] for finding in told["findings"]]
    assert words == ["Anan", "the the", "untill", "patient man"]


def test_the_suggested_text_is_copied(reader: Any, tmp_path: Path, audited: FileAudit) -> None:
    write(tmp_path, audited)
    page = reader.open_page()
    page.evaluate(
        "document.addEventListener('copy', () => { window.copied = String(getSelection()) })"
    )
    page.locator("#copy").click()
    assert page.locator("#copy").inner_text() == "Copied"


def test_what_cannot_be_mended_is_not_decided_on(
    reader: Any, tmp_path: Path, audited: FileAudit
) -> None:
    write(tmp_path, replace(audited, document=replace(audited.document, record="7")))
    page = reader.open_page()
    assert page.locator(".deciding").count() == 0
    assert page.locator("input.decide").count() == 0
    assert page.locator(".card").count() == 4


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", "page"])
def test_axe_finds_nothing_to_complain_of(
    reader: Any, tmp_path: Path, audited: FileAudit, theme: str, name: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    from .test_html_trips import trip

    told = trip(TEXT, TEXT, TEXT, (Span(start=5, end=9), Span(start=5, end=9)))
    write(tmp_path, replace(audited, trips=(told,)))
    reader.page.emulate_media(color_scheme=theme)
    page = reader.open(name) if name == "index.html" else reader.open_page()
    found = Axe().run(page)
    assert len(found.response["passes"]) > 20
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found.response["violations"]] == []
