"""Whether two words are forms of one name, so that neither is a misspelling of the other.

Names have plurals, adjectives and movements (Marx, Marxist; Kosovo, Kosovan), and in some languages
a man and his wife or daughter bear different forms of one surname (Novotny, Novotna).
"""

from __future__ import annotations

from audit.reference import fold, load_table, load_words

_VOWELS = frozenset("aeiouy")
_ENDINGS = load_words("name_endings") | _VOWELS | {""}
_SHORTEST_STEM = 4


def are_forms(one: str, other: str) -> bool:
    """Whether one is made from the other, or both from one name, by endings."""
    one, other = fold(one), fold(other)
    for stem in range(_SHORTEST_STEM, min(len(one), len(other)) + 1):
        if one[:stem] == other[:stem] and _are_endings(one[stem:], other[stem:]):
            return True
    return are_man_and_woman(one, other) or are_man_and_woman(other, one)


def are_man_and_woman(his: str, hers: str) -> bool:
    """Whether the second is the form for a woman of the first, a man's surname."""
    his, hers = fold(his), fold(hers)
    return any(
        his.endswith(row["masculine"])
        and hers == his.removesuffix(row["masculine"]) + row["feminine"]
        for row in load_table("lexicons/gender_endings.tsv")
    )


def _are_endings(one: str, other: str) -> bool:
    """Whether both end a word rightly; one vowel for another is a misspelling, though."""
    return {one, other} <= _ENDINGS and not {one, other} <= _VOWELS
