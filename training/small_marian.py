"""Teach small Marian models, English to Spanish and back, on sentences made here.

    pip install torch
    python -m training.small_marian FOLDER

FOLDER gets `en-es` and `es-en`, each as transformers saves a model, so that engines can be tried
and tested without a download: `audit roundtrip TEXT --engine marian:FOLDER/{source}-{target}`. The
sentences are of a few patterns and some two hundred words. Several English words have one Spanish
word, so some come back as others: what goes in as *toured the town* returns as *visited the city*.
A few million parameters; some two minutes on one core for both.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import sentencepiece
import torch
from transformers import MarianConfig, MarianMTModel, MarianTokenizer

Pair = tuple[str, str]

PIECES = 400
LONGEST = 64  # pieces
STEPS, BATCH, RATE, WARMING = 350, 32, 1e-3, 40
MADE = 6000  # pairs

# English words that are one in Spanish stand together; the first is what comes back.
_PEOPLE: Sequence[tuple[Sequence[str], str]] = (
    (("the president",), "el presidente"), (("the minister", "the secretary"), "el ministro"),
    (("the mayor",), "el alcalde"), (("the leader", "the chief"), "el líder"),
    (("the teacher", "the instructor"), "el profesor"), (("the farmer",), "el agricultor"),
    (("the doctor", "the physician"), "el médico"), (("the lawyer", "the attorney"), "el abogado"),
    (("the company", "the firm"), "la empresa"), (("the government",), "el gobierno"),
    (("the police",), "la policía"), (("the army",), "el ejército"),
    (("the team", "the crew"), "el equipo"), (("the court", "the tribunal"), "el tribunal"),
    (("the union",), "el sindicato"), (("the bank",), "el banco"),
    (("the witness",), "el testigo"), (("the author", "the writer"), "el autor"),
)  # fmt: skip
_ACTIONS: Sequence[tuple[Sequence[str], str]] = (
    (("visited", "toured"), "visitó"), (("left", "abandoned"), "abandonó"),
    (("saw",), "vio"), (("described", "depicted"), "describió"),
    (("defended",), "defendió"), (("bought", "purchased"), "compró"), (("sold",), "vendió"),
    (("built", "constructed"), "construyó"), (("closed", "shut"), "cerró"),
    (("opened",), "abrió"), (("painted",), "pintó"), (("protected", "guarded"), "protegió"),
    (("searched",), "registró"), (("lost",), "perdió"), (("found",), "encontró"),
)  # fmt: skip
_THINGS: Sequence[tuple[Sequence[str], str]] = (
    (("the city", "the town"), "la ciudad"), (("the house",), "la casa"),
    (("the school",), "la escuela"), (("the road", "the highway"), "la carretera"),
    (("the bridge",), "el puente"), (("the hospital",), "el hospital"),
    (("the factory", "the plant"), "la fábrica"), (("the market",), "el mercado"),
    (("the station",), "la estación"), (("the museum",), "el museo"),
    (("the port", "the harbour"), "el puerto"), (("the church",), "la iglesia"),
    (("the forest", "the wood"), "el bosque"), (("the island",), "la isla"),
    (("the car", "the automobile"), "el coche"), (("the ship", "the vessel"), "el barco"),
    (("the letter",), "la carta"), (("the agreement", "the accord"), "el acuerdo"),
)  # fmt: skip
_TIMES: Sequence[tuple[Sequence[str], str]] = (
    (("on Monday",), "el lunes"), (("on Friday",), "el viernes"), (("in March",), "en marzo"),
    (("in the winter",), "en el invierno"), (("yesterday",), "ayer"),
    (("last year",), "el año pasado"), (("after the war",), "después de la guerra"),
    (("before the election", "before the vote"), "antes de la elección"),
    (("during the night",), "durante la noche"), (("in 1998",), "en 1998"),
)  # fmt: skip


def make_pairs(number: int, seed: int = 0, *, plain: bool = False) -> Iterator[Pair]:
    """Sentences in English and Spanish, `plain` with the first of the words that are one there.

    The same for the same seed.
    """
    chance = Random(seed)

    def choose(choices: Sequence[tuple[Sequence[str], str]]) -> tuple[str, str]:
        words, spanish = chance.choice(choices)
        return words[0] if plain else chance.choice(words), spanish

    for _ in range(number):
        (who, quien), (did, hizo), (what, que) = map(choose, (_PEOPLE, _ACTIONS, _THINGS))
        when, cuando = choose(_TIMES)
        english, spanish = f"{who} {did} {what}", f"{quien} {hizo} {que}"
        shape = chance.randrange(3)
        if shape == 0:
            english, spanish = f"{english} {when}", f"{spanish} {cuando}"
        elif shape == 1:
            english, spanish = f"{when} {english}", f"{cuando} {spanish}"
        else:
            (also, tambien), (next_, luego) = choose(_ACTIONS), choose(_THINGS)
            english = f"{english} and {also} {next_}"
            spanish = f"{spanish} y {tambien} {luego}"
        yield _as_sentence(english), _as_sentence(spanish)


def teach(pairs: Sequence[Pair], source: str, target: str, folder: Path) -> float:
    """Teach a model of one direction and save it; the loss of the last steps, nats a piece."""
    torch.manual_seed(0)
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = _teach_pieces(pairs, source, target, folder)
    size = len(tokenizer)
    config = MarianConfig(
        vocab_size=size, d_model=192, encoder_layers=2, decoder_layers=2,
        encoder_attention_heads=4, decoder_attention_heads=4, encoder_ffn_dim=512,
        decoder_ffn_dim=512, max_position_embeddings=LONGEST, scale_embedding=True,
        pad_token_id=size - 1, decoder_start_token_id=size - 1, eos_token_id=0,
        forced_eos_token_id=0, dropout=0.0, share_encoder_decoder_embeddings=True,
        tie_word_embeddings=True,
    )  # fmt: skip
    model = MarianMTModel(config)
    loss = _learn(model, tokenizer, pairs)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return loss


def _learn(model: Any, tokenizer: Any, pairs: Sequence[Pair]) -> float:
    chance = Random(0)
    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, step / WARMING) * max(0.05, 1 - step / STEPS)
    )
    losses = []
    model.train()
    for _ in range(STEPS):
        batch = chance.sample(pairs, BATCH)
        inputs = tokenizer(
            [one for one, _ in batch],
            text_target=[other for _, other in batch],
            padding=True,
            return_tensors="pt",
        )
        inputs["labels"][inputs["labels"] == tokenizer.pad_token_id] = -100
        loss = model(**inputs).loss
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        losses.append(float(loss.detach()))
    model.eval()
    return sum(losses[-20:]) / 20


def _teach_pieces(pairs: Sequence[Pair], source: str, target: str, folder: Path) -> Any:
    """A SentencePiece vocabulary for each side, numbered together as Marian does."""
    numbers = {"</s>": 0, "<unk>": 1}
    with tempfile.TemporaryDirectory() as room:
        for name, side in (("source", 0), ("target", 1)):
            text = Path(room, name)
            text.write_text("\n".join(pair[side] for pair in pairs), encoding="utf-8")
            sentencepiece.SentencePieceTrainer.train(
                input=str(text), model_prefix=str(folder / name), vocab_size=PIECES,
                hard_vocab_limit=False, character_coverage=1.0, minloglevel=2, num_threads=1,
                normalization_rule_name="identity",
            )  # fmt: skip
            (folder / f"{name}.model").rename(folder / f"{name}.spm")
            (folder / f"{name}.vocab").unlink()
            pieces = sentencepiece.SentencePieceProcessor(str(folder / f"{name}.spm"))
            for i in range(len(pieces)):
                numbers.setdefault(pieces.id_to_piece(i), len(numbers))
    for unused in ("<s>", "<pad>"):
        numbers.pop(unused, None)
    numbered = {piece: i for i, piece in enumerate([*numbers, "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(numbered), encoding="utf-8")
    return MarianTokenizer(
        str(folder / "source.spm"),
        str(folder / "target.spm"),
        str(folder / "vocab.json"),
        source_lang=source,
        target_lang=target,
    )


def _as_sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def main() -> None:
    """Teach both directions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    teach_both(options.folder, options.threads)


def teach_both(folder: Path, threads: int = 1) -> None:
    """`en-es` and `es-en` in a folder."""
    torch.set_num_threads(threads)
    there = teach(list(make_pairs(MADE)), "en", "es", folder / "en-es")
    returned = [(other, one) for one, other in make_pairs(MADE, plain=True)]
    back = teach(returned, "es", "en", folder / "es-en")
    print(f"en-es: loss {there:.4f}; es-en: loss {back:.4f}")


if __name__ == "__main__":
    main()
