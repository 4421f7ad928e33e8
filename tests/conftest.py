"""How tests run: Hypothesis tries the same examples each time, however long a busy machine takes; how many workers."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "dateline", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("dateline")

# Each has the grammar, Prefect and spaCy in memory.
MOST_WORKERS = 6


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a third of the tests' time is waiting, for servers, children and disks."""
    return min((os.cpu_count() or 1) + 1, MOST_WORKERS)
