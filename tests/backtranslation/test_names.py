"""The index of names: by their words, by roles, by places."""

from __future__ import annotations

from audit.backtranslation.names import build_index, people_in
from audit.reference import Entry, Reference

ENTRIES = (
    Entry(name="Angela Merkel", roles=("chancellor",), country=("DE",)),
    Entry(name="Angela Davis", roles=("activist",), country=("US",)),
    Entry(name="Recep Tayyip Erdogan", aliases=("Recep Tayyip Erdoğan",), country=("TR",)),
    Entry(name="Alexandria Ocasio-Cortez", country=("US",)),
    Entry(name="George W. Bush", country=("US",)),
    Entry(name="Cyril Ramaphosa", aliases=("Matamela Ramaphosa", "M. Cyril Rama Phosa")),
    Entry(name="Germany", kind="place", country=("DE",)),
    Entry(name="Reuters", kind="outlet"),
)
INDEX = build_index(Reference(entries=ENTRIES, signature="test"))


def test_a_word_gives_all_who_bear_it() -> None:
    assert {name.form for name in INDEX.people_named("ANGELA")} == {"Angela Merkel", "Angela Davis"}
    assert INDEX.people_named("Reuters") == ()


def test_a_role_gives_those_of_whom_the_news_says_it() -> None:
    assert [name.form for name in INDEX.roles["chancellor"]] == ["Angela Merkel"]


def test_a_place_gives_its_country() -> None:
    assert INDEX.places["germany"] == {"DE"}


def test_an_adjective_gives_its_country_too() -> None:
    assert INDEX.places["german"] == {"DE"}
    assert INDEX.places["south korean"] == {"KR"}


def test_words_are_exchanged_where_two_forms_differ_in_nothing_else() -> None:
    assert frozenset({"cyril", "matamela"}) in INDEX.exchanged
    assert frozenset({"ramaphosa", "rama"}) not in INDEX.exchanged


def test_given_names_have_right_forms_in_other_languages() -> None:
    assert frozenset({"vladimir", "wolodymyr"}) in INDEX.exchanged
    assert INDEX.knows("Wolodymyr")


def test_every_word_of_every_entry_is_known_with_or_without_diacritics() -> None:
    for word in ("Merkel", "reuters", "Erdoğan", "Erdogan", "Ocasio-Cortez", "Cortez"):
        assert INDEX.knows(word), word
    assert not INDEX.knows("Merkl")


def test_initials_are_no_words_of_a_name() -> None:
    (bush,) = INDEX.people_named("Bush")
    assert bush.parts == ("george", "bush")


def test_people_are_found_only_where_their_whole_name_stands() -> None:
    assert [name.form for name in people_in(["Chancellor", "Angela", "Merkel"], INDEX)] == [
        "Angela Merkel"
    ]
    assert people_in(["Angela", "Schmidt"], INDEX) == []
    assert people_in(["Merkel", "said"], INDEX) == []
