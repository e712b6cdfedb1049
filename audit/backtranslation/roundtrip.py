"""A text to a pivot language and back: what came back, how like it is, and which words changed.

chrF2++ (Popović 2017), BLEU (Papineni et al. 2002) and TER (Snover et al. 2006) are sacrebleu's,
with the text as reference and what came back as hypothesis, a segment a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from audit.backtranslation.alignment import align
from audit.backtranslation.engines import Engine
from audit.backtranslation.stability import WORDS, Control, Spread
from audit.errors import ReadError
from audit.model import (
    BlockKind,
    Change,
    Document,
    Metric,
    RoundTrip,
    Sentence,
    Span,
    Token,
    TripSentence,
)
from audit.reading.tokens import tokenize

ENGLISH = "en"
LONGEST = 150  # words and marks of a sentence that is sent
_SENT = frozenset(BlockKind) - {BlockKind.CODE, BlockKind.TABLE}


@dataclass(frozen=True)
class Traveller:
    """Sends texts through a pivot and back by an engine.

    `controls` are clean texts, each as its sentences, that the engine is measured with; `name` is
    what the user calls the engine.
    """

    engine: Engine
    pivot: str
    name: str
    controls: Sequence[Sequence[str]] = field(repr=False)

    @cached_property
    def signatures(self) -> tuple[str, str]:
        """The engine's, there and back."""
        there = self.engine.signature(ENGLISH, self.pivot)
        return there, self.engine.signature(self.pivot, ENGLISH)

    @cached_property
    def control(self) -> Control:
        """What the engine does to the control texts."""
        clean, returned = [], []
        for text in self.controls:
            once = self.send(text)[1]
            clean.append(sentence_scores(text, once))
            returned.append(sentence_scores(once, self.send(once)[1]))
        return Control(clean=Spread.of(clean), returned=Spread.of(returned))

    def send(self, sentences: Sequence[str]) -> tuple[list[str], list[str]]:
        """Sentences in the pivot language, and as they come back.

        Raises:
            EngineError: the engine is missing, stopped or takes too long.
        """
        there = [t.text for t in self.engine.translate(sentences, ENGLISH, self.pivot)]
        back = [t.text for t in self.engine.translate(there, self.pivot, ENGLISH)]
        return there, back

    def travel(self, document: Document) -> RoundTrip:
        """A document's round trip.

        Raises:
            EngineError: the engine is missing, stopped or takes too long.
            ReadError: there is no sentence to send.
        """
        kept, left_out = sendable(document)
        if not kept:
            raise ReadError("there is no sentence that could be sent through an engine")
        texts = [flat(document.text, sentence) for sentence in kept]
        there, back = self.send(texts)
        scores = sentence_scores(texts, back)
        return RoundTrip(
            pivot=self.pivot,
            engine=self.name,
            signatures=self.signatures,
            sentences=tuple(
                TripSentence(
                    span=sentence.span,
                    pivot=pivot,
                    back=come,
                    chrf=round(score, 2),
                    bleu=round(_sentence_bleu().sentence_score(come, [text]).score, 2),
                    ter=round(_metrics()["TER"].sentence_score(come, [text]).score, 2),
                    changes=tuple(find_changes(sentence.tokens, come)),
                )
                for sentence, text, pivot, come, score in zip(
                    kept, texts, there, back, scores, strict=True
                )
            ),
            metrics=measure(texts, back),
            stability=self.control.judge(
                [
                    score
                    for sentence, score in zip(kept, scores, strict=True)
                    if is_telling(sentence)
                ]
            ),
            left_out=left_out,
        )


def is_telling(sentence: Sentence) -> bool:
    """Whether what an engine changes in a sentence tells anything.

    It hardly changes headlines, lists of names and short, plain sentences.
    """
    prose = sentence.kind in (BlockKind.PROSE, BlockKind.QUOTATION)
    return prose and len(sentence.tokens) >= WORDS


def sendable(document: Document) -> tuple[list[Sentence], int]:
    """The sentences that are sent, and how many are too long to be."""
    foreign = set(document.foreign)
    told = [
        sentence
        for sentence in document.sentences
        if sentence.kind in _SENT
        and sentence.span not in foreign
        and any(token.text[0].isalpha() for token in sentence.tokens)
    ]
    kept = [sentence for sentence in told if len(sentence.tokens) <= LONGEST]
    return kept, len(told) - len(kept)


def flat(text: str, sentence: Sentence) -> str:
    """A sentence on one line."""
    return " ".join(text[sentence.span.start : sentence.span.end].split())


def find_changes(tokens: Sequence[Token], back: str) -> Iterator[Change]:
    """What became of a sentence's words, in order; nothing of those that came back."""
    come = list(tokenize(back, 0, len(back)))
    for part in align([t.text for t in tokens], [t.text for t in come]):
        if part.kind is not None:
            yield Change(
                span=_span(tokens, part.start, part.end),
                back=_span(come, part.back_start, part.back_end),
                kind=part.kind,
            )


def neighbour(text: str, trip: RoundTrip, span: Span) -> str | None:
    """What a range of the text comes back as, None where it comes back as it was or not apart.

    The words that changed are *pivot neighbours*: others that the pivot makes of them.
    """
    sentence = next((s for s in trip.sentences if s.span.covers(span)), None)
    changes = [c for c in sentence.changes if c.span.overlaps(span)] if sentence else []
    if sentence is None or not changes or not all(span.covers(c.span) for c in changes):
        return None
    come, at = "", span.start
    for change in changes:
        come += text[at : change.span.start] + sentence.back[change.back.start : change.back.end]
        at = change.span.end
    come = " ".join((come + text[at : span.end]).split())
    return come or None


def measure(texts: Sequence[str], back: Sequence[str]) -> tuple[Metric, ...]:
    """chrF2++, BLEU and TER of what came back, as sacrebleu's command prints them."""
    return tuple(
        Metric(
            name=name,
            value=metric.corpus_score(list(back), [list(texts)]).score,
            signature=str(metric.get_signature()),
        )
        for name, metric in _metrics().items()
    )


def sentence_scores(texts: Iterable[str], back: Iterable[str]) -> list[float]:
    """chrF2++ of each sentence."""
    chrf = _metrics()["chrF2++"]
    return [chrf.sentence_score(b, [t]).score for t, b in zip(texts, back, strict=True)]


@cache
def _metrics() -> Mapping[str, Any]:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    return {"chrF2++": CHRF(word_order=2), "BLEU": BLEU(), "TER": TER()}


@cache
def _sentence_bleu() -> Any:
    from sacrebleu.metrics.bleu import BLEU

    return BLEU(effective_order=True)


def _span(tokens: Sequence[Token], start: int, end: int) -> Span:
    """The range from one token to another; an empty one stands before the next, or at the end."""
    if start < end:
        return Span(start=tokens[start].start, end=tokens[end - 1].end)
    if not tokens:
        return Span(start=0, end=0)
    place = tokens[start].start if start < len(tokens) else tokens[-1].end
    return Span(start=place, end=place)
