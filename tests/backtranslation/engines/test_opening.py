"""From specifications to engines: what is of no known form is refused with what would be."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.backtranslation.engines import open_engine
from audit.backtranslation.engines.apertium import ApertiumCommand, ApertiumService
from audit.backtranslation.engines.marian import MarianEngine
from audit.backtranslation.engines.torched import TransformersEngine
from audit.errors import ConfigError, EngineError


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("apertium", ApertiumCommand),
        ("apertium:http://localhost:2737/", ApertiumService),
        ("marian:models/{source}-{target}", MarianEngine),
        ("nllb:facebook/nllb-200-distilled-600M", MarianEngine),
        ("m2m100+transformers:facebook/m2m100_418M", TransformersEngine),
    ],
)
def test_known_forms(spec: str, expected: type) -> None:
    assert isinstance(open_engine(spec, None), expected)


@pytest.mark.parametrize(
    ("spec", "complaint"),
    [
        ("", "is no translation engine"),
        ("google", "is no translation engine; they are apertium"),
        ("marian", "is no translation engine"),
        ("recorded", "is no translation engine"),
        ("marian:models/en-es", "one direction, so the name holds {source} and {target}"),
        ("apertium:localhost", "has an address, http://"),
        ("apertium:http://localhost:abc", "has an address, http://"),
        ("apertium:http://localhost:2737", "is on a network, and --offline"),
    ],
)
def test_unknown_forms(spec: str, complaint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        open_engine(spec, None, offline=True)
    assert complaint in str(caught.value)


def test_offline_no_model_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    engine = open_engine("nllb:some-owner/some-model", tmp_path, offline=True)
    with pytest.raises(EngineError) as caught:
        engine.translate(["Hello."], "en", "ja")
    told = str(caught.value)
    assert "some-owner/some-model is not on this machine, and --offline" in told
    assert "hf download some-owner/some-model" in told


@pytest.mark.parametrize("name", ["./missing", "missing", "/no/such/folder", "a/b/c"])
def test_a_missing_folder_is_no_name_of_a_model(name: str, tmp_path: Path) -> None:
    engine = open_engine(f"m2m100:{name}", tmp_path)
    with pytest.raises(ConfigError, match="is no folder, and no name of a model"):
        engine.translate(["Hello."], "en", "ja")


def test_a_language_that_a_model_has_no_code_for_is_told(tmp_path: Path) -> None:
    from audit.backtranslation.engines.models import Model

    with pytest.raises(EngineError, match="NLLB's code for the language 'xx' is not known"):
        Model("nllb", tmp_path).prefix("xx")
    assert Model("nllb", tmp_path).prefix("ja") == ["jpn_Jpan"]
    assert Model("m2m100", tmp_path).prefix("ja") == ["__ja__"]
