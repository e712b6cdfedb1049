"""The words of the interface: what the program's terms are called before a reader."""

from __future__ import annotations

from audit.model import Depth, Mechanism, Severity, Verdict

WORST_FIRST = (Verdict.INCOMPLETE, Verdict.REJECT, Verdict.REVIEW, Verdict.PASS)

VERDICTS = {
    Verdict.PASS: "Passed",
    Verdict.REVIEW: "Needs review",
    Verdict.REJECT: "Rejected",
    Verdict.INCOMPLETE: "Incomplete",
}

MEANINGS = {
    Verdict.PASS: "The policy found no reason to hold it back.",
    Verdict.REVIEW: "To be looked at by a person before use.",
    Verdict.REJECT: "Not to be used as it stands.",
    Verdict.INCOMPLETE: "Not everything could be checked, so nothing is vouched for.",
}

SEVERITIES = {
    Severity.CRITICAL: "misleads about who, what or how many",
    Severity.MAJOR: "makes a reader stumble or guess",
    Severity.MINOR: "a blemish",
}

DEPTHS = {
    Depth.MODEL_FREE: "without language models",
    Depth.STANDARD: "standard",
    Depth.DEEP: "deep",
}

MECHANISMS = {
    Mechanism.ROUND_TRIP: "translated into another language and back",
    Mechanism.SPUN: "reworded by swapping synonyms",
    Mechanism.RAW_MT: "machine translation left unedited",
    Mechanism.HUMAN_TYPOS: "typing errors of a person",
    Mechanism.CLEAN: "no sign of damage",
    Mechanism.UNKNOWN: "not known",
}

LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "ja": "Japanese",
    "ko": "Korean",
    "ne": "Nepali",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


def name_language(code: str) -> str:
    """The English name of an ISO 639-1 code, or the code where we have none."""
    return LANGUAGES.get(code, code)


def percent(share: float) -> str:
    """A share of one as a whole percentage; never rounded to certainty or to nothing."""
    if 0 < share < 0.01:
        return "under 1 %"
    if 0.99 < share < 1:
        return "over 99 %"
    return f"{share:.0%}".replace("%", " %")
