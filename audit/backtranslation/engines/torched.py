"""The same models run by `transformers` and torch in 32 bits: slower, and nothing is converted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from audit.backtranslation.engines.base import Translation
from audit.backtranslation.engines.marian import BEAM, Directed, decoding
from audit.backtranslation.engines.models import Model, hushed
from audit.errors import EngineError

_AT_ONCE = 16  # sentences of a batch, of like length


@dataclass(frozen=True)
class TransformersEngine:
    """Translates by models that `find` gives for a direction."""

    find: Directed
    threads: int = 1
    best: int = 1

    def signature(self, source: str, target: str) -> str:
        """The model's revision, and how it is run."""
        model = self.find(source, target)
        model.check(source, target)
        runtime = f"runtime:transformers-{version('transformers')}"
        return f"engine:{model.family}|model:{model.revision}|{runtime}|{decoding(self.best)}"

    def translate(
        self, sentences: Sequence[str], source: str, target: str
    ) -> tuple[Translation, ...]:
        """One translation for each sentence, in order, scored by mean log-probability a piece."""
        model = self.find(source, target)
        network = self._network(model)
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
        found: dict[int, Translation] = {}
        for at in range(0, len(order), _AT_ONCE):
            batch = order[at : at + _AT_ONCE]
            asked = [sentences[i] for i in batch]
            found |= zip(batch, self._generate(model, network, asked, source, target), strict=True)
        return tuple(found[i] for i in range(len(sentences)))

    def _generate(
        self, model: Model, network: Any, sentences: Sequence[str], source: str, target: str
    ) -> list[Translation]:
        import torch

        torch.set_num_threads(self.threads)
        longest = model.longest
        limits = {"padding": True, "truncation": True, "max_length": longest}
        inputs = model.encode(sentences, source, return_tensors="pt", **limits)
        prefix = model.tokenizer.convert_tokens_to_ids(model.prefix(target))
        with torch.inference_mode():
            output = network.generate(
                **inputs,
                num_beams=max(BEAM, self.best),
                num_return_sequences=self.best,
                max_length=longest,
                do_sample=False,
                return_dict_in_generate=True,
                output_scores=True,
                forced_bos_token_id=prefix[0] if prefix else None,
            )
        split = model.tokenizer.convert_ids_to_tokens
        texts = [model.joined(split(ids)[1:], target) for ids in output.sequences.tolist()]
        scores = [round(float(score), 4) for score in output.sequences_scores]
        told = list(zip(texts, scores, strict=True))
        groups = [told[i : i + self.best] for i in range(0, len(told), self.best)]
        return [
            Translation(text=text, score=score, others=tuple(others))
            for (text, score), *others in groups
        ]

    @cached_property
    def _networks(self) -> dict[Model, Any]:
        return {}

    def _network(self, model: Model) -> Any:
        if find_spec("torch") is None:
            raise EngineError(
                "running a model through transformers needs torch: `pip install torch`"
                " (a CPU build will do); CTranslate2, the default, needs it only to convert"
            )
        if model not in self._networks:
            from transformers import AutoModelForSeq2SeqLM

            with hushed():
                network = AutoModelForSeq2SeqLM.from_pretrained(
                    str(model.folder), local_files_only=True
                )
            self._networks[model] = network.eval()
        return self._networks[model]
