"""What the benchmark of restored names counts, and how."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("numba")
pytest.importorskip("scipy")

from audit.backtranslation.channels.transducer import Floats
from audit.backtranslation.diagnosis import WAYS, Calibration
from audit.reference import Entry
from benchmarks.folds import CODES
from benchmarks.name_errors import gather_aliases
from benchmarks.names_speed import garble_names, recombine
from benchmarks.peers import jaro_winkler, levenshtein
from benchmarks.pivots import judge_by, mistype, neighbours
from benchmarks.ranking import NOWHERE, Place, expected_share, place, strict_share
from benchmarks.restoration import LABELS, ceiling, label_section, read_labels
from benchmarks.transliteration import all_but_last

EVEN = Calibration(
    scales=np.ones(len(WAYS)),
    priors=np.zeros(len(WAYS)),
    each=np.zeros(len(CODES)),
    once=np.zeros(len(CODES)),
)


def test_ties_count_against_us() -> None:
    tied = place(np.array([3.0, 5.0, 5.0, 1.0]), 1)
    assert tied == Place(better=0, ties=1)
    assert tied.worst == 2
    assert strict_share([tied], 1) == 0.0


def test_ties_of_peers_fall_at_random() -> None:
    assert expected_share([Place(0, 1)], 1) == 0.5
    assert expected_share([Place(3, 3)], 5) == 0.5
    assert expected_share([Place(0, 0), Place(1, 0)], 1) == 0.5


def test_a_name_that_is_not_among_the_candidates_is_missed() -> None:
    assert place(np.array([1.0]), None) == NOWHERE
    assert NOWHERE.chance(5) == 0.0
    assert strict_share([NOWHERE], 5) == 0.0


@pytest.mark.parametrize("peer", [levenshtein, jaro_winkler])
def test_a_peer_scores_the_nearest_name_highest(peer: object) -> None:
    assert callable(peer)
    scores = peer(["merkle", "mandala"], ["macron", "mandela", "merkel"])
    assert scores.argmax(axis=1).tolist() == [2, 1]


def test_aliases_are_the_words_in_the_same_place() -> None:
    entries = [Entry(name="Volodymyr Zelenskyy", aliases=("Vladimir Zelensky", "Zelensky"))]
    aliases = gather_aliases(entries)
    assert aliases["zelenskyy"] == {"zelensky"}
    assert aliases["volodymyr"] == {"vladimir"}


def test_the_last_scheme_is_held_out() -> None:
    assert all_but_last(("revised", "mccune")) == ("revised",)


def test_a_typing_error_is_one_slip_of_the_fingers() -> None:
    chance = random.Random(1)
    typed = {mistype("merkel", chance) for _ in range(300)}
    assert {"emrkel", "merel", "merrkel", "merkwl"} <= typed
    assert all(abs(len(seen) - len("merkel")) <= 1 for seen in typed)
    assert neighbours("s") == ["a", "d"]


def says(**channels: float) -> Floats:
    """What one name says: nats by channel, the same in each way."""
    told = np.zeros((len(CODES), len(WAYS)))
    for code, nats in channels.items():
        told[CODES.index(code)] = nats
    return told


def test_the_names_of_a_document_vote_together() -> None:
    judge = judge_by(EVEN, ("ja", "ru"))
    surely, hardly = says(ja=2.0), says(ru=0.5)
    assert judge([hardly]) == "ru"
    assert judge([hardly, surely]) == "ja"


def test_pivots_that_are_not_asked_for_are_not_named() -> None:
    assert judge_by(EVEN, ("ja", "ru"))([says(zh=9.0, ru=1.0)]) == "ru"


def test_labels_are_of_known_kinds() -> None:
    kinds = {"garble", "variant", "pairing-noise", "no-signal"}
    assert set(read_labels(LABELS).values()) <= kinds


def test_a_comment_in_the_labels_is_no_label(tmp_path: Path) -> None:
    path = tmp_path / "labels.tsv"
    path.write_text("# read by hand\nrow\tlabel\n7\tgarble\n", encoding="utf-8")
    assert read_labels(path) == {7: "garble"}


def test_what_cannot_be_restored_lowers_the_ceiling() -> None:
    assert ceiling([None] * 100, set(range(20)), 0.5) == "90.0 %"  # type: ignore[list-item]


def test_a_page_without_labels_tells_no_ceiling() -> None:
    assert list(label_section([], [])) == []


def test_a_long_list_is_the_same_each_time_and_holds_no_pair_twice() -> None:
    entries = [Entry(name=n) for n in ("Angela Merkel", "Emmanuel Macron", "Kofi Annan")]
    names = recombine(entries, 7)
    assert names == recombine(entries, 7)
    assert len(set(names)) == 7


def test_a_query_is_a_listed_name_with_a_garbled_surname() -> None:
    (query,) = garble_names(["Angela Merkel"], {"merkel": ["merukeru"]}, 1)
    assert query.true == "Angela Merkel"
    assert query.seen.endswith(" Merukeru")
