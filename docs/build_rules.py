"""Write `docs/rules.md` from the detectors' docstrings.

python docs/build_rules.py
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path

from audit.detectors import RULES, Detector

PAGE = Path(__file__).parent / "rules.md"


def main() -> None:
    """Write the page."""
    PAGE.write_text(render(), encoding="utf-8")


def render() -> str:
    """The page: a table of all rules, then a section for each."""
    lines = ["# Rules", "", "Written by `python docs/build_rules.py`; do not edit by hand.", ""]
    lines += ["| rule | severity | MQM error type |", "|---|---|---|"]
    for code, detector in RULES.items():
        rule = detector.rule
        lines.append(f"| [{code}](#{code}) | {rule.severity} | {rule.mqm} |")
    for code, detector in RULES.items():
        lines += ["", f"## {code}", "", *section(detector)]
    return "\n".join(lines) + "\n"


def section(detector: type[Detector]) -> Iterator[str]:
    """What the rule flags and passes, and its options with their defaults."""
    yield (sys.modules[detector.__module__].__doc__ or "").strip()
    yield ""
    yield inspect.cleandoc(detector.__doc__ or "")
    yield ""
    for field in fields(detector):
        default = field.default if field.default is not MISSING else ()
        yield f"- `{field.name}` = `{list(default) if default == () else default!r}`"


if __name__ == "__main__":
    main()
