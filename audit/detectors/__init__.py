"""The detectors: one file for each family of damage, listed here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, get_type_hints

from audit.config import convert, nearest
from audit.detectors.awkward_phrasing import AwkwardPhrasing
from audit.detectors.base import Detector, Knowledge
from audit.detectors.casing import Casing
from audit.detectors.extraction_residue import ExtractionResidue
from audit.detectors.garbled_title import GarbledTitle
from audit.detectors.grammar import Grammar
from audit.detectors.inconsistent_name import InconsistentName
from audit.detectors.misspelled_name import MisspelledName
from audit.detectors.misspelled_word import MisspelledWord
from audit.detectors.pronoun_intrusion import PronounIntrusion
from audit.detectors.punctuation import Punctuation
from audit.detectors.repetition import Repetition
from audit.detectors.sentence_fragment import SentenceFragment
from audit.detectors.tortured_phrase import TorturedPhrase
from audit.detectors.untranslated_residue import UntranslatedResidue
from audit.errors import ConfigError

DETECTORS: tuple[type[Detector], ...] = (
    MisspelledName,
    InconsistentName,
    GarbledTitle,
    MisspelledWord,
    TorturedPhrase,
    AwkwardPhrasing,
    Grammar,
    PronounIntrusion,
    SentenceFragment,
    Casing,
    Punctuation,
    Repetition,
    UntranslatedResidue,
    ExtractionResidue,
)

RULES: Mapping[str, type[Detector]] = {detector.rule.code: detector for detector in DETECTORS}

__all__ = ["DETECTORS", "RULES", "Detector", "Knowledge", "make_detectors"]


def make_detectors(
    disable: tuple[str, ...], options: Mapping[str, Mapping[str, Any]]
) -> tuple[Detector, ...]:
    """The detectors a configuration asks for, each with its options.

    Raises:
        ConfigError: a rule or an option is unknown, or an option has the wrong type.
    """
    for code in (*disable, *options):
        if code not in RULES:
            raise ConfigError(f"unknown rule {code!r}{nearest(code, RULES)}")
    return tuple(
        _make(detector, options.get(code, {}))
        for code, detector in RULES.items()
        if code not in disable
    )


def _make(detector: type[Detector], options: Mapping[str, Any]) -> Detector:
    code = detector.rule.code
    hints = get_type_hints(detector)
    known = [field.name for field in fields(detector)]
    for key in options:
        if key not in known:
            raise ConfigError(f"rules.{code}: unknown option {key!r}{nearest(key, known)}")
    values = {
        key: convert(hints[key], value, f"rules.{code}.{key}") for key, value in options.items()
    }
    for field in fields(detector):
        _require_in_range(f"rules.{code}.{field.name}", values.get(field.name), field.default)
    return detector(**values)


def _require_in_range(where: str, value: Any, default: Any) -> None:
    """An option is never negative, and a share (its default is 1 at most) never above 1.

    A likeness of 7 would switch a rule off without a word.
    """
    share = isinstance(default, float) and default <= 1
    if isinstance(value, (int, float)) and (value < 0 or (share and value > 1)):
        most = "1" if share else "any size"
        raise ConfigError(f"{where}: {value} is out of range, from 0 to {most}")
