"""The only reader of `audit.toml` and of `[tool.audit]` in `pyproject.toml`.

A key that is not known is an error with the nearest known key beside it: a gate must not run
under a policy that was only half understood. Options of single rules are checked where the
detectors are made, since each detector's fields are its options.
"""

from __future__ import annotations

import difflib
import tomllib
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from audit.errors import ConfigError
from audit.model import Depth

FILE_NAME = "audit.toml"
_WANTED: Mapping[Any, str] = {
    bool: "true or false",
    float: "a number",
    int: "a whole number",
    str: "a text",
    tuple: "a list",
    Mapping: "a table",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How files are read.

    `field` and `id` are keys of JSONL records; `max_bytes` is the largest file or record that is
    read into memory; `exclude` are glob patterns of paths left out when folders are walked.
    """

    field: str = "text"
    id: str = "id"
    max_bytes: int = 64 * 1024 * 1024
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceOptions:
    """Lists of true names: `add` beside the shipped ones, or `only` instead of them."""

    add: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the gate asks of a file.

    `depth` is how deep an audit must have looked, and looks if what it needs was pulled.
    `reject_below` and `review_below` are reliability scores (None: the shipped thresholds).
    `reject_at` and `review_at` give, by severity or rule code, the number of findings from which
    a file is rejected or held for review. `require` names rules that must have run. `review`
    says whether a file to be reviewed fails the gate.
    """

    depth: Depth = Depth.STANDARD
    review: Literal["pass", "fail"] = "pass"
    reject_below: float | None = None
    review_below: float | None = None
    min_words: int = 50
    require: tuple[str, ...] = ()
    reject_at: Mapping[str, int] = field(default_factory=dict)
    review_at: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TripOptions:
    """Round trips: the `engine` as `audit roundtrip` names it; empty for none.

    `pivots` are ISO 639-1 codes; without one, a text goes through the pivot that its names tell, if
    they do. `control` are clean texts to measure the engine with, instead of the shipped ones. With
    `offline` no model is fetched.
    """

    engine: str = ""
    pivots: tuple[str, ...] = ()
    control: tuple[str, ...] = ()
    offline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything a run is told; `disable` are rule codes, `rules` a rule's options by its code."""

    read: ReadOptions = ReadOptions()
    reference: ReferenceOptions = ReferenceOptions()
    gate: Policy = Policy()
    roundtrip: TripOptions = TripOptions()
    disable: tuple[str, ...] = ()
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def find_config(start: Path) -> Path | None:
    """The nearest `audit.toml`, or `pyproject.toml` with `[tool.audit]`, from `start` upwards."""
    for folder in (start, *start.parents):
        own = folder / FILE_NAME
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and _table_of(project) is not None:
            return project
    return None


def load_config(path: Path) -> Config:
    """Read a configuration file; paths of lists in it are relative to its folder.

    Raises:
        ConfigError: the file is missing, is not TOML, or holds an unknown key or a wrong value.
    """
    table = _table_of(path)
    if table is None:
        raise ConfigError(f"{path}: has no [tool.audit] table")
    config = parse_config(table, where=str(path))
    lists = ReferenceOptions(
        add=tuple(str(path.parent / item) for item in config.reference.add),
        only=tuple(str(path.parent / item) for item in config.reference.only),
    )
    control = tuple(str(path.parent / item) for item in config.roundtrip.control)
    return replace(config, reference=lists, roundtrip=replace(config.roundtrip, control=control))


def parse_config(table: Mapping[str, Any], *, where: str = "configuration") -> Config:
    """Turn a parsed table into a `Config`.

    Raises:
        ConfigError: an unknown key or a value of the wrong type.
    """
    config: Config = _build(Config, table, where)
    return config


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint naming the known word nearest to `word`, or all of them."""
    known = sorted(known)
    close = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(known)}"


def convert(expected: Any, value: Any, where: str) -> Any:
    """Turn a TOML value into what a field's annotation expects.

    Raises:
        ConfigError: the value is of another type.
    """
    origin, arguments = typing.get_origin(expected), typing.get_args(expected)
    if is_dataclass(expected):
        return _build(expected, value, where)
    if origin is types.UnionType:
        return convert(next(a for a in arguments if a is not type(None)), value, where)
    if origin is Literal:
        return _one_of(arguments, value, where)
    if isinstance(expected, type) and issubclass(expected, StrEnum):
        return expected(_one_of([member.value for member in expected], value, where))
    if origin is tuple and isinstance(value, list):
        return tuple(convert(arguments[0], item, where) for item in value)
    if origin is not None and issubclass(origin, Mapping) and isinstance(value, dict):
        return {key: convert(arguments[1], item, f"{where}.{key}") for key, item in value.items()}
    if expected is float and type(value) is int:
        return float(value)
    if expected is Any or (isinstance(expected, type) and type(value) is expected):
        return value
    raise ConfigError(f"{where}: {value!r} is not {_WANTED.get(origin or expected, 'allowed')}")


def _one_of(allowed: Iterable[Any], value: Any, where: str) -> Any:
    allowed = list(allowed)
    if value not in allowed:
        raise ConfigError(f"{where}: {value!r} is not one of {', '.join(map(repr, allowed))}")
    return value


def _table_of(path: Path) -> Mapping[str, Any] | None:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from error
    if path.name != "pyproject.toml":
        return table
    tools = table.get("tool")
    return tools.get("audit") if isinstance(tools, dict) else None


def _build(cls: Any, table: Any, where: str) -> Any:
    if not isinstance(table, Mapping):
        raise ConfigError(f"{where}: must be a table")
    hints = typing.get_type_hints(cls)
    known = [f.name for f in fields(cls)]
    for key in table:
        if key not in known:
            raise ConfigError(f"{where}: unknown key {key!r}{nearest(key, known)}")
    return cls(**{key: convert(hints[key], table[key], f"{where}: {key}") for key in table})
