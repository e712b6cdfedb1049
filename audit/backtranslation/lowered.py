"""Names that are common words, written as if they were none: the magazine *private eye*.

A pivot without capitals gives the name of a paper, a channel or a blog back as the words that it is
made of. They are taken for the name where the sentence also says what kind of thing is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from audit.model import Sentence, Token
from audit.reference import Reference, load_words

Words = tuple[str, ...]

_MOST = 6  # words of a name
_SMALL = frozenset({"the", "a", "an"})


def list_outlets(reference: Reference) -> Mapping[Words, str]:
    """The outlets whose names are two words or more, by their words in lower case.

    Those that are also a term (*foreign policy*) are left out.
    """
    forms = {form for entry in reference.entries for form in entry.forms}
    found: dict[Words, str] = {}
    for entry in reference.entries:
        for form in entry.forms if entry.kind == "outlet" else ():
            words = tuple(form.lower().split())
            if len(set(words) - _SMALL) > 1 and form.istitle() and form.lower() not in forms:
                found[words] = form
    return found


def find_lowered(
    sentence: Sentence, outlets: Mapping[Words, str]
) -> Iterator[tuple[Sequence[Token], str]]:
    """The words of a sentence that are such a name in lower case, and the name."""
    tokens = [token for token in sentence.tokens if token.text[0].isalnum()]
    words = [token.text for token in tokens]
    if load_words("media_words").isdisjoint(map(str.lower, words)):
        return
    for start in range(len(words)):
        for end in range(start + 2, min(len(words), start + _MOST) + 1):
            if name := outlets.get(tuple(words[start:end])):
                yield tokens[start:end], name
