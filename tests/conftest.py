"""What all tests share."""

from __future__ import annotations

import pytest

import audit
from audit.resources.catalogue import load_catalogue
from audit.resources.store import is_pulled


def pytest_sessionstart() -> None:
    """Tests look as deep as the program does by default: with the models."""
    if not all(map(is_pulled, load_catalogue())):
        pytest.exit("a model is missing: say `audit pull`, or `make test`", 4)


@pytest.fixture(scope="session")
def auditor() -> audit.Auditor:
    """An auditor under the shipped configuration; making one takes half a second."""
    return audit.Auditor()
