"""Small Marian models, taught in the test: through CTranslate2 and through transformers."""

from __future__ import annotations

import builtins
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit.backtranslation.engines import Engine, open_engine
from audit.backtranslation.engines import marian as module
from audit.backtranslation.engines.marian import shortened
from audit.errors import ConfigError, EngineError

SENTENCES = (
    "The president toured the town on Monday.",
    "Yesterday the army guarded the harbour.",
    "The firm purchased the ship in 1998.",
    "After the war the author described the forest and left the island.",
    "The police searched the factory and found the letter.",
)
NAME = "{source}-{target}"


def open_from(folder: Path, cache: Path, kind: str = "marian", **options: Any) -> Engine:
    return open_engine(f"{kind}:{folder}/{NAME}", cache, **options)


@pytest.fixture
def conversions(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The models converted, in order."""
    done: list[Path] = []
    convert: Callable[..., None] = module._convert

    def watched(model: Any, into: Path) -> None:
        done.append(model.folder)
        convert(model, into)

    monkeypatch.setattr(module, "_convert", watched)
    return done


def test_both_ways_of_running_a_model_translate_alike(marian: Path, tmp_path: Path) -> None:
    fast, plain = (
        open_from(marian, tmp_path, kind).translate(SENTENCES, "en", "es")
        for kind in ("marian", "marian+transformers")
    )
    assert [t.text for t in fast] == [t.text for t in plain]
    assert fast[0].text == "El presidente visitó la ciudad el lunes."
    for one, other in zip(fast, plain, strict=True):
        assert one.score == pytest.approx(other.score, abs=0.05)  # 8 bits against 32


def test_a_trip_there_and_back_shows_the_pivots_neighbours(marian: Path, tmp_path: Path) -> None:
    engine = open_from(marian, tmp_path)
    there = [t.text for t in engine.translate(SENTENCES, "en", "es")]
    back = [t.text for t in engine.translate(there, "es", "en")]
    assert back[0] == "The president visited the city on Monday."
    assert back[1] == "Yesterday the army protected the port."


def test_the_next_best_translations_are_told_with_their_scores(
    marian: Path, tmp_path: Path
) -> None:
    (found,) = open_from(marian, tmp_path, best=3).translate(SENTENCES[:1], "en", "es")
    assert len({found.text, *(text for text, _ in found.others)}) == 3
    scores = [found.score, *(score for _, score in found.others)]
    assert scores == sorted(scores, key=lambda score: -(score or 0))


def test_translations_do_not_depend_on_their_company(marian: Path, tmp_path: Path) -> None:
    engine = open_from(marian, tmp_path)
    alone = [engine.translate([sentence], "en", "es")[0].text for sentence in SENTENCES]
    assert [t.text for t in engine.translate(SENTENCES, "en", "es")] == alone


def test_a_model_is_converted_once(marian: Path, tmp_path: Path, conversions: list[Path]) -> None:
    for _ in range(2):
        open_from(marian, tmp_path).translate(SENTENCES[:1], "en", "es")
    assert conversions == [marian / "en-es"]


def test_a_damaged_conversion_is_made_anew(
    marian: Path, tmp_path: Path, conversions: list[Path]
) -> None:
    before = open_from(marian, tmp_path).translate(SENTENCES[:1], "en", "es")
    (kept,) = (tmp_path / "engines").glob("marian-*")
    weights = kept / "model.bin"
    weights.write_bytes(weights.read_bytes()[:-100])
    assert open_from(marian, tmp_path).translate(SENTENCES[:1], "en", "es") == before
    assert len(conversions) == 2


def test_another_model_of_the_same_name_is_another_revision(marian: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(marian, copy)
    signed = open_from(copy, tmp_path).signature("en", "es")
    assert signed == open_from(marian, tmp_path).signature("en", "es")
    weights = copy / "en-es" / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert open_from(copy, tmp_path).signature("en", "es") != signed


def test_converting_without_torch_says_what_to_do(
    marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        module, "find_spec", lambda name: None if name == "torch" else builtins.object()
    )
    with pytest.raises(EngineError, match="needs torch: `pip install torch`"):
        open_from(marian, tmp_path).translate(SENTENCES[:1], "en", "es")
    assert not list((tmp_path / "engines").glob("marian-*"))


def test_a_folder_that_holds_no_such_model_is_refused(marian: Path, tmp_path: Path) -> None:
    (tmp_path / "en-es").mkdir()
    with pytest.raises(ConfigError, match=r"holds no model of transformers"):
        open_from(tmp_path, tmp_path).translate(SENTENCES[:1], "en", "es")
    (tmp_path / "en-es" / "config.json").write_text(json.dumps({"model_type": "bert"}))
    with pytest.raises(ConfigError, match="is a model of bert, not of marian"):
        open_from(tmp_path, tmp_path).translate(SENTENCES[:1], "en", "es")
    (tmp_path / "en-es" / "config.json").write_text(json.dumps({"model_type": "marian"}))
    with pytest.raises(ConfigError, match="has no weights"):
        open_from(tmp_path, tmp_path).translate(SENTENCES[:1], "en", "es")
    with pytest.raises(ConfigError, match="is a model of marian, not of nllb"):
        open_engine(f"nllb:{marian}/en-es", tmp_path).translate(SENTENCES[:1], "en", "es")


def test_a_sentence_of_too_many_pieces_keeps_its_end() -> None:
    pieces = [*map(str, range(99)), "</s>"]
    assert shortened(pieces, 50) == [*pieces[:49], "</s>"]
    assert shortened(pieces, 100) == pieces


@pytest.mark.parametrize("kind", ["marian", "marian+transformers"])
def test_a_sentence_longer_than_the_model_takes_is_translated_in_part(
    kind: str, marian: Path, tmp_path: Path
) -> None:
    long = f"The president visited the city on Monday {'and bought the ship ' * 60}."
    (found,) = open_from(marian, tmp_path, kind).translate([long], "en", "es")
    assert "presidente" in found.text


def test_a_cache_that_cannot_be_written_is_told(marian: Path, tmp_path: Path) -> None:
    (tmp_path / "engines").write_text("in the way")
    with pytest.raises(EngineError, match="AUDIT_CACHE names another folder"):
        open_from(marian, tmp_path).translate(SENTENCES[:1], "en", "es")
