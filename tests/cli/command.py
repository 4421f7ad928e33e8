"""Running the real command as a user does."""

import io
import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from flows.cli.app import run_command

DATELINE = Path(sys.executable).with_name("dateline")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


def dateline(*arguments: str, cwd: Path | None = None, **environment: str) -> Outcome:
    """The outcome of `dateline ARGUMENTS`, run without a terminal in a process of its own."""
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


def dateline_here(*arguments: str, cwd: Path | None = None) -> Outcome:
    """The same in this process, which has loaded the grammar: for what a command says, not for how it starts and ends."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err), chdir(cwd or Path.cwd()):
        status = run_command(arguments)
    return Outcome(status, *(stream.buffer.getvalue().decode() for stream in (out, err)))
