"""Which language a text is in, and which of its sentences are in another.

Function words settle it for English without a model: an English text is a third and more function
words, and no other language comes near when the words it shares with English are left out. What
they do not settle is asked of `py3langid` (Lui and Baldwin 2012), which is loaded only then. A
sentence mostly in another script than Latin is foreign whatever that says.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from audit.model import Sentence, Span

_ENGLISH_FROM = 0.2  # share of function words from which a text is English without further asking
_FEWEST_LETTERS = 60  # fewer say nothing about a language
_FEWEST_WORDS = 5  # in lower case, for a sentence to be foreign
_FEWEST_ALIEN = 10  # letters of another script, for a sentence to be foreign
_SAMPLE = 3_000  # code points asked of the classifier
_SAMPLED = 20  # sentences, the longest


def detect_language(
    text: str, sentences: Sequence[Sentence], function_words: frozenset[str]
) -> str | None:
    """The ISO 639-1 code of the text's language; None where there is too little to tell."""
    if _function_share(sentences, function_words) >= _ENGLISH_FROM:
        return "en"
    longest = sorted(sentences, key=lambda s: s.span.start - s.span.end)[:_SAMPLED]
    sample = " ".join(text[s.span.start : s.span.end] for s in longest)[:_SAMPLE]
    return _classify(sample)


def foreign_sentences(
    text: str, sentences: Iterable[Sentence], function_words: frozenset[str]
) -> tuple[Span, ...]:
    """The sentences that are in another language than English."""
    return tuple(
        s.span
        for s in sentences
        if not _function_share((s,), function_words) and _is_foreign(s, text)
    )


def _is_foreign(sentence: Sentence, text: str) -> bool:
    """A line-up of names says nothing about a language: there must be words in lower case."""
    if _is_alien(text[sentence.span.start : sentence.span.end]):
        return True
    words = [token.text for token in sentence.tokens if token.text[0].isalpha()]
    if sum(map(str.islower, words)) < max(_FEWEST_WORDS, len(words) / 2) and words:
        return False
    return _classify(text[sentence.span.start : sentence.span.end]) not in (None, "en")


def _is_alien(sample: str) -> bool:
    """Whether most letters are of another script than Latin."""
    letters = [c for c in sample if c.isalpha()]
    alien = sum(c > "\u024f" and not "\u1e00" <= c <= "\u1eff" for c in letters)
    return alien >= max(_FEWEST_ALIEN, len(letters) / 2)


def _function_share(sentences: Iterable[Sentence], function_words: frozenset[str]) -> float:
    words = hits = 0
    for sentence in sentences:
        for token in sentence.tokens:
            if token.text[0].isalpha():
                words += 1
                hits += token.text.lower() in function_words
    return hits / words if words else 0.0


def _classify(sample: str) -> str | None:
    letters = sum(map(str.isalpha, sample))
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in sample)
    if letters + 4 * wide < _FEWEST_LETTERS:
        return None
    import py3langid

    code, _ = py3langid.classify(sample)
    return str(code)
