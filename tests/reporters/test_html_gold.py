"""The pages of two examples as they were looked at; `UPDATE_GOLD=1` writes them anew.

Scrubbed is what varies without the page being another: style and script, their digests, the version
and what the judgements depend on.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from audit import Auditor, Config, Depth, Policy, Source
from audit.gate.tally import Tally
from audit.reporters.html import HtmlReporter

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold" / "html"
EXAMPLES = ("laundered_good_friday.txt", "clean_ebola.md")
VARIES = (
    (r"<style>.*?</style>", "<style>…</style>"),
    (r"<script>.*?</script>", "<script>…</script>"),
    (r"sha256-[\w+/=]+", "sha256-…"),
    (r"translation-audit \d[\w.]*", "translation-audit …"),
)


def scrubbed(page: str) -> str:
    for pattern, instead in VARIES:
        page = re.sub(pattern, instead, page, flags=re.DOTALL)
    return page


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The scrubbed pages by the names of the examples, and the index."""
    folder = tmp_path_factory.mktemp("gold") / "report"
    auditor = Auditor(Config(gate=Policy(depth=Depth.MODEL_FREE)))
    reporter, tally = HtmlReporter(folder, "signature"), Tally()
    for name in EXAMPLES:
        text = (ROOT / "examples" / name).read_text(encoding="utf-8")
        kind = "text/markdown" if name.endswith(".md") else "text/plain"
        audit = auditor.audit(Source(path=f"gold/{name}", text=text, media_type=kind))
        tally.add(audit)
        reporter.add(audit)
    reporter.finish(tally.summary())
    found = sorted((folder / "files").glob("*.html"))
    named = dict(zip(EXAMPLES, found, strict=True)) | {"index": folder / "index.html"}
    return {name: scrubbed(path.read_text(encoding="utf-8")) for name, path in named.items()}


@pytest.mark.parametrize("name", [*EXAMPLES, "index"])
def test_a_page_is_the_one_that_was_looked_at(name: str, pages: dict[str, str]) -> None:
    gold = GOLD / f"{Path(name).stem}.html"
    if os.environ.get("UPDATE_GOLD"):
        gold.write_text(pages[name], encoding="utf-8")
    assert pages[name] == gold.read_text(encoding="utf-8")
