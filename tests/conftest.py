"""How tests run: Hypothesis tries the same examples each time, however long a busy machine takes; how many workers."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "dateline", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("dateline")

# Each has the grammar, Prefect and spaCy in memory.
MOST_WORKERS = 6
# The folders of the longest files.
FIRST = ("tests/targets/", "tests/docs/", "tests/flows/")

# A fifth of the collection would be spent looking for garbage among modules and tests, all of which stay.
gc.disable()


def pytest_collection_finish() -> None:
    """What is there now stays to the end: it is not looked through again."""
    gc.freeze()
    gc.enable()


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Modules beside the tests hold no examples of --doctest-modules, and some import the peers of the benchmark."""
    return True if collection_path.suffix == ".py" and not collection_path.name.startswith("test_") else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files begin first, so that at the end no worker waits for one of them."""
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))


def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are processors: a third of the tests' time is waiting, for servers, children and disks."""
    return min((os.cpu_count() or 1) + 2, MOST_WORKERS)
