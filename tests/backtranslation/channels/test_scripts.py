"""Names in other scripts, and what a script is said to have done to a name."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.backtranslation.channels.scripts import explain, trace, write
from audit.backtranslation.channels.traces import read
from audit.backtranslation.channels.writing import LANGUAGES, load_script, signs_of, spell
from audit.reference import data_folder

WRITTEN = [
    ("Obama", "ja", "オバマ"),
    ("Obama", "ru", "Обама"),
    ("Obama", "ko", "오바마"),
    ("Obama", "ar", "أوباما"),
    ("Obama", "he", "אובאמה"),
    ("Clinton", "ja", "クリントン"),
    ("Clinton", "ru", "Клинтон"),
    ("Clinton", "zh", "克林顿"),
    ("Clinton", "ko", "클린턴"),
    ("Clinton", "ar", "كلينتون"),
    ("Clinton", "he", "קלינטון"),
    ("Reagan", "zh", "里根"),
    ("Kennedy", "zh", "肯尼迪"),
    ("Kennedy", "ru", "Кеннеди"),
    ("Merkel", "ja", "メルケル"),
    ("Putin", "ja", "プーチン"),
    ("Putin", "he", "פוטין"),
    ("Washington", "ja", "ワシントン"),
    ("Washington", "ko", "워싱턴"),
    ("Bill Clinton", "ja", "ビル・クリントン"),
]

EXPLAINED = [
    (
        "Griffith",
        "Griffis",
        "ja",
        "Griffith → グリフィス → Griffis: th and s share ス in Japanese.",
    ),
    ("Merkel", "Melker", "ja", "Merkel → メルケル → Melker: r and l share ル in Japanese."),
    ("Biden", "Baiden", "ja", "Biden → バイデン → Baiden: bi and bai share バイ in Japanese."),
    (
        "Smith",
        "Sumisu",
        "ja",
        "Smith → スミス → Sumisu: s takes a vowel (ス) in Japanese; th and su share ス.",
    ),
    (
        "Ford",
        "Podeu",
        "ko",
        "Ford → 포드 → Podeu: f and p share ㅍ in Korean; or and o share ㅗ; d takes a vowel (드).",
    ),
    (
        "Pelosi",
        "Bilosi",
        "ar",
        "Pelosi → بيلوسي → Bilosi: p and b share ب in Arabic; e and i share ي.",
    ),
    ("Clinton", "Klinton", "he", "Clinton → קלינטון → Klinton: c and k share ק in Hebrew."),
    (
        "Clinton",
        "Kelindun",
        "zh",
        "Clinton → 克林顿 → Kelindun: c and ke share 克 in Chinese; ton and dun share 顿.",
    ),
]

COMPARED = [
    ("Griffith", "Griffis", "latin", "“Griffis” has s where “Griffith” has th."),
    ("Kellen", "Kelen", "typo", "“Kelen” lacks one l of “Kellen”."),
    ("Merkel", "Merkhel", "ne", "“Merkhel” adds h to “Merkel”."),
    (
        "Brzezinski",
        "Brzhezensky",
        "typo",
        "“Brzhezensky” adds h to “Brzezinski”, has e for i and has y for i.",
    ),
    ("Erdoğan", "Erdogan", "ja", "“Erdogan” and “Erdoğan” have the same letters."),
    ("", "", "ja", "“” and “” have the same letters."),
]

HOSTILE = ["", " ", "1991", "東京", "Обама", "q", "x" * 200, "ĳﬁß", "-- -", "O'", "\x00\n", "🙂"]


@pytest.mark.parametrize(("name", "pivot", "form"), WRITTEN)
def test_well_known_names_are_written_as_everyone_writes_them(
    name: str, pivot: str, form: str
) -> None:
    assert write(name, pivot) == form


@pytest.mark.parametrize(("true", "seen", "pivot", "sentence"), EXPLAINED)
def test_a_garble_is_explained_by_the_signs_that_both_spellings_share(
    true: str, seen: str, pivot: str, sentence: str
) -> None:
    assert explain(true, seen, pivot) == sentence


@pytest.mark.parametrize(("true", "seen", "pivot", "sentence"), COMPARED)
def test_without_a_script_only_the_letters_are_compared(
    true: str, seen: str, pivot: str, sentence: str
) -> None:
    assert explain(true, seen, pivot) == sentence


@pytest.mark.parametrize("pivot", LANGUAGES)
def test_no_path_is_claimed_between_names_that_no_sign_joins(pivot: str) -> None:
    assert trace("Merkel", "Obama", pivot).units == ()
    assert "→" not in explain("Merkel", "Obama", pivot)


@pytest.mark.parametrize(("true", "seen", "pivot", "_"), EXPLAINED)
def test_the_units_of_a_trace_spell_all_three_forms(
    true: str, seen: str, pivot: str, _: str
) -> None:
    path = trace(true, seen, pivot)
    assert "".join(unit.true for unit in path.units) == true.lower()
    assert "".join(unit.seen for unit in path.units) == seen.lower()
    assert signs_of("".join(unit.script for unit in path.units), pivot) == signs_of(
        path.script, pivot
    )


def test_only_the_words_that_differ_are_traced() -> None:
    assert explain("Andy Griffith", "Andy Griffis", "ja") == explain("Griffith", "Griffis", "ja")


def test_names_cut_into_other_words_are_traced_as_wholes() -> None:
    assert trace("Van Buren", "Vanburen", "ja").seen == "Vanburen"
    assert explain("Mac Arthur", "Makasa", "latin").startswith("“Makasa” has")


def test_a_confusion_is_named_once_and_no_more_than_three() -> None:
    told = explain("Schwarzenegger", "Shuwarutsenegga", "ja").partition(": ")[2]
    clauses = told.rstrip(".").split("; ")
    assert 1 <= len(clauses) == len(set(clauses)) <= 3


@pytest.mark.parametrize("pivot", [*LANGUAGES, "latin"])
@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_is_too_strange(name: str, pivot: str) -> None:
    if pivot in LANGUAGES:
        assert isinstance(write(name, pivot), str)
        assert isinstance(trace(name, "Griffis", pivot).units, tuple)
    for true, seen in ((name, "Griffis"), ("Griffith", name), (name, name)):
        assert explain(true, seen, pivot).endswith(".")


@given(true=st.text(max_size=20), seen=st.text(max_size=20))
@settings(deadline=None, max_examples=60)
def test_no_pair_of_texts_fails(true: str, seen: str) -> None:
    for pivot in (*LANGUAGES, "ne"):
        assert explain(true, seen, pivot) == explain(true, seen, pivot)


def test_what_has_no_letters_is_not_written() -> None:
    assert write("1991 — 東京", "ja") == ""
    assert spell("", "ja") == ()
    assert read((), "", "ja") == ()


@pytest.mark.parametrize("pivot", LANGUAGES)
def test_a_table_is_small_and_says_where_it_comes_from(pivot: str) -> None:
    packed = (data_folder() / "channels" / "scripts" / f"{pivot}.tsv.gz").read_bytes()
    assert len(packed) < 500_000
    assert packed[4:8] == b"\0\0\0\0"  # no time of writing
    assert "Wikidata (CC0)" in gzip.decompress(packed).decode("utf-8").splitlines()[0]


@pytest.mark.parametrize("pivot", LANGUAGES)
def test_a_table_holds_units_and_no_names(pivot: str) -> None:
    script = load_script(pivot)
    assert max(len(letters) for letters, _ in script.units) <= 4
    assert all(letter in script.choices for letter in "abcdefghijklmnopqrstuvwxyz")
