"""Ranked corrections: of full names by their words, of words by who bears them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from audit.backtranslation import cache, guesses
from audit.backtranslation.cache import open_directory
from audit.backtranslation.directory import Directory
from audit.backtranslation.rescoring import Rescorer
from audit.backtranslation.suggestions import Answer, suggest, suggest_names
from audit.reference import Entry, load_reference

GIVEN = ("Martin", "Maria", "Viktor", "Yuri", "Paul", "David", "Lee", "Anna", "Ivan", "Kim")


@pytest.fixture(scope="module")
def crowd() -> Directory:
    """Ten bearers of each of some hundred surnames."""
    names = {e.name.split()[-1] for e in load_reference().entries if e.kind == "person"}
    surnames = [*sorted(names)[::45], "Schooling", "Robinson", "Lawrence", "Stoltenberg"]
    return Directory.of(Entry(name=f"{given} {name}") for name in surnames for given in GIVEN)


def names_of(answer: Answer) -> list[str]:
    return [suggestion.name for suggestion in answer.suggestions]


@pytest.mark.parametrize(
    ("seen", "true"),
    [
        ("Martin Sutorutenberugu", "Martin Stoltenberg"),
        ("Viktoru Robinson", "Viktor Robinson"),
        ("Debido Rorensu", "David Lawrence"),
        ("Paul Schoolibg", "Paul Schooling"),
        ("Robinson Yuri", "Yuri Robinson"),
    ],
)
def test_a_full_name_is_found_however_many_share_its_words(
    crowd: Directory, seen: str, true: str
) -> None:
    assert names_of(suggest(seen, crowd))[0] == true


def test_a_single_word_is_weighed_anew_by_what_the_script_writes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few = Directory.of([Entry(name="Ann Stucker"), Entry(name="Ann Stark")])
    anew = suggest("Sutakka", few).suggestions[0]
    monkeypatch.setattr(guesses, "load_rescorer", lambda: Rescorer({}))
    alone = suggest("Sutakka", few).suggestions[0]
    assert anew.name == alone.name == "Ann Stucker"
    assert anew.probability > alone.probability + 0.02


def test_a_full_name_does_not_wait_for_the_scripts(
    crowd: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guesses, "load_rescorer", None)
    assert names_of(suggest("Debido Rorensu", crowd))[0] == "David Lawrence"


def test_a_word_is_guessed_by_itself_whether_or_not_a_full_name_had_it_before() -> None:
    few = Directory.of([Entry(name="Ann Stucker"), Entry(name="Ann Stark")])
    together = [*suggest_names(["Ann Sutakka", "Sutakka"], few)]
    assert together == [suggest("Ann Sutakka", few), suggest("Sutakka", few)]


def test_no_word_of_a_listed_name_is_spoken_for_twice() -> None:
    few = Directory.of([Entry(name="Muhammad Ali"), Entry(name="Muhammad Mohammad")])
    assert names_of(suggest("Muhammad Muhammad", few))[0] == "Muhammad Mohammad"


def test_a_word_that_several_bear_is_suggested_with_all_of_its_probability() -> None:
    listed = [Entry(name="Angela Merkel", articles=90), Entry(name="Max Merkel", articles=2)]
    alone, shared = (suggest("Merukeru", Directory.of(some)) for some in (listed[:1], listed))
    assert names_of(alone) == ["Angela Merkel"]
    assert names_of(shared) == ["Merkel"]
    chances = [answer.suggestions[0].probability for answer in (alone, shared)]
    assert chances[1] == pytest.approx(chances[0], abs=0.01)  # the longer list is less telling
    assert "Borne by Angela Merkel and Max Merkel." in shared.suggestions[0].explanation


def test_a_right_word_that_several_bear_is_listed(crowd: Directory) -> None:
    first = suggest("Robinson", crowd).suggestions[0]
    assert (first.name, first.probability) == ("Robinson", 0.99)
    assert "and 7 more" in first.explanation


@pytest.mark.parametrize(
    ("seen", "true"),
    [
        ("Martinlawrense", "Martin Lawrence"),
        ("Pa Ul Skuling", "Paul Schooling"),
    ],
)
def test_a_name_joined_or_cut_elsewhere_is_found_by_its_letters(
    crowd: Directory, seen: str, true: str
) -> None:
    assert names_of(suggest(seen, crowd))[0] == true


def test_an_alias_speaks_for_its_entry() -> None:
    entry = Entry(name="Muammar Gaddafi", aliases=("Moammar Khadafy",))
    other = Entry(name="Marta Gadda")
    assert names_of(suggest("Moamar Kadafi", Directory.of([other, entry])))[0] == entry.name


@pytest.mark.parametrize("query", ["", "-", "A", "習近平", "'' ''", "A. B", "x" * 300, "Ab " * 40])
def test_whatever_is_asked_is_answered(crowd: Directory, query: str) -> None:
    answer = suggest(query, crowd)
    assert answer.query == query
    assert all(0.0 <= s.probability <= 1.0 for s in answer.suggestions)


def test_a_list_without_latin_letters_answers_nothing() -> None:
    assert suggest("Merkel", Directory.of([Entry(name="習近平")])) == Answer(query="Merkel")


def test_many_names_at_once_are_answered_as_each_alone(crowd: Directory) -> None:
    seen = ["Martin Sutorutenberugu", "Rorensu", "Robinson", "Xyzzy Plugh", "Viktoru Robinson"]
    assert list(suggest_names(seen, crowd)) == [suggest(query, crowd) for query in seen]


def test_a_kept_list_answers_as_a_new_one(
    crowd: Directory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "LEAST", 1)
    made = open_directory(crowd.entries, tmp_path)
    monkeypatch.setattr(cache, "index_spellings", None)  # nothing is indexed a second time
    kept = open_directory(crowd.entries, tmp_path)
    for query in ("Martin Sutorutenberugu", "Rorensu", "Marutinrorensu"):
        assert suggest(query, kept) == suggest(query, made)


def test_a_kept_list_is_mapped_and_never_unpickled(
    crowd: Directory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "LEAST", 1)
    open_directory(crowd.entries, tmp_path)
    (folder,) = tmp_path.iterdir()
    for path in folder.iterdir():
        assert np.load(path, mmap_mode="r", allow_pickle=False).dtype != object


@pytest.mark.parametrize("broken", ["words_letters", "forms_entry", "wholes_index_names"])
def test_a_broken_list_is_made_anew(
    crowd: Directory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setattr(cache, "LEAST", 1)
    open_directory(crowd.entries, tmp_path)
    (folder,) = tmp_path.iterdir()
    (folder / f"{broken}.npy").write_bytes(b"\x93NUMPY no more")
    again = open_directory(crowd.entries, tmp_path)
    assert names_of(suggest("Viktoru Robinson", again))[0] == "Viktor Robinson"
    assert np.load(folder / f"{broken}.npy").size > 0


def test_another_alias_makes_another_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LEAST", 1)
    for aliases in ((), ("Volodymyr Zelenskyy",)):
        open_directory([Entry(name="Volodymyr Zelensky", aliases=aliases)], tmp_path)
    assert len([*tmp_path.iterdir()]) == 2
