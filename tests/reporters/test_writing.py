"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from audit.errors import ReportError
from audit.reporters.writing import written_whole


def write(path: Path, error: type[BaseException]) -> None:
    with written_whole(path) as file:
        file.write("half of it")
        raise error


def write_on_a_full_disk(path: Path) -> None:
    with written_whole(path) as file, open("/dev/full", "w") as full:
        os.dup2(full.fileno(), file.fileno())
        file.write("x" * 100_000)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deep" / "report.json"
    with written_whole(path) as file:
        file.write("naïve\n")
        file.flush()
        assert not path.exists()
    assert path.read_bytes() == "naïve\n".encode()
    assert files(path.parent) == ["report.json"]


def test_lines_end_the_same_on_every_system(tmp_path: Path) -> None:
    with written_whole(tmp_path / "a") as file:
        file.write("one\ntwo\n")
    assert (tmp_path / "a").read_bytes() == b"one\ntwo\n"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("before", [None, "the report of yesterday"])
def test_a_block_that_fails_leaves_all_as_it_was(
    tmp_path: Path, error: type[BaseException], before: str | None
) -> None:
    path = tmp_path / "report.json"
    if before:
        path.write_text(before, encoding="utf-8")
    with pytest.raises(error):
        write(path, error)
    assert files(tmp_path) == (["report.json"] if before else [])
    assert before is None or path.read_text(encoding="utf-8") == before


def test_a_full_disk_is_a_report_error_and_keeps_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text("the report of yesterday", encoding="utf-8")
    with pytest.raises(ReportError, match=r"report\.json: cannot be written: No space left"):
        write_on_a_full_disk(path)
    assert path.read_text(encoding="utf-8") == "the report of yesterday"
    assert files(tmp_path) == ["report.json"]


@pytest.mark.parametrize("path", ["/dev/null", "/proc/nowhere/report.json", "."])
def test_what_cannot_be_written_is_said_before_the_block_runs(path: str) -> None:
    with pytest.raises(ReportError, match="cannot be written"), written_whole(Path(path)):
        pytest.fail("the block ran")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "today.json").write_text("old", encoding="utf-8")
    (tmp_path / "latest.json").symlink_to("today.json")
    with written_whole(tmp_path / "latest.json") as file:
        file.write("new")
    assert (tmp_path / "latest.json").is_symlink()
    assert (tmp_path / "today.json").read_text(encoding="utf-8") == "new"


def test_the_file_may_be_read_by_those_whom_the_umask_lets(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        with written_whole(tmp_path / "report.json") as file:
            file.write("new")
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "report.json").stat().st_mode) == 0o640
