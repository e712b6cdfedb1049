"""What many articles say of a name."""

from __future__ import annotations

from audit.names.harvest.lore import Lore
from audit.names.harvest.tallies import Tallies

from .conftest import Harvest, Sight

ONE = (
    "Prime Minister Jan Peter Balkenende spoke in Oslo. Balkenende left Norway for the Nansen "
    "Institute, which the Bank of Norway pays for. On Monday Norwegians read of it in the Bergen "
    "Gazette."
)
TWO = "Jan Peter Balkenende, the Dutch prime minister, came to Oslo on Tuesday. Shares rose."


def test_kinds_come_from_the_list_given_names_roles_and_heads(harvest: Harvest) -> None:
    kinds = {name: entry.kind for name, entry in harvest(ONE).items()}
    assert kinds == {
        "Jan Peter Balkenende": "person",
        "Oslo": "place",
        "Norway": "place",
        "Nansen Institute": "organisation",
        "Bank of Norway": "organisation",
        "Bergen Gazette": "outlet",
    }


def test_articles_and_mentions_are_counted(harvest: Harvest) -> None:
    entry = harvest(ONE, TWO)["Jan Peter Balkenende"]
    assert (entry.articles, entry.count, entry.roles) == (2, 3, ("prime minister",))


def test_only_names_of_enough_articles_and_of_the_kinds_asked_for_are_taken(
    harvest: Harvest,
) -> None:
    assert set(harvest(ONE, TWO, least=2)) == {"Jan Peter Balkenende", "Oslo"}
    assert set(harvest(ONE, TWO, least=2, kinds=("place",))) == {"Oslo"}


def test_days_months_peoples_and_openers_are_no_names(harvest: Harvest) -> None:
    text = (
        "Yesterday it rained. In January the Germans and a Frenchman met. However, Christians "
        "and Anglicans agreed on Friday. Prices fell. Easter was late. Nobody came. "
    )
    assert harvest(text * 3) == {}


def test_a_surname_is_no_entry_beside_its_full_name(harvest: Harvest) -> None:
    alone = "President Balkenende was there. Mr Balkenende left."
    assert set(harvest(alone)) == {"Balkenende"}
    assert set(harvest(alone, TWO)) == {"Jan Peter Balkenende", "Oslo"}


def test_a_place_that_articles_use_as_a_surname_is_not_a_place(harvest: Harvest) -> None:
    entries = harvest("President Bush spoke. Mr Bush left. President Bush was late.")
    assert {entry.kind for entry in entries.values()} <= {"person"}


def test_spellings_of_many_articles_are_aliases(harvest: Harvest) -> None:
    spelled = ("Sergei", "Sergei", "Sergei", "Sergey", "Sergey")
    texts = [f"Russian Foreign Minister {given} Lavrov came to Oslo." for given in spelled]
    entry = harvest(*texts)["Sergei Lavrov"]
    assert (entry.aliases, entry.articles) == (("Sergey Lavrov",), 5)


def test_nothing_is_kept_of_articles_but_their_names(lore: Lore, sight: Sight) -> None:
    tallies = Tallies(lore)
    for i in range(300):
        tallies.add(sight(f"{TWO} It was the {i}th time that nobody counted {'x' * i}."))
    (entry,) = tallies.entries(300, ("person",), "x")
    assert entry.articles == 300
    assert len(tallies._names) == 2
