"""What happened to a text: told in every audit, and never of one that was not fully looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from audit import Auditor, Source, audit_text
from audit.detectors import Detector, Knowledge
from audit.model import Document, Finding, Mechanism, Rule, Severity

ROUND_TRIP = """\
Former Chancellor Angera Merkel grew up in Templin, an hour's drive north of Berlin, and she came
into politics only when the wall had fallen. French President Emmanuel Makuron toured the port of
Beirut two days after the explosion of August 2020. Antony Brinken flew to Beijing in June 2023.
Jens Storutenberg handed the leadership of the alliance to Mark Rutte in October 2024. Jair
Bolsonalo left Brasilia for Florida before his successor was sworn in, and came back in March.
"""
RUSSIAN = """\
Gerhard Shreder called an early election in 2005 and lost it narrowly to Angela Merkel. Helmut
Shmidt had been chancellor until the autumn of 1982. Mark Tsukerberg testified before two
committees of the Senate in April 2018. Benjamin Netanyakhu dissolved the war cabinet after Benny
Gantz walked out. Jean-Claude Yunker led the European Commission until Ursula von der Leyen did.
"""
CLEAN = """\
Angela Merkel grew up in Templin, an hour's drive north of Berlin, and came into politics only when
the wall had fallen. Emmanuel Macron toured the port of Beirut two days after the explosion.
"""


def test_garbled_foreign_names_tell_of_a_trip_and_by_way_of_what() -> None:
    audit = audit_text(ROUND_TRIP)
    assert audit.mechanism is Mechanism.ROUND_TRIP
    assert audit.pivot is not None
    assert audit.pivot.language == "ja"
    assert audit.pivot.probability > 0.95
    assert any("メルケル" in line or "→" in line for line in audit.pivot.evidence)


def test_another_pivot_is_told_apart() -> None:
    audit = audit_text(RUSSIAN)
    assert audit.pivot is not None
    assert audit.pivot.language == "ru"


def test_every_garbled_name_shows_its_path_once_the_pivot_is_plain() -> None:
    names = [f for f in audit_text(ROUND_TRIP).findings if f.rule.code == "misspelled-name"]
    assert len(names) >= 3
    for finding in names:
        assert finding.suggestions[0].replacement in finding.evidence[-1]


def test_sound_text_is_clean_and_has_no_pivot() -> None:
    audit = audit_text(CLEAN)
    assert audit.mechanism is Mechanism.CLEAN
    assert audit.pivot is None


def test_one_slip_tells_no_pivot() -> None:
    audit = audit_text(CLEAN.replace("Macron", "Makron"))
    assert [f.rule.code for f in audit.findings] == ["misspelled-name"]
    assert audit.pivot is None
    assert audit.mechanism is Mechanism.UNKNOWN


@dataclass(frozen=True, kw_only=True)
class Crashing(Detector):
    """A detector that never comes to an end."""

    rule = Rule(code="crashing", title="T", severity=Severity.MINOR, mqm="style")

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        raise RuntimeError("broken")


def test_a_text_that_was_not_fully_audited_is_not_called_clean() -> None:
    auditor = Auditor()
    vars(auditor)["detectors"] = (*auditor.detectors, Crashing())
    audit = auditor.audit(Source(path="a.txt", text=CLEAN))
    assert audit.failures
    assert audit.mechanism is Mechanism.UNKNOWN
