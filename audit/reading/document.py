"""One source becomes one `Document`: bytes, text, blocks, sentences, quotations, language."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from audit.config import ReadOptions
from audit.errors import ReadError
from audit.model import BlockKind, Document, Sentence, Span, Token
from audit.reading.blocks import find_blocks, find_quote_marks
from audit.reading.decode import decode
from audit.reading.html import extract_text
from audit.reading.language import detect_language, foreign_sentences
from audit.reading.markdown import find_hidden, find_markdown_blocks
from audit.reading.quotations import find_quotations
from audit.reading.sentences import Segmenter
from audit.reading.sources import HTML, JSONL, MARKDOWN, PLAIN, Source, unreadable
from audit.reading.tokens import is_word
from audit.reference import load_words

_MOST_UNREAD = 0.35  # share of a text's words that may stand where prose is not looked for
_NO_PROSE = frozenset({BlockKind.CODE, BlockKind.TABLE, BlockKind.VERSE})
_Blocks = Callable[[str], Iterator[tuple[Span, BlockKind]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Turns sources into documents; the words it needs come from `reference/lexicons`."""

    options: ReadOptions
    segmenter: Segmenter
    function_words: frozenset[str]

    def read(self, source: Source) -> Document:
        """Read a source.

        Raises:
            ReadError: it cannot be read, is too large, is not text, or holds no text.
        """
        if source.error:
            raise ReadError(source.error)
        if source.text is not None:
            return self._annotate(_of_text(source.path, source.text, source.media_type))
        raw = self._bytes_of(source)
        if source.media_type == JSONL:
            return self._read_record(source, raw)
        text, encoding = decode(raw, html=source.media_type == HTML)
        extracted = source.media_type == HTML
        document = Document(
            path=source.path,
            text=extract_text(text) if extracted else text,
            media_type=source.media_type,
            encoding=encoding,
            sha256=hashlib.sha256(raw).hexdigest(),
            extracted=extracted,
        )
        return self._annotate(document)

    def _annotate(self, document: Document) -> Document:
        """Find the sentences, quotations and language of a document that has only its text.

        Raises:
            ReadError: there is nothing in it to audit.
        """
        text = document.text
        markdown = document.media_type == MARKDOWN
        find: _Blocks = find_markdown_blocks if markdown else find_blocks
        find_marks = find_hidden if markdown else find_quote_marks
        blocks = tuple(find(text))
        spans = tuple(span for span, _ in blocks)
        cut = (s for span, kind in blocks for s in self.segmenter.cut(text, span, kind))
        marked = (span for span, kind in blocks if kind != BlockKind.CODE)
        sentences = tuple(_without_hidden(cut, find_marks(text, marked)))
        _require_prose(sentences)
        language = detect_language(text, sentences, self.function_words)
        english = language == "en"
        return replace(
            document,
            sentences=sentences,
            quotations=tuple(find_quotations(text, spans)),
            language=language,
            foreign=foreign_sentences(text, sentences, self.function_words) if english else (),
            words=sum(is_word(token) for s in sentences for token in s.tokens),
            unread=sum(
                is_word(token) for s in sentences if s.kind in _NO_PROSE for token in s.tokens
            ),
        )

    def _bytes_of(self, source: Source) -> bytes:
        limit = self.options.max_bytes
        try:
            raw = source.raw if source.raw is not None else _read_file(source.path, limit)
        except (OSError, ValueError) as error:
            raise ReadError(unreadable(error)) from error
        if len(raw) > limit:
            raise ReadError(f"is larger than {limit:,} bytes; raise [read] max_bytes to audit it")
        return raw

    def _read_record(self, source: Source, raw: bytes) -> Document:
        where = f"line {source.line}"
        try:
            record = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise ReadError(f"{where}: is not a JSON object: {error}") from error
        if not isinstance(record, dict):
            raise ReadError(f"{where}: is not a JSON object")
        text = record.get(self.options.field)
        if not isinstance(text, str):
            raise ReadError(f"{where}: has no text in field {self.options.field!r}")
        name = record.get(self.options.id)
        name = str(source.line if name is None else name)
        _require_whole_characters(name)
        return self._annotate(replace(_of_text(source.path, text), record=name))


def make_reader(options: ReadOptions) -> Reader:
    """A reader with the words of `reference/lexicons`."""
    return Reader(
        options=options,
        segmenter=Segmenter(abbreviations=load_words("abbreviations")),
        function_words=load_words("function_words"),
    )


def _of_text(path: str, text: str, media_type: str = PLAIN) -> Document:
    digest = hashlib.sha256(_require_whole_characters(text)).hexdigest()
    page = media_type == HTML
    return Document(
        path=path,
        text=extract_text(text) if page else text,
        media_type=media_type,
        sha256=digest,
        extracted=page,
    )


def _require_whole_characters(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ReadError(f"holds half of a surrogate pair: {error}") from error


def _read_file(path: str, limit: int) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(limit + 1)


def _require_prose(sentences: tuple[Sentence, ...]) -> None:
    """Raise where there is no word, or where many words are of code, tables or verse."""
    words, others = 0, 0
    for sentence in sentences:
        count = sum(map(is_word, sentence.tokens))
        words += count
        others += count if sentence.kind in _NO_PROSE else 0
    if not words:
        raise ReadError("is empty: there is no word in it")
    if others > _MOST_UNREAD * words:
        raise ReadError("is not prose: too much of it is code, tables or verse")


def _without_hidden(sentences: Iterable[Sentence], hidden: Iterator[Span]) -> Iterator[Sentence]:
    """Sentences without the tokens that begin in a hidden range; both are in order."""
    covered = next(hidden, None)
    for sentence in sentences:
        if not covered:
            yield sentence
            continue
        seen: list[Token] = []
        for token in sentence.tokens:
            while covered and covered.end <= token.start:
                covered = next(hidden, None)
            if not covered or token.start < covered.start:
                seen.append(token)
        yield replace(sentence, tokens=tuple(seen))
