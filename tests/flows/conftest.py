"""Prefect's server for the tests of flows: started once a session, on a database of its own."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from unittest.mock import patch

import pytest

from tests.disk import mounted_disk
from tests.prefect_database import copy_database

os.environ.setdefault("PREFECT_LOGGING_LEVEL", "ERROR")


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A Prefect server that flows of this session use."""
    from prefect.testing.utilities import prefect_test_harness

    # The harness would begin an empty database in this folder, which it removes at the end.
    folder = mkdtemp()
    copy_database(Path(folder) / "prefect-test.db", tmp_path_factory)
    with patch("prefect.testing.utilities.mkdtemp", return_value=folder), prefect_test_harness(server_startup_timeout=600):
        yield


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    with mounted_disk(tmp_path / "disk", 4) as disk:
        yield disk
