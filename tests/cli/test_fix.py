"""`audit fix`: what its diff makes of a file is what it writes, and nothing else is touched."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from audit.mending import replacing
from audit.mending.decisions import SCHEMA_ID

from .conftest import Command

BODY = (
    "The United Nations held a long meeting in New York on Monday about the war and its end.{end}"
    "{end}Secretary-General Kofi Anan spoke first and asked the the members for more money.{end}"
    "The café across the street was full of people who had come to see him , and it rained.{end}"
    "{end}Nobody left before the evening, when the delegates had agreed on a text at last"
)
MENDED = {"Kofi Anan": "Kofi Annan", "the the": "the", "him , and": "him, and"}


def body(end: str = "\n", last: str = ".\n", accent: str = "é") -> str:
    return BODY.format(end=end).replace("é", accent) + last


def mended(text: str) -> str:
    for old, new in MENDED.items():
        text = text.replace(old, new)
    return text


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


FILES = {
    "plain.txt": body().encode(),
    "crlf.txt": body("\r\n", ".\r\n").encode(),
    "mark.txt": b"\xef\xbb\xbf" + body().encode(),
    "windows.txt": body().encode("cp1252"),
    "unended.txt": body(last=".").encode(),
    "with a space.md": body().encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_the_diff_and_the_written_file_are_the_same(
    command: Command, desk: Path, name: str
) -> None:
    path = desk / name
    path.write_bytes(FILES[name])
    asked = (sys.executable, "-m", "audit.cli.main", "fix", name, "--depth", "model-free")
    shown = subprocess.run(asked, capture_output=True, check=True)
    assert path.read_bytes() == FILES[name]
    assert b"nothing is written" in shown.stderr
    subprocess.run(["patch", "-p0", "--binary", "-s"], input=shown.stdout, check=True)
    patched = path.read_bytes()
    path.write_bytes(FILES[name])
    assert fix(command, name, "--write").code == 0
    assert path.read_bytes() == patched
    encoding = "cp1252" if name == "windows.txt" else "utf-8"
    assert patched == mended(FILES[name].decode(encoding)).encode(encoding)


def write(path: Path) -> Path:
    path.write_text(body(), encoding="utf-8")
    return path


def fix(command: Command, *options: Any, stdin: str = "") -> Any:
    return command("fix", *options, "--depth", "model-free", stdin=stdin.encode())


def test_mode_and_links_are_kept_and_the_old_file_on_request(command: Command, desk: Path) -> None:
    path = write(desk / "text.txt")
    path.chmod(0o640)
    (desk / "link.txt").symlink_to("text.txt")
    assert fix(command, "link.txt", "--write", "--backup", ".orig").code == 0
    assert (desk / "link.txt").is_symlink()
    assert path.read_text("utf-8") == mended(body())
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert (desk / "text.txt.orig").read_text("utf-8") == body()
    path.write_text(body(), encoding="utf-8")
    ran = fix(command, "text.txt", "--write", "--backup", ".orig")
    assert ran.code == 3
    assert "text.txt.orig is there already" in ran.err
    assert path.read_text("utf-8") == body()


def test_rules_and_confidence_choose(command: Command, desk: Path) -> None:
    path = write(desk / "text.txt")
    assert fix(command, "text.txt", "--write", "--rule", "misspelled-name").code == 0
    assert path.read_text("utf-8") == body().replace("Anan", "Annan")
    ran = fix(command, "text.txt", "--write", "--confidence", "1")
    assert ran.code == 0
    assert path.read_text("utf-8") == body().replace("Anan", "Annan")
    ran = fix(command, "text.txt", "--rule", "misspeled-name")
    assert ran.code == 2
    assert "did you mean 'misspelled-name'" in ran.err


def test_asked_about_each_suggestion(command: Command, desk: Path) -> None:
    path = write(desk / "text.txt")
    answers = "?\ne\nAtta Annan\n1\nn\n"
    ran = fix(command, "text.txt", "--interactive", "--write", stdin=answers)
    assert ran.code == 0
    assert "a number takes that suggestion" in ran.err
    wanted = body().replace("Anan", "Atta Annan").replace("the the", "the")
    assert path.read_text("utf-8") == wanted
    path.write_text(body(), encoding="utf-8")
    assert fix(command, "text.txt", "--interactive", "--write", stdin="q\n").code == 0
    assert path.read_text("utf-8") == body()


def test_a_file_that_changes_meanwhile_is_left_alone(
    command: Command, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(desk / "text.txt")
    replace: Any = replacing.replace_file

    def late(name: str, *rest: Any) -> None:
        path.write_text("Somebody else was here.")
        replace(name, *rest)

    monkeypatch.setattr("audit.mending.replace_file", late)
    ran = fix(command, "text.txt", "--write")
    assert ran.code == 3
    assert "has changed while it was audited" in ran.err
    assert path.read_text() == "Somebody else was here."
    assert os.listdir(desk) == ["text.txt"]


def test_a_read_only_file_is_left_alone(command: Command, desk: Path) -> None:
    path = write(desk / "text.txt")
    path.chmod(0o444)
    ran = fix(command, "text.txt", "--write")
    assert ran.code == 3
    assert "is read-only" in ran.err
    assert path.read_text("utf-8") == body()
    path.chmod(0o644)
    ran = fix(command, path)
    assert "patch takes names below the current folder only" in ran.err


def test_what_cannot_be_mended_is_told_and_the_rest_is_mended(command: Command, desk: Path) -> None:
    path = write(desk / "text.txt")
    (desk / "page.html").write_text(f"<html><body><p>{body()}</p></body></html>")
    german = "Der Rat tagte am Montag in Wien und ging früh nach Hause. " * 9
    (desk / "german.txt").write_text(german)
    ran = fix(command, ".", "--write")
    assert ran.code == 3
    assert "page.html: is an HTML page" in ran.err
    assert "the text is not English (detected: de)" in ran.err
    assert path.read_text("utf-8") == mended(body())
    ran = fix(command, "-", "--write", stdin=body())
    assert ran.code == 3
    assert "only files are mended" in ran.err


def test_decisions_are_applied_and_nothing_else(command: Command, desk: Path) -> None:
    import hashlib
    import json

    path = write(desk / "text.txt")
    text = body()
    rows = [
        {"rule": "x", "start": text.index(old), "end": text.index(old) + len(old), "text": old}
        for old in ("Anan", "the the")
    ]
    rows[0] |= {"decision": "accept", "replacement": "Annan"}
    rows[1] |= {"decision": "reject", "replacement": "the"}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    told = {"schema": SCHEMA_ID, "path": "text.txt", "sha256": digest, "decisions": rows}
    (desk / "decisions.json").write_text(json.dumps(told))
    asked = ("fix", "text.txt", "--decisions", "decisions.json", "--write")
    assert command(*asked).code == 0
    assert path.read_text("utf-8") == text.replace("Anan", "Annan")
    ran = command(*asked)
    assert ran.code == 3
    assert "has changed since the report was made" in ran.err
    assert command("fix", ".", "text.txt", *asked[2:]).code == 2
    assert command(*asked, "--rule", "casing").code == 2
    assert command("fix", "text.txt", "--backup", ".orig").code == 2
    assert command("fix", "text.txt", "--backup", "/orig", "--write").code == 2
