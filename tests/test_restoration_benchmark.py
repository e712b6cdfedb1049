"""What the benchmark of restored names counts, and how."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("numba")
pytest.importorskip("scipy")

from audit.backtranslation.restoration import Posterior
from audit.reference import Entry
from benchmarks.folds import CODES
from benchmarks.name_errors import gather_aliases
from benchmarks.names_speed import garble_names, recombine
from benchmarks.peers import jaro_winkler, levenshtein
from benchmarks.pivots import CLASSES, diagnose, explain, mistype, neighbours
from benchmarks.ranking import NOWHERE, Place, expected_share, place, strict_share
from benchmarks.restoration import LABELS, ceiling, label_section, read_labels
from benchmarks.transliteration import all_but_last


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


def test_the_names_of_a_document_vote_together() -> None:
    surely, hardly = np.log([0.9, 0.1]), np.log([0.4, 0.6])
    assert diagnose([hardly], ("ja", "ru")) == "ru"
    assert diagnose([hardly, surely], ("ja", "ru")) == "ja"


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


def test_a_garble_votes_by_what_it_probably_stands_for() -> None:
    features = np.zeros((len(CODES), 2, 2))
    features[CODES.index("ja"), 0, 0] = 3.0
    features[CODES.index("ru"), 1, 0] = 4.0
    scores = np.full((len(CODES), 2), 0.0)
    scores[:, 0] = 5.0
    posterior = Posterior(numbers=np.array([0, 1]), scores=scores)
    assert diagnose([explain(posterior, features, CLASSES)], CLASSES) == "ja"
    scores[:, 1] = 10.0
    assert diagnose([explain(posterior, features, CLASSES)], CLASSES) == "ru"


def test_the_marginal_of_the_true_name_is_no_evidence_of_the_pivot() -> None:
    features = np.zeros((len(CODES), 1, 2))
    features[CODES.index("ko"), 0] = 9.0  # likely and likely seen so: nothing is told by it
    features[CODES.index("zh"), 0, 0] = 1.0
    posterior = Posterior(numbers=np.array([0]), scores=np.zeros((len(CODES), 1)))
    assert diagnose([explain(posterior, features, CLASSES)], CLASSES) == "zh"


def test_a_long_list_is_the_same_each_time_and_holds_no_pair_twice() -> None:
    entries = [Entry(name=n) for n in ("Angela Merkel", "Emmanuel Macron", "Kofi Annan")]
    names = recombine(entries, 7)
    assert names == recombine(entries, 7)
    assert len(set(names)) == 7


def test_a_query_is_a_listed_name_with_a_garbled_surname() -> None:
    (query,) = garble_names(["Angela Merkel"], {"merkel": ["merukeru"]}, 1)
    assert query.true == "Angela Merkel"
    assert query.seen.endswith(" Merukeru")
