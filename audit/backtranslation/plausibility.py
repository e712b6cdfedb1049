"""How probable it is that a text meant the fixed term that it nearly says.

A logistic regression over what a reader would weigh: how each wrong word could have come in the
place of the right one, whether it is the head, how much the right words tell (bits of their rarity
among the terms), how well known the term is, whether the words as they stand are a phrase of clean
news or of English at large, and what the document says elsewhere. Terms written with capitals and
terms in lower case have weights of their own. `training/learn_terms.py` learns them from terms
broken on purpose and from the near terms of clean text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from audit.backtranslation.candidates import Candidate, Surroundings, head_of
from audit.backtranslation.exchanges import RELATIONS
from audit.backtranslation.phrase_counts import (
    RARE,
    PhraseCounts,
    phrase_of,
    phrase_of_term,
    slot_of,
)
from audit.backtranslation.terms import TermIndex
from audit.reading.stretches import Word
from audit.reference import load_table
from audit.resources.vocabulary import load_vocabulary

MODELS = ("capital pair", "capital", "lower pair", "lower")
_TOLD = 0.8
_TELLING_RELATIONS = frozenset({"form", "stem", "synonym", "related"})
_TELLING, _TELLING_OFFICIAL = 7.0, 21.0  # bits; real bodies near a listed one have up to 21
_TELLING_ALL = 30.0  # where a word is put in and all the others are right
LEAST = "least probability"
_MOST_BITS = 40.0
_MET = 2.5  # binary logarithm of texts
_ENDINGS = ("ss", "s", "ing", "ed", "ly")  # what a spinner keeps

Features = Iterator[tuple[str, float]]


def probability(
    candidate: Candidate, document: Surroundings, index: TermIndex, counts: PhraseCounts
) -> float:
    """The probability that the term was meant, 0 to 1: 0 for a phrase that clean news often has."""
    if counts.news(phrase_of(candidate.words)) >= _MET:
        return 0.0
    weights = load_weights()[model_of(candidate)]
    measured = measure(candidate, document, index, counts)
    score = sum(weights.get(name, 0.0) * value for name, value in measured.items())
    learned = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
    return max(learned, _TOLD) if is_told(candidate, index) else learned


def is_told(candidate: Candidate, index: TermIndex) -> bool:
    """Whether a name of three words and more is told by its right words alone.

    The wrong ones are of one stem with the right, or neighbours in WordNet. A wrong word that is
    itself a word of terms may belong to a body that is not listed, so more must tell against it.
    Clean text holds next to none of these, however rare the term is in the news learned from.
    """
    near, stretch = candidate.near, candidate.place.stretch
    before = near.start > 0 and stretch[near.start - 1].capital and not stretch[near.start].glue
    after = near.end < len(stretch) and stretch[near.end].capital and not stretch[near.end].glue
    official = any(word.folded in index.official for word in candidate.wrong)
    needed = _TELLING_OFFICIAL if official else _TELLING
    if near.inserted is not None:
        needed = _TELLING_ALL
    return (
        candidate.capital
        and len(near.term.key) > 2
        and all(e.relations & _TELLING_RELATIONS for _, e in near.exchanged)
        and not (before or after)
        and index.bits_told(near) >= needed
    )


def is_probable(candidate: Candidate, probable: float) -> bool:
    """Whether a probability is enough for a finding: rarely reached in clean text."""
    return probable > load_weights()[model_of(candidate)][LEAST]


def model_of(candidate: Candidate) -> str:
    """Which model judges a candidate: by its case, and whether the term has two words or more."""
    longer = len(candidate.near.term.key) > 2
    return MODELS[2 * (not candidate.capital) + longer]


@cache
def load_weights() -> Mapping[str, Mapping[str, float]]:
    """The weights of each model by feature."""
    rows = load_table("scoring/terms.tsv")
    return {model: {row["feature"]: float(row[model]) for row in rows} for model in MODELS}


def measure(
    candidate: Candidate, document: Surroundings, index: TermIndex, counts: PhraseCounts
) -> dict[str, float]:
    """All features of a candidate by name."""
    features: dict[str, float] = {}
    for group in _GROUPS:
        features.update(group(candidate))
    features.update(_of_words(candidate, index))
    features.update(_of_phrase(candidate, counts))
    features.update(_of_document(candidate, document))
    return features


def _of_shape(candidate: Candidate) -> Features:
    near, words = candidate.near, candidate.words
    length, wrong = len(near.term.key), len(near.exchanged)
    yield "bias", 1.0
    yield "three words", float(length == 3)
    yield "two wrong", float(wrong == 2)
    yield "three wrong", float(wrong > 2)
    yield "all wrong", float(wrong == length)
    yield "inserted", float(near.inserted is not None)
    yield "holds a term", float(candidate.holds_term)
    yield "rivals", math.log2(candidate.rivals)
    same = all(w.glue == g for w, g in zip(words[1:], near.term.glue[1:], strict=False))
    yield "same small words", float(same)
    for kind in ("office", "term", "organisation"):
        yield f"kind {kind}", float(near.term.entry.kind == kind)


def _of_exchanges(candidate: Candidate) -> Features:
    exchanged = [e for _, e in candidate.near.exchanged]
    for relation in RELATIONS:
        yield relation, float(sum(relation in e.relations for e in exchanged))
    yield "ending kept", float(sum(_ending(e.seen) == _ending(e.true) for e in exchanged))
    sources = [len(e.relations - {"form", "stem"}) for e in exchanged]
    yield "several sources", float(sum(n > 1 for n in sources))
    yield "many sources", float(sum(n > 2 for n in sources))
    yield "not akin", float(sum(not e.relations for e in exchanged))
    head = dict(candidate.near.exchanged).get(head_of(candidate.near.term))
    yield "head wrong", float(head is not None)
    for relation in ("form", "stem"):
        yield f"head {relation}", float(head is not None and relation in head.relations)
    yield "head not akin", float(head is not None and not head.relations)


def _of_place(candidate: Candidate) -> Features:
    near, stretch = candidate.near, candidate.place.stretch
    office = near.term.entry.kind == "office"
    before = near.start > 0 and stretch[near.start - 1].capital and not stretch[near.start].glue
    after = near.end < len(stretch) and stretch[near.end].capital and not stretch[near.end].glue
    yield "capital before", float(before)
    yield "capital after", float(after and not office)
    yield "capital after office", float(after and office)
    linked = (
        near.end < len(stretch) and stretch[near.end].capital and "of" in stretch[near.end].glue
    )
    yield "of a name", float(linked)
    linked = near.start > 0 and stretch[near.start - 1].capital and "of" in stretch[near.start].glue
    yield "of it", float(linked)
    yield "after to", float(stretch[near.start].glue[-1:] == ("to",))
    yield "opens sentence", float(candidate.words[0].opens)


_GROUPS: tuple[Callable[[Candidate], Features], ...] = (_of_shape, _of_exchanges, _of_place)


def _of_words(candidate: Candidate, index: TermIndex) -> Features:
    zipf = load_vocabulary().zipf
    near = candidate.near
    seen = [zipf(word.folded) for word in candidate.wrong]
    yield "commonest wrong", max(seen)
    yield "rarest wrong", min(seen)
    yield "commoner", sum(zipf(e.true) - zipf(e.seen) for _, e in near.exchanged)
    reach = (len(index.reach(e.seen)) for _, e in near.exchanged)
    yield "could be many", sum(math.log2(1 + words) for words in reach)
    yield "right words common", sum(map(zipf, near.term.key)) / len(near.term.key)
    yield "right bits", min(_MOST_BITS, index.bits_told(near)) / 10
    official = (index.counts.get(word.folded, 0) for word in candidate.wrong)
    yield "official wrong", sum(math.log2(1 + count) for count in official)


def _of_phrase(candidate: Candidate, counts: PhraseCounts) -> Features:
    zipf = load_vocabulary().zipf
    pairs = list(pairs_with_wrong(candidate))
    news = min(counts.news(phrase_of(pair)) for pair in pairs)
    printed = min(counts.print(phrase_of(pair)) for pair in pairs)
    yield "term in news", counts.news(phrase_of_term(candidate.near.term))
    yield "slot in news", counts.news(slot_of(candidate.near))
    yield "whole in news", counts.news(phrase_of(candidate.words))
    yield "pair in news", news
    yield "pair in no news", float(news == 0)
    yield "pair in print", printed
    yield "pair in no print", float(printed == 0)
    common = [(zipf(one.folded), zipf(other.folded)) for one, other in pairs]
    yield "pair of rare words", min(map(min, common))
    yield "common words in no news", min(map(sum, common)) * (news == 0)
    yield from _of_new_pairs(candidate, counts, new=news == 0)


def _of_new_pairs(candidate: Candidate, counts: PhraseCounts, *, new: bool) -> Features:
    """How surprising it is that the right words, and the wrong, stand in a pair not met before."""
    wrong = {word.start for word in candidate.wrong}
    told = [[0.0], [0.0]]
    expected = [0.0]
    term = counts.news(phrase_of_term(candidate.near.term))
    for first, second in pairs_with_wrong(candidate):
        for word, sides in ((first, counts.begins), (second, counts.ends)):
            pairing = sides.get(word.folded, RARE)
            told[word.start in wrong].append(pairing.surprise)
            if word.start not in wrong:
                expected.append(term - pairing.texts)
    yield "right words in new pair", max(told[0]) * new
    yield "wrong words in new pair", max(told[1]) * new
    yield "share of term", min(expected)


def _of_document(candidate: Candidate, document: Surroundings) -> Features:
    near = candidate.near
    yield "term elsewhere", float(near.term.entry.name in document.terms)
    elsewhere = any(e.true in document.words for _, e in near.exchanged)
    yield "right word elsewhere", float(elsewhere)
    told = not document.countries.isdisjoint(near.term.entry.country)
    yield "country elsewhere", float(told)


def _ending(word: str) -> str:
    return next((ending for ending in _ENDINGS if word.endswith(ending)), "")


def pairs_with_wrong(candidate: Candidate) -> Iterator[tuple[Word, Word]]:
    """The neighbouring words of which one is wrong."""
    wrong = {word.start for word in candidate.wrong}
    for pair in zip(candidate.words, candidate.words[1:], strict=False):
        if {pair[0].start, pair[1].start} & wrong:
            yield pair
