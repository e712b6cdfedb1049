"""Who is meant by an odd word: the text around it decides, and nobody is an answer too."""

from __future__ import annotations

import numpy as np
import pytest

from audit import Auditor, Source
from audit.backtranslation.channels import load_channels
from audit.backtranslation.oddities import Finder, Spot
from audit.backtranslation.recognition import Recognised, recognise
from audit.detectors.base import READABLE, sentences_of
from audit.reading.mentions import find_runs


def look(auditor: Auditor, text: str) -> list[Spot]:
    document = auditor.reader.read(Source(path="a", text=text))
    finder = Finder(
        index=auditor.knowledge.names,
        vocabulary=auditor.knowledge.vocabulary,
        rarest=3.5,
        shortest=4,
    )
    return list(finder.find(text, tuple(find_runs(sentences_of(document, READABLE), text))))


def first(auditor: Auditor, text: str, pivot: str | None = None) -> Recognised:
    (spot,) = look(auditor, text)
    codes = [channel.code for channel in load_channels()]
    pivots = None if pivot is None else np.array([0.92 if c == pivot else 0.01 for c in codes])
    ((best, *_),) = recognise([spot.oddity], pivots)
    return best


def test_a_given_name_beside_tells_whose_surname_it_is(auditor: Auditor) -> None:
    best = first(auditor, "Jacinda Arudern resigned in January 2023 after five years in office.")
    assert best.evidence.name.entry.name == "Jacinda Ardern"
    assert best.evidence.beside == "Jacinda"
    assert best.probability > 0.95


def test_an_office_near_the_name_makes_it_likelier(auditor: Auditor) -> None:
    alone = first(auditor, "Dmitry Peskof would not say when the talks would begin again.")
    told = first(auditor, "Kremlin spokesman Dmitry Peskof would not say when talks would begin.")
    assert told.evidence.role
    assert told.probability >= alone.probability


def test_an_office_right_before_a_name_and_the_adjective_of_its_country_are_seen(
    auditor: Auditor,
) -> None:
    best = first(auditor, "French President Makuron opened the rebuilt cathedral in 2024.")
    assert best.evidence.name.entry.name == "Emmanuel Macron"
    assert best.evidence.role == "president"
    assert best.evidence.titled
    assert best.evidence.country == "FR"
    assert not best.evidence.stranger
    small = first(auditor, "The French president Makuron opened the rebuilt cathedral in 2024.")
    assert small.evidence.titled
    after = first(auditor, "Makuron, the president, opened the rebuilt cathedral in 2024.")
    assert after.evidence.role == "president"
    assert not after.evidence.titled


def test_a_garbled_name_beside_is_a_companion_and_another_name_a_stranger(auditor: Auditor) -> None:
    given, surname = look(auditor, "French President Emanyueru Makuron opened the cathedral.")
    (best, *_), (last, *_) = recognise([given.oddity, surname.oddity])
    assert (best.evidence.companion, best.evidence.other) == ("Makuron", "Macron")
    assert (last.evidence.companion, last.evidence.other) == ("Emanyueru", "Emmanuel")
    assert min(best.probability, last.probability) > 0.95
    strange = first(auditor, "French President Ingrid Makuron opened the cathedral.")
    assert strange.evidence.stranger
    assert not strange.evidence.companion
    assert strange.probability < last.probability


def test_a_given_name_is_looked_for_by_an_office_only_beside_a_companion(auditor: Auditor) -> None:
    spots = look(auditor, "French President Emanyueru Thygesholm opened the cathedral.")
    words = {c.word for spot in spots for c in spot.oddity.candidates}
    assert "Emmanuel" not in words


def test_the_pivot_of_the_other_names_weighs(auditor: Auditor) -> None:
    text = "Mark Lutte resigned in July 2023 when his coalition fell over asylum."
    assert first(auditor, text, "ja").probability > first(auditor, text, "ru").probability


def test_who_is_introduced_is_probably_somebody_unknown(auditor: Auditor) -> None:
    known = first(auditor, "Boris Johnsen resigned in July.")
    introduced = first(auditor, "Boris Johnsen, a carpenter, resigned in July.")
    assert introduced.probability < known.probability


def test_spellings_of_one_person_share_their_probability(auditor: Auditor) -> None:
    (spot,) = look(auditor, "Volodymyr Zerenskyy addressed a joint meeting of the US Congress.")
    (found,) = recognise([spot.oddity])
    surnames = [r for r in found if r.evidence.name.entry.name == "Volodymyr Zelensky"]
    assert len(surnames) == 1
    assert surnames[0].evidence.word == "Zelensky"
    assert sum(r.probability for r in found) <= 1.0 + 1e-9


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel and Emmanuel Macron met in Meseberg.",
        "The carpenter Ulrik Thygesholm won a prize.",
        "Novak Djokovic won in Melbourne once more.",
    ],
)
def test_known_names_and_names_like_nobody_s_are_not_odd(auditor: Auditor, text: str) -> None:
    found = recognise([spot.oddity for spot in look(auditor, text)])
    assert all(best[0].probability < 0.5 for best in found)
