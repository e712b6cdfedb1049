"""What all tests share."""

from __future__ import annotations

import pytest

import audit
from audit.resources.catalogue import LANGUAGE_MODEL
from audit.resources.store import is_pulled


def pytest_sessionstart() -> None:
    """Tests look as deep as the program does by default: with the language model."""
    if not is_pulled(LANGUAGE_MODEL):
        pytest.exit("the language model is missing: say `audit pull`, or `make test`", 4)


@pytest.fixture(scope="session")
def auditor() -> audit.Auditor:
    """An auditor under the shipped configuration; making one takes half a second."""
    return audit.Auditor()
