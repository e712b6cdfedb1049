"""From what a user names to an engine: `apertium`, `marian:FOLDER-{source}-{target}` and so on."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from audit.backtranslation.engines.apertium import ApertiumCommand, ApertiumService
from audit.backtranslation.engines.base import Engine
from audit.backtranslation.engines.marian import MarianEngine
from audit.backtranslation.engines.models import FAMILIES, Model, locate_model
from audit.backtranslation.engines.recorded import RecordedEngine
from audit.backtranslation.engines.torched import TransformersEngine
from audit.errors import ConfigError

THROUGH_TRANSFORMERS = "+transformers"
_ADDRESS = re.compile(r"https?://[\w.-]+(:\d{1,5})?(/[\w./-]*)?")


def open_engine(
    spec: str, folder: Path | None, *, offline: bool = False, threads: int = 1, best: int = 1
) -> Engine:
    """The engine that a specification names, with what it converts kept in a folder.

    `apertium` is the command, `apertium:http://…` a service; `marian:NAME`, `m2m100:NAME` and
    `nllb:NAME` are models by folder or hub name, in which `{source}` and `{target}` stand for
    the languages, run by CTranslate2, or by `marian+transformers:NAME` and so on as they are;
    `recorded:FILE` replays a recording. `best` is how many translations of a sentence are wanted.

    Raises:
        ConfigError: the specification is of no known form.
        EngineError: the engine cannot be started.
    """
    kind, _, name = spec.partition(":")
    family = kind.removesuffix(THROUGH_TRANSFORMERS)
    if kind == "apertium":
        if not name:
            return ApertiumCommand()
        if not _ADDRESS.fullmatch(name):
            raise ConfigError(f"{spec}: Apertium's service has an address, http://…; or name none")
        if offline:
            raise ConfigError(f"{spec}: is on a network, and --offline")
        return ApertiumService(name.rstrip("/"))
    if kind == "recorded" and name:
        return RecordedEngine(Path(name))
    if family in FAMILIES and name:

        @cache
        def find(source: str, target: str) -> Model:
            told = name.replace("{source}", source).replace("{target}", target)
            return locate_model(family, told, offline=offline)

        if family == "marian" and not ("{source}" in name and "{target}" in name):
            raise ConfigError(
                f"{spec}: a Marian model has one direction, so the name holds {{source}} and"
                " {target}, as in marian:Helsinki-NLP/opus-mt-{source}-{target}"
            )
        if kind != family:
            return TransformersEngine(find, threads, best)
        return MarianEngine(find, folder, threads, best)
    raise ConfigError(
        f"{spec}: is no translation engine; they are apertium, apertium:http://HOST:2737,"
        " marian:MODEL-{source}-{target}, m2m100:MODEL, nllb:MODEL (or marian+transformers: and"
        " so on), recorded:FILE"
    )
