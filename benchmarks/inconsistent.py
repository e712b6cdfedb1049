"""Documents in which a translation system spelled one name in several ways: how many are found.

    python -m benchmarks.inconsistent DATA

`training/learn_variants.py` learns from the documents of every other name, so those and the others
are told apart. A document is found when `inconsistent-name` flags a wrong spelling of its name, and
mended when that rule suggests the true one; the last column counts `misspelled-name` as well.
Documents whose spellings differ by an ending have nothing wrong for our rule: they are told apart.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from audit import Auditor, Source
from audit.backtranslation.forms import are_forms
from audit.detectors.inconsistent_name import InconsistentName
from audit.detectors.misspelled_name import MisspelledName
from audit.reference import fold
from benchmarks.ranking import percent
from training.learn_variants import read_translations


def main() -> None:
    """Print the table."""
    print("\n".join(table(Auditor(), Path(sys.argv[1]) / "data")))


def table(auditor: Auditor, data: Path) -> Iterator[str]:
    """Documents by what they are, and the share found and mended."""
    outcomes: defaultdict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    names: dict[str, int] = {}
    for text, true in read_translations(data):
        found = look(auditor, text, true)
        number = names.setdefault(min(true.values()), len(names))
        outcomes["all"].append(found)
        outcomes["held out" if number % 2 else "learned from"].append(found)
        forms = sorted(true)
        endings = all(are_forms(a, b) for a in forms for b in forms if a != b)
        outcomes["differ by an ending" if endings else "others"].append(found)
    yield "| documents | number | a wrong spelling flagged | mended | flagged by either rule |"
    yield "|---|---|---|---|---|"
    for group, judged in outcomes.items():
        shares = (percent(sum(column) / len(judged)) for column in zip(*judged, strict=True))
        yield f"| {group} | {len(judged)} | {' | '.join(shares)} |"


def look(auditor: Auditor, text: str, true: dict[str, str]) -> tuple[bool, bool, bool]:
    """Whether a wrong spelling is flagged, mended with the true one, or flagged by either rule."""
    document = auditor.reader.read(Source(path="text", text=text))
    meant = next(iter(true.values()))
    wrong = {form for form in true if fold(form) != meant}
    mends, either = [], False
    for rule in (InconsistentName(), MisspelledName()):
        for finding in rule.detect(document, auditor.knowledge):
            if text[finding.span.start : finding.span.end] in wrong:
                either = True
                mends += [finding.suggestions[0].replacement] * isinstance(rule, InconsistentName)
    return bool(mends), any(fold(mend) == meant for mend in mends), either


if __name__ == "__main__":
    main()
