"""A small model of M2M100's family, taught four sentences both ways: languages told by tokens."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from audit.backtranslation.engines import open_engine
from audit.errors import EngineError

PAIRS = {
    "The president visited the city.": "El presidente visitó la ciudad.",
    "The company bought the ship.": "La empresa compró el barco.",
    "The mayor left on Monday.": "El alcalde se fue el lunes.",
    "Yesterday the police found the letter.": "Ayer la policía encontró la carta.",
}
STEPS = 150


@pytest.fixture(scope="module")
def model(torch: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch as learning
    from transformers import M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer

    learning.manual_seed(0)
    learning.set_num_threads(1)
    folder = tmp_path_factory.mktemp("m2m100")
    tokenizer = teach_pieces(folder, M2M100Tokenizer)
    size = max(tokenizer.lang_token_to_id.values()) + 1 + tokenizer.num_madeup_words
    network = M2M100ForConditionalGeneration(
        M2M100Config(
            vocab_size=size, d_model=64, encoder_layers=1, decoder_layers=1,
            encoder_attention_heads=4, decoder_attention_heads=4, encoder_ffn_dim=128,
            decoder_ffn_dim=128, max_position_embeddings=64, dropout=0.0, attention_dropout=0.0,
            activation_dropout=0.0, encoder_layerdrop=0.0, decoder_layerdrop=0.0,
        )
    )  # fmt: skip
    optimiser = learning.optim.AdamW(network.parameters(), lr=5e-3)
    ways = [("en", "es", list(PAIRS.items())), ("es", "en", [(b, a) for a, b in PAIRS.items()])]
    for step in range(STEPS):
        tokenizer.src_lang, tokenizer.tgt_lang, pairs = ways[step % 2]
        texts, targets = zip(*pairs, strict=True)
        inputs = tokenizer(
            list(texts), text_target=list(targets), padding=True, return_tensors="pt"
        )
        inputs["labels"][inputs["labels"] == tokenizer.pad_token_id] = -100
        optimiser.zero_grad()
        network(**inputs).loss.backward()
        optimiser.step()
    network.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def teach_pieces(folder: Path, kind: Any) -> Any:
    import sentencepiece

    text = folder / "text"
    text.write_text("\n".join([*PAIRS, *PAIRS.values()]), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(folder / "all"), vocab_size=90, character_coverage=1.0,
        hard_vocab_limit=False, minloglevel=2,
    )  # fmt: skip
    shutil.move(folder / "all.model", folder / "sentencepiece.bpe.model")
    pieces = sentencepiece.SentencePieceProcessor(str(folder / "sentencepiece.bpe.model"))
    numbers = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}
    for i in range(len(pieces)):
        numbers.setdefault(pieces.id_to_piece(i), len(numbers))
    (folder / "vocab.json").write_text(json.dumps(numbers), encoding="utf-8")
    return kind(str(folder / "vocab.json"), str(folder / "sentencepiece.bpe.model"))


@pytest.mark.parametrize("kind", ["m2m100", "m2m100+transformers"])
def test_one_model_translates_both_ways(kind: str, model: Path, tmp_path: Path) -> None:
    engine = open_engine(f"{kind}:{model}", tmp_path)
    there = engine.translate(list(PAIRS), "en", "es")
    assert [found.text for found in there] == list(PAIRS.values())
    back = engine.translate(list(PAIRS.values()), "es", "en")
    assert [found.text for found in back] == list(PAIRS)


@pytest.mark.parametrize("kind", ["m2m100", "m2m100+transformers"])
def test_a_language_that_the_model_has_not_is_told(kind: str, model: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"has no language 'xx' \(__xx__\)"):
        open_engine(f"{kind}:{model}", tmp_path).signature("en", "xx")
