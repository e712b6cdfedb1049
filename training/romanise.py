"""How names come back from another script into Latin letters.

One function a script gives the spellings that translation systems produce, from the strict schemes
(Hepburn, Kunrei, Pinyin, Wade-Giles, Revised Romanisation, McCune-Reischauer, BGN/PCGN, GOST) and
from what they guess where a script is silent (the short vowels of Arabic and Hebrew). The last
spelling that a function gives is by the scheme that `benchmarks/restoration.py` holds out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

Romaniser = Callable[[str], tuple[str, ...]]

_KANA = {
    **dict(zip("アイウエオ", "a i u e o".split(), strict=True)),
    **dict(zip("カキクケコ", "ka ki ku ke ko".split(), strict=True)),
    **dict(zip("サシスセソ", "sa shi su se so".split(), strict=True)),
    **dict(zip("タチツテト", "ta chi tsu te to".split(), strict=True)),
    **dict(zip("ナニヌネノ", "na ni nu ne no".split(), strict=True)),
    **dict(zip("ハヒフヘホ", "ha hi fu he ho".split(), strict=True)),
    **dict(zip("マミムメモ", "ma mi mu me mo".split(), strict=True)),
    **dict(zip("ヤユヨワヲン", "ya yu yo wa o n".split(), strict=True)),
    **dict(zip("ラリルレロ", "ra ri ru re ro".split(), strict=True)),
    **dict(zip("ガギグゲゴ", "ga gi gu ge go".split(), strict=True)),
    **dict(zip("ザジズゼゾ", "za ji zu ze zo".split(), strict=True)),
    **dict(zip("ダヂヅデド", "da ji zu de do".split(), strict=True)),
    **dict(zip("バビブベボ", "ba bi bu be bo".split(), strict=True)),
    **dict(zip("パピプペポ", "pa pi pu pe po".split(), strict=True)),
    **dict(zip("ヴヰヱ", "vu i e".split(), strict=True)),
}
_SMALL = dict(zip("ァィゥェォャュョヮ", "a i u e o ya yu yo wa".split(), strict=True))
_KUNREI = (("sh", "sy"), ("ch", "ty"), ("j", "zy"), ("tsu", "tu"), ("fu", "hu"))

_CYRILLIC = {
    **dict(zip("абвгдезийк", "a b v g d e z i y k".split(), strict=True)),
    **dict(zip("лмнопрстуф", "l m n o p r s t u f".split(), strict=True)),
    **dict(zip("ёжхцчшщъыь", "yo zh kh ts ch sh shch . y .".split(), strict=True)),
    **dict(zip("эюяіїєґ", "e yu ya i yi ye g".split(), strict=True)),
}
_CYRILLIC = {letter: latin.replace(".", "") for letter, latin in _CYRILLIC.items()}
_SCIENTIFIC = dict(zip("жхцчшщйюяё", "ž h c č š šč j ju ja ë".split(), strict=True))
_NEWSPAPER = {"й": "i", "ю": "iu", "я": "ia", "ё": "e", "х": "h", "щ": "sch"}

_CHOSEONG = "g kk n d tt r m b pp s ss . j jj ch k t p h".replace(".", "").split(" ")
_JUNGSEONG = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_JONGSEONG = ". k k k n n n t l k m l l l p l m p p t t ng t t k t p t".replace(".", "").split(" ")
_MCCUNE = (("eo", "o"), ("eu", "u"), ("g", "k"), ("d", "t"), ("b", "p"), ("j", "ch"))

_ARABIC = {
    **dict(zip("بتثجحخدذرزسش", "b t th j h kh d dh r z s sh".split(), strict=True)),
    **dict(zip("صضطظعغفقكلمن", "s d t z . gh f q k l m n".split(), strict=True)),
    **dict(zip("هوياىآأإءئؤة", "h w y a a a a i . . . a".split(), strict=True)),
    **dict(zip("پچژگڤکی", "p ch zh g v k y".split(), strict=True)),
}
_ARABIC = {letter: latin.replace(".", "") for letter, latin in _ARABIC.items()}
_HEBREW = {
    **dict(zip("אבגדהוזחטיכךלמםנן", ". b g d h v z h t y k k l m m n n".split(), strict=True)),
    **dict(zip("סעפףצץקרשת", "s . p f ts ts k r sh t".split(), strict=True)),
}
_HEBREW = {letter: latin.replace(".", "") for letter, latin in _HEBREW.items()}
_VOWELS = "aeiou"


def japanese(kana: str) -> tuple[str, ...]:
    """Hepburn without length, with doubled vowels and without filler vowels; Kunrei; passports'."""
    long = _hepburn(kana)
    if not long:
        return ()
    plain = long.replace("-", "")
    doubled = re.sub(r"([aeiou])-", r"\1\1", long)
    kunrei = plain
    for hepburn, other in _KUNREI:
        kunrei = kunrei.replace(hepburn, other)
    kunrei = re.sub("y([ie])", r"\1", kunrei)
    passport = re.sub("n(?=[bpm])", "m", long.replace("o-", "oh").replace("-", ""))
    return plain, doubled.replace("-", ""), _without_fillers(plain), kunrei, passport


def russian(word: str) -> tuple[str, ...]:
    """BGN/PCGN, scientific, and the spellings of newspapers."""
    spellings = []
    for special in ({}, _SCIENTIFIC, _NEWSPAPER):
        letters = [special.get(c, _CYRILLIC.get(c)) for c in word.lower()]
        if None in letters:
            return ()
        spellings.append("".join(filter(None, letters)))
    return tuple(spellings)


def chinese(word: str) -> tuple[str, ...]:
    """Pinyin, and Wade-Giles without its marks."""
    from pypinyin import Style, lazy_pinyin

    if not all("一" <= c <= "鿿" for c in word):
        return ()
    pinyin = "".join(lazy_pinyin(word)).replace("ü", "u").replace("v", "u")
    wade = "".join(lazy_pinyin(word, style=Style.WADEGILES))
    return pinyin, _letters(wade)


def korean(word: str) -> tuple[str, ...]:
    """Revised Romanisation, and McCune-Reischauer without its marks."""
    if not all("가" <= c <= "힣" for c in word):
        return ()
    revised = ""
    for c in word:
        code = ord(c) - ord("가")
        revised += _CHOSEONG[code // 588] + _JUNGSEONG[code % 588 // 28] + _JONGSEONG[code % 28]
    mccune = revised
    for new, old in _MCCUNE:
        mccune = mccune.replace(new, old)
    return revised, mccune


def arabic(word: str) -> tuple[str, ...]:
    """Consonants and long vowels, with guesses at the short ones."""
    return _with_guessed_vowels(word, _ARABIC, "aiu")


def hebrew(word: str) -> tuple[str, ...]:
    """Consonants, with guesses at the vowels and at b or v, p or f, v or o."""
    return _with_guessed_vowels(word, _HEBREW, "aeo")


SCHEMES: Mapping[str, Romaniser] = {
    "katakana": japanese,
    "russian": russian,
    "chinese": chinese,
    "korean": korean,
    "arabic": arabic,
    "hebrew": hebrew,
}


def _hepburn(kana: str) -> str:
    """Hepburn with `-` for the length mark; empty if a sign is not katakana."""
    out: list[str] = []
    double = False
    for c in kana:
        if c in "ッー":
            double, out = double or c == "ッ", out + (["-"] if c == "ー" else [])
        elif c in _SMALL:
            out[-1:] = [_glide(out[-1] if out else "", _SMALL[c])]
        elif c not in _KANA:
            return ""
        else:
            syllable = _KANA[c]
            if double:
                syllable = ("t" if syllable.startswith("ch") else syllable[0]) + syllable
            double = False
            out.append(syllable)
    return "".join(out)


def _glide(syllable: str, small: str) -> str:
    """A syllable with a small kana after it: shi and ya are sha, fu and a are fa."""
    if small[0] == "y" and len(small) > 1 and re.search("(sh|ch|j)i$", syllable):
        return syllable[:-1] + small[1:]
    if syllable in ("u", "i"):
        return ("w" if syllable == "u" else "y") + small
    return syllable[:-1] + small if syllable[-1:] in _VOWELS and syllable else syllable + small


def _without_fillers(romaji: str) -> str:
    """Without the vowels that Japanese fills consonants up with, as a reader guesses them."""
    romaji = re.sub(r"(?<=[kgszfbpmrl])u(?=[^aeiouy]|$)", "", romaji)
    return re.sub(r"(?<=[td])o(?=[^aeiouyn]|$)", "", romaji)


def _with_guessed_vowels(word: str, letters: Mapping[str, str], vowels: str) -> tuple[str, ...]:
    consonants = [letters.get(c) for c in unicodedata.normalize("NFC", word)]
    if None in consonants:
        return ()
    bare = [c for c in consonants if c]
    return (*(_joined(bare, vowel) for vowel in vowels), "".join(bare), _joined(bare, vowels))


def _joined(consonants: list[str], vowels: str) -> str:
    """Consonants with a vowel wherever two of them meet, the vowels taking turns.

    The letters for w and y are vowels between consonants.
    """
    out: list[str] = []
    for i, c in enumerate(consonants):
        last = i == len(consonants) - 1
        if out and c in ("w", "v", "y") and (last or consonants[i + 1] not in ("a", "w", "y")):
            c = "i" if c == "y" else "u"
        elif out and out[-1][-1] not in _VOWELS and c[0] not in _VOWELS:
            out.append(vowels[i % len(vowels)])
        out.append(c)
    return "".join(out)


def _letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in decomposed if "a" <= c <= "z")
