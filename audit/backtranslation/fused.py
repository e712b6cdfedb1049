"""Names whose words were run together: *Vladimirputin* for Vladimir Putin.

Scripts without spaces between words give a whole name back as one. What is a listed person's given
name and surname in one word, letter for letter, with a capital, is taken for it where English texts
do not have the word. The handle of an account, a hashtag and an address are passed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from audit.reading.mentions import NameWord
from audit.reference import Reference, fold
from audit.resources.vocabulary import Vocabulary

SHORTEST = 8  # letters
_MARKS = frozenset("@#/.:_-")


def list_fused(reference: Reference, known: frozenset[str]) -> Mapping[str, str]:
    """The forms of people's names by their letters in one word, but for words that are known."""
    found: dict[str, str] = {}
    for entry in reference.entries:
        for form in entry.forms if entry.kind == "person" else ():
            letters = "".join(filter(str.isalpha, fold(form)))
            if " " in form and len(letters) >= SHORTEST and letters not in known:
                found.setdefault(letters, form)
    return found


def find_fused(
    words: Iterable[NameWord], text: str, names: Mapping[str, str], vocabulary: Vocabulary
) -> Iterator[tuple[NameWord, str]]:
    """The words that are a whole name, and the name."""
    for word in words:
        if not (name := names.get(fold(word.text))):
            continue
        before = text[max(0, word.span.start - 1) : word.span.start]
        after = text[word.span.end : word.span.end + 2]
        handle = before in _MARKS or (after[:1] in _MARKS and after[1:].isalnum())
        word_of_its_own = not word.text[0].isupper() or vocabulary.knows(word.text.lower())
        if not handle and not word_of_its_own:
            yield word, name
