"""Start-up: how long a person waits before a command that needs no flow answers."""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.bench.figure import Figure

DATELINE: Final = Path(sys.executable).with_name("dateline")
COMMANDS: Final = (
    ("--version",),
    ("--help",),
    ("schema", "events"),
    ("explain", "by the end of this month", "--published", "2013-10-11"),
)
REPEATS: Final = 5


def figures(quick: bool = False) -> Iterator[Figure]:
    """Seconds from start to exit, wall clock and CPU, of the median run after one to warm the disk's cache."""
    for command in COMMANDS:
        _seconds(command)
        runs = [_seconds(command) for _ in range(1 if quick else REPEATS)]
        wall, cpu = (statistics.median(values) for values in zip(*runs, strict=True))
        yield Figure("dateline", f"start-up: {command[0]}", wall, "s", note=f"wall clock, warm; {cpu:.2f} s of CPU")


def _seconds(command: tuple[str, ...]) -> tuple[float, float]:
    before, begun = _cpu(), time.perf_counter()
    subprocess.run([DATELINE, *command], check=True, capture_output=True)
    return time.perf_counter() - begun, _cpu() - before


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
