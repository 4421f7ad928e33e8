"""The processes that a run started, by a mark in their environment: whoever their parent is by now."""

import time
from contextlib import suppress
from typing import Final

import psutil

MARK: Final = "DATELINE_TEST_RUN"
POLL_SECONDS: Final = 0.1


def left_of(run: str, seconds: float) -> list[psutil.Process]:
    """The processes of the run with that mark that are still there after so many seconds; sooner when none is left."""
    deadline = time.monotonic() + seconds
    while (left := _marked(run)) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    return left


def _marked(run: str) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):  # ended meanwhile, or of another user
            if process.environ().get(MARK) == run and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found
