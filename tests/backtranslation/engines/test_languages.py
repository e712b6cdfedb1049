"""Small models of M2M100 and NLLB, taught four sentences both ways; tokens tell the languages."""

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
CODES = {"m2m100": ("en", "es"), "nllb": ("eng_Latn", "spa_Latn")}


@pytest.fixture(scope="module", params=CODES)
def model(
    request: pytest.FixtureRequest, torch: None, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """The family of a model and its folder."""
    import torch as learning
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    learning.manual_seed(0)
    learning.set_num_threads(1)
    family = request.param
    folder = tmp_path_factory.mktemp(family)
    tokenizer = teach_pieces(folder) if family == "m2m100" else teach_merges()
    english, spanish = CODES[family]
    network = M2M100ForConditionalGeneration(
        M2M100Config(
            vocab_size=tokenizer.convert_tokens_to_ids(last_language(family)) + 9, d_model=64,
            encoder_layers=1, decoder_layers=1, encoder_attention_heads=4,
            decoder_attention_heads=4, encoder_ffn_dim=128, decoder_ffn_dim=128,
            max_position_embeddings=64, dropout=0.0, attention_dropout=0.0,
            activation_dropout=0.0, encoder_layerdrop=0.0, decoder_layerdrop=0.0,
        )
    )  # fmt: skip
    optimiser = learning.optim.AdamW(network.parameters(), lr=5e-3)
    ways = [(english, spanish, PAIRS), (spanish, english, {b: a for a, b in PAIRS.items()})]
    for step in range(STEPS):
        tokenizer.src_lang, tokenizer.tgt_lang, pairs = ways[step % 2]
        inputs = tokenizer(
            list(pairs), text_target=list(pairs.values()), padding=True, return_tensors="pt"
        )
        inputs["labels"][inputs["labels"] == tokenizer.pad_token_id] = -100
        inputs.pop("token_type_ids", None)
        optimiser.zero_grad()
        network(**inputs).loss.backward()
        optimiser.step()
    network.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return family, folder


def last_language(family: str) -> str:
    return "__zu__" if family == "m2m100" else "zul_Latn"


def teach_pieces(folder: Path) -> Any:
    """The tokenizer of M2M100: SentencePiece, with the languages after its pieces."""
    import sentencepiece
    from transformers import M2M100Tokenizer

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
    return M2M100Tokenizer(str(folder / "vocab.json"), str(folder / "sentencepiece.bpe.model"))


def teach_merges() -> Any:
    """The tokenizer of NLLB: merges of letters, with the languages after them."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import NllbTokenizer

    whole = Tokenizer(models.BPE(unk_token="<unk>"))
    whole.pre_tokenizer = pre_tokenizers.Metaspace()
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    trainer = trainers.BpeTrainer(vocab_size=90, special_tokens=special, show_progress=False)
    whole.train_from_iterator([*PAIRS, *PAIRS.values()], trainer)
    told = json.loads(whole.to_str())["model"]
    merges: Any = [tuple(pair) for pair in told["merges"]]
    return NllbTokenizer(vocab=told["vocab"], merges=merges)


@pytest.mark.parametrize("way", ["", "+transformers"])
def test_one_model_translates_both_ways(way: str, model: tuple[str, Path], tmp_path: Path) -> None:
    family, folder = model
    engine = open_engine(f"{family}{way}:{folder}", tmp_path)
    assert engine.signature("en", "es").startswith(f"engine:{family}|model:")
    there = engine.translate(list(PAIRS), "en", "es")
    assert [found.text for found in there] == list(PAIRS.values())
    back = engine.translate(list(PAIRS.values()), "es", "en")
    assert [found.text for found in back] == list(PAIRS)


@pytest.mark.parametrize("way", ["", "+transformers"])
def test_a_language_that_the_model_has_not_is_told(
    way: str, model: tuple[str, Path], tmp_path: Path
) -> None:
    family, folder = model
    with pytest.raises(EngineError, match=r"has no language 'xx'|the language 'xx' is not known"):
        open_engine(f"{family}{way}:{folder}", tmp_path).signature("en", "xx")
