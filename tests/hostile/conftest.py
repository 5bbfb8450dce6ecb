"""The process in which hostile cases are tried."""

from collections.abc import Iterator

import pytest

from tests.hostile.cases import Trial


@pytest.fixture(scope="session")
def trial() -> Iterator[Trial]:
    """Tries cases, one after the other."""
    trial = Trial()
    yield trial
    trial.end()
