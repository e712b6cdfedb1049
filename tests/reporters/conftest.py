"""Audits built by hand, and a real browser to read reports with."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from audit.model import (
    Depth,
    Document,
    Failure,
    FileAudit,
    Finding,
    Judgement,
    Readability,
    Reliability,
    Rule,
    Severity,
    Span,
    Suggestion,
    Verdict,
)

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
MakeFinding = Callable[..., Finding]
MakeAudit = Callable[..., FileAudit]


@pytest.fixture
def make_finding() -> MakeFinding:
    """A finding from its range, and the replacements it suggests."""

    def make(
        start: int,
        end: int,
        *replacements: str,
        severity: Severity = Severity.MAJOR,
        title: str = "Tortured phrase",
        message: str = "A phrase no one says.",
        evidence: tuple[str, ...] = (),
        confidence: float = 0.8,
    ) -> Finding:
        span = Span(start=start, end=end)
        code = title.lower().replace(" ", "-")
        suggestions = (
            Suggestion(span=span, replacement=r, confidence=confidence - i / 10, explanation="")
            for i, r in enumerate(replacements)
        )
        return Finding(
            rule=Rule(code=code, title=title, severity=severity, mqm="accuracy"),
            span=span,
            message=message,
            confidence=confidence,
            severity=severity,
            evidence=evidence,
            suggestions=tuple(suggestions),
        )

    return make


@pytest.fixture
def make_audit() -> MakeAudit:
    """An audit of a text; what is not said is unremarkable."""

    def make(
        text: str,
        *findings: Finding,
        path: str = "article.txt",
        verdict: Verdict = Verdict.REVIEW,
        reasons: tuple[str, ...] = (),
        score: float = 50.0,
        words: int | None = None,
        failures: tuple[Failure, ...] = (),
        **document: Any,
    ) -> FileAudit:
        count = len(text.split()) if words is None else words
        return FileAudit(
            document=Document(path=path, text=text, language="en", words=count, **document),
            findings=findings,
            failures=failures,
            readability=Readability(indices={"flesch_reading_ease": 61.0, "smog": 11.2}),
            reliability=Reliability(score=score, costs={"tortured-phrase": 4.0}),
            depth=Depth.STANDARD,
            judgement=Judgement(verdict=verdict, reasons=reasons),
        )

    return make


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Chromium by way of Playwright; without it tests skip, but under CI they fail."""
    missing = _missing_browser()
    if missing and os.environ.get("CI"):
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield browser
        browser.close()


class Reader:
    """A browser page that remembers every complaint and every request but those for files."""

    def __init__(self, page: Any, folder: Path) -> None:
        self.page, self.folder = page, folder
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: self.requests.append(request.url))

    def open(self, name: str = "index.html") -> Any:
        """Open a file of the report."""
        self.page.goto((self.folder / name).as_uri())
        return self.page

    def open_page(self, number: int = 1) -> Any:
        """Open the page of the file that was audited as the given one, from 1."""
        (page,) = (self.folder / "files").glob(f"{number:05d}*.html")
        return self.open(f"files/{page.name}")


@pytest.fixture
def reader(chromium: Any, tmp_path: Path) -> Iterator[Reader]:
    """A reader of the report in `tmp_path / "report"`; any complaint of the browser fails."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    reader = Reader(page, tmp_path / "report")
    yield reader
    page.close()
    assert reader.complaints == []
    assert [url for url in reader.requests if not url.startswith("file://")] == []


def _missing_browser() -> str:
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "the HTML report is tested in Chromium: pip install playwright"
    if not Path(CHROMIUM).exists():
        return f"the HTML report is tested in Chromium: apt-get install chromium ({CHROMIUM})"
    return ""
