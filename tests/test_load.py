"""Load: memory stays flat over any number of texts, and one very large text is audited whole.

A small part of the load by default; the whole of it with `PROVE=full` (`make prove-load`). Peaks
are those that the kernel counts for the process and all its children; `-s` shows them.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path

import pytest

FULL = os.environ.get("PROVE") == "full"
TEXTS = 10_000 if FULL else 1_000
LARGE = 50_000_000 if FULL else 2_000_000  # bytes; 5 MB take half a minute
GROWTH = 1.3
PER_TEXT = 4  # KiB; an audit that is kept is more
AUDIT = (sys.executable, "-m", "audit.cli.main")
EXAMPLES = Path(__file__).parents[1] / "examples"

TOWNS = [
    "Leipzig",
    "Gdańsk",
    "Tallinn",
    "Riga",
    "Vilnius",
    "Brno",
    "Timișoara",
    "Plovdiv",
    "Szeged",
]
MONTHS = ["March", "May", "June", "August", "October", "November", "December"]
OPENINGS = [
    "In {month} 1989 several thousand people came to the square in {town} with candles in hand.",
    "They stood in {town} through a night of {month} and sang what had been forbidden to them.",
]
MIDDLES = [
    "Those who had been against them for forty years were out of their offices by the spring.",
    "It was said before the the year was out that the wall had come down by mistake , in a slip.",
    "Lech Walesa and Vaclav Havel were presidents before they could believe it themselves.",
]
ENDING = (
    "The files that had been kept on them were carried out of the cellars, and whoever asked could "
    "read what his neighbours had said of him; not everyone who asked was glad that he had."
)


@dataclass(frozen=True)
class Run:
    """What a run of the command took; the peak is in MiB."""

    code: int
    peak: float
    seconds: float


def run(*arguments: str | Path, cwd: Path) -> Run:
    """Run `audit run` without models and wait for it, keeping what the kernel counted.

    Models take a fixed amount of memory, and hours over so many texts.
    """
    start = time.monotonic()
    process = subprocess.Popen(
        [*AUDIT, "run", "--depth", "model-free", *arguments], cwd=cwd, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(process.returncode, used.ru_maxrss / 1024, time.monotonic() - start)


def articles() -> Iterator[str]:
    """Short articles, each with a name that is in no other, so that nothing kept of one helps."""
    number = 0
    while True:
        for opening, middle, town, month in product(OPENINGS, MIDDLES, TOWNS, MONTHS):
            number += 1
            name = "".join("abcdefghij"[int(digit)] for digit in str(number))
            told = opening.format(town=town, month=month)
            yield f"{told} {middle} Among them was a teacher, one Ulrike K{name}. {ENDING}"


def write_files(folder: Path, count: int) -> Path:
    for i, text in enumerate(islice(articles(), count)):
        path = folder / f"{i // 100:03}" / f"{i:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def write_records(path: Path, count: int) -> Path:
    lines = (
        json.dumps({"id": i, "text": text}) for i, text in enumerate(islice(articles(), count))
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("jobs", [1, 2])
def test_memory_stays_flat_over_many_texts(tmp_path: Path, jobs: int) -> None:
    tenth, whole = TEXTS // 10, TEXTS
    asked = ("--format", "json", "--output", "report.json", "--jobs", str(jobs))
    if jobs == 1:
        few, many = write_files(tmp_path / "few", tenth), write_files(tmp_path / "many", whole)
    else:
        few = write_records(tmp_path / "few.jsonl", tenth)
        many = write_records(tmp_path / "many.jsonl", whole)
    small, large = (run(path, *asked, cwd=tmp_path) for path in (few, many))
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    print(f"\n{tenth} texts {small.peak:.0f} MiB, {whole} texts {large.peak:.0f} MiB, ", end="")
    print(f"{large.seconds:.1f} s in {jobs} processes")
    assert (small.code, large.code) == (0, 0)
    assert report["summary"]["files"] == len(report["files"]) == whole
    assert report["summary"]["rules"]["repetition"] >= whole // 4
    assert large.peak < GROWTH * small.peak
    assert (large.peak - small.peak) * 1024 < PER_TEXT * (whole - tenth)


def test_one_very_large_text_is_audited_to_its_end(tmp_path: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    book = "\n\n".join(texts) + "\n\n"
    with (tmp_path / "book.txt").open("w", encoding="utf-8") as file:
        for _ in range(LARGE // len(book.encode())):
            file.write(book)
        file.write("The book was read to the the end.")
    done = run("book.txt", "--format", "json", "--output", "report.json", cwd=tmp_path)
    (told,) = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["files"]
    print(
        f"\n{LARGE / 1e6:.0f} MB, {told['words']} words: {done.peak:.0f} MiB, {done.seconds:.1f} s"
    )
    assert done.code == 0
    assert told["failures"] == []
    assert told["words"] > LARGE / 8
    last = told["findings"][-1]
    assert (last["rule"], last["text"]) == ("repetition", " the")
    assert last["end"] > LARGE * 0.95


def test_a_run_over_many_texts_that_is_stopped_leaves_no_report(tmp_path: Path) -> None:
    write_files(tmp_path / "many", 500)
    asked = ["run", "many", "--format", "jsonl", "--output", "report.jsonl", "--html", "site"]
    process = subprocess.Popen([*AUDIT, *asked], cwd=tmp_path, stderr=subprocess.PIPE)
    while not any(path.stat().st_size > 10_000 for path in tmp_path.glob(".report.jsonl.*")):
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"interrupted; nothing is left half-written" in said
    assert os.listdir(tmp_path) == ["many"]
