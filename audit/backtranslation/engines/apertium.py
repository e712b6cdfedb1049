"""Apertium (Forcada et al. 2011): rule-based translation, by its command or its HTTP service.

Sentences are sent as paragraphs, so that none is translated into its neighbour. Marks of unknown
words are switched off, and what is left of the engine's own spacing is cleaned: blanks doubled or
put first where a word was left out.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from audit.backtranslation.engines.base import Translation
from audit.errors import EngineError

COMMAND = "apertium"
_STARTING, _EACH = 60.0, 0.5  # seconds: for a call, and more for each sentence
_RECIPE = 1  # changes with what is sent and what is cleaned
_AT_ONCE = 500  # sentences of a call
_APART = "\n\n"  # what ends a sentence, so that it has nothing to do with the next
_THREE = {
    "af": "afr", "ar": "ara", "be": "bel", "ca": "cat", "cy": "cym", "da": "dan", "de": "deu",
    "el": "ell", "en": "eng", "eo": "epo", "es": "spa", "eu": "eus", "fa": "fas", "fr": "fra",
    "gl": "glg", "he": "heb", "hi": "hin", "id": "ind", "is": "isl", "it": "ita", "ja": "jpn",
    "kk": "kaz", "ko": "kor", "mk": "mkd", "ms": "msa", "mt": "mlt", "ne": "nep", "nl": "nld",
    "nn": "nno", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sc": "srd", "sv": "swe",
    "tr": "tur", "uk": "ukr", "ur": "urd", "zh": "zho",
}  # fmt: skip


@dataclass(frozen=True)
class ApertiumCommand:
    """The pairs installed on this machine (Debian: `apertium-eng-spa` and its like)."""

    def signature(self, source: str, target: str) -> str:
        """The version of Apertium, the direction, and a digest of its data."""
        pair = self._pair(source, target)
        return f"engine:{self._version}|pair:{pair}|data:{_digest(pair)}|recipe:{_RECIPE}"

    def translate(
        self, sentences: Sequence[str], source: str, target: str
    ) -> tuple[Translation, ...]:
        """One translation for each sentence, in order; without scores."""
        pair = self._pair(source, target)
        return _one_by_one(sentences, lambda lines: self._run(pair, lines))

    def _pair(self, source: str, target: str) -> str:
        pair = f"{_three(source)}-{_three(target)}"
        if pair not in self._pairs:
            raise EngineError(_missing_pair(source, target, self._pairs))
        return pair

    @cached_property
    def _version(self) -> str:
        return self._call(["-V"], "", _STARTING).strip().splitlines()[0]

    @cached_property
    def _pairs(self) -> frozenset[str]:
        return frozenset(self._call(["-l"], "", _STARTING, well=(0, 1)).split())

    def _run(self, pair: str, lines: Sequence[str]) -> list[str]:
        allowed = _STARTING + _EACH * len(lines)
        text = "".join(f"{line}{_APART}" for line in lines)
        return self._call(["-u", pair], text, allowed).removesuffix(_APART).split(_APART)

    def _call(
        self, arguments: list[str], text: str, allowed: float, well: tuple[int, ...] = (0,)
    ) -> str:
        if shutil.which(COMMAND) is None:
            raise EngineError(
                "Apertium is not installed; `apt-get install apertium apertium-eng-spa` brings it"
                " with English and Spanish"
            )
        pipe = subprocess.PIPE
        with subprocess.Popen(
            [COMMAND, *arguments], stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True
        ) as running:
            try:
                told, said = running.communicate(text.encode(), timeout=allowed)
            except BaseException as error:  # a shell and what it has started: all of them end
                os.killpg(running.pid, signal.SIGKILL)
                if isinstance(error, subprocess.TimeoutExpired):
                    raise EngineError(f"Apertium took more than {allowed:.0f} s") from error
                raise
        if running.returncode not in well:
            why = said.decode(errors="replace").strip() or f"status {running.returncode}"
            raise EngineError(f"Apertium stopped: {why}")
        return told.decode(errors="replace")


@dataclass(frozen=True)
class ApertiumService:
    """Apertium's HTTP service, APy, at an address."""

    address: str

    def signature(self, source: str, target: str) -> str:
        """The address and the direction: a service does not tell its versions."""
        return f"engine:apertium|pair:{_three(source)}-{_three(target)}|service:{self.address}"

    def translate(
        self, sentences: Sequence[str], source: str, target: str
    ) -> tuple[Translation, ...]:
        """One translation for each sentence, in order; without scores."""
        pair = f"{_three(source)}|{_three(target)}"

        def run(lines: Sequence[str]) -> list[str]:
            return [self._ask(pair, line) for line in lines]

        return _one_by_one(sentences, run)

    def _ask(self, pair: str, line: str) -> str:
        asked = urlencode({"langpair": pair, "q": line, "markUnknown": "no"}).encode()
        try:
            with urlopen(f"{self.address}/translate", asked, timeout=_STARTING) as answer:
                return str(json.load(answer)["responseData"]["translatedText"])
        except HTTPError as error:
            told = "that pair is not installed there" if error.code == 400 else f"{error}"
            raise EngineError(f"{self.address}: {pair}: {told}") from error
        except (URLError, HTTPException, OSError, ValueError, KeyError, TypeError) as error:
            reason = getattr(error, "reason", error)
            raise EngineError(f"{self.address}: no answer of an Apertium service: {reason}") from (
                error
            )


def _one_by_one(
    sentences: Sequence[str], run: Callable[[Sequence[str]], list[str]]
) -> tuple[Translation, ...]:
    """Sentences, each on one line, through an engine that takes some at a time."""
    lines = [" ".join(sentence.split()) for sentence in sentences]
    come = (
        line
        for i in range(0, len(lines), _AT_ONCE)
        for line in _kept_apart(lines[i : i + _AT_ONCE], run)
    )
    return tuple(Translation(text=_cleaned(line)) for line in come)


def _kept_apart(lines: Sequence[str], run: Callable[[Sequence[str]], list[str]]) -> list[str]:
    """The translations of lines; where the engine has drawn some into one, halves are sent anew."""
    come = run(lines)
    if len(come) == len(lines):
        return come
    if len(lines) == 1:
        return [" ".join(come)]
    middle = len(lines) // 2
    return _kept_apart(lines[:middle], run) + _kept_apart(lines[middle:], run)


def _cleaned(line: str) -> str:
    return re.sub(r" +([,;:.!?])", r"\1", " ".join(line.split()))


@cache
def _digest(pair: str) -> str:
    """A digest of the data that a direction is translated with."""
    command = shutil.which(COMMAND)
    share = Path(command).resolve().parent.parent / "share" / "apertium" if command else Path()
    try:
        mode = (share / "modes" / f"{pair}.mode").read_text(encoding="utf-8")
        named = (Path(part.strip("'\"")) for part in mode.split() if "/" in part)
        digest = sha256(mode.encode())
        for path in sorted(path for path in named if path.suffix and path.is_file()):
            digest.update(path.read_bytes())
    except OSError:
        return "unknown"
    return digest.hexdigest()[:12]


def _three(language: str) -> str:
    """The ISO 639-3 code that Apertium uses."""
    return _THREE.get(language, language)


def _missing_pair(source: str, target: str, pairs: frozenset[str]) -> str:
    plain = (pair for pair in pairs if "_" not in pair)
    of_english = sorted(pair for pair in plain if "eng" in pair.split("-"))
    there = ", ".join(of_english) or "none"
    other = _three(target if source == "en" else source)
    return (
        f"Apertium has no {_three(source)}-{_three(target)} here (there are: {there});"
        f" a package such as apertium-eng-{other} may bring it"
    )
