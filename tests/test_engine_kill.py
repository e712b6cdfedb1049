"""Ten thousand sentences through a real engine, killed in the middle: none is translated twice.

A tenth by default; all of them with `PROVE=full` (`make prove-engines`).
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from audit.backtranslation.engines.store import FILE, PORTION

SENTENCES = 10_000 if os.environ.get("PROVE") == "full" else 1_000
SCRIPT = """
import sys
from pathlib import Path
from audit.backtranslation.engines import StoredEngine
from audit.backtranslation.engines.apertium import ApertiumCommand

class Logged(ApertiumCommand):
    def translate(self, sentences, source, target):
        with open(sys.argv[2], "a") as log:
            log.writelines(f"{s}\\n" for s in sentences)
        return super().translate(sentences, source, target)

sentences = [f"The ship number {i} left the port on Monday." for i in range(int(sys.argv[3]))]
found = StoredEngine(Logged(), Path(sys.argv[1])).translate(sentences, "en", "es")
assert all(f" {i} " in t.text for i, t in enumerate(found))
print(len(found))
"""


def count(folder: Path) -> int:
    if not (folder / FILE).exists():
        return 0
    try:
        with sqlite3.connect(f"file:{folder / FILE}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM translations").fetchone()[0])
    except sqlite3.OperationalError:  # it is being made
        return 0


def start(folder: Path, log: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SCRIPT, str(folder), str(folder / log), str(SENTENCES)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7])
def test_the_second_run_takes_up_where_the_first_was_killed(
    apertium: None, tmp_path: Path, share: float
) -> None:
    first = start(tmp_path, "first")
    while count(tmp_path) <= share * SENTENCES:
        assert first.poll() is None
        time.sleep(0.01)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait(10)
    kept = count(tmp_path)
    second = start(tmp_path, "second")
    told, _ = second.communicate(timeout=600)
    assert second.returncode == 0
    assert int(told) == SENTENCES == count(tmp_path)
    sent = [(tmp_path / log).read_text().splitlines() for log in ("first", "second")]
    assert share * SENTENCES < kept < SENTENCES
    assert len(sent[1]) == SENTENCES - kept
    assert len(set(sent[0]) & set(sent[1])) <= PORTION  # what was at the engine when it was killed
    print(f"{kept} kept when killed, {len(sent[1])} translated afterwards")
