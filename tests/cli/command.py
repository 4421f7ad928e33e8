"""Running the real command as a user does, in a process of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

DATELINE = Path(sys.executable).with_name("dateline")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


def dateline(*arguments: str, cwd: Path | None = None, **environment: str) -> Outcome:
    """The outcome of `dateline ARGUMENTS`, run without a terminal."""
    # The test runner's own workers have a width; a pipe has none.
    inherited = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    done = subprocess.run(
        [DATELINE, *arguments],
        cwd=cwd,
        env={**inherited, "PREFECT_SERVER_ANALYTICS_ENABLED": "false", **environment},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)
