"""The straight line: a source is read, searched, scored and judged; then comes the next one.

    source → Document → Findings → Reliability and Readability → Verdict → FileAudit

One source is in memory at a time. With several processes the order and content of what comes out
are the same as with one, since every step is a function of the source and the configuration.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from audit.backtranslation.names import build_index
from audit.backtranslation.terms import build_terms
from audit.config import Config
from audit.detectors import RULES, Detector, Knowledge, make_detectors
from audit.errors import AuditError, ConfigError, ReadError
from audit.gate.judge import judge, missing_capabilities
from audit.model import Depth, Document, Failure, FileAudit, Finding, Severity
from audit.reading import Reader, Source
from audit.reading.sentences import Segmenter
from audit.reference import Reference, load_reference, load_table, load_words
from audit.resources.morphology import Morphology
from audit.resources.vocabulary import load_vocabulary
from audit.scoring.readability import measure_readability
from audit.scoring.reliability import score_reliability
from audit.version import VERSION

_SEVERITIES = list(Severity)
_AHEAD = 4  # sources handed to each process before their audits are asked for


@dataclass(frozen=True)
class Auditor:
    """Audits texts under one configuration.

    Making one loads the reference lists and the vocabulary, about half a second.

    Raises:
        ConfigError: an unknown rule, option or requirement.
        ReferenceDataError: a reference list is missing or does not hold.
    """

    config: Config = field(default_factory=Config)

    def __post_init__(self) -> None:
        for code in self.config.gate.require:
            if code not in RULES:
                raise ConfigError(f"gate.require: unknown rule {code!r}")
        for what in (*self.config.gate.reject_at, *self.config.gate.review_at):
            if what not in RULES and what not in _SEVERITIES:
                raise ConfigError(f"gate: {what!r} is neither a severity nor a rule")
        _ = self.detectors, self.knowledge

    def audit(self, source: Source) -> FileAudit:
        """Audit one source; what cannot be read is an incomplete audit, not an error."""
        try:
            document = self.reader.read(source)
        except ReadError as error:
            record = None if source.line is None else str(source.line)
            document = Document(path=source.path, text="", record=record)
            failure = Failure(rule="read", path=source.path, error=str(error))
            return self._conclude(document, (), (failure,))
        return self.audit_document(document)

    def audit_document(self, document: Document) -> FileAudit:
        """Audit a document that was read."""
        if document.language not in ("en", None):
            language = f"the text is not English (detected: {document.language})"
            failure = Failure(rule="language", path=document.path, error=language)
            return self._conclude(document, (), (failure,))
        findings: list[Finding] = []
        failures: list[Failure] = []
        for detector in self.detectors:
            found = self._detect(detector, document)
            if isinstance(found, Failure):
                failures.append(found)
            else:
                findings += found
        return self._conclude(document, settle(findings), tuple(failures))

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
        affixes = load_table("lexicons/affixes.tsv")
        vocabulary = load_vocabulary()
        return Knowledge(
            names=build_index(self.reference),
            terms=build_terms(self.reference),
            vocabulary=vocabulary,
            words=Morphology(
                vocabulary=vocabulary,
                prefixes=frozenset(row["affix"] for row in affixes if row["kind"] == "prefix"),
                suffixes=frozenset(row["affix"] for row in affixes if row["kind"] == "suffix"),
            ),
        )

    @cached_property
    def reader(self) -> Reader:
        """Turns sources into documents."""
        return Reader(
            options=self.config.read,
            segmenter=Segmenter(abbreviations=load_words("abbreviations")),
            function_words=load_words("function_words"),
        )

    @property
    def signature(self) -> str:
        """What an audit's outcome depends on besides the text, in sacrebleu's manner."""
        return "|".join(
            (
                f"version:{VERSION}",
                f"depth:{Depth.MODEL_FREE}",
                f"rules:{len(self.detectors)}",
                f"reference:{self.reference.signature}",
            )
        )

    def _detect(self, detector: Detector, document: Document) -> list[Finding] | Failure:
        try:
            return list(detector.detect(document, self.knowledge))
        except Exception as error:
            what = f"{type(error).__name__}: {error}"
            return Failure(rule=detector.rule.code, path=document.path, error=what)

    def _conclude(
        self, document: Document, findings: tuple[Finding, ...], failures: tuple[Failure, ...]
    ) -> FileAudit:
        policy, depth = self.config.gate, Depth.MODEL_FREE
        ran = [detector.rule.code for detector in self.detectors]
        failures += tuple(missing_capabilities(policy, depth=depth, rules=ran, path=document.path))
        reliability = score_reliability(findings, document.words)
        return FileAudit(
            document=document,
            findings=findings,
            failures=failures,
            readability=measure_readability(document),
            reliability=reliability,
            depth=depth,
            judgement=judge(
                findings=findings,
                failures=failures,
                reliability=reliability,
                words=document.words,
                policy=policy,
            ),
        )


def settle(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of the text; of several on the very same span the gravest is kept."""
    best: dict[tuple[int, int], Finding] = {}
    for finding in sorted(findings, key=_gravity):
        best.setdefault((finding.span.start, finding.span.end), finding)
    return tuple(sorted(best.values(), key=lambda f: (f.span, f.rule.code)))


def audit_all(sources: Iterable[Source], config: Config, jobs: int = 1) -> Iterator[FileAudit]:
    """Audit sources in order, in `jobs` processes; what comes out does not depend on `jobs`.

    Raises:
        AuditError: a process died, for want of memory for instance.
    """
    if jobs <= 1:
        yield from map(Auditor(config).audit, sources)
        return
    sources = iter(sources)
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(config,)) as pool:
        waiting: deque[Future[FileAudit]] = deque()
        try:
            for source in islice(sources, jobs * _AHEAD):
                waiting.append(pool.submit(_work, source))
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(pool.submit(_work, source) for source in islice(sources, 1))
        except BrokenProcessPool as error:
            raise AuditError(f"a process of the audit died: {error}; try fewer --jobs") from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


_auditor: Auditor | None = None


def _start(config: Config) -> None:
    global _auditor
    _auditor = Auditor(config)


def _work(source: Source) -> FileAudit:
    """Audit in a worker process; sentences stay behind, they are many and no report needs them."""
    assert _auditor is not None
    audit = _auditor.audit(source)
    return replace(audit, document=replace(audit.document, sentences=()))


def _gravity(finding: Finding) -> tuple[int, float, str]:
    return _SEVERITIES.index(finding.severity), -finding.confidence, finding.rule.code
