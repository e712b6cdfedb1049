"""What a reporter is: it is given audits one at a time, and at the end the summary."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from dataclasses import dataclass

from audit.model import FileAudit, Summary


class Reporter(ABC):
    """Writes a report as the audits come; holds none of them longer than it must."""

    @abstractmethod
    def add(self, audit: FileAudit) -> None:
        """Take one audit, in the order of the run."""

    @abstractmethod
    def finish(self, summary: Summary) -> None:
        """Complete the report; nothing of it counts as written before."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Line and column of offsets in a text; both count from 1, columns in code points."""

    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Lines:
        """Index a text; lines end in LF, CR or CRLF."""
        starts, position = [0], 0
        for line in text.splitlines(keepends=True):
            position += len(line)
            if line.endswith(("\n", "\r")):
                starts.append(position)
        return cls(tuple(starts))

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def percent(share: float) -> str:
    """A share of one as a whole percentage; never rounded to certainty or to nothing."""
    if 0 < share < 0.01:
        return "under 1 %"
    if 0.99 < share < 1:
        return "over 99 %"
    return f"{share:.0%}".replace("%", " %")
