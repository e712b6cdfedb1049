"""A text to a pivot and back: what is sent, measured, aligned and told."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from audit import Auditor, Source
from audit.backtranslation.engines import StoredEngine, Translation
from audit.backtranslation.engines.apertium import ApertiumCommand
from audit.backtranslation.neighbours import tell_neighbours
from audit.backtranslation.roundtrip import Traveller, neighbour, sendable
from audit.backtranslation.travellers import load_controls
from audit.errors import ConfigError, ReadError
from audit.model import Alteration, Document, Finding, RoundTrip, Rule, Severity, Span
from audit.reading.tokens import tokenize

EXAMPLES = Path(__file__).parents[2] / "examples"
CLEAN = EXAMPLES / "clean_moon_landing.txt"
GARBLED = EXAMPLES / "laundered_good_friday.txt"


class Swapping:
    """Exchanges words both ways; what it has exchanged stays."""

    def __init__(self, **swaps: str) -> None:
        self.swaps = swaps

    def signature(self, source: str, target: str) -> str:
        return f"engine:swapping|pair:{source}-{target}"

    def translate(
        self, sentences: Sequence[str], source: str, target: str
    ) -> tuple[Translation, ...]:
        return tuple(
            Translation(text=re.sub(r"\w+", lambda m: self.swaps.get(m[0], m[0]), sentence))
            for sentence in sentences
        )


def read(auditor: Auditor, text: str) -> Document:
    return auditor.reader.read(Source(path="text.txt", text=text))


def through(document: Document, engine: Swapping, pivot: str = "es") -> RoundTrip:
    controls = [["The cat sat on a mat.", "It rained in March."]] * 5
    return Traveller(engine, pivot, "swapping", controls).travel(document)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("translations")


@pytest.fixture(scope="module", params=["es", "ca"])
def traveller(
    request: pytest.FixtureRequest, apertium: None, auditor: Auditor, kept: Path
) -> Traveller:
    engine = StoredEngine(ApertiumCommand(), kept)
    return Traveller(engine, request.param, "apertium", load_controls((), auditor.reader))


def test_the_figures_are_those_of_sacrebleus_own_command(
    traveller: Traveller, auditor: Auditor, tmp_path: Path
) -> None:
    for path in EXAMPLES.glob("*.txt"):
        document = auditor.reader.read(Source(path=str(path)))
        trip = traveller.travel(document)
        kept = [" ".join(document.text[s.span.start : s.span.end].split()) for s in trip.sentences]
        (tmp_path / "ref").write_text("\n".join(kept) + "\n", encoding="utf-8")
        hypothesis = "".join(f"{s.back}\n" for s in trip.sentences)
        (tmp_path / "hyp").write_text(hypothesis, encoding="utf-8")
        command = [sys.executable, "-m", "sacrebleu", "ref", "-i", "hyp", "-w", "9"]
        metrics = ["-m", "chrf", "bleu", "ter", "--chrf-word-order", "2"]
        ran = subprocess.run(
            [*command, *metrics], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        told = {(m["name"], m["score"], m["signature"]) for m in json.loads(ran.stdout)}
        assert told == {(m.name, round(m.value, 9), m.signature) for m in trip.metrics}


def test_what_came_back_is_told_from_what_did_not(traveller: Traveller, auditor: Auditor) -> None:
    for path in (CLEAN, GARBLED):
        document = auditor.reader.read(Source(path=str(path)))
        trip = traveller.travel(document)
        assert trip.stability.fit
        assert (trip.stability.probability or 1) < 0.01
        back = "\n\n".join(sentence.back for sentence in trip.sentences)
        again = traveller.travel(read(auditor, back))
        assert (again.stability.probability or 0) > 0.99


def test_changes_point_into_the_text_and_into_what_came_back(
    traveller: Traveller, auditor: Auditor
) -> None:
    document = auditor.reader.read(Source(path=str(CLEAN)))
    for sentence in traveller.travel(document).sentences:
        at = come = 0
        text, back = "", ""
        for change in sentence.changes:
            assert sentence.span.start <= change.span.start <= change.span.end <= sentence.span.end
            assert come <= change.back.start <= change.back.end <= len(sentence.back)
            text += f"{document.text[at or sentence.span.start : change.span.start]} "
            back += f"{sentence.back[come : change.back.start]} "
            at, come = change.span.end, change.back.end
        unchanged = text + document.text[at or sentence.span.start : sentence.span.end]
        returned = back + sentence.back[come:]
        assert words(unchanged) == words(returned)


def words(text: str) -> list[str]:
    return [token.text.lower() for token in tokenize(text, 0, len(text))]


TEXT = "The firm bought the ship. The board were content.\n\nIt sailed in March, they said."


def test_a_changed_word_has_its_neighbour(auditor: Auditor) -> None:
    document = read(auditor, TEXT)
    trip = through(document, Swapping(firm="company", ship="vessel"))
    (changes, *_) = (sentence.changes for sentence in trip.sentences)
    assert [change.kind for change in changes] == [Alteration.SYNONYM] * 2
    told = {
        (4, 8): "company",
        (0, 8): "The company",
        (0, 24): "The company bought the vessel",
        (9, 15): None,  # came back as it was
        (5, 8): None,  # is no whole word
        (20, 30): None,  # lies in two sentences
    }
    for (start, end), come in told.items():
        assert neighbour(TEXT, trip, Span(start=start, end=end)) == come


def test_short_plain_sentences_tell_nothing(auditor: Auditor) -> None:
    plain = " ".join(f"The court will hear case {i} in March." for i in range(20))
    told = through(read(auditor, plain), Swapping()).stability
    assert told.probability is None
    assert told.why == "too few sentences of 10 words and more to tell (0)"


def test_code_and_endless_sentences_are_not_sent(auditor: Auditor) -> None:
    long = f"{TEXT}\n\nThe {'word ' * 200}ended.\n\n```\ncode = here\n```\n"
    document = auditor.reader.read(Source(path="text.md", text=long, media_type="text/markdown"))
    kept, left_out = sendable(document)
    sent = [document.text[s.span.start : s.span.end] for s in kept]
    assert "The firm bought the ship." in sent
    assert not any("word" in text or "code" in text for text in sent)
    assert left_out == 1
    assert through(document, Swapping()).left_out == 1


def finding(text: str, words: str, code: str = "tortured-phrase") -> Finding:
    start = text.index(words)
    return Finding(
        rule=Rule(code=code, title="", severity=Severity.MAJOR, mqm="fluency"),
        span=Span(start=start, end=start + len(words)),
        message="",
        confidence=0.8,
        severity=Severity.MAJOR,
    )


def test_a_finding_knows_what_its_words_return_as(auditor: Auditor) -> None:
    text = f"{TEXT} The minister dipped his signature under the treaty."
    trip = through(read(auditor, text), Swapping(dipped="put"))
    rules = frozenset({"tortured-phrase"})
    model = auditor.knowledge.language_model
    (told,) = tell_neighbours(text, [finding(text, "dipped")], [trip], rules, model)
    assert told.evidence == ("returns from Spanish as “put”",)
    (mend,) = told.suggestions
    assert (mend.replacement, mend.explanation) == ("put", told.evidence[0])
    assert 0 < mend.confidence < 1
    for other in ({"rules": frozenset[str]()}, {"model": None}):
        asked = {"rules": rules, "model": model, **other}
        (bare,) = tell_neighbours(text, [finding(text, "dipped")], [trip], **asked)  # type: ignore[arg-type]
        assert bare.evidence == told.evidence
        assert bare.suggestions == ()
    (same,) = tell_neighbours(text, [finding(text, "minister")], [trip], rules, model)
    assert same.evidence == ()


def test_an_unfit_engine_says_nothing_of_a_finding(auditor: Auditor) -> None:
    class Babel(Swapping):
        def translate(
            self, sentences: Sequence[str], source: str, target: str
        ) -> tuple[Translation, ...]:
            return tuple(Translation(text="And the Lord said.") for _ in sentences)

    document = read(auditor, TEXT)
    unfit = through(document, Babel()).stability
    assert not unfit.fit
    trip = through(document, Swapping(ship="vessel"))
    found = finding(TEXT, "ship")
    for stability, told in ((trip.stability, ("returns from Spanish as “vessel”",)), (unfit, ())):
        trips = [replace(trip, stability=stability)]
        (known,) = tell_neighbours(TEXT, [found], trips, frozenset(), None)
        assert known.evidence == told


def test_controls_are_clean_texts_enough(auditor: Auditor, tmp_path: Path) -> None:
    assert len(load_controls((), auditor.reader)) >= 10
    long = "The firm bought the ship in March, and the board were content with the price. "
    (tmp_path / "one.txt").write_text(long * 2, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"1 texts .* with 5 clean ones at least"):
        load_controls((str(tmp_path),), auditor.reader)
    with pytest.raises(ConfigError, match="it is to be a clean text"):
        load_controls((str(tmp_path / "missing.txt"),), auditor.reader)


def test_a_text_without_a_sentence_is_told(auditor: Auditor) -> None:
    with pytest.raises(ReadError, match="no sentence that could be sent"):
        through(Document(path="x", text=""), Swapping())
