"""Translations that were recorded: they come back as they were, and nothing else does.

A recording is a file of JSON lines, each with `source`, `target`, `text` and `translation`, and
with `score` and `others` where the engine gave them. Reports made from one can be made again on a
machine without the engine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from audit.backtranslation.engines.base import Engine, Translation
from audit.errors import ConfigError, EngineError

_Key = tuple[str, str, str]


@dataclass(frozen=True)
class RecordedEngine:
    """Replays a recording."""

    path: Path

    def signature(self, source: str, target: str) -> str:
        """The digest of the recording."""
        return f"engine:recorded|file:{sha256(self._content).hexdigest()[:12]}"

    def translate(
        self, sentences: Sequence[str], source: str, target: str
    ) -> tuple[Translation, ...]:
        """The recorded translations."""
        try:
            return tuple(self._known[source, target, sentence] for sentence in sentences)
        except KeyError as error:
            _, _, sentence = error.args[0]
            raise EngineError(
                f"{self.path}: has no translation from {source} to {target} of {sentence!r}"
            ) from error

    @cached_property
    def _content(self) -> bytes:
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise ConfigError(f"{self.path}: cannot be read: {error.strerror}") from error

    @cached_property
    def _known(self) -> Mapping[_Key, Translation]:
        known = {}
        for number, line in enumerate(self._content.splitlines(), 1):
            try:
                row = json.loads(line)
                key = row["source"], row["target"], row["text"]
                others = tuple((str(text), float(score)) for text, score in row.get("others", ()))
                known[key] = Translation(
                    text=str(row["translation"]), score=row.get("score"), others=others
                )
            except (ValueError, KeyError, TypeError) as error:
                raise ConfigError(f"{self.path}:{number}: is no recorded translation") from error
        if not known:
            raise ConfigError(f"{self.path}: holds no translations")
        return known


@dataclass(frozen=True)
class RecordingEngine:
    """Another engine, of which all translations are recorded in `lines`, each once."""

    engine: Engine
    lines: dict[str, None] = field(default_factory=dict)

    def signature(self, source: str, target: str) -> str:
        """The engine's own."""
        return self.engine.signature(source, target)

    def translate(
        self, sentences: Sequence[str], source: str, target: str
    ) -> tuple[Translation, ...]:
        """The engine's translations."""
        found = self.engine.translate(sentences, source, target)
        for sentence, translation in zip(sentences, found, strict=True):
            row = {
                "source": source,
                "target": target,
                "text": sentence,
                "translation": translation.text,
                "score": translation.score,
                "others": translation.others,
            }
            self.lines[json.dumps(row, ensure_ascii=False) + "\n"] = None
        return found
