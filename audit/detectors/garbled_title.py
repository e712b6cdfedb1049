"""A fixed term broken word by word: an office, a body, a treaty, an established term.

Flags: words that nearly say a listed term, with some exchanged for what a synonym spinner or a
pivot language puts in their place, for forms of the same stem, or with a word or an article put in.
How probable it is that the term was meant is learned from terms broken on purpose and from clean
news; at standard depth what is not improbable is judged once more by whether the text reads better
with the term to the language model. The probability is the confidence of the finding.
Passes: any listed form (Center and Centre, Defense and Defence are both listed); a term that is
part of a longer one; several of a kind (Ministers of Foreign Affairs) and members of a body (a
Federal Trade Commissioner); phrases that clean news has.

Data: `reference/titles`, `reference/names`, the lexicons `synonyms` (WordNet), `thesaurus` (Moby),
`glosses_ja` (JMdict) and `glosses_zh` (CC-CEDICT), `phrases` (counts), `reference/scoring`
(`terms.tsv`, `readings.tsv`), the language model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from audit.backtranslation.candidates import (
    Candidate,
    Place,
    find_candidates,
    is_common,
    read_place,
    read_surroundings,
)
from audit.backtranslation.phrase_counts import load_counts
from audit.backtranslation.plausibility import is_probable, probability
from audit.backtranslation.readings import is_readable, reconsider
from audit.backtranslation.terms import Term, TermIndex
from audit.detectors.base import READABLE, Detector, Knowledge, replace_with, sentences_of
from audit.fluency.language_model import LanguageModel
from audit.fluency.replacements import Replacement
from audit.model import BlockKind, Document, Finding, Rule, Severity, Span, Suggestion
from audit.reading.stretches import Word, cut, find_stretches

_SCANNED = READABLE - {BlockKind.HEADING}
_ARTICLES = frozenset({"a", "an", "the"})
_FEWEST_WITH_ARTICLE = 4  # words, small ones included
_SUGGESTED = 3

Judged = tuple[float, Candidate]


@dataclass(frozen=True, kw_only=True)
class GarbledTitle(Detector):
    """Finds fixed terms with words exchanged or put in."""

    rule: ClassVar[Rule] = Rule(
        code="garbled-title",
        title="Broken title or fixed term",
        severity=Severity.MAJOR,
        mqm="terminology/wrong-term",
    )

    def search(self, document: Document, knowledge: Knowledge) -> Iterator[Finding]:
        """Judge whatever nearly says a term; of those that overlap, the most probable stays."""
        places = read_places(document, knowledge.terms)
        judged = list(judge_places(places, knowledge.terms))
        enough = is_probable
        if knowledge.language_model is not None:
            judged = reread(judged, document.text, knowledge.terms, knowledge.language_model)
            enough = is_readable
        chosen = list(choose_places(judged, enough))
        for span, judged in chosen:
            yield self._exchanged(span, judged)
        taken = [span for span, _ in chosen]
        for place in places:
            for finding in self._with_articles(place, knowledge.terms, document.text):
                if not any(
                    finding.span.start < s.end and s.start < finding.span.end for s in taken
                ):
                    yield finding

    def _exchanged(self, span: Span, judged: Sequence[Judged]) -> Finding:
        suggestions = tuple(suggest_terms(span, judged))
        best = judged[0][1].near
        kind = best.term.entry.kind
        return self.find(
            span,
            f"the fixed term is “{suggestions[0].replacement}”",
            suggestions[0].confidence,
            evidence=(f"nearly a listed {kind}: {tell(judged[0][1])}",),
            suggestions=suggestions,
        )

    def _with_articles(self, place: Place, index: TermIndex, text: str) -> Iterator[Finding]:
        for start, end, terms in place.said:
            right = _without_articles(place.stretch[start:end], terms)
            if right is None or _goes_on(place, start, end, index):
                continue
            extra = place.stretch[end].text if _is_appended(place, end, terms) else ""
            span = _span(place.stretch[start : end + bool(extra)])
            mends = (right, f"{right} {extra}") if extra else (right,)
            yield self.find(
                span,
                f"“{text[span.start : span.end]}” is written “{right}”",
                0.7,
                severity=Severity.MINOR,
                suggestions=tuple(
                    replace_with(span, mend, 0.7 / rank, f"the usual form is {right}")
                    for rank, mend in enumerate(mends, start=1)
                ),
            )


def read_places(document: Document, index: TermIndex) -> tuple[Place, ...]:
    """The stretches of a document with the terms that they say."""
    return tuple(
        read_place(stretch, index)
        for sentence in sentences_of(document, _SCANNED)
        for stretch in find_stretches(sentence, document.text)
    )


def judge_places(places: Sequence[Place], index: TermIndex) -> Iterator[Judged]:
    """All candidates with their probabilities."""
    surroundings = read_surroundings(places)
    for place in places:
        for candidate in find_candidates(place, index):
            yield probability(candidate, surroundings, index, load_counts()), candidate


def reread(
    judged: Sequence[Judged], text: str, index: TermIndex, model: LanguageModel
) -> list[Judged]:
    """The candidates that the language model was asked about, with new probabilities."""
    return list(reconsider(judged, replacements_of(judged), text, index, model))


def replacements_of(judged: Iterable[Judged]) -> list[Replacement]:
    """Where each candidate stands, and its term as the text would have it."""
    return [(_span(c.words), _written_as(c.near.term, c.words)) for _, c in judged]


def choose_places(
    judged: Iterable[Judged], enough: Callable[[Candidate, float], bool]
) -> Iterator[tuple[Span, list[Judged]]]:
    """Spans that do not overlap, whose best candidate is probable enough, with all candidates."""
    by_span: dict[Span, list[Judged]] = {}
    for probable, candidate in sorted(judged, key=_rank):
        span = _span(candidate.words)
        if span in by_span or (
            enough(candidate, probable)
            and all(span.end <= s.start or s.end <= span.start for s in by_span)
        ):
            by_span.setdefault(span, []).append((probable, candidate))
    yield from by_span.items()


def suggest_terms(span: Span, judged: Sequence[Judged]) -> Iterator[Suggestion]:
    """The terms that could have been meant, each once, the most probable first."""
    told: set[str] = set()
    for probable, candidate in judged:
        right = _written_as(candidate.near.term, candidate.words)
        if right.lower() not in told and len(told) < _SUGGESTED:
            told.add(right.lower())
            confidence = max(0.01, round(probable, 2))
            yield replace_with(span, right, confidence, tell(candidate))


def tell(candidate: Candidate) -> str:
    """Which word stands for which, and why."""
    if candidate.near.inserted is not None:
        return f"“{candidate.wrong[0].text}” is one word too many"
    return ", ".join(exchange.why for _, exchange in candidate.near.exchanged)


def _rank(judged: Judged) -> tuple[float, int, str]:
    probable, candidate = judged
    return -probable, len(candidate.near.exchanged), candidate.near.term.form


def _without_articles(words: Sequence[Word], terms: Sequence[Term]) -> str | None:
    """The form of a term that words say with an article more, if no form has it."""
    seen = tuple(word.glue for word in words[1:])
    forms = {term.glue[1:]: term.form for term in terms}
    length = len(words) + sum(map(len, seen))
    if seen in forms or length < _FEWEST_WITH_ARTICLE or not all(word.capital for word in words):
        return None
    fewer = (glue for glue in forms if sum(map(len, glue)) < sum(map(len, seen)))
    return next((forms[glue] for glue in fewer if _bare(glue) == _bare(seen)), None)


def _goes_on(place: Place, start: int, end: int, index: TermIndex) -> bool:
    """Whether the last words begin a name that goes on: Secretary of the [Defense Department]."""
    later = range(end + 1, min(len(place.keys), end + index.longest) + 1)
    names = (index.exact.get(place.keys[i:j], ()) for i in range(start + 1, end) for j in later)
    return any(not term.form.islower() for terms in names for term in terms)


def _is_appended(place: Place, end: int, terms: Sequence[Term]) -> bool:
    """Whether an office is followed by a common noun that is none of its holder's names."""
    if end >= len(place.stretch) or terms[0].entry.kind != "office":
        return False
    word = place.stretch[end]
    return word.capital and not word.glue and is_common(word)


def _bare(glue: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[word for word in words if word not in _ARTICLES] for words in glue]


def _written_as(term: Term, words: Sequence[Word]) -> str:
    """A term with capitals as the text has them."""
    if all(word.capital for word in words) and term.form.islower():
        return " ".join(word.capitalize() if cut(word)[0] else word for word in term.form.split())
    if term.entry.kind == "office" and not any(word.capital for word in words[1:]):
        small = [word if word.isupper() else word.lower() for word in term.form.split()]
        first = small[0].capitalize() if words[0].capital and small[0].islower() else small[0]
        return " ".join((first, *small[1:]))
    if words[0].opens and term.form.islower():
        return term.form[0].upper() + term.form[1:]
    return term.form


def _span(words: Sequence[Word]) -> Span:
    return Span(start=words[0].start, end=words[-1].end)
