"""Every way to a false pass that we know of, through the real command: none exits 0.

Exit codes: 3 where anything was not fully audited, else 1 where a gate rejects, else 0; 2 for usage
and configuration. `run` never exits 1.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner

from audit import Document, Finding, Rule, Severity, pipeline
from audit.cli.main import main
from audit.detectors import RULES, Detector, Knowledge, make_detectors

ROOT = Path(__file__).parents[1]
GOOD = (
    "In July 1975 an American and a Soviet spacecraft were joined in orbit, and Thomas Stafford "
    "shook hands with Alexei Leonov between the two. The crews ate together, exchanged flags and "
    "the seeds of trees, and carried out their experiments for two days. When they had parted, "
    "Valery Kubasov and Leonov came down in Kazakhstan, and the others in the Pacific after a "
    "landing that was almost their last."
)
SLIPPED = GOOD.replace("shook hands", "shook shook hands")
FRENCH = (
    "En juillet 1975, deux vaisseaux se sont rejoints dans l'espace, et leurs équipages ont mangé "
    "ensemble pendant que le monde les regardait. C'était la fin d'une course de vingt ans."
)
CODE = "import os\n\ndef main():\n    names = os.listdir();\n    return names;\n" * 20
RECORD = json.dumps({"text": GOOD}) + "\n"


@dataclass(frozen=True)
class Outcome:
    code: int
    said: str


def audit(command: str, *arguments: str, stdin: str = "") -> Outcome:
    """Run the command as its entry point does; all that it says is kept together."""
    with CliRunner().isolation(input=stdin) as (_, _, said), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["audit", command, *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        code = end.value.code
    assert isinstance(code, int)
    return Outcome(code, said.getvalue().decode())


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one good article, as the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_a_good_text_passes(desk: Path) -> None:
    assert audit("run", "good.txt") == audit("gate", "good.txt")
    assert audit("gate", "good.txt").code == 0


UNREAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\t\n\n", "is empty"),
    "marks.txt": (b"*** --- !!! 1975", "is empty"),
    "binary.txt": (bytes(range(32)) * 40, "is binary"),
    "picture.png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 40, "is binary"),
    "halved.txt": (GOOD.encode("utf-16")[:-1], "cannot be decoded"),
    "french.txt": (FRENCH.encode(), "the text is not English (detected: fr)"),
    "code.txt": (CODE.encode(), "is not prose"),
    "bare.html": (b"<html><body></body></html>", "no main text"),
    "none.jsonl": (b"\n\n", "holds no records"),
    "broken.jsonl": ((RECORD + "{\n" + RECORD).encode(), "line 2: is not a JSON object"),
    "list.jsonl": ((RECORD + "[]\n").encode(), "line 2: is not a JSON object"),
    "other.jsonl": ((RECORD + '{"body": "x"}\n').encode(), "line 2: has no text in field 'text'"),
    "null.jsonl": ((RECORD + '{"text": null}\n').encode(), "line 2: has no text in field 'text'"),
    "void.jsonl": ((RECORD + '{"text": ""}\n').encode(), "is empty"),
    "plain.jsonl.gz": (RECORD.encode(), "cannot be read"),
    "cut.jsonl.gz": (gzip.compress(RECORD.encode() * 9)[:-12], "cannot be read"),
    "bent.jsonl.gz": (gzip.compress(RECORD.encode())[:40] + b"\xff" * 300, "cannot be read"),
}


@pytest.mark.parametrize("command", ["run", "gate"])
@pytest.mark.parametrize("name", UNREAD)
def test_one_file_that_was_not_audited_makes_the_run_incomplete(
    desk: Path, name: str, command: str
) -> None:
    content, reason = UNREAD[name]
    (desk / name).write_bytes(content)
    for paths in (["good.txt", name], [name, "good.txt"], ["."]):
        if paths == ["."] and name.endswith(".png"):
            continue  # files of other kinds are left out of folders, not of what is named
        outcome = audit(command, *paths)
        assert outcome.code == 3
        assert reason in outcome.said


@pytest.mark.parametrize("command", ["run", "gate"])
def test_a_path_that_leads_nowhere_is_incomplete(desk: Path, command: str) -> None:
    (desk / "loop.txt").symlink_to("loop.txt")
    (desk / "dead.txt").symlink_to("gone.txt")
    (desk / "empty").mkdir()
    (desk / "pictures").mkdir()
    (desk / "pictures" / "a.png").write_bytes(b"\x89PNG")
    for path in ("missing.txt", "loop.txt", "dead.txt", "empty", "pictures", "", "good.txt/x"):
        assert audit(command, "good.txt", path).code == 3, path
    assert audit(command, ".").code == 3


@pytest.mark.parametrize("command", ["run", "gate"])
@pytest.mark.parametrize("kind", ["text", "html", "jsonl", "markdown"])
def test_nothing_on_standard_input_is_incomplete(desk: Path, command: str, kind: str) -> None:
    assert audit(command, "-", "--type", kind).code == 3
    assert audit(command, "-", stdin=GOOD).code == 0


INCOMPLETE = [
    ("disable = ['casing']\n[gate]\nrequire = ['casing']", "the policy requires casing"),
    ("[read]\nmax_bytes = 100", "is larger than 100 bytes"),
]
REFUSED = [
    ("[gate]\nreject = 1", "gate: unknown key 'reject'"),
    ("[gates]\nreject_below = 1", "unknown key 'gates'; did you mean 'gate'?"),
    ("disable = ['mispelled-name']", "unknown rule 'mispelled-name'; did you mean"),
    ("[rules.misspeled-name]\nskip = []", "unknown rule 'misspeled-name'"),
    ("[rules.casing]\nskp = []", "rules.casing: unknown option 'skp'; did you mean 'skip'?"),
    ("[rules.casing]\nskip = 'iPhone'", "rules.casing.skip: 'iPhone' is not a list"),
    ("[rules.casing]\nmost = '0.3'", "rules.casing.most: '0.3' is not a number"),
    ("[gate]\nrequire = ['misspeled-name']", "gate.require: unknown rule"),
    ("[gate]\nreject_at = {sevre = 1}", "'sevre' is neither a severity nor a rule"),
    ("[gate]\nreject_at = {critical = 0}", "critical = 0"),
    ("[gate]\nreview = 'never'", "'never' is not one of 'pass', 'fail'"),
    ("[gate]\nmin_words = 'none'", "min_words: 'none' is not a whole number"),
    ("[gate]\nreject_below = [40]", "reject_below: [40] is not a number"),
    ("[reference]\nonly = ['gone.tsv']", "gone.tsv: cannot be read"),
    (f"disable = {list(RULES)}", "every rule is disabled"),
    ("[gate", "is not valid TOML"),
]


@pytest.mark.parametrize("command", ["run", "gate"])
@pytest.mark.parametrize(("policy", "reason"), INCOMPLETE)
def test_what_the_policy_requires_and_does_not_get_is_incomplete(
    desk: Path, command: str, policy: str, reason: str
) -> None:
    (desk / "audit.toml").write_text(policy, encoding="utf-8")
    outcome = audit(command, "good.txt")
    assert outcome.code == 3
    assert reason in outcome.said


@pytest.mark.parametrize("command", ["run", "gate"])
@pytest.mark.parametrize(("policy", "reason"), REFUSED)
def test_a_configuration_that_was_not_understood_audits_nothing(
    desk: Path, command: str, policy: str, reason: str
) -> None:
    path = desk / "audit.toml"
    path.write_text(policy, encoding="utf-8")
    for arguments in ((), ("--config", str(path))):
        outcome = audit(command, "good.txt", *arguments)
        assert outcome.code == 2
        assert reason in outcome.said
        assert "pass " not in outcome.said


def test_everything_excluded_from_a_folder_is_incomplete(desk: Path) -> None:
    (desk / "audit.toml").write_text("[read]\nexclude = ['*']", encoding="utf-8")
    assert audit("gate", ".").code == 3


@pytest.mark.parametrize("command", ["run", "gate"])
@pytest.mark.parametrize(
    ("text", "place"),
    [
        (None, ": cannot be read"),
        ("", ": is empty"),
        ("name\tkind\n", ": holds no names"),
        ("name\tkind\nAlexei Leonov\tcosmonaut\n", ":2: unknown kind 'cosmonaut'"),
        ("name\tkind\nAlexei Leonov\tperson\nThomas Stafford\n", ":3: has 1 columns, expected 2"),
        ("nmae\nAlexei Leonov\n", ":2: unknown column 'nmae'"),
    ],
)
def test_a_list_that_does_not_hold_audits_nothing_and_names_its_line(
    desk: Path, command: str, text: str | None, place: str
) -> None:
    if text is not None:
        (desk / "own.tsv").write_text(text, encoding="utf-8")
    for option in ("--reference", "--reference-only"):
        outcome = audit(command, "good.txt", option, "own.tsv")
        assert outcome.code == 2
        assert f"own.tsv{place}" in outcome.said


@dataclass(frozen=True, kw_only=True)
class Crashing(Detector):
    """Raises an error of its own kind where it meets a word."""

    rule: ClassVar[Rule] = Rule(code="crashing", title="T", severity=Severity.MINOR, mqm="style")

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        if "flags" in document.text:
            raise LookupError("no such flag")
        yield from ()


@dataclass(frozen=True, kw_only=True)
class Dying(Crashing):
    """Takes its whole process with it, as a process without memory would."""

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        os.kill(os.getpid(), signal.SIGKILL)
        yield from ()


def install(detector: Detector, monkeypatch: pytest.MonkeyPatch) -> None:
    def more(*asked: Any) -> tuple[Detector, ...]:
        return (*make_detectors(*asked), detector)

    monkeypatch.setattr(pipeline, "make_detectors", more)
    monkeypatch.setattr(pipeline, "_last", [])


@pytest.mark.parametrize("command", ["run", "gate"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_detector_that_crashes_is_incomplete(
    desk: Path, monkeypatch: pytest.MonkeyPatch, command: str, jobs: str
) -> None:
    install(Crashing(), monkeypatch)
    (desk / "other.txt").write_text(GOOD.replace("flags", "gifts"), encoding="utf-8")
    assert audit(command, "other.txt", "--jobs", jobs).code == 0
    outcome = audit(command, "good.txt", "other.txt", "--jobs", jobs)
    assert outcome.code == 3
    assert "crashing: LookupError: no such flag" in outcome.said
    assert "1 pass, 1 incomplete" in outcome.said


@pytest.mark.parametrize("command", ["run", "gate"])
def test_a_process_that_dies_is_incomplete(
    desk: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    install(Dying(), monkeypatch)
    outcome = audit(command, "good.txt", "--jobs", "2", "--output", "report")
    assert outcome.code == 3
    assert outcome.said == "audit: a process of the audit died; try fewer --jobs\n"
    assert os.listdir(desk) == ["good.txt"]


@pytest.mark.parametrize("missing", [".", "names", "lexicons", "scoring"])
def test_an_installation_without_its_lists_passes_nothing(desk: Path, missing: str) -> None:
    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "audit", desk / "audit", ignore=leave)
    if missing != ".":
        shutil.copytree(ROOT / "reference", desk / "reference", ignore=leave)
        shutil.rmtree(desk / "reference" / missing)
        (desk / "reference" / missing).mkdir()
    if missing == "names":
        shutil.rmtree(desk / "reference" / "titles")
    ran = subprocess.run(
        [sys.executable, "-m", "audit.cli.main", "gate", "good.txt"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode in (2, 3)
    assert str(desk / "reference") in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_gate_rejects_and_run_never_does(desk: Path) -> None:
    (desk / "slipped.txt").write_text(SLIPPED, encoding="utf-8")
    (desk / "audit.toml").write_text("[gate]\nreject_at = {minor = 1}", encoding="utf-8")
    for jobs in ("1", "2"):
        assert audit("gate", "good.txt", "slipped.txt", "--jobs", jobs).code == 1
        assert audit("run", "good.txt", "slipped.txt", "--jobs", jobs).code == 0
    assert audit("gate", "good.txt", "slipped.txt", "missing.txt").code == 3
    assert audit("run", "good.txt", "slipped.txt", "missing.txt").code == 3


@pytest.mark.parametrize(("review", "code"), [("pass", 0), ("fail", 1)])
def test_a_text_for_review_fails_the_gate_only_if_the_policy_says_so(
    desk: Path, review: str, code: int
) -> None:
    (desk / "short.txt").write_text(GOOD[:140], encoding="utf-8")
    (desk / "audit.toml").write_text(f"[gate]\nreview = '{review}'", encoding="utf-8")
    gate = audit("gate", "good.txt", "short.txt")
    assert gate.code == code
    assert "too few to judge by" in gate.said
    assert audit("run", "good.txt", "short.txt").code == 0
    assert audit("gate", "good.txt").code == 0


@pytest.mark.parametrize("command", ["run", "gate"])
@pytest.mark.parametrize("style", ["terminal", "json", "jsonl"])
def test_no_format_of_the_report_changes_the_exit_code(
    desk: Path, command: str, style: str
) -> None:
    assert audit(command, "good.txt", "gone.txt", "--format", style).code == 3
    assert audit(command, "good.txt", "--format", style, "--html", "site").code == 0


@pytest.mark.parametrize("command", ["run", "gate"])
def test_a_report_that_cannot_be_written_is_incomplete(desk: Path, command: str) -> None:
    assert audit(command, "good.txt", "--output", "good.txt/report").code == 3
    assert audit(command, "good.txt", "--html", "good.txt/site").code == 3
    assert audit(command).code == 2
