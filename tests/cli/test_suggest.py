"""`audit names suggest`: ranked corrections, as people and as programs read them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import Command

NAMES = "name\nAngela Merkel\nEmmanuel Macron\nJohn Kerry\nMark Zuckerberg\nOlaf Scholz\n"


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AUDIT_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "names.tsv"
    path.write_text(NAMES, encoding="utf-8")
    return path


def answers(outcome: Any) -> list[dict[str, Any]]:
    assert outcome.code == 0
    return [json.loads(line) for line in outcome.out.splitlines()]


def test_each_name_read_has_one_answer_in_its_order(command: Command, listed: Path) -> None:
    seen = b"Angera Merkel\nJon Kery\n\nZukerberg\n"
    told = answers(
        command("names", "suggest", "--reference-only", listed, "--format", "jsonl", stdin=seen)
    )
    assert [answer["query"] for answer in told] == ["Angera Merkel", "Jon Kery", "Zukerberg"]
    first = [answer["suggestions"][0]["name"] for answer in told]
    assert first == ["Angela Merkel", "John Kerry", "Mark Zuckerberg"]
    for answer in told:
        assert set(answer) == {"query", "suggestions", "abstained"}
        for suggestion in answer["suggestions"]:
            assert set(suggestion) == {"name", "probability", "pivot", "explanation"}
            assert 0 <= suggestion["probability"] <= 1
            assert suggestion["explanation"]
        chances = [suggestion["probability"] for suggestion in answer["suggestions"]]
        assert chances == sorted(chances, reverse=True)


def test_a_listed_name_is_itself(command: Command, listed: Path) -> None:
    (told,) = answers(
        command("names", "suggest", "--reference-only", listed, "--format", "jsonl", "Olaf Scholz")
    )
    assert told["suggestions"][0]["name"] == "Olaf Scholz"
    assert told["suggestions"][0]["probability"] > 0.95
    assert not told["abstained"]


def test_where_nothing_listed_is_meant_it_abstains_and_still_ranks(
    command: Command, listed: Path
) -> None:
    (told,) = answers(
        command("names", "suggest", "--reference-only", listed, "--format", "jsonl", "Vivekananda")
    )
    assert told["abstained"]


def test_top_bounds_the_suggestions(command: Command, listed: Path) -> None:
    (told,) = answers(
        command(
            *("names", "suggest", "--reference-only", listed, "--top", "1"),
            *("--format", "jsonl", "Makron"),
        )
    )
    assert [s["name"] for s in told["suggestions"]] == ["Emmanuel Macron"]


def test_a_fixed_pivot_is_the_only_one_told(command: Command, listed: Path) -> None:
    (told,) = answers(
        command(
            *("names", "suggest", "--reference-only", listed, "--pivot", "ja"),
            *("--format", "jsonl", "Merukeru"),
        )
    )
    assert {s["pivot"] for s in told["suggestions"]} == {"ja"}


def test_an_unknown_pivot_is_wrong_usage_that_names_the_nearest(
    command: Command, listed: Path
) -> None:
    outcome = command("names", "suggest", "--pivot", "jp", "Merukeru")
    assert outcome.code == 2
    assert "jp" in outcome.err


def test_an_empty_list_is_an_error(command: Command, tmp_path: Path) -> None:
    (tmp_path / "none.tsv").write_text("name\n", encoding="utf-8")
    outcome = command("names", "suggest", "--reference-only", tmp_path / "none.tsv", "Makron")
    assert outcome.code == 2
    assert "none.tsv" in outcome.err
