"""Decisions saved in the report, read back: what does not hold is refused."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from audit.errors import ConfigError, MendError
from audit.mending import apply_suggestions, read_decisions
from audit.mending.decisions import SCHEMA_ID
from audit.model import Document

TEXT = "Kofi Anan led the the United Nations untill 2006."
SHA = hashlib.sha256(TEXT.encode()).hexdigest()


def row(old: str, decision: str = "accept", new: str = "") -> dict[str, Any]:
    start = TEXT.index(old)
    return {
        "rule": "misspelled-name",
        "start": start,
        "end": start + len(old),
        "text": old,
        "decision": decision,
        "replacement": new,
    }


def write(folder: Path, *rows: dict[str, Any], **changed: Any) -> Path:
    path = folder / "decisions.json"
    told = {"schema": SCHEMA_ID, "path": "text.txt", "sha256": SHA, "decisions": rows, **changed}
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def test_what_was_accepted_and_edited_is_applied_in_order(tmp_path: Path) -> None:
    rows = row("untill", "edit", "to"), row("the ", "reject"), row("Anan", new="Annan")
    decided = read_decisions(write(tmp_path, *rows))
    document = Document(path="text.txt", text=TEXT, sha256=SHA)
    mended = apply_suggestions(TEXT, decided.check(document))
    assert mended == "Kofi Annan led the the United Nations to 2006."


def test_another_file_is_refused(tmp_path: Path) -> None:
    decided = read_decisions(write(tmp_path, row("Anan", new="Annan")))
    with pytest.raises(MendError, match="has changed since the report was made"):
        decided.check(Document(path="text.txt", text=TEXT, sha256="0" * 64))
    shifted = {**row("Anan", new="Annan"), "start": 4, "end": 8}
    decided = read_decisions(write(tmp_path, shifted))
    with pytest.raises(MendError, match="has no 'Anan' where the decisions say"):
        decided.check(Document(path="text.txt", text=TEXT, sha256=SHA))


@pytest.mark.parametrize(
    ("rows", "changed", "complaint"),
    [
        ([], {"schema": "https://example.org/other"}, "is of another kind"),
        ([row("Anan", "acept")], {}, "there is no decision 'acept'"),
        ([{**row("Anan"), "end": float("inf")}], {}, "holds no decisions"),
        ([{"decision": "accept"}], {}, "holds no decisions"),
        ([{**row("Anan"), "start": 9, "end": 4}], {}, "is no range"),
        ([{**row("Anan"), "start": "x"}], {}, "holds no decisions"),
        ([row("Anan"), row("Anan")], {}, "two decisions change the same words"),
        ([row("the the"), row("the ")], {}, "two decisions change the same words"),
        ([], {"decisions": None}, "holds no decisions"),
    ],
)
def test_what_does_not_hold_is_told(
    tmp_path: Path, rows: list[dict[str, Any]], changed: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(ConfigError, match=complaint):
        read_decisions(write(tmp_path, *rows, **changed))


def test_no_json_and_no_file_are_told(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{")
    for name in ("broken.json", "missing.json"):
        with pytest.raises(ConfigError, match="cannot be read as decisions"):
            read_decisions(tmp_path / name)
