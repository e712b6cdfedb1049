"""Translations kept on disk: none is made twice, and no damage is trusted."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import pytest

from audit.backtranslation.engines import StoredEngine, Translation
from audit.backtranslation.engines.recorded import RecordedEngine, RecordingEngine
from audit.backtranslation.engines.store import FILE, PORTION, _mend
from audit.errors import ConfigError, EngineError


@dataclass
class Upper:
    """Says it louder, and remembers what it was asked."""

    revision: str = "1"
    asked: list[str] = field(default_factory=list)
    breaks_at: int | None = None

    def signature(self, source: str, target: str) -> str:
        return f"engine:upper|revision:{self.revision}"

    def translate(
        self, sentences: Sequence[str], source: str, target: str
    ) -> tuple[Translation, ...]:
        if self.breaks_at is not None and len(self.asked) >= self.breaks_at:
            raise EngineError("out of breath")
        self.asked += sentences
        return tuple(
            Translation(text=f"{target} {s.upper()}", score=-0.25, others=((s, -1.5),))
            for s in sentences
        )


SENTENCES = [f"Sentence {i} of many." for i in range(3 * PORTION)]


def test_what_was_translated_is_not_translated_again(tmp_path: Path) -> None:
    engine = Upper()
    first = StoredEngine(engine, tmp_path).translate([*SENTENCES, *SENTENCES], "en", "es")
    assert sorted(engine.asked) == sorted(SENTENCES)
    again = StoredEngine(engine, tmp_path).translate(SENTENCES, "en", "es")
    assert (*again, *again) == first
    assert len(engine.asked) == len(SENTENCES)
    assert again[1] == Translation(
        text="es SENTENCE 1 OF MANY.", score=-0.25, others=((SENTENCES[1], -1.5),)
    )


@pytest.mark.parametrize("target", ["es", "ca"])
@pytest.mark.parametrize("revision", ["1", "2"])
def test_other_languages_and_revisions_are_other_translations(
    tmp_path: Path, target: str, revision: str
) -> None:
    StoredEngine(Upper(), tmp_path).translate(SENTENCES[:2], "en", "es")
    engine = Upper(revision)
    StoredEngine(engine, tmp_path).translate(SENTENCES[:2], "en", target)
    assert bool(engine.asked) is ((target, revision) != ("es", "1"))


def test_a_run_that_breaks_off_goes_on_where_it_stopped(tmp_path: Path) -> None:
    broken, whole = Upper(breaks_at=PORTION), Upper()
    with pytest.raises(EngineError, match="out of breath"):
        StoredEngine(broken, tmp_path).translate(SENTENCES, "en", "es")
    StoredEngine(whole, tmp_path).translate(SENTENCES, "en", "es")
    assert len(broken.asked) == PORTION
    assert sorted(broken.asked + whole.asked) == sorted(SENTENCES)


def test_a_damaged_file_is_set_aside(tmp_path: Path) -> None:
    kept = tmp_path / FILE
    kept.write_bytes(b"This is no database." * 100)
    found = StoredEngine(Upper(), tmp_path).translate(SENTENCES[:1], "en", "es")
    assert found[0].text == "es SENTENCE 0 OF MANY."
    assert kept.with_name(f"{FILE}.damaged").read_bytes().startswith(b"This is no")
    with sqlite3.connect(kept) as connection:
        assert connection.execute("SELECT count(*) FROM translations").fetchone() == (1,)


def test_a_page_that_is_damaged_later_is_found_when_it_is_read(tmp_path: Path) -> None:
    many = [f"{i} {'word ' * 50}" for i in range(500)]
    first = StoredEngine(Upper(), tmp_path).translate(many, "en", "es")
    kept = tmp_path / FILE
    content = bytearray(kept.read_bytes())
    content[8192:-8192] = bytes(len(content) - 16384)
    kept.write_bytes(content)
    assert StoredEngine(Upper(), tmp_path).translate(many, "en", "es") == first
    assert kept.with_name(f"{FILE}.damaged").exists()


def test_two_at_once_share_a_file(tmp_path: Path) -> None:
    engine = Upper()

    def run(i: int) -> tuple[Translation, ...]:
        return StoredEngine(engine, tmp_path).translate(SENTENCES[i:], "en", "es")

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(run, range(4)))
    assert all(result == results[0][i:] for i, result in enumerate(results))


def test_what_another_process_has_mended_is_left_alone(tmp_path: Path) -> None:
    StoredEngine(Upper(), tmp_path).translate(SENTENCES, "en", "es")
    _mend(tmp_path / FILE)  # as one does that met the damaged file before
    assert not (tmp_path / f"{FILE}.damaged").exists()
    engine = Upper()
    StoredEngine(engine, tmp_path).translate(SENTENCES, "en", "es")
    assert engine.asked == []


def test_several_processes_find_a_damaged_file_at_once(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"This is no database." * 100)
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        results = list(pool.map(_translate_in, [tmp_path] * 4))
    assert results == [len(SENTENCES)] * 4
    with sqlite3.connect(tmp_path / FILE) as connection:
        kept = connection.execute("SELECT count(*) FROM translations").fetchone()
    assert kept == (len(SENTENCES),)


def _translate_in(folder: Path) -> int:
    return len(StoredEngine(Upper(), folder).translate(SENTENCES, "en", "es"))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EngineError, match="AUDIT_CACHE names another folder"):
        StoredEngine(Upper(), tmp_path / "file").translate(SENTENCES[:1], "en", "es")


def test_without_a_folder_nothing_is_kept() -> None:
    engine = Upper()
    StoredEngine(engine, None).translate(SENTENCES[:2], "en", "es")
    assert engine.asked == SENTENCES[:2]


def test_progress_counts_every_sentence_once(tmp_path: Path) -> None:
    told: list[int] = []
    StoredEngine(Upper(), tmp_path, told.append).translate(SENTENCES, "en", "es")
    assert sum(told) == len(SENTENCES)


def test_a_recording_replays_what_was_translated(tmp_path: Path) -> None:
    recorder = RecordingEngine(Upper())
    found = recorder.translate(SENTENCES[:3], "en", "es")
    path = tmp_path / "recorded.jsonl"
    path.write_text("".join(recorder.lines), encoding="utf-8")
    replayed = RecordedEngine(path)
    assert replayed.translate(SENTENCES[:3], "en", "es") == found
    with pytest.raises(EngineError, match="has no translation from en to es of 'Sentence 3"):
        replayed.translate(SENTENCES[3:4], "en", "es")
    with pytest.raises(EngineError, match="has no translation from en to ca"):
        replayed.translate(SENTENCES[:1], "en", "ca")
    signed = replayed.signature("en", "es")
    path.write_text(path.read_text("utf-8") * 2, encoding="utf-8")
    assert RecordedEngine(path).signature("en", "es") != signed


@pytest.mark.parametrize("line", ["no json", "[]", '{"source": "en"}', '{"text": 1}'])
def test_a_recording_that_does_not_hold_is_told_by_its_line(line: str, tmp_path: Path) -> None:
    path = tmp_path / "recorded.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"recorded.jsonl:1: is no recorded translation"):
        RecordedEngine(path).translate(["Hello."], "en", "es")
    with pytest.raises(ConfigError, match="cannot be read"):
        RecordedEngine(tmp_path / "missing").signature("en", "es")
