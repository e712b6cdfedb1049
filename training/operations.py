"""What a machine does to a sentence: words exchanged, put in, left out, bent, moved.

Each operation changes a list of pieces in place, marks those that a reader would stumble over with
its name, and says whether it found a spot. Lexical swaps take another gloss of a lexeme that the
word renders, as a pivot language does, or another word of a thesaurus's list, as a synonym spinner
does. The others are what MT into English does wrong (Popović 2011, "Hjerson": inflection, order,
missing and extra words, lexical choice), pronouns above all, since Japanese and Chinese drop them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from random import Random

from audit.backtranslation.edits import load_class, other_forms
from audit.backtranslation.phrases import find_glosses
from audit.resources.vocabulary import load_vocabulary

PREPOSITIONS, PRONOUNS, POSSESSIVES, ARTICLES = map(
    load_class, ("preposition", "pronoun", "possessive", "article")
)
LINKS, AUXILIARIES, ADVERBS = (
    frozenset(load_class(name)) for name in ("link", "auxiliary", "adverb")
)
DETERMINERS = frozenset((*ARTICLES, *POSSESSIVES, *load_class("demonstrative")))
FUNCTION = DETERMINERS | AUXILIARIES | LINKS | {*PREPOSITIONS, *PRONOUNS, "not", "there", "to"}
RAREST = 2.8  # Zipf of the rarest word of a swap
SHORTEST = 4  # letters of a word worth swapping
TRIES = 8  # spots looked at for one operation


@dataclass(slots=True)
class Piece:
    """A word or mark, the blank before it, and the operation that damaged it."""

    text: str
    gap: str = " "
    damage: str = ""

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def is_free(self) -> bool:
        """Whether it is a word that nothing has touched."""
        return not self.damage and self.text[0].isalpha()


Sentence = list[Piece]
Operation = Callable[[Sentence, Random], bool]


def swap(sentence: Sentence, chance: Random, *, name: str, source: str) -> bool:
    """Another gloss of a lexeme of a dictionary, or another word of a thesaurus's list."""
    for i in spots(sentence, chance, is_content):
        choices = swaps(sentence[i].low, source)
        if choices:
            replace(sentence, i, chance.choice(choices), name)
            return True
    return False


@cache
def swaps(word: str, source: str) -> tuple[str, ...]:
    """What a source puts for a word; of a pivot's glosses not the plain synonyms."""
    glosses = find_glosses(word)
    plain = {g.text for g in glosses if g.source == "wordnet"} if source != "wordnet" else set()
    zipf = load_vocabulary().zipf
    return tuple(
        g.text
        for g in glosses
        if g.source == source and g.text not in plain and min(map(zipf, g.text.split())) > RAREST
    )


def inflect(sentence: Sentence, chance: Random) -> bool:
    """Another form of the same word: number, person, tense, participle."""
    for i in spots(sentence, chance, lambda p: p.text.islower() and len(p.text) > 1):
        forms = other_forms(sentence[i].low)
        if forms:
            replace(sentence, i, chance.choice(forms), "inflection")
            return True
    return False


def spoil_article(sentence: Sentence, chance: Random) -> bool:
    """An article left out, put in, or the other one."""
    at = [i for i, p in enumerate(sentence[:-1]) if p.is_free and p.low in ARTICLES]
    kind = chance.random()
    if at and kind < 0.5:
        i = chance.choice(at)
        drop(sentence, i, "article")
        return True
    if at and kind < 0.65:
        i = chance.choice(at)
        other = "the" if sentence[i].low != "the" else "a"
        replace(sentence, i, other, "article")
        return True
    for i in spots(sentence, chance, is_content):
        if sentence[i - 1].low not in DETERMINERS:
            insert(sentence, i, chance.choice(("the", "the", "a")), "article")
            return True
    return False


def spoil_preposition(sentence: Sentence, chance: Random) -> bool:
    """Another preposition, none, or one too many."""
    at = [i for i, p in enumerate(sentence[:-1]) if i and p.is_free and p.low in PREPOSITIONS]
    kind = chance.random()
    if at and kind < 0.7:
        i = chance.choice(at)
        others = [p for p in PREPOSITIONS if p != sentence[i].low]
        replace(sentence, i, chance.choice(others), "preposition")
        return True
    if at and kind < 0.85:
        drop(sentence, chance.choice(at), "preposition")
        return True
    for i in spots(sentence, chance, is_content):
        if sentence[i - 1].low not in FUNCTION:
            insert(sentence, i, chance.choice(PREPOSITIONS[:9]), "preposition")
            return True
    return False


def spoil_possessive(sentence: Sentence, chance: Random) -> bool:
    """The possessive s lost, or put where none belongs."""
    owned = [i for i, p in enumerate(sentence) if p.is_free and p.low.endswith(("'s", "’s"))]
    owned = [i for i in owned if len(sentence[i].text) > 4]
    if owned and chance.random() < 0.8:
        i = chance.choice(owned)
        replace(sentence, i, sentence[i].text[:-2], "possessive")
        return True
    for i in spots(sentence, chance, is_content):
        if i + 1 < len(sentence) and is_content(sentence[i + 1]):
            replace(sentence, i, sentence[i].text + "'s", "possessive")
            return True
    return False


def spoil_auxiliary(sentence: Sentence, chance: Random) -> bool:
    """An auxiliary left out, put in or exchanged: voice and tense go wrong."""
    at = [i for i, p in enumerate(sentence[:-1]) if p.is_free and p.low in AUXILIARIES]
    kind = chance.random()
    if at and kind < 0.5:
        drop(sentence, chance.choice(at), "auxiliary")
        return True
    if at and kind < 0.75:
        i = chance.choice(at)
        others = sorted(AUXILIARIES - {sentence[i].low})
        replace(sentence, i, chance.choice(others), "auxiliary")
        return True
    for i in spots(sentence, chance, lambda p: is_content(p) and p.low.endswith(("ed", "ing"))):
        if sentence[i - 1].low not in AUXILIARIES:
            insert(sentence, i, chance.choice(("was", "is", "been", "be", "were")), "auxiliary")
            return True
    return False


def spoil_pronoun(sentence: Sentence, chance: Random) -> bool:
    """Another pronoun, or one that comes from nowhere."""
    at = [i for i, p in enumerate(sentence) if p.is_free and p.low in (*PRONOUNS, *POSSESSIVES)]
    if at and chance.random() < 0.5:
        i = chance.choice(at)
        group = PRONOUNS if sentence[i].low in PRONOUNS else POSSESSIVES
        new = chance.choice([p for p in group if p != sentence[i].low])
        replace(sentence, i, "I" if new == "i" else new, "pronoun")
        return True
    at = [i for i, p in enumerate(sentence[:-2]) if p.is_free and p.low in LINKS]
    if at and chance.random() < 0.7:
        new = chance.choice(("he", "it", "they", "we", "I"))
        insert(sentence, chance.choice(at) + 1, new, "pronoun")
        return True
    for i in spots(sentence, chance, lambda p: p.text[0].isupper() and p.low not in ("i",)):
        if i + 2 < len(sentence) and sentence[i + 1].text[0].islower():
            new = chance.choice(("He", "It", "They", "We", "I"))
            if i == 0 and sentence[0].low in FUNCTION:
                continue
            replace(sentence, i, new if i == 0 or new == "I" else new.lower(), "pronoun")
            return True
    return False


def turn_of(sentence: Sentence, chance: Random) -> bool:
    """The nouns of "A of B" exchanged, or "A B" turned to "B A" or "B of A"."""
    at = [
        i
        for i, p in enumerate(sentence[:-1])
        if i and p.low == "of" and sentence[i - 1].is_free and not p.damage
    ]
    if at and chance.random() < 0.6:
        i = chance.choice(at)
        j = i + 1
        while j < len(sentence) - 1 and sentence[j].low in DETERMINERS:
            j += 1
        if not sentence[j].is_free:
            return False
        one, other = sentence[i - 1], sentence[j]
        one.text, other.text = like(one.text, other.text), like(other.text, one.text)
        for piece in sentence[i - 1 : j + 1]:
            piece.damage = "of"
        return True
    for i in spots(sentence, chance, is_noun):
        if i + 1 < len(sentence) and is_noun(sentence[i + 1]):
            one, other = sentence[i], sentence[i + 1]
            one.text, other.text = other.text, one.text
            one.damage = other.damage = "of"
            if chance.random() < 0.5:
                sentence.insert(i + 1, Piece("of", damage="of"))
            return True
    return False


def shuffle(sentence: Sentence, chance: Random) -> bool:
    """Two to four words next to each other in another order, or a word carried off."""
    size = chance.choice((2, 2, 3, 4))
    for i in spots(sentence, chance, lambda p: True):
        chosen = sentence[i : i + size]
        if len(chosen) < size or not all(p.is_free for p in chosen):
            continue
        texts = [p.text for p in chosen]
        mixed = texts[1:] + texts[:1] if chance.random() < 0.5 else chance.sample(texts, size)
        if mixed == texts:
            continue
        for piece, old, new in zip(chosen, texts, mixed, strict=True):
            if old != new:
                piece.text, piece.damage = new, "order"
        if i == 0:
            first = sentence[0]
            first.text = first.text[0].upper() + first.text[1:]
        return True
    return False


def displace(sentence: Sentence, chance: Random) -> bool:
    """A verb or adverb that goes to the end of its clause, or before its subject."""
    for i in spots(sentence, chance, lambda p: p.low in ADVERBS or is_verb(p)):
        ends = [j for j in range(i + 2, len(sentence)) if not sentence[j].text[0].isalnum()]
        if i and ends and ends[0] - i < 12:
            piece = sentence.pop(i)
            piece.damage = "order"
            sentence.insert(ends[0] - 1, piece)
            return True
    return False


def insert_stray(sentence: Sentence, chance: Random) -> bool:
    """A word that belongs nowhere: one of the sentence again, or a small one."""
    words = [p.low for p in sentence if p.text.islower()]
    for i in spots(sentence, chance, lambda p: True):
        if i and words:
            small = chance.choice(("of", "it", "that", "and", "not", "being", "one", "which", "as"))
            insert(sentence, i, chance.choice((small, chance.choice(words))), "stray")
            return True
    return False


def leave_out(sentence: Sentence, chance: Random) -> bool:
    """A verb, a noun or the head of the sentence left out: what is left is a fragment."""
    for i in spots(sentence, chance, lambda p: is_verb(p) or is_noun(p)):
        if i + 1 < len(sentence) and len(sentence) > 5:
            drop(sentence, i, "omission")
            return True
    return False


OPERATIONS: Mapping[str, tuple[str, Operation]] = {
    "ja": ("tortured-phrase", partial(swap, name="ja", source="ja")),
    "zh": ("tortured-phrase", partial(swap, name="zh", source="zh")),
    "wordnet": ("tortured-phrase", partial(swap, name="wordnet", source="wordnet")),
    "moby": ("tortured-phrase", partial(swap, name="moby", source="moby")),
    "inflection": ("grammar", inflect),
    "article": ("grammar", spoil_article),
    "preposition": ("grammar", spoil_preposition),
    "possessive": ("grammar", spoil_possessive),
    "auxiliary": ("grammar", spoil_auxiliary),
    "pronoun": ("pronoun-intrusion", spoil_pronoun),
    "of": ("awkward-phrasing", turn_of),
    "order": ("awkward-phrasing", shuffle),
    "displaced": ("awkward-phrasing", displace),
    "stray": ("awkward-phrasing", insert_stray),
    "omission": ("sentence-fragment", leave_out),
}


def spots(sentence: Sentence, chance: Random, wanted: Callable[[Piece], bool]) -> Sequence[int]:
    """Some places of untouched words that will do, in any order."""
    found = [i for i, piece in enumerate(sentence) if piece.is_free and wanted(piece)]
    return chance.sample(found, min(len(found), TRIES))


def is_content(piece: Piece) -> bool:
    """Whether it is a common word that means something."""
    text = piece.text
    return text.islower() and text.isalpha() and len(text) >= SHORTEST and text not in FUNCTION


def is_noun(piece: Piece) -> bool:
    """Whether a content word can be a noun."""
    return is_content(piece) and "NOUN" in load_vocabulary().parts_of_speech(piece.low)


def is_verb(piece: Piece) -> bool:
    """Whether a content word can be a verb and is seldom anything else."""
    return is_content(piece) and load_vocabulary().parts_of_speech(piece.low) == {"VERB"}


def replace(sentence: Sentence, i: int, new: str, name: str) -> None:
    """Put a word or several in the place of one."""
    words = like(sentence[i].text, new).split(" ")
    gap = sentence[i].gap
    sentence[i : i + 1] = [
        Piece(word, gap if k == 0 else " ", name) for k, word in enumerate(words)
    ]


def insert(sentence: Sentence, i: int, new: str, name: str) -> None:
    """Put a word before another."""
    if i == 0:
        new = new.capitalize()
        sentence[0].text = sentence[0].text[0].lower() + sentence[0].text[1:]
    sentence.insert(i, Piece(new, sentence[i].gap if i else "", name))
    sentence[i + 1].gap = " "


def drop(sentence: Sentence, i: int, name: str) -> None:
    """Leave a word out, and mark the next, where a reader stumbles."""
    gone = sentence.pop(i)
    following = sentence[i]
    following.gap = gone.gap if following.text[0].isalnum() else following.gap
    following.text = like(gone.text, following.text) if i == 0 else following.text
    following.damage = following.damage or name


def like(old: str, new: str) -> str:
    """A word with the capital of the one whose place it takes."""
    if old[0].isupper() and not old.isupper() and new[0].islower():
        return new[0].upper() + new[1:]
    return new
