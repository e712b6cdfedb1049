"""`audit run` and `audit gate`: what is asked, what is written, and where."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit import pipeline
from audit.reporters.json import JsonReporter
from audit.reporters.terminal import TerminalReporter

from .conftest import Command

EXAMPLES = Path(__file__).parents[2] / "examples"
AUDIT = (sys.executable, "-m", "audit.cli.main")
CLEAN = (
    "In September 1978 Jimmy Carter kept Anwar Sadat and Menachem Begin at Camp David for thirteen "
    "days, and they left the mountain with two agreements. Egypt got the Sinai back, and Israel "
    "got a treaty of peace with its strongest neighbour in the spring of the following year. The "
    "other agreement, on the future of the West Bank, was never carried out."
)
SLIPPED = CLEAN.replace("kept", "kept kept").replace("days,", "days ,")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two articles and a file of records, as the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clean.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "slipped.txt").write_text(SLIPPED, encoding="utf-8")
    records = [{"id": f"r{i}", "text": text} for i, text in enumerate((CLEAN, SLIPPED, "", CLEAN))]
    lines = "\n".join(map(json.dumps, records)) + "\nnot JSON\n"
    (tmp_path / "wire.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("style", ["json", "jsonl", "terminal"])
def test_two_processes_write_the_same_bytes_as_one(
    command: Command, desk: Path, style: str
) -> None:
    asked = ("run", EXAMPLES, "wire.jsonl", "gone.txt", "--format", style)
    alone, together = (command(*asked, "--jobs", jobs) for jobs in (1, 2))
    assert alone.out == together.out
    assert alone.code == together.code == 3
    assert alone.out.count("laundered_good_friday") == 1
    assert alone.out.count("r1") == 1


def test_the_report_is_written_to_the_file_that_was_asked_for(command: Command, desk: Path) -> None:
    printed = command("run", "slipped.txt", "--format", "json")
    written = command("run", "slipped.txt", "--format", "json", "--output", "out/report.json")
    assert (desk / "out/report.json").read_text(encoding="utf-8") == printed.out
    assert (written.code, written.out, written.err) == (0, "", "")
    assert os.listdir(desk / "out") == ["report.json"]


@pytest.mark.parametrize("reporter", [JsonReporter, TerminalReporter])
@pytest.mark.parametrize("before", [None, "the report of yesterday"])
def test_a_run_that_fails_in_the_middle_leaves_the_output_as_it_was(
    command: Command,
    desk: Path,
    monkeypatch: pytest.MonkeyPatch,
    reporter: type[JsonReporter | TerminalReporter],
    before: str | None,
) -> None:
    add: Callable[..., None] = reporter.add
    seen = []

    def fail(self: Any, audit: Any) -> None:
        seen.append(audit)
        if len(seen) == 3:
            raise OSError(28, "No space left on device")
        add(self, audit)

    monkeypatch.setattr(reporter, "add", fail)
    if before:
        (desk / "report").write_text(before, encoding="utf-8")
    there = sorted(os.listdir(desk))
    style = "json" if reporter is JsonReporter else "terminal"
    run = command("run", ".", "--format", style, "--output", "report")
    assert run.code == 3
    assert "report: cannot be written: No space left on device" in run.err
    assert sorted(os.listdir(desk)) == there
    assert before is None or (desk / "report").read_text(encoding="utf-8") == before


def test_a_report_of_html_and_one_of_json_come_from_one_run(command: Command, desk: Path) -> None:
    run = command("run", "clean.txt", "--html", "site", "--format", "json", "--output", "a.json")
    assert run.code == 0
    assert run.err == f"report: {Path('site/index.html')}\n"
    assert (desk / "site/index.html").is_file()
    assert json.loads((desk / "a.json").read_text())["summary"]["files"] == 1


def test_what_is_to_be_audited_is_not_overwritten(command: Command, desk: Path) -> None:
    run = command("run", "clean.txt", "--output", "./clean.txt")
    assert run.code == 2
    assert "would overwrite what is to be audited" in run.err
    assert (desk / "clean.txt").read_text(encoding="utf-8") == CLEAN


@pytest.mark.parametrize("target", [".", "/dev/null", "clean.txt/report"])
def test_an_output_that_cannot_be_is_told_before_the_audit(
    command: Command, desk: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    monkeypatch.setattr(pipeline.Auditor, "audit", lambda *_: pytest.fail("audited"))
    run = command("run", "slipped.txt", "--output", target)
    assert run.code == 3
    assert "cannot be written" in run.err
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text", SLIPPED),
        ("markdown", f"# Camp David\n\n{SLIPPED}\n"),
        ("html", f"<html><body><article><p>{SLIPPED}</p></article></body></html>"),
        ("jsonl", json.dumps({"text": SLIPPED})),
    ],
)
def test_standard_input_is_read_as_the_type_that_was_named(
    command: Command, desk: Path, kind: str, content: str
) -> None:
    run = command("run", "-", "--type", kind, "--format", "jsonl", stdin=content.encode())
    (file,) = map(json.loads, run.out.splitlines())
    assert file["path"] == "<stdin>"
    assert sorted(f["rule"] for f in file["findings"]) == ["punctuation", "repetition"]
    assert file["record"] == ("1" if kind == "jsonl" else None)


def test_the_type_overrules_the_names_of_files(command: Command, desk: Path) -> None:
    (desk / "story.page").write_text(f"<p>{CLEAN}</p><script>x = the the</script>" * 3)
    run = command("run", "story.page", "--type", "html", "--format", "json")
    assert json.loads(run.out)["files"][0]["media_type"] == "text/html"


def test_records_are_read_and_named_by_the_fields_that_were_asked_for(
    command: Command, desk: Path
) -> None:
    record = {"uri": "wire/1978", "body": SLIPPED, "text": CLEAN, "id": "wrong"}
    (desk / "own.jsonl").write_text(json.dumps(record), encoding="utf-8")
    asked = ("run", "own.jsonl", "--format", "jsonl")
    (default,) = map(json.loads, command(*asked).out.splitlines())
    assert (default["record"], default["findings"]) == ("wrong", [])
    (own,) = map(json.loads, command(*asked, "--field", "body", "--id", "uri").out.splitlines())
    assert own["record"] == "wire/1978"
    assert own["findings"]


def test_a_missing_field_is_named(command: Command, desk: Path) -> None:
    run = command("run", "wire.jsonl", "--field", "article", "--format", "jsonl")
    assert run.code == 3
    assert all(
        "'article'" in json.loads(x)["failures"][0]["error"] for x in run.out.splitlines()[:4]
    )


def test_the_configuration_of_the_folder_is_used_and_another_may_be_named(
    command: Command, desk: Path
) -> None:
    (desk / "audit.toml").write_text("[gate]\nreject_at = {minor = 1}\n", encoding="utf-8")
    (desk / "lenient.toml").write_text("", encoding="utf-8")
    assert command("gate", "slipped.txt").code == 1
    assert command("gate", "slipped.txt", "--config", "lenient.toml").code == 0


def test_lists_of_names_are_added_or_used_alone(command: Command, desk: Path) -> None:
    (desk / "desk.csv").write_text("name\nMordecai Quillfeather\n", encoding="utf-8")
    article = f"{CLEAN} Mordecai Quilfeather was not there."
    (desk / "own.txt").write_text(article, encoding="utf-8")

    def mends(*options: str) -> list[str]:
        run = command("run", "own.txt", "--format", "jsonl", *options)
        return [
            suggestion["replacement"]
            for finding in json.loads(run.out)["findings"]
            for suggestion in finding["suggestions"]
        ]

    assert mends() == []
    assert mends("--reference", "desk.csv") == ["Quillfeather"]
    assert mends("--reference-only", "desk.csv") == ["Quillfeather"]


def test_a_model_that_was_not_pulled_is_told_by_run_and_missing_for_gate(
    command: Command, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIT_CACHE", str(desk / "empty"))
    run = command("run", "clean.txt", "--format", "jsonl")
    assert (run.code, run.err) == (
        0,
        "audit: depth standard is not available, looking model-free; "
        "`audit pull` fetches the models\n",
    )
    assert json.loads(run.out)["depth"] == "model-free"
    asked = command("run", "clean.txt", "--depth", "deep")
    assert asked.code == 3
    assert "depth deep is required" in asked.out
    assert "`audit pull` fetches the models" in asked.out
    gate = command("gate", "clean.txt")
    assert gate.code == 3
    assert "depth standard is required" in gate.out
    assert "`audit pull` fetches the models" in gate.out
    (desk / "audit.toml").write_text("[gate]\ndepth = 'model-free'", encoding="utf-8")
    assert command("gate", "clean.txt").code == 0


def test_an_audit_is_as_deep_as_asked(command: Command, desk: Path) -> None:
    run = command("run", "clean.txt", "--depth", "deep", "--format", "jsonl")
    assert (run.code, run.err) == (0, "")
    assert json.loads(run.out)["depth"] == "deep"
    assert command("gate", "clean.txt", "--depth", "deep").code == 0


def test_a_standard_audit_can_be_done_without_models(command: Command, desk: Path) -> None:
    run = command("run", "clean.txt", "--depth", "model-free", "--format", "jsonl")
    assert (json.loads(run.out)["depth"], run.err) == ("model-free", "")
    assert json.loads(command("run", "clean.txt", "--format", "jsonl").out)["depth"] == "standard"


def test_nothing_in_a_pipe_has_a_colour(
    command: Command, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    read, write = os.pipe()
    with os.fdopen(write, "w") as pipe:
        run = command("run", "slipped.txt", "gone.txt", stdout=pipe)
    with os.fdopen(read, "rb") as kept:
        printed = kept.read()
    assert run.code == 3
    assert b"kept" in printed
    assert b"\x1b" not in printed + run.err.encode()


def test_a_terminal_gets_colours_but_none_of_the_texts_own(desk: Path) -> None:
    hostile = SLIPPED.replace("kept kept", "\x1b[2Jkept kept \u202ereversed\x07")
    (desk / "hostile\x1b[2J\u202e.txt").write_text(hostile, encoding="utf-8")
    master, slave = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    with subprocess.Popen(
        [*AUDIT, "run", ".", "--quiet"], stdout=slave, env={**environment, "TERM": "xterm"}
    ):
        os.close(slave)
        shown = _all_of(master)
    assert b"\x1b[1;3" in shown or b"\x1b[1m" in shown
    assert b"\x1b[2J" not in shown
    assert b"hostile\\x1b[2J\\u202e.txt" in shown
    assert b"\x07" not in shown


def _all_of(descriptor: int) -> bytes:
    read = b""
    while True:
        try:
            read += os.read(descriptor, 65536)
        except OSError:  # what Linux says when the other end is closed
            os.close(descriptor)
            return read


@pytest.mark.parametrize(
    ("jobs", "stop"), [(1, signal.SIGINT), (2, signal.SIGINT), (2, signal.SIGTERM)]
)
def test_a_run_that_is_stopped_leaves_no_report_and_says_so(
    desk: Path, jobs: int, stop: signal.Signals
) -> None:
    for i in range(300):
        (desk / f"{i:03}.txt").write_text(CLEAN * 20, encoding="utf-8")
    there = set(os.listdir(desk))
    asked = ["run", ".", "--output", "report.json", "--format", "json", "--html", "site"]
    run = subprocess.Popen(
        [*AUDIT, *asked, "--jobs", str(jobs)], stderr=subprocess.PIPE, start_new_session=True
    )
    while set(os.listdir(desk)) <= there:
        assert run.poll() is None
        time.sleep(0.02)
    time.sleep(0.2)
    os.killpg(run.pid, stop)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert said.decode().strip() == "audit: interrupted; nothing is left half-written"
    assert set(os.listdir(desk)) == there


TRUSTED = (
    "Dr. Sakena Yacoobi founded the Afghan Institute of Learning in 1995. Under the first Taliban "
    "government Yacoobi ran eighty schools for girls in private houses, and in 2001 the schools "
    "came out into the open. The WISE Prize for Education went to Sakena Yacoobi in 2015."
)
BENT = (
    "Eighty schools for girls were run in private houses. Sakena Yakoobi, who had founded them, "
    "trained the teachers herself, and paid them out of what the clinics took in. When the war was "
    "over, the schools of Herat and Kabul came out into the open, and the teachers stayed."
)


def flagged(outcome: Any) -> list[tuple[str, str]]:
    (audit,) = json.loads(outcome.out)["files"]
    return [
        (finding["rule"], finding["suggestions"][0]["replacement"]) for finding in audit["findings"]
    ]


def test_names_of_trusted_articles_are_names_to_mend_by(
    command: Command, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIT_CACHE", str(desk / "cache"))
    (desk / "trusted").mkdir()
    (desk / "trusted" / "award.txt").write_text(TRUSTED, encoding="utf-8")
    (desk / "bent.txt").write_text(BENT, encoding="utf-8")
    asked = ("run", "bent.txt", "--format", "json")
    assert flagged(command(*asked)) == []
    with_names = command(*asked, "--trusted", "trusted")
    assert flagged(with_names) == [("misspelled-name", "Yacoobi")]
    assert command(*asked, "--trusted", "trusted").out == with_names.out
    assert len(list((desk / "cache").glob("trusted-*.tsv"))) == 1


@pytest.mark.parametrize("path", ["gone.txt", "empty"])
def test_trusted_articles_without_a_name_are_an_error(
    command: Command, desk: Path, path: str
) -> None:
    (desk / "empty").mkdir()
    outcome = command("run", "clean.txt", "--trusted", path)
    assert outcome.code == 2
    assert "trusted" in outcome.err
