"""The configuration: what is read, from where, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.config import (
    Config,
    Policy,
    ReadOptions,
    ReferenceOptions,
    find_config,
    load_config,
    nearest,
    parse_config,
)
from audit.errors import ConfigError
from audit.model import Depth

FULL = """
disable = ["casing"]

[read]
field = "body"
id = "uri"
max_bytes = 1000
exclude = ["*/drafts/*"]

[reference]
add = ["names/ministers.tsv"]

[gate]
depth = "deep"
review = "fail"
reject_below = 40
review_below = 62.5
min_words = 120
require = ["misspelled-name"]
reject_at = {critical = 2, misspelled-name = 1}
review_at = {minor = 9}

[rules.repetition]
phrase = 4
"""

REFUSED = [
    ("disabel = []", "unknown key 'disabel'; did you mean 'disable'?"),
    ("[gate]\nmin_word = 9", "gate: unknown key 'min_word'; did you mean 'min_words'?"),
    ("[zzz]\na = 1", "unknown key 'zzz'; known are disable, gate, read, reference, roundtrip,"),
    ('disable = "casing"', "disable: 'casing' is not a list"),
    ("disable = [7]", "disable: 7 is not a text"),
    ("gate = 3", "gate: must be a table"),
    ("[gate]\nmin_words = 9.5", "min_words: 9.5 is not a whole number"),
    ("[gate]\nmin_words = true", "min_words: True is not a whole number"),
    ("[gate]\nreject_below = '9'", "reject_below: '9' is not a number"),
    ("[gate]\nreject_below = true", "reject_below: True is not a number"),
    ("[gate]\ndepth = 'bottomless'", "depth: 'bottomless' is not one of 'model-free', 'standard'"),
    ("[gate]\ndepth = []", "depth: [] is not one of"),
    ("[gate]\nreview = 'maybe'", "review: 'maybe' is not one of 'pass', 'fail'"),
    ("[gate]\nreject_at = {critical = '1'}", "reject_at.critical: '1' is not a whole number"),
    ("[gate]\nreject_at = 1", "reject_at: 1 is not a table"),
    ("[rules]\ncasing = 1", "rules.casing: 1 is not a table"),
    ("disable = [", "is not valid TOML"),
]


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_is_read(tmp_path: Path) -> None:
    config = load_config(written(tmp_path / "audit.toml", FULL))
    assert config == Config(
        disable=("casing",),
        read=ReadOptions(field="body", id="uri", max_bytes=1000, exclude=("*/drafts/*",)),
        reference=ReferenceOptions(add=(str(tmp_path / "names/ministers.tsv"),)),
        gate=Policy(
            depth=Depth.DEEP,
            review="fail",
            reject_below=40.0,
            review_below=62.5,
            min_words=120,
            require=("misspelled-name",),
            reject_at={"critical": 2, "misspelled-name": 1},
            review_at={"minor": 9},
        ),
        rules={"repetition": {"phrase": 4}},
    )


@pytest.mark.parametrize(("text", "complaint"), REFUSED)
def test_what_is_not_understood_is_refused_by_name(
    tmp_path: Path, text: str, complaint: str
) -> None:
    path = written(tmp_path / "audit.toml", text)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert complaint in str(caught.value)
    assert caught.value.exit_code == 2


def test_an_empty_file_is_the_shipped_configuration(tmp_path: Path) -> None:
    assert load_config(written(tmp_path / "audit.toml", "")) == Config()


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "audit.toml"
    path.write_text('disable = ["casing"]', encoding="utf-8-sig")
    assert load_config(path).disable == ("casing",)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml: cannot be read"):
        load_config(tmp_path / "nowhere.toml")


def test_a_file_in_another_encoding_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "audit.toml"
    path.write_bytes('disable = ["caf\u00e9"]'.encode("cp1252"))
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(path)


def test_the_table_in_pyproject_is_read(tmp_path: Path) -> None:
    text = "[project]\nname = 'x'\n[tool.audit]\ndisable = ['casing']\n"
    assert load_config(written(tmp_path / "pyproject.toml", text)).disable == ("casing",)


@pytest.mark.parametrize("text", ["[project]\nname = 'x'", "tool = 3", "[tool.black]\na = 1"])
def test_a_pyproject_without_our_table_is_passed_over_but_refused_when_named(
    tmp_path: Path, text: str
) -> None:
    project = written(tmp_path / "pyproject.toml", text)
    assert find_config(tmp_path) is None
    with pytest.raises(ConfigError, match=r"has no \[tool\.audit\] table"):
        load_config(project)


def test_our_table_in_pyproject_must_be_a_table(tmp_path: Path) -> None:
    project = written(tmp_path / "pyproject.toml", "[tool]\naudit = 3")
    with pytest.raises(ConfigError, match="must be a table"):
        load_config(project)


def test_the_nearest_file_upwards_is_found_and_our_own_comes_first(tmp_path: Path) -> None:
    below = tmp_path / "desk" / "incoming"
    below.mkdir(parents=True)
    assert find_config(below) is None
    outer = written(tmp_path / "pyproject.toml", "[tool.audit]\n")
    assert find_config(below) == outer
    written(tmp_path / "desk" / "pyproject.toml", "[tool.black]\n")
    assert find_config(below) == outer
    inner = written(tmp_path / "desk" / "audit.toml", "")
    written(tmp_path / "desk" / "pyproject.toml", "[tool.audit]\n")
    assert find_config(below) == inner


def test_absolute_paths_of_lists_stay(tmp_path: Path) -> None:
    path = written(tmp_path / "audit.toml", "[reference]\nonly = ['/lists/a.tsv', 'b.tsv']")
    assert load_config(path).reference.only == ("/lists/a.tsv", str(tmp_path / "b.tsv"))


def test_a_parsed_table_is_checked_like_a_file() -> None:
    assert parse_config({"gate": {"reject_below": 12}}).gate.reject_below == 12.0
    with pytest.raises(ConfigError, match="configuration: unknown key 'gates'"):
        parse_config({"gates": {}})


def test_the_nearest_known_word_is_named_or_else_all() -> None:
    assert nearest("casng", ["casing", "grammar"]) == "; did you mean 'casing'?"
    assert nearest("xyz", ["grammar", "casing"]) == "; known are casing, grammar"
