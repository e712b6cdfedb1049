"""Translation models in the format of `transformers`: where they lie, how they split sentences.

Three families share one architecture and differ in how the languages are told: Marian has a model
for each direction (its name may hold `{source}` and `{target}`), M2M100 and NLLB have one for all
and are told by tokens.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from audit.errors import ConfigError, EngineError

LONGEST = 512  # pieces of a sentence and of its translation, at most
FAMILIES = ("marian", "m2m100", "nllb")
_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_FLORES = {
    "ar": "arb_Arab", "ca": "cat_Latn", "de": "deu_Latn", "en": "eng_Latn", "es": "spa_Latn",
    "fa": "pes_Arab", "fr": "fra_Latn", "he": "heb_Hebr", "hi": "hin_Deva", "id": "ind_Latn",
    "it": "ita_Latn", "ja": "jpn_Jpan", "ko": "kor_Hang", "ne": "npi_Deva", "nl": "nld_Latn",
    "pl": "pol_Latn", "pt": "por_Latn", "ru": "rus_Cyrl", "tr": "tur_Latn", "uk": "ukr_Cyrl",
    "vi": "vie_Latn", "zh": "zho_Hans",
}  # fmt: skip


@dataclass(frozen=True)
class Model:
    """A model of a family in a folder."""

    family: str
    folder: Path

    @cached_property
    def revision(self) -> str:
        """A digest of the weights and of all that is small beside them."""
        digest = sha256()
        for path in sorted(self.folder.iterdir()):
            if path.name in _WEIGHTS or path.suffix in (".json", ".spm", ".model", ".txt"):
                with path.open("rb") as file:
                    while block := file.read(1 << 20):
                        digest.update(block)
        return digest.hexdigest()[:16]

    @cached_property
    def tokenizer(self) -> Any:
        """The model's own tokenizer, of `transformers` and SentencePiece."""
        from transformers import AutoTokenizer

        try:
            with hushed():
                return AutoTokenizer.from_pretrained(str(self.folder), local_files_only=True)
        except Exception as error:
            raise EngineError(f"{self.folder}: its tokenizer cannot be read: {error}") from error

    @cached_property
    def longest(self) -> int:
        """Pieces of a sentence that the model can take."""
        told = json.loads((self.folder / "config.json").read_text(encoding="utf-8"))
        return min(LONGEST, int(told.get("max_position_embeddings") or LONGEST))

    def encode(self, sentences: Sequence[str], source: str, **options: Any) -> Any:
        """What the tokenizer makes of sentences in a language."""
        if self.family != "marian":
            self.tokenizer.src_lang = self._code(source)
        return self.tokenizer(list(sentences), **options)

    def pieces(self, sentences: Sequence[str], source: str) -> list[list[str]]:
        """The pieces of sentences as the model reads them."""
        split = self.tokenizer.convert_ids_to_tokens
        return [split(ids) for ids in self.encode(sentences, source).input_ids]

    def vocabulary(self, size: int) -> list[str]:
        """The pieces by their numbers, languages among them; what is unused gets a name."""
        named: dict[str, None] = {}
        for number, piece in enumerate(self.tokenizer.convert_ids_to_tokens(range(size))):
            named[f"madeupword{number}" if piece is None or piece in named else piece] = None
        return list(named)

    def prefix(self, target: str) -> list[str]:
        """What the translation is told to begin with."""
        if self.family == "marian":
            return []
        code = self._code(target)
        return [f"__{code}__" if self.family == "m2m100" else code]

    def joined(self, pieces: Sequence[str], target: str) -> str:
        """The sentence that a translation's pieces spell."""
        special = set(self.tokenizer.all_special_tokens)
        kept = [p for p in pieces[len(self.prefix(target)) :] if p not in special]
        return str(self.tokenizer.convert_tokens_to_string(kept)).strip()

    def check(self, *languages: str) -> None:
        """See that the model has the languages.

        Raises:
            EngineError: it does not.
        """
        for language in languages:
            for code in self.prefix(language):
                if self.tokenizer.convert_tokens_to_ids(code) in (
                    None,
                    self.tokenizer.unk_token_id,
                ):
                    raise EngineError(f"{self.folder}: has no language {language!r} ({code})")

    def _code(self, language: str) -> str:
        if self.family != "nllb":
            return language
        if language not in _FLORES:
            raise EngineError(f"NLLB's code for the language {language!r} is not known here")
        return _FLORES[language]


@contextmanager
def hushed() -> Iterator[None]:
    """Keep what `transformers` says to its developers from the user's terminal."""
    from transformers import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def locate_model(family: str, name: str, *, offline: bool) -> Model:
    """The model at a path, or of a name on the Hugging Face hub.

    Raises:
        ConfigError: a path with no model of the family in it.
        EngineError: it is not on this machine, and must not or cannot be fetched.
    """
    folder = Path(name)
    if not folder.is_dir():
        folder = _from_hub(name, offline=offline)
    try:
        kind = json.loads((folder / "config.json").read_text(encoding="utf-8"))["model_type"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{folder}: holds no model of transformers (config.json)") from error
    expected = "marian" if family == "marian" else "m2m_100"
    if kind != expected:
        raise ConfigError(f"{folder}: is a model of {kind}, not of {family}")
    if not any((folder / weights).is_file() for weights in _WEIGHTS):
        raise ConfigError(f"{folder}: has no weights ({' or '.join(_WEIGHTS)})")
    return Model(family, folder)


def _from_hub(name: str, *, offline: bool) -> Path:
    if name.count("/") != 1 or name.startswith((".", "/", "~")):
        raise ConfigError(f"{name}: is no folder, and no name of a model such as owner/model")
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    wanted = ["*.json", "*.spm", "*.model", "*.txt", *_WEIGHTS]
    try:
        return Path(snapshot_download(name, allow_patterns=wanted, local_files_only=offline))
    except LocalEntryNotFoundError as error:
        if offline:
            told = f"`hf download {name}` fetches it where there is a network"
            raise EngineError(f"{name} is not on this machine, and --offline: {told}") from error
        raise EngineError(f"{name} cannot be fetched: the model hub is not reached") from error
    except Exception as error:  # of the hub's many
        raise EngineError(f"{name} cannot be fetched: {str(error).splitlines()[0]}") from error
