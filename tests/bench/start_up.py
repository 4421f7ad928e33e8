"""Start-up: how long a person waits before a command that needs no flow answers, and for the first article of a run."""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.bench.end_to_end import dump_files
from tests.bench.figure import Figure

DATELINE: Final = Path(sys.executable).with_name("dateline")
COMMANDS: Final = (
    ("--version",),
    ("--help",),
    ("schema", "events"),
    ("explain", "by the end of this month", "--published", "2013-10-11"),
)
REPEATS: Final = 5
# The command itself, which says when an article is counted, and is interrupted.
UNTIL_COUNTED: Final = """
import os, signal
from flows import progress

def hear(event):
    if getattr(event, "articles", 0):
        print("counted", flush=True)
        os.kill(os.getpid(), signal.SIGINT)

progress.listen_for_good(hear)
from flows.cli import main
main()
"""


def figures(dumps: Path | None = None, quick: bool = False) -> Iterator[Figure]:
    """Seconds, wall clock, of the median run after one to warm the disk's cache: to the exit, and to a run's first article."""
    for command in COMMANDS:
        _seconds(command)
        runs = [_seconds(command) for _ in range(1 if quick else REPEATS)]
        wall, cpu = (statistics.median(values) for values in zip(*runs, strict=True))
        yield Figure("dateline", f"start-up: {command[0]}", wall, "s", note=f"wall clock, warm; {cpu:.2f} s of CPU")
    files = dump_files(dumps, quick)
    _until_counted(files)
    counted = statistics.median(_until_counted(files) for _ in range(1 if quick else REPEATS))
    yield Figure("dateline", "start-up: run, to the first article counted", counted, "s", note=f"warm; {len(files)} files")


def _until_counted(files: list[Path]) -> float:
    with tempfile.TemporaryDirectory() as lake:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", UNTIL_COUNTED, "run", *files, "--lake", lake],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout is not None
        said = process.stdout.readline()
        seconds = time.perf_counter() - begun
        process.communicate()
    if said != "counted\n":
        raise RuntimeError(f"expected a run that counts articles, got status {process.returncode}")
    return seconds


def _seconds(command: tuple[str, ...]) -> tuple[float, float]:
    before, begun = _cpu(), time.perf_counter()
    subprocess.run([DATELINE, *command], check=True, capture_output=True)
    return time.perf_counter() - begun, _cpu() - before


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
