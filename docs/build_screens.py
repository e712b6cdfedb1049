"""Make the pictures of the report: `python docs/build_screens.py`, in Chromium by Playwright.

The examples are audited at depth standard, the page of a damaged one with a round trip by Apertium.
Japanese readings want a font that has them (Debian: `fonts-ipafont-gothic`).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).parent
SHOWN = "laundered_good_friday"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SHOTS = (  # name, page, size of the window, what is scrolled to
    ("report_index", "index", WIDE, None),
    ("report", "page", WIDE, None),
    ("report_diff", "page", WIDE, ".text"),
    ("report_findings", "page", WIDE, ".findings"),
    ("report_trip", "page", WIDE, ".trip"),
    ("report_phone", "page", NARROW, ".text"),
)


def main() -> None:
    """Audit, report, and take the pictures."""
    with TemporaryDirectory() as room:
        report = Path(room, "report")
        trip = ("--roundtrip", "apertium", "--pivot", "es")
        command = (sys.executable, "-m", "audit.cli.main", "run", "examples", "--quiet", *trip)
        asked = [*command, "--html", str(report)]
        subprocess.run(asked, cwd=DOCS.parent, check=True, stdout=subprocess.DEVNULL)
        (page,) = (report / "files").glob(f"*{SHOWN.replace('_', '-')}*.html")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for name, which, size, place in SHOTS:
                path = page if which == "page" else report / "index.html"
                shoot(browser, path, size, place, DOCS / f"{name}.png")
            browser.close()


def shoot(browser: Any, path: Path, size: Any, place: str | None, picture: Path) -> None:
    """Take a picture of a page, from its top or from an element on."""
    opened = browser.new_page(viewport=size)
    opened.goto(path.as_uri())
    if place:
        opened.locator(place).first.evaluate("e => e.scrollIntoView({ behavior: 'instant' })")
    opened.screenshot(path=str(picture))
    opened.close()


if __name__ == "__main__":
    main()
