"""What the benchmark of restored names counts, and how."""

from __future__ import annotations

import hashlib
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
from benchmarks.misses import KINDS, describe, read_labels, verify_source
from benchmarks.name_errors import Row, gather_aliases
from benchmarks.names_speed import garble_names, recombine
from benchmarks.peers import jaro_winkler, levenshtein
from benchmarks.pivots import judge_by, mistype, neighbours
from benchmarks.ranking import NOWHERE, Place, expected_share, interval, place, strict_share
from benchmarks.transliteration import all_but_last
from training.learn_channels import WrongName

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


def labels_file(folder: Path, lines: str) -> Path:
    path = folder / "labels.tsv"
    path.write_text(f"# read by hand\nrow\tlabel\n{lines}", encoding="utf-8")
    return path


def rows_of(many: int) -> list[Row]:
    wrong = WrongName(true="hegseth", seen="hegses", channel="ja")
    names = {"true": "Hegseth", "seen": "Hegses", "pair": "ja-en", "collection": "wmt21"}
    return [
        Row(number=n, wrong=wrong, **names, well_known=False, variant=False)
        for n in range(1, many + 1)
    ]


def page_of(missed: set[int], labels: dict[int, str]) -> str:
    rows = rows_of(100)
    places = [Place(better=int(row.number in missed)) for row in rows]
    return "\n".join(describe(rows, places, labels))


def test_two_hundred_misses_are_labelled() -> None:
    labels = read_labels()
    assert len(labels) == 200
    assert set(labels.values()) == set(KINDS)


def test_a_comment_in_the_labels_is_no_label(tmp_path: Path) -> None:
    assert read_labels(labels_file(tmp_path, "7\tgarble\n")) == {7: "garble"}


@pytest.mark.parametrize("lines", ["7\tgarbel\n", "7\tgarble\n7\tvariant\n", "7\n"])
def test_a_wrong_label_is_an_error(tmp_path: Path, lines: str) -> None:
    with pytest.raises(ValueError, match="row 7"):
        read_labels(labels_file(tmp_path, lines))


def test_labels_of_another_file_are_an_error(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv"
    pairs.write_bytes(b"true\tmt_form\n")
    labels = labels_file(tmp_path, "")
    with pytest.raises(ValueError, match="other rows"):
        verify_source(pairs, labels)
    digest = hashlib.sha256(pairs.read_bytes()).hexdigest()
    labels.write_text(f"# {digest}.\nrow\tlabel\n", encoding="utf-8")
    verify_source(pairs, labels)


def test_only_garbles_raise_the_ceiling() -> None:
    page = page_of({1, 2, 3, 4}, {1: "garble", 2: "variant", 3: "pairing-noise", 4: "no-signal"})
    assert "97.0 % of all rows would be right" in page
    assert "(95 %\ninterval of the drawing: 97.0 % to 97.0 %)" in page  # every miss was read
    assert "| garble | 1 | 25.0 % |" in page


def test_the_ceiling_of_a_drawing_has_an_interval() -> None:
    page = page_of(set(range(1, 21)), {1: "garble", 2: "garble", 3: "no-signal", 4: "no-signal"})
    assert "90.0 % of all rows would be right" in page
    low, high = interval(2, 4, 20)
    assert f"{100 - 20 * (1 - low):.1f} % to {100 - 20 * (1 - high):.1f} %" in page
    assert low < 0.5 < high


def test_a_labelled_row_that_is_restored_counts_no_more() -> None:
    page = page_of({1, 2}, {1: "garble", 2: "no-signal", 3: "no-signal", 4: "garble"})
    assert "not counted: 2." in page
    assert "| garble | 1 | 50.0 % |" in page
    assert "99.0 % of all rows" in page


def test_where_every_labelled_row_is_restored_no_ceiling_is_told() -> None:
    page = page_of({9}, {1: "garble"})
    assert "not counted: 1." in page
    assert "rank 1" not in page


def test_a_page_without_labels_tells_no_ceiling() -> None:
    assert page_of({1}, {}) == ""


def test_an_interval_narrows_as_more_of_all_is_drawn() -> None:
    wide, narrow = interval(50, 100, 10_000), interval(50, 100, 120)
    assert wide[0] < narrow[0] < 0.5 < narrow[1] < wide[1]


def test_a_long_list_is_the_same_each_time_and_holds_no_pair_twice() -> None:
    entries = [Entry(name=n) for n in ("Angela Merkel", "Emmanuel Macron", "Kofi Annan")]
    names = recombine(entries, 7)
    assert names == recombine(entries, 7)
    assert len(set(names)) == 7


def test_a_query_is_a_listed_name_with_a_garbled_surname() -> None:
    (query,) = garble_names(["Angela Merkel"], {"merkel": ["merukeru"]}, 1)
    assert query.true == "Angela Merkel"
    assert query.seen.endswith(" Merukeru")
