"""Work in a process of its own that may be killed: forked from a parent that has everything imported and has opened nothing.

The parent must never open a lake or a database itself: Delta's and DuckDB's threads do not survive a fork.
"""

import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

POLL_SECONDS: Final = 0.002
LONGEST_SECONDS: Final = 300.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the work ended: `status` is its exit status, or minus the signal; `answer` what it returned; `said` the last line."""

    status: int
    seconds: float
    answer: Any
    said: str

    @property
    def was_killed(self) -> bool:
        return self.status == -signal.SIGKILL


# Given the process id; whether it has struck, or is to be called again.
Strike = Callable[[int], bool]


def kill_process(pid: int) -> bool:
    """Signal 9 to the process itself; its children must see to themselves."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return True


def run_apart(work: Callable[[], Any], log: Path, after: float | None = None, strike: Strike = kill_process) -> Outcome:
    """Do the work in a forked process; `strike` it with its process id after so many seconds, if it is still at work."""
    answer = log.with_suffix(".answer")
    answer.unlink(missing_ok=True)
    begun = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        _be_the_child(work, log, answer)
    struck = after is None
    while True:
        ended, status = os.waitpid(pid, os.WNOHANG)
        seconds = time.perf_counter() - begun
        if ended:
            break
        if not struck and seconds >= (after or 0):
            struck = strike(pid)
        if seconds > LONGEST_SECONDS:
            os.kill(pid, signal.SIGKILL)
        time.sleep(POLL_SECONDS)
    code = os.waitstatus_to_exitcode(status)
    told = json.loads(answer.read_text()) if code == 0 and answer.is_file() else None
    return Outcome(code, seconds, told, _last_words(log))


def _be_the_child(work: Callable[[], Any], log: Path, answer: Path) -> None:
    """The rest of a forked process: never returns."""
    with log.open("w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    try:
        answer.write_text(json.dumps(work()))
        status = 0
    except BaseException:  # noqa: BLE001 - told in the log and by the exit status
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _last_words(log: Path) -> str:
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1][:300] if lines else ""
