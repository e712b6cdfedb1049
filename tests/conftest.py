"""What all tests share."""

from __future__ import annotations

import os
import subprocess
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pytest

import audit
from audit.resources.catalogue import load_catalogue
from audit.resources.store import is_pulled


def pytest_sessionstart() -> None:
    """Tests look as deep as the program does by default: with the models."""
    if not all(map(is_pulled, load_catalogue())):
        pytest.exit("a model is missing: say `audit pull`, or `make test`", 4)


@pytest.fixture(scope="session")
def apertium() -> None:
    """Apertium with English and Spanish, and Catalan; without it tests skip, under CI they fail."""
    for pair in ("eng-spa", "eng-cat"):
        known = which("apertium") and subprocess.run(["apertium", "-l"], capture_output=True).stdout
        if not known or pair.encode() not in known.split():
            _miss(f"apertium has no {pair}: apt-get install apertium apertium-eng-spa -cat")


@pytest.fixture(scope="session")
def torch() -> None:
    """What teaches small models and converts them; without it tests skip, under CI they fail."""
    if find_spec("torch") is None:
        _miss("torch is not installed: pip install torch (a CPU build will do)")


@pytest.fixture(scope="session")
def marian(torch: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of two small Marian models, `en-es` and `es-en`, taught here in two minutes."""
    from filelock import FileLock

    from training.small_marian import teach_both

    folder = tmp_path_factory.getbasetemp().parent / "marian"  # for all processes of the tests
    with FileLock(f"{folder}.lock"):
        if not (folder / "done").exists():
            teach_both(folder)
            (folder / "done").touch()
    return folder


def _miss(what: str) -> None:
    """Skip for what is not installed; where everything must be, fail."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def auditor() -> audit.Auditor:
    """An auditor under the shipped configuration; making one takes half a second."""
    return audit.Auditor()
