"""Prefect's server for the tests of flows: started once a session, on a database of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.disk import mounted_disk

os.environ.setdefault("PREFECT_LOGGING_LEVEL", "ERROR")


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A Prefect server that flows of this session use."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=600):
        yield


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    with mounted_disk(tmp_path / "disk", 4) as disk:
        yield disk
