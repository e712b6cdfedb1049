"""What a damaged stretch should have said: the edits of its words that read best.

Every word of the stretch is tried, with other glosses where words stand for others and with small
edits where the grammar is wrong; edits are ranked by how much more probable they make the sentence
to the language model. How probable it is that an edit brings the sentence nearer to what was
written, for what it gains, is learned from texts damaged on purpose (`training/learn_mends.py`) and
is the suggestion's confidence.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice

from audit.backtranslation.critic import Mend, rank_mends
from audit.backtranslation.edits import Edit, propose_edits, propose_glosses
from audit.fluency.language_model import LanguageModel
from audit.model import Document, Sentence, Span, Suggestion
from audit.reference import load_table

SUGGESTED = 3
LEXICAL = "tortured-phrase"  # the rule of words that stand for others
TRIED = 6  # edits of a word that are scored whole
_LONGEST = 4  # words of a stretch that are tried, from its beginning


def suggest_mends(
    document: Document, span: Span, rule: str, model: LanguageModel
) -> tuple[Suggestion, ...]:
    """The edits within a span that gain most, best first, at most `SUGGESTED`."""
    sentence = _sentence_at(document, span)
    if sentence is None:
        return ()
    mends = find_mends(document.text, sentence, span, rule, model)
    return tuple(map(suggest, islice(mends, SUGGESTED)))


def suggest(mend: Mend) -> Suggestion:
    """A mend with how probable it is that it is right."""
    return Suggestion(
        span=mend.edit.span,
        replacement=mend.edit.replacement,
        confidence=round(probability(mend.gain), 2),
        explanation=mend.edit.explanation,
    )


def find_mends(
    text: str, sentence: Sentence, span: Span, rule: str, model: LanguageModel, tried: int = TRIED
) -> Iterator[Mend]:
    """The edits of the words within a span that gain enough, best first, each outcome once."""
    tokens = sentence.tokens
    places = [i for i, t in enumerate(tokens) if span.covers(t.span) and t.text[0].isalpha()]
    spots = [
        list(propose_glosses(tokens[i]) if rule == LEXICAL else propose_edits(tokens, i, text))
        for i in places[:_LONGEST]
    ]
    found = (mend for mends in rank_mends(text, spots, model, tried) for mend in mends)
    told: set[str] = set()
    for mend in sorted(found, key=lambda m: -m.gain):
        outcome = apply(mend.edit, text, sentence.span)
        if mend.gain >= load_odds()["least"] and outcome not in told:
            told.add(outcome)
            yield mend


def apply(edit: Edit, text: str, whole: Span) -> str:
    """A range of a text as it reads with an edit made."""
    before, after = text[whole.start : edit.span.start], text[edit.span.end : whole.end]
    return before + edit.replacement + after


def probability(gain: float) -> float:
    """How probable it is that an edit of that gain, in nats, is right."""
    odds = load_odds()
    return 1 / (1 + math.exp(-odds["bias"] - odds["gain"] * math.log(gain)))


@cache
def load_odds() -> Mapping[str, float]:
    """The learned odds, by name."""
    return {row["name"]: float(row["value"]) for row in load_table("scoring/mends.tsv")}


def _sentence_at(document: Document, span: Span) -> Sentence | None:
    return next((s for s in document.sentences if s.span.covers(span)), None)
