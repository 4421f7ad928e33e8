"""Start-up: how long a person waits before a command that needs no flow answers."""

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
    """Seconds from start to exit of the median run, after one run to warm the disk's cache."""
    for command in COMMANDS:
        seconds = statistics.median(_seconds(command) for _ in range(1 if quick else REPEATS))
        yield Figure("dateline", f"start-up: {command[0]}", seconds, "s", note="wall clock, median, warm")


def _seconds(command: tuple[str, ...]) -> float:
    begun = time.perf_counter()
    subprocess.run([DATELINE, *command], check=True, capture_output=True)
    return time.perf_counter() - begun
