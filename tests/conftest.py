"""What all tests share."""

from __future__ import annotations

import pytest

import audit


@pytest.fixture(scope="session")
def auditor() -> audit.Auditor:
    """An auditor under the shipped configuration; making one takes half a second."""
    return audit.Auditor()
