"""Right names that a name checker must never flag.

`legitimate.tsv` holds transliterations, nicknames, forms for women, relatives, and real people
whose names are near those of others, each in a short sentence about a past public fact.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from audit import Auditor, Source

RULES = frozenset({"misspelled-name", "inconsistent-name"})


def read_rows() -> list[dict[str, str]]:
    """The rows of the list, comments left out."""
    lines = (Path(__file__).parent / "legitimate.tsv").read_text(encoding="utf-8").splitlines()
    written = (line for line in lines if not line.startswith("#"))
    return list(csv.DictReader(written, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", read_rows(), ids=lambda row: row["text"][:40])
def test_a_right_name_is_never_flagged(auditor: Auditor, row: dict[str, str]) -> None:
    result = auditor.audit(Source(path="legitimate.txt", text=row["text"]))
    flagged = [f.message for f in result.findings if f.rule.code in RULES]
    assert result.failures == ()
    assert flagged == [], row["why"]


def test_the_list_is_large_and_every_row_is_whole() -> None:
    rows = read_rows()
    texts = [row["text"] for row in rows]
    assert len(rows) >= 300
    assert len(set(texts)) == len(texts)
    assert all(row["why"] and row["source"] and row["text"].endswith(".") for row in rows)
