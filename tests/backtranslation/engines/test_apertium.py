"""Apertium by its command and by its service: the real engine, with the pairs of Debian."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audit.backtranslation.engines.apertium import ApertiumCommand, ApertiumService
from audit.errors import EngineError

SENTENCES = (
    "The president met the minister on Monday.",
    "He was tired",
    "Are the talks in Brussels long?",
    "“We won,” he said.",
    "…",
    "The price rose by 3.5% (from $40 to $41.40) & nobody knew why; [sic] {x} <b> ^a/b$ @ # * ~.",
    "Line one\nand the same sentence on line two.",
    "Obviously Xzywqian went to Ouagadougou!",
)


def texts(engine: ApertiumCommand | ApertiumService, sentences: tuple[str, ...]) -> list[str]:
    return [found.text for found in engine.translate(sentences, "en", "es")]


def test_each_sentence_has_its_own_translation(apertium: None) -> None:
    together = texts(ApertiumCommand(), SENTENCES)
    alone = [texts(ApertiumCommand(), (sentence,))[0] for sentence in SENTENCES]
    assert together == alone
    assert together[0] == "El presidente cumplió el ministro el lunes."
    assert together[2].endswith("?")
    assert together[4] == "…"


def test_no_mark_of_the_engine_is_left(apertium: None) -> None:
    (last,) = texts(ApertiumCommand(), SENTENCES[-1:])
    assert "Xzywqian" in last
    assert not set("*@#") & set(last)
    assert "  " not in last


def test_sentences_drawn_into_one_line_are_sent_anew(apertium: None) -> None:
    sentences = [f"The {word} of" for word in ("minister", "house", "city", "talks")] * 8
    found = ApertiumCommand().translate(sentences, "en", "ca")
    assert len(found) == len(sentences)
    assert found[:4] == found[4:8]


def test_a_missing_pair_is_named_with_its_package(apertium: None) -> None:
    with pytest.raises(
        EngineError, match=r"no eng-jpn here \(there are: .*eng-spa.*apertium-eng-jpn"
    ):
        ApertiumCommand().translate(["Hello."], "en", "ja")


def test_without_apertium_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(EngineError, match="apt-get install apertium apertium-eng-spa"):
        ApertiumCommand().signature("en", "es")


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a script in the place of the command."""

    def put(script: str) -> None:
        command = tmp_path / "apertium"
        command.write_text(f'#!/bin/sh\n[ "$1" = -l ] && echo eng-spa && exit 1\n{script}\n')
        command.chmod(0o755)

    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr("audit.backtranslation.engines.apertium._STARTING", 1.0)
    return put


def test_an_engine_that_fails_is_told(broken: Callable[[str], None]) -> None:
    broken("echo 'no memory' >&2; exit 4")
    with pytest.raises(EngineError, match="stopped: no memory"):
        ApertiumCommand().translate(["Hello."], "en", "es")


def test_an_engine_that_hangs_is_ended_with_all_that_it_started(
    broken: Callable[[str], None], tmp_path: Path
) -> None:
    broken(f"sleep 600 & echo $! > {tmp_path}/child; wait")
    with pytest.raises(EngineError, match="took more than"):
        ApertiumCommand().translate(["Hello."], "en", "es")
    child = Path("/proc", (tmp_path / "child").read_text().strip(), "stat")
    for _ in range(100):  # until whoever has it now has seen it end
        if not child.exists() or child.read_text().split()[2] == "Z":
            return
        time.sleep(0.05)
    pytest.fail("what the engine had started runs on")


def test_the_signature_changes_with_the_direction_alone(apertium: None) -> None:
    there, back = (ApertiumCommand().signature(*pair) for pair in (("en", "es"), ("es", "en")))
    assert there != back
    assert "pair:eng-spa|data:" in there
    assert "data:unknown" not in there
    assert ApertiumCommand().signature("en", "es") == there


@pytest.fixture(scope="module")
def service(apertium: None) -> Iterator[str]:
    """Apertium's own service at a free port of this machine."""
    if shutil.which("apertium-apy") is None:
        what = "apertium-apy is not installed: apt-get install apertium-apy"
        pytest.fail(what) if os.environ.get("CI") else pytest.skip(what)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = subprocess.Popen(
        ["apertium-apy", "-p", str(port), "/usr/share/apertium"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(200):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    serving.terminate()
    serving.wait(10)


def test_the_service_translates_as_the_command_does(service: str) -> None:
    some = SENTENCES[:3]
    assert texts(ApertiumService(service), some) == texts(ApertiumCommand(), some)


def test_a_service_without_the_pair_or_none_at_all_is_told(service: str) -> None:
    with pytest.raises(EngineError, match=r"eng\|jpn"):
        ApertiumService(service).translate(["Hello."], "en", "ja")
    with pytest.raises(EngineError, match="no answer of an Apertium service"):
        ApertiumService("http://127.0.0.1:9").translate(["Hello."], "en", "es")
