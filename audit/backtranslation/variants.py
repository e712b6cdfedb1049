"""Whether two words of one text are two spellings of one name.

A logit over what the channels, the letters and the places of the two words say. Some pivot turns
the one into the other, or both are near; the same given name or office beside both speaks for one
bearer, different ones speak against. Two given names are not compared where each always stands
before a surname and no surname of the one is near one of the other: they are two people's. The
weights in `reference/channels/variants.tsv` are learned
by `training/learn_variants.py` from clean news, from news with some mentions of a name garbled, and
from documents in which a translation system spelled one name in several ways.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from audit.backtranslation.channels import load_transducer
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.transducer import Floats, Names
from audit.backtranslation.forms import are_forms
from audit.backtranslation.names import NameIndex
from audit.backtranslation.pairs import score_pairs
from audit.backtranslation.restoration import mix_manners
from audit.backtranslation.spelling import similarity, sound_key
from audit.reading.mentions import PARTICLES, NameWord
from audit.reference import fold, load_table
from audit.resources.vocabulary import Vocabulary

FEATURES = (
    "constant",
    "match",  # log-score of the channels together
    "worth",  # log P(seen), what the letters are worth without the other
    "alike",  # similarity by letters and sounds, 0 to 1
    "length",  # of the seen letters
    "known",  # 1 where the other spelling is a true name
    "seen",  # how often each stands in the text, natural logarithms
    "other",
    "beside",  # 1 where one word stands beside both
    "apart",  # 1 where different words stand before them
)
_LIKELY = 0.5  # least similarity that is worth the channels' time


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """A capitalised word of a text: how often it stands there, and what before and after it.

    `leads` tells that another capitalised word always follows, as a surname does a given name.
    """

    text: str
    count: int
    known: bool
    before: frozenset[str]
    after: frozenset[str]
    leads: bool = False

    @property
    def rank(self) -> tuple[bool, int, int, str]:
        """Known before unknown, then frequent before rare, then long before short."""
        return self.known, self.count, len(self.text), self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A spelling that may be wrong, and the one that the text prefers to it."""

    seen: Spelling
    other: Spelling


def gather_spellings(
    runs: Iterable[Sequence[NameWord]], index: NameIndex, shortest: int
) -> list[Spelling]:
    """The capitalised words of a text, each once."""
    counts: Counter[str] = Counter()
    followed: Counter[str] = Counter()
    before: defaultdict[str, set[str]] = defaultdict(set)
    after: defaultdict[str, set[str]] = defaultdict(set)
    for run in runs:
        words = [word.text for word in run if word.text not in PARTICLES]
        for i, word in enumerate(words):
            if len(word) >= shortest and word.isalpha() and word.istitle():
                counts[word] += 1
                followed[word] += i + 1 < len(words)
                before[word].update(map(fold, words[:i][-1:]))
                after[word].update(map(fold, words[i + 1 :][:1]))
    return [
        Spelling(
            text=word,
            count=count,
            known=index.knows(word),
            before=frozenset(before[word]),
            after=frozenset(after[word]),
            leads=followed[word] == count,
        )
        for word, count in counts.items()
    ]


def pair_spellings(spellings: Sequence[Spelling], vocabulary: Vocabulary) -> Iterator[Pair]:
    """Spellings that nobody bears with all that they may be meant for."""
    alike: defaultdict[str, list[Spelling]] = defaultdict(list)
    for spelling in spellings:
        alike[sound_key(spelling.text)[:1]].append(spelling)
    for seen in spellings:
        if seen.known or vocabulary.knows(seen.text.lower()) or not fold(seen.text).isascii():
            continue  # letters of two scripts are another rule's
        for other in alike[sound_key(seen.text)[:1]]:
            if other.rank > seen.rank and _may_be_one(seen, other):
                yield Pair(seen=seen, other=other)


def probabilities(pairs: Sequence[Pair]) -> list[float]:
    """The probability of each pair that both are one name."""
    if not pairs:
        return []
    scores = weigh(pairs) @ np.array([load_weights()[name] for name in FEATURES])
    return [float(chance) for chance in 1 / (1 + np.exp(-scores))]


def weigh(pairs: Sequence[Pair]) -> Floats:
    """The features of each pair, shape (pairs, features)."""
    seen = [letters_of(pair.seen.text) for pair in pairs]
    other = [letters_of(pair.other.text) for pair in pairs]
    match = np.logaddexp.reduce(score_pairs(list(zip(seen, other, strict=True))), axis=0)
    worth = mix_manners(load_transducer().log_marginal(Names.of(seen), seen=True))[0]
    rows = zip(pairs, match, worth, strict=True)
    return np.array([_row(pair, told, chance) for pair, told, chance in rows])


@cache
def load_weights() -> Mapping[str, float]:
    """The learned weights, by feature."""
    table = load_table("channels/variants.tsv")
    return {row["feature"]: float(row["weight"]) for row in table}


def _may_be_one(seen: Spelling, other: Spelling) -> bool:
    return (
        not are_forms(seen.text, other.text)
        and similarity(seen.text, other.text) >= _LIKELY
        and not _are_of_two(seen, other)
    )


def _are_of_two(seen: Spelling, other: Spelling) -> bool:
    """Whether both are given names before surnames that are not one name."""
    return (
        seen.leads
        and other.leads
        and not any(similarity(a, b) >= _LIKELY for a in seen.after for b in other.after)
    )


def _row(pair: Pair, match: float, worth: float) -> list[float]:
    seen, other = pair.seen, pair.other
    beside = bool(seen.before & other.before or seen.after & other.after)
    return [
        1.0,
        match,
        worth,
        similarity(seen.text, other.text),
        math.log(len(seen.text)),
        other.known,
        math.log(seen.count),
        math.log(other.count),
        beside,
        bool(seen.before and other.before) and not beside,
    ]
