"""Mentions of one person in an article are one name."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.errors import ReadError

from .conftest import Sight

COMMON = (
    "Tarja Halonen President of the Bank , . May al-Assad St ( (X) and Mr UK ’s Korean South said "
    "- d' \u202e A.B. QC !"
)
WORDS = st.sampled_from(COMMON.split(" "))

ARTICLE = (
    "Finnish President Tarja Halonen opened the museum in Tampere. Mrs Halonen was followed by "
    "Paavo Lipponen, the prime minister. Lipponen left early, and Halonen's speech was short. "
    "“Halonen knows Tampere,” said Erkki Tuomioja, 54, who came with her."
)


def test_a_surname_alone_is_the_person_named_in_full_before(sight: Sight) -> None:
    names = sight(ARTICLE)
    assert set(names) == {"tarja halonen", "tampere", "paavo lipponen", "erkki tuomioja"}
    assert names["tarja halonen"].count == 4
    assert dict(names["tarja halonen"].forms) == {"Tarja Halonen": 1}


def test_roles_before_and_after_the_name_are_kept(sight: Sight) -> None:
    names = sight(ARTICLE)
    assert dict(names["tarja halonen"].roles) == {"president": 1}
    assert dict(names["paavo lipponen"].roles) == {"prime minister": 1}


def test_a_role_after_a_comma_that_is_of_the_next_name_is_not_this_ones(sight: Sight) -> None:
    names = sight("In Tampere, prime minister Paavo Lipponen and Erkki Tuomioja spoke.")
    assert dict(names["tampere"].roles) == {}


def test_a_place_is_not_a_person_whose_name_ends_like_it(sight: Sight) -> None:
    names = sight("The Mighty Estonia was a ferry. It never came back to Estonia after 1994.")
    assert names["estonia"].count == 1


def test_initials_do_not_make_another_person(sight: Sight) -> None:
    names = sight("Lyndon B. Johnson signed it in 1964. Lyndon Johnson was in Texas.")
    assert names["lyndon johnson"].count == 2


def test_headings_are_not_read(sight: Sight) -> None:
    text = "Halonen Opens New Museum In Tampere\n\n" + ARTICLE
    assert sight(text).keys() == sight(ARTICLE).keys()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=40))
def test_any_text_gives_names_that_stand_in_it(sight: Sight, words: list[str]) -> None:
    text = " ".join(words)
    try:
        names = sight(text)
    except ReadError:
        return
    flat = " ".join(text.split())
    for sighting in names.values():
        assert sighting.count > 0
        assert all(form in flat for form in sighting.forms)
