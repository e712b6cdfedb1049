"""Which genre a clean text is of, by its make-up: where false alarms hide.

The BBC's folders are genres; of other texts the make-up tells an interview (paragraphs that begin
with a speaker), a live blog (paragraphs that begin with a time), opinion (the author says I).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from audit.backtranslation.phrasing import Phrasing
from audit.model import Document
from audit.reading.quotations import is_inside

FEWEST = 4  # paragraphs, or words, that make a genre
_SPEAKER = re.compile(r"^(?:[A-Z][A-Z.' -]{2,30}:|[QA]:) ", re.MULTILINE)
_TIME = re.compile(r"^\W{0,3}\d{1,2}[:.]\d\d ?(?:[ap]\.?m\b|ET\b|GMT\b)?", re.MULTILINE)
_SELF = re.compile(r"\b(?:I|I'm|I've|I’m|I’ve|my|me)\b")


def genre_of(document: Document) -> str:
    """The genre of a text, `news` where nothing tells another."""
    folder, parted, _ = document.path.partition("/")
    if parted and folder in ("business", "entertainment", "politics", "sport", "tech"):
        return folder
    if len(_SPEAKER.findall(document.text)) >= FEWEST:
        return "interview"
    if len(_TIME.findall(document.text)) >= FEWEST:
        return "live blog"
    own = (m.start() for m in _SELF.finditer(document.text))
    said = sum(not is_inside(start, document.quotations) for start in own)
    return "opinion" if said >= FEWEST else "news"


def genre_rows(documents: Iterable[Document], phrasing: Phrasing, title: str) -> Iterator[str]:
    """A row for each genre: texts, words, stretches flagged for each 1,000 words."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for document in documents:
        seen = counts[genre_of(document)]
        seen[0] += 1
        seen[1] += document.words
        seen[2] += len(phrasing.find(document))
    for genre, (texts, words, found) in sorted(counts.items()):
        yield f"| {title}, {genre} | {texts} | {words:,} | {1000 * found / words:.2f} |"
