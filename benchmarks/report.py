"""How large a report may be: memory to write it, time to open its index and its longest page.

    python -m benchmarks.report [--files 5000] [--words 200000]

Audits of the examples (model-free) are reported again and again under other names, and one of a
text of so many words. Peak memory is the process's own; times are measured by the page in Chromium
(Debian's, by way of Playwright): from the start of its loading to the first frame after, and from a
choice in a filter to the next frame.
"""

from __future__ import annotations

import argparse
import resource
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from audit import Auditor, Config, Depth, FileAudit, Policy, Source, list_sources
from audit.gate.tally import Tally
from audit.reporters.html import HtmlReporter

EXAMPLES = Path(__file__).parent.parent / "examples"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu")
EVERY = 500  # files between two looks at the memory
OPENED = """() => new Promise(done => requestAnimationFrame(() => setTimeout(
    () => done(performance.now()))))"""
FILTERED = """([id, value]) => new Promise(done => {
    const choice = document.getElementById(id), began = performance.now();
    choice.value = value;
    choice.dispatchEvent(new Event('change', { bubbles: true }));
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})"""


def main() -> None:
    """Print memory and times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--words", type=int, default=200_000)
    options = parser.parse_args()
    auditor = Auditor(Config(gate=Policy(depth=Depth.MODEL_FREE)))
    audits = [
        auditor.audit(source) for source in list_sources([str(EXAMPLES)], auditor.config.read)
    ]
    text = "\n\n".join(audit.document.text for audit in audits)
    many = text * (1 + options.words // len(text.split()))
    audits.insert(0, auditor.audit(Source(path="long.txt", text=many)))
    with TemporaryDirectory() as room:
        write(audits, options.files, Path(room, "report"))
        look(Path(room, "report"))


def write(audits: list[FileAudit], files: int, folder: Path) -> None:
    """Report the first audit once and the others in turn, and print the memory that it takes."""
    reporter, tally = HtmlReporter(folder, "benchmark"), Tally()
    for i in range(files):
        audit = audits[0] if i == 0 else audits[1 + i % (len(audits) - 1)]
        named = replace(audit, document=replace(audit.document, path=f"{i:05}/article.txt"))
        tally.add(named)
        reporter.add(named)
        if i % EVERY == 0:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{i:5} files: peak {peak:.0f} MiB", flush=True)
    reporter.finish(tally.summary())


def look(folder: Path) -> None:
    """Open the index and the longest page in Chromium, and print how long things take."""
    from playwright.sync_api import sync_playwright

    pages = sorted((folder / "files").glob("*.html"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        tell(page, folder / "index.html", "by-rule", "index")
        tell(page, pages[0], "by-severity", f"page of {pages[0].stat().st_size / 1e6:.0f} MB")
        browser.close()


def tell(page: Any, path: Path, choice: str, title: str) -> None:
    """Print the times of a page."""
    page.goto(path.as_uri())
    opened = page.evaluate(OPENED)
    value = page.locator(f"#{choice} option").nth(1).get_attribute("value")
    filtered = page.evaluate(FILTERED, [choice, value])
    print(f"{title}: opens in {opened / 1000:.2f} s, filters in {filtered / 1000:.2f} s")


if __name__ == "__main__":
    main()
