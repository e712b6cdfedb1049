"""The straight line: a source is read, searched, scored and judged; then comes the next one.

    source → Document → Findings → Reliability and Readability → Verdict → FileAudit

One source is in memory at a time. With several processes the order and content of what comes out
are the same as with one, since every step is a function of the source and the configuration.
"""

from __future__ import annotations

import hashlib
import json
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, field, replace
from functools import cache, cached_property
from itertools import islice
from typing import TypeVar

from audit.backtranslation.engines import open_engine
from audit.backtranslation.languages import check_pivots
from audit.backtranslation.names import build_index
from audit.backtranslation.neighbours import tell_neighbours
from audit.backtranslation.phrasing import Phrasing
from audit.backtranslation.roundtrip import Traveller
from audit.backtranslation.terms import build_terms
from audit.backtranslation.travellers import load_controls, open_traveller
from audit.config import Config, Policy, ReferenceOptions, nearest
from audit.detectors import RULES, Detector, Knowledge, make_detectors
from audit.errors import ConfigError, ReadError, WorkerError
from audit.fluency.damage_model import DamageModel
from audit.fluency.language_model import LanguageModel
from audit.gate.judge import judge, missing_capabilities
from audit.model import (
    Depth,
    Document,
    Failure,
    FileAudit,
    Finding,
    Mechanism,
    Reliability,
    RoundTrip,
    Severity,
)
from audit.reading import Reader, Source, make_reader
from audit.reference import Reference, load_reference, load_table
from audit.resources.catalogue import DAMAGE_MODEL, LANGUAGE_MODEL
from audit.resources.morphology import Morphology
from audit.resources.store import is_pulled
from audit.resources.vocabulary import load_vocabulary
from audit.scoring.mechanism import tell_pivot, trace_origin
from audit.scoring.readability import measure_readability
from audit.scoring.reliability import score_reliability
from audit.version import VERSION

_SEVERITIES = list(Severity)
_PHRASES = frozenset({"tortured-phrase", "awkward-phrasing", "grammar"})
_AHEAD = 4  # sources handed to each process before their audits are asked for
_UNKNOWN = Reliability(score=0.0)  # of a text that was not audited at all
_T = TypeVar("_T")


@dataclass(frozen=True)
class Auditor:
    """Audits texts under one configuration.

    Making one loads the reference lists and the vocabulary, about half a second.

    Raises:
        EngineError: the translation engine of round trips, or a model of it, is missing.
        ConfigError: an unknown rule, option or requirement, or no rule is left to audit by.
        ReferenceDataError: a reference list is missing or does not hold.
    """

    config: Config = field(default_factory=Config)

    def __post_init__(self) -> None:
        _check_policy(self.config.gate)
        if not self.detectors:
            raise ConfigError("disable: every rule is disabled, nothing would be audited")
        _ = self.knowledge, self.reader
        if self.config.roundtrip.engine:
            open_engine(self.config.roundtrip.engine, None, offline=self.config.roundtrip.offline)
            for pivot in self._pivots:
                _ = self.traveller(pivot).control  # measured once, before there are processes

    def audit(self, source: Source) -> FileAudit:
        """Audit one source; what cannot be read is an incomplete audit, not an error."""
        document = _attempt("read", source.path, lambda: self.reader.read(source))
        if isinstance(document, Failure):
            record = None if source.line is None else str(source.line)
            unread = Document(path=source.path, text="", record=record)
            return self._conclude(unread, (), (document,), _UNKNOWN)
        return self.audit_document(document)

    def audit_document(self, document: Document) -> FileAudit:
        """Audit a document that was read."""
        if document.language not in ("en", None):
            language = f"the text is not English (detected: {document.language})"
            failure = Failure(rule="language", path=document.path, error=language)
            return self._conclude(document, (), (failure,), _UNKNOWN)
        found: list[Finding] = []
        failures: list[Failure] = []
        for detector in self.detectors:
            outcome = self._detect(detector, document)
            if isinstance(outcome, Failure):
                failures.append(outcome)
            else:
                found += outcome
        findings = settle(found)
        trips: tuple[RoundTrip, ...] = ()
        if self.config.roundtrip.engine:
            come = _attempt("roundtrip", document.path, lambda: self._travel(document, findings))
            if isinstance(come, Failure):
                failures.append(come)
            else:
                findings, trips = come
        reliability = score_reliability(findings, document.words, trips)
        origin = _attempt(
            "pivot",
            document.path,
            lambda: trace_origin(document.text, findings, self.knowledge.names, trips),
        )
        if isinstance(origin, Failure):
            failures.append(origin)
            return self._conclude(document, findings, tuple(failures), reliability)
        audit = self._conclude(document, origin.findings, tuple(failures), reliability)
        mechanism = Mechanism.UNKNOWN if failures else origin.mechanism
        return replace(audit, pivot=origin.pivot, mechanism=mechanism, trips=trips)

    @cached_property
    def detectors(self) -> tuple[Detector, ...]:
        """The detectors in use."""
        return make_detectors(self.config.disable, self.config.rules)

    @cached_property
    def reference(self) -> Reference:
        """The reference lists in use."""
        return load_reference(self.config.reference.add, self.config.reference.only)

    @cached_property
    def knowledge(self) -> Knowledge:
        """What the detectors compare with."""
        return _load_knowledge(self.config.reference, self.depth)

    @cached_property
    def depth(self) -> Depth:
        """How deep this auditor looks: as deep as its policy asks, if the models were pulled."""
        return _reach(self.config)

    @cached_property
    def reader(self) -> Reader:
        """Turns sources into documents."""
        return make_reader(self.config.read)

    @property
    def signature(self) -> str:
        """What an audit's outcome depends on besides the text, in sacrebleu's manner."""
        known = self.knowledge
        models = (known.language_model, known.phrasing and known.phrasing.damage_model)
        return "|".join(
            (
                f"version:{VERSION}",
                f"depth:{self.depth}",
                *(f"model:{model.signature}" for model in models if model),
                *self._trip_signatures(),
                f"rules:{len(self.detectors)}",
                f"config:{_digest(self.config)}",
                f"reference:{self.reference.signature}",
            )
        )

    def _detect(self, detector: Detector, document: Document) -> list[Finding] | Failure:
        code, path = detector.rule.code, document.path
        return _attempt(code, path, lambda: list(detector.detect(document, self.knowledge)))

    def _trip_signatures(self) -> Iterator[str]:
        """Of the pivots named; that of one which a text's names tell stands with its trip."""
        options = self.config.roundtrip
        if options.engine:
            controls = load_controls(options.control, self.reader)
            yield f"control:{hashlib.sha256(repr(controls).encode()).hexdigest()[:12]}"
            for pivot in self._pivots:
                yield from self.traveller(pivot).signatures

    def traveller(self, pivot: str) -> Traveller:
        """What sends texts through a pivot and back."""
        if pivot not in self._travellers:
            opened = open_traveller(self.config.roundtrip, pivot, self.reader)
            self._travellers[pivot] = opened
        return self._travellers[pivot]

    @cached_property
    def _pivots(self) -> tuple[str, ...]:
        return check_pivots(self.config.roundtrip.pivots)

    @cached_property
    def _travellers(self) -> dict[str, Traveller]:
        return {}

    def _travel(
        self, document: Document, findings: tuple[Finding, ...]
    ) -> tuple[tuple[Finding, ...], tuple[RoundTrip, ...]]:
        """The round trips asked for, and findings that know of them.

        A text goes through the pivots named, or through the one that its names tell.
        """
        told = None if self._pivots else tell_pivot(document.text, findings)
        pivots = self._pivots or ((told.channel.language,) if told else ())
        trips = tuple(self.traveller(pivot).travel(document) for pivot in pivots if pivot)
        model = self.knowledge.language_model
        return tell_neighbours(document.text, findings, trips, _PHRASES, model), trips

    def _conclude(
        self,
        document: Document,
        findings: tuple[Finding, ...],
        failures: tuple[Failure, ...],
        reliability: Reliability,
    ) -> FileAudit:
        policy, depth = self.config.gate, self.depth
        ran = [detector.rule.code for detector in self.detectors]
        failures += tuple(missing_capabilities(policy, depth=depth, rules=ran, path=document.path))
        indices = _attempt("readability", document.path, lambda: measure_readability(document))
        if isinstance(indices, Failure):
            failures, indices = (*failures, indices), None
        return FileAudit(
            document=document,
            findings=findings,
            failures=failures,
            readability=indices,
            reliability=reliability,
            depth=depth,
            judgement=judge(
                findings=findings,
                failures=failures,
                reliability=reliability,
                words=document.words,
                policy=policy,
                unread=document.unread,
            ),
        )


def deepest() -> Depth:
    """How deep an audit can look with the models that were pulled."""
    there = all(map(is_pulled, (LANGUAGE_MODEL, DAMAGE_MODEL)))
    return Depth.DEEP if there else Depth.MODEL_FREE


def _reach(config: Config) -> Depth:
    asked = config.gate.depth
    return asked if asked is Depth.MODEL_FREE else min(asked, deepest(), key=list(Depth).index)


def settle(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of the text; of several on the very same span the gravest is kept.

    What models say of a phrase is left out where another rule has found what is wrong there.
    """
    best: dict[tuple[int, int], Finding] = {}
    for finding in sorted(findings, key=_gravity):
        best.setdefault((finding.span.start, finding.span.end), finding)
    told = [f for f in best.values() if f.rule.code not in _PHRASES]
    kept = (
        f
        for f in best.values()
        if f.rule.code not in _PHRASES or not any(f.span.overlaps(other.span) for other in told)
    )
    return tuple(sorted(kept, key=lambda f: (f.span, f.rule.code)))


def audit_all(sources: Iterable[Source], config: Config, jobs: int = 1) -> Iterator[FileAudit]:
    """Audit sources in order, in `jobs` processes; what comes out does not depend on `jobs`.

    Raises:
        WorkerError: a process died, for want of memory for instance.
    """
    auditor_for(config)  # made here, so that a wrong configuration is told before all else
    if jobs <= 1:
        yield from (_work(config, source) for source in sources)
        return
    sources = iter(sources)
    with ProcessPoolExecutor(jobs, initializer=_start) as pool:
        waiting: deque[Future[FileAudit]] = deque()
        try:
            for source in islice(sources, jobs * _AHEAD):
                waiting.append(pool.submit(_work, config, source))
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(pool.submit(_work, config, source) for source in islice(sources, 1))
        except BrokenProcessPool as error:
            raise WorkerError("a process of the audit died; try fewer --jobs") from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def auditor_for(config: Config) -> Auditor:
    """The auditor of a configuration; the last one is kept, and forked processes inherit it."""
    if not _last or (_last[0].config, _last[0].depth) != (config, _reach(config)):
        _last[:] = [Auditor(config)]
    return _last[0]


_last: list[Auditor] = []


def _start() -> None:
    """Let a worker die at a signal without a word: the first process says what there is to say."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _work(config: Config, source: Source) -> FileAudit:
    """Audit one source; its sentences stay behind, they are many and no report needs them."""
    audit = auditor_for(config).audit(source)
    return replace(audit, document=replace(audit.document, sentences=()))


def _attempt(rule: str, path: str, step: Callable[[], _T]) -> _T | Failure:
    """Take a step of an audit; whatever goes wrong in it is a failure that is told."""
    try:
        return step()
    except ReadError as error:
        return Failure(rule=rule, path=path, error=str(error))
    except Exception as error:
        return Failure(rule=rule, path=path, error=f"{type(error).__name__}: {error}")


@cache
def _load_knowledge(options: ReferenceOptions, depth: Depth) -> Knowledge:
    """Built once for all auditors with the same lists, whatever their policies."""
    reference = load_reference(options.add, options.only)
    affixes = load_table("lexicons/affixes.tsv")
    vocabulary = load_vocabulary()
    language_model = None if depth is Depth.MODEL_FREE else LanguageModel.pulled()
    return Knowledge(
        names=build_index(reference),
        terms=build_terms(reference),
        vocabulary=vocabulary,
        words=Morphology(
            vocabulary=vocabulary,
            prefixes=frozenset(row["affix"] for row in affixes if row["kind"] == "prefix"),
            suffixes=frozenset(row["affix"] for row in affixes if row["kind"] == "suffix"),
        ),
        language_model=language_model,
        phrasing=None
        if language_model is None
        else Phrasing(DamageModel.pulled(), language_model, deep=depth is Depth.DEEP),
    )


def _check_policy(policy: Policy) -> None:
    for name, score in (("reject", policy.reject_below), ("review", policy.review_below)):
        if score is not None and not 0 <= score <= 100:
            raise ConfigError(f"gate.{name}_below: {score:g} is no reliability, 0 to 100")
    if policy.min_words < 0:
        raise ConfigError(f"gate.min_words: {policy.min_words} is less than 0")
    for code in policy.require:
        if code not in RULES:
            raise ConfigError(f"gate.require: unknown rule {code!r}{nearest(code, RULES)}")
    known = (*_SEVERITIES, *RULES)
    for what, limit in (*policy.reject_at.items(), *policy.review_at.items()):
        if what not in known:
            hint = nearest(what, known)
            raise ConfigError(f"gate: {what!r} is neither a severity nor a rule{hint}")
        if limit < 1:
            raise ConfigError(f"gate: {what} = {limit}: the least number of findings is 1")


def _digest(config: Config) -> str:
    """A short name for all of a configuration but its reference lists, which have their own."""
    told = asdict(replace(config, reference=ReferenceOptions()))
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()[:12]


def _gravity(finding: Finding) -> tuple[int, float, str]:
    return _SEVERITIES.index(finding.severity), -finding.confidence, finding.rule.code
