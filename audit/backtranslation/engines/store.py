"""Translations kept on disk, by engine, languages and sentence: none is made twice.

One SQLite file, which several processes may use at once. Sentences go to the engine in portions,
and each portion is written as soon as it comes back, so a run that is killed loses one at most. A
file that is damaged is set aside and a new one begun: only time is lost.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

from audit.backtranslation.engines.base import Engine, Translation
from audit.errors import EngineError

Report = Callable[[int], None]  # told how many sentences more are translated

FILE = "translations.sqlite"
PORTION = 64  # sentences translated between two writes
_PATIENCE = 60.0  # seconds that another process may be writing
_ASKED = 500  # keys of a query
_TABLE = """CREATE TABLE IF NOT EXISTS translations
    (key BLOB PRIMARY KEY, text TEXT NOT NULL, score REAL, others TEXT NOT NULL) WITHOUT ROWID"""


@dataclass(frozen=True)
class StoredEngine:
    """An engine whose translations are kept in a folder; None keeps nothing.

    `report` is told of sentences as they are translated.
    """

    engine: Engine
    folder: Path | None
    report: Report | None = field(default=None, compare=False)

    def signature(self, source: str, target: str) -> str:
        """The engine's own."""
        return self.engine.signature(source, target)

    def translate(
        self, sentences: Sequence[str], source: str, target: str
    ) -> tuple[Translation, ...]:
        """One translation for each sentence, in order; like ones are translated once."""
        if self.folder is None:
            return self.engine.translate(sentences, source, target)
        path = self.folder / FILE
        try:
            return self._translate(path, sentences, source, target)
        except sqlite3.OperationalError as error:
            raise EngineError(_no_place(path, error)) from error
        except sqlite3.DatabaseError:
            _mend(path)
            return self._translate(path, sentences, source, target)

    def _translate(
        self, path: Path, sentences: Sequence[str], source: str, target: str
    ) -> tuple[Translation, ...]:
        signed = self.signature(source, target)
        keys = {text: _key(signed, source, target, text) for text in sentences}
        with closing(_connect(path)) as kept:
            known = _find(kept, keys)
            left = sorted((text for text in keys if text not in known), key=len)
            self._tell(len(known))
            for i in range(0, len(left), PORTION):
                portion = left[i : i + PORTION]
                found = self.engine.translate(portion, source, target)
                made = dict(zip(portion, found, strict=True))
                _add(kept, {keys[text]: translation for text, translation in made.items()})
                known |= made
                self._tell(len(portion))
        return tuple(known[text] for text in sentences)

    def _tell(self, sentences: int) -> None:
        if self.report is not None:
            self.report(sentences)


def _key(*told: str) -> bytes:
    return sha256(json.dumps(told).encode()).digest()


def _find(kept: sqlite3.Connection, keys: Mapping[str, bytes]) -> dict[str, Translation]:
    """What is kept, of the texts with these keys."""
    found = {}
    of = {key: text for text, key in keys.items()}
    asked = list(of)
    for i in range(0, len(asked), _ASKED):
        some = asked[i : i + _ASKED]
        marks = ",".join("?" * len(some))
        rows = kept.execute(f"SELECT * FROM translations WHERE key IN ({marks})", some)
        for key, text, score, others in rows:
            told = tuple((other, chance) for other, chance in json.loads(others))
            found[of[key]] = Translation(text=text, score=score, others=told)
    return found


def _add(kept: sqlite3.Connection, made: Mapping[bytes, Translation]) -> None:
    """Keep translations by their keys."""
    rows = [(key, t.text, t.score, json.dumps(t.others)) for key, t in made.items()]
    with kept:
        kept.executemany("INSERT OR REPLACE INTO translations VALUES (?, ?, ?, ?)", rows)


def _connect(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EngineError(_no_place(path, error)) from error
    connection = sqlite3.connect(path, timeout=_PATIENCE)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(_TABLE)
    except BaseException:
        connection.close()
        raise
    return connection


def _no_place(path: Path, error: Exception) -> str:
    return f"{path}: translations cannot be kept: {error}; AUDIT_CACHE names another folder"


def _mend(path: Path) -> None:
    """Put a file that is damaged out of the way, unless another process has done so."""
    with FileLock(path.with_name(f"{path.name}.lock")):
        if _is_sound(path):
            return
        path.replace(path.with_name(f"{path.name}.damaged"))
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        _connect(path).close()


def _is_sound(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE)) as kept:
            return bool(kept.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False
