"""Marian models (Junczys-Dowmunt et al. 2018), M2M100 and NLLB, run by CTranslate2 in 8 bits.

A model is converted once, into the cache. The conversion reads the weights with torch, which is no
part of the default install; what is converted runs without.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from audit.backtranslation.engines.base import Translation
from audit.backtranslation.engines.models import Model, hushed
from audit.errors import EngineError
from audit.fluency.loading import PerProcess
from audit.resources.folders import is_whole, make_whole

BEAM = 4
_AT_ONCE = 2048  # pieces of a batch
_RECIPE = "int8-2"  # changes with the outcome of a conversion

Directed = Callable[[str, str], Model]  # the model of a direction


@dataclass(frozen=True)
class MarianEngine:
    """Translates by converted models, which `find` gives for a direction.

    `folder` is where conversions are kept; None keeps them for this process only. `best` is how
    many translations of a sentence are wanted.
    """

    find: Directed
    folder: Path | None
    threads: int = 1
    best: int = 1

    def signature(self, source: str, target: str) -> str:
        """The model's revision, and how it is run."""
        model = self.find(source, target)
        model.check(source, target)
        runtime = f"runtime:ctranslate2-{version('ctranslate2')}-{_RECIPE}"
        return f"engine:{model.family}|model:{model.revision}|{runtime}|{decoding(self.best)}"

    def translate(
        self, sentences: Sequence[str], source: str, target: str
    ) -> tuple[Translation, ...]:
        """One translation for each sentence, in order, scored by mean log-probability a piece.

        Of a sentence of more pieces than the model takes the beginning is translated.
        """
        model = self.find(source, target)
        pieces = [shortened(found, model.longest) for found in model.pieces(sentences, source)]
        prefix = model.prefix(target)
        results = self._translator(model).translate_batch(
            pieces,
            target_prefix=[prefix] * len(pieces) if prefix else None,
            beam_size=max(BEAM, self.best),
            num_hypotheses=self.best,
            return_scores=True,
            max_batch_size=_AT_ONCE,
            batch_type="tokens",
            max_decoding_length=model.longest - 1,
        )
        return tuple(_told(model, result, target) for result in results)

    @cached_property
    def _translators(self) -> dict[Model, PerProcess]:
        return {}

    def _translator(self, model: Model) -> Any:
        if model not in self._translators:
            import ctranslate2

            folder = str(self._converted(model))
            self._translators[model] = PerProcess(
                lambda: ctranslate2.Translator(
                    folder, device="cpu", compute_type="int8", intra_threads=self.threads
                )
            )
        return self._translators[model].get()

    def _converted(self, model: Model) -> Path:
        kept = self.folder or Path(self._room.name)
        folder = kept / "engines" / f"{model.family}-{model.revision}-{_RECIPE}"
        try:
            if not is_whole(folder):
                make_whole(folder, lambda into: _convert(model, into))
        except OSError as error:
            raise EngineError(
                f"{folder}: the converted model cannot be kept: {error.strerror or error};"
                " AUDIT_CACHE names another folder"
            ) from error
        return folder

    @cached_property
    def _room(self) -> tempfile.TemporaryDirectory[str]:
        return tempfile.TemporaryDirectory(prefix="translation-audit-")


def decoding(best: int) -> str:
    """How translations are searched for, as signatures say it."""
    return f"beam:{max(BEAM, best)}|best:{best}"


def shortened(pieces: list[str], longest: int) -> list[str]:
    """The pieces of a sentence with its end, of those in between only what a model can take."""
    return pieces if len(pieces) <= longest else [*pieces[: longest - 1], pieces[-1]]


def _told(model: Model, result: Any, target: str) -> Translation:
    texts = [model.joined(pieces, target) for pieces in result.hypotheses]
    (text, score), *others = zip(texts, (round(s, 4) for s in result.scores), strict=True)
    return Translation(text=text, score=score, others=tuple(others))


def _convert(model: Model, into: Path) -> None:
    missing = [name for name in ("torch", "transformers") if find_spec(name) is None]
    if missing:
        raise EngineError(
            f"{model.folder} must be converted once, which needs {' and '.join(missing)}:"
            " `pip install torch` (a CPU build will do), then the same command again"
        )
    from ctranslate2.converters import transformers as loaders

    class Loader(loaders.M2M100Loader):  # type: ignore[misc]
        """As CTranslate2's, which misses the languages of transformers 5."""

        def get_vocabulary(self, network: Any, tokenizer: Any) -> list[str]:
            return model.vocabulary(network.config.vocab_size)

    loaders.register_loader("M2M100Config")(Loader)
    try:
        with hushed():
            converter = loaders.TransformersConverter(str(model.folder))
            converter.convert(str(into), quantization="int8", force=True)
    except Exception as error:
        raise EngineError(f"{model.folder} cannot be converted: {error}") from error
