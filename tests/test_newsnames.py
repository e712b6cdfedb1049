"""Which names an article is taken to have, and what a list counts as holding."""

from __future__ import annotations

from collections import Counter

import pytest

from audit import Auditor, Source
from audit.reference import Entry, Reference
from benchmarks.coverage import report
from benchmarks.newsnames import Finder, Lists, Name


@pytest.fixture(scope="module")
def finder(auditor: Auditor) -> Finder:
    return Finder(Lists(auditor.reference), auditor.knowledge.vocabulary)


def lists_of(*entries: Entry) -> Lists:
    return Lists(Reference(entries=entries, signature=""))


def names_in(text: str, auditor: Auditor, finder: Finder) -> set[str]:
    names = finder.names_of(auditor.reader.read(Source(path="article.txt", text=text)))
    return {" ".join(name) for name in names}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The accord was signed by President Abdelkader Bensalah in the spring.", "Abdelkader"),
        ("After the vote Bensalah said that the accord would be kept to.", "Bensalah"),
        ("The loan was granted by the Hinterland Development Bank in May.", "Bank"),
        ("It was sold to the Department of Weights and Measures last year.", "Measures"),
    ],
)
def test_evidence_beside_a_name_makes_it_count(
    text: str, name: str, auditor: Auditor, finder: Finder
) -> None:
    (found,) = names_in(text, auditor, finder)
    assert name in found.split()


def test_a_title_is_no_part_of_a_name(auditor: Auditor, finder: Finder) -> None:
    text = "The law was drafted by Attorney General Francis Biddle and signed in June."
    assert names_in(text, auditor, finder) == {"Francis Biddle"}


def test_a_surname_alone_counts_as_the_full_name(auditor: Auditor, finder: Finder) -> None:
    text = "The judge was Learned Hand. Mr Biddle wrote to Francis Biddle, and Biddle said no more."
    assert "Biddle" not in names_in(text, auditor, finder)
    assert "Francis Biddle" in names_in(text, auditor, finder)


def test_places_peoples_and_days_are_no_names(auditor: Auditor, finder: Finder) -> None:
    text = "On a Tuesday in Lisbon, several Portuguese and Muslims met in the rain of Europe."
    assert names_in(text, auditor, finder) == set()


def test_a_surname_of_a_listed_person_is_held_and_a_given_name_is_not() -> None:
    lists = lists_of(Entry(name="Francis B. Biddle"), Entry(name="Bank of Oz", kind="organisation"))
    assert lists.holds(("Biddle",))
    assert lists.holds(("Francis", "Biddle"))
    assert lists.holds(("The", "Bank", "of", "Oz"))
    assert not lists.holds(("Francis",))
    assert not lists.holds(("Bank",))


def test_entries_of_one_template_count_once() -> None:
    places = ("Chad", "Mali", "Niger", "Togo", "Benin")
    banks = [Entry(name=f"Bank of {place}", kind="organisation") for place in places]
    lists = lists_of(*banks, *(Entry(name=place, kind="place") for place in places))
    assert lists.size() == 1
    names: Counter[Name] = Counter({("Bank", "of", place): 3 for place in places})
    names["Hinterland", "Bank"] = 3
    _, share, lacking = report(names, 3, lists)
    assert share == "2 names in at least 3 articles: 1 held, 50.0 %"
    assert lacking == "3\tHinterland Bank"
