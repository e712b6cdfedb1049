"""A reader as the program makes it, short ways to read with it, and files it may not read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest
import yaml
from _pytest.mark import ParameterSet
from hypothesis import settings

from audit.config import ReadOptions
from audit.model import Document
from audit.reading import Reader, Source
from audit.reading.sentences import Segmenter
from audit.reference import load_words

Read = Callable[..., Document]
EXAMPLES = settings(deadline=None, max_examples=100)  # models are loaded when first needed
NOBODY = 65534
CASES = Path(__file__).parent / "cases"


def make_reader(options: ReadOptions = ReadOptions()) -> Reader:
    """A reader with the shipped lists of words."""
    return Reader(
        options=options,
        segmenter=Segmenter(abbreviations=load_words("abbreviations")),
        function_words=load_words("function_words"),
    )


@pytest.fixture(scope="session")
def reader() -> Reader:
    return make_reader()


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    """Read a text as if it were the content of a file."""

    def read_text(text: str | bytes, media_type: str = "text/plain") -> Document:
        raw = text.encode() if isinstance(text, str) else text
        return reader.read(Source(path="article", media_type=media_type, raw=raw))

    return read_text


def shown(document: Document) -> list[str]:
    """The text of each sentence."""
    return [document.text[s.span.start : s.span.end] for s in document.sentences]


def shown_kinds(document: Document) -> list[tuple[str, str]]:
    """The kind and the text of each sentence."""
    kinds = [str(sentence.kind) for sentence in document.sentences]
    return list(zip(kinds, shown(document), strict=True))


def shown_words(document: Document) -> list[str]:
    """The text of each token."""
    return [token.text for sentence in document.sentences for token in sentence.tokens]


def load_cases(name: str) -> list[ParameterSet]:
    """The cases of a YAML file, each under the claim it proves."""
    groups = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    return [
        pytest.param(case, id=f"{claim}-{number}")
        for claim, cases in groups.items()
        for number, case in enumerate(cases, start=1)
    ]


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may enter, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        for inner in folder.iterdir():
            inner.chmod(0o755)


def unprivileged(work: Callable[[], object]) -> object:
    """What a function returns when it is not root that calls it."""
    if os.getuid() != 0:
        return work()
    fork = get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)

    def run() -> None:
        os.setuid(NOBODY)
        sender.send(work())

    process = fork.Process(target=run)
    process.start()
    sender.close()
    result: object = receiver.recv()
    process.join()
    return result
