"""Many commands in one child process, so that Prefect's server starts once for all of them."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.cli.command import Outcome

# DuckDB takes a process without a file for a notebook, and draws a bar on standard output once a query takes two seconds.
CHILD = """
import io, json, sys
import __main__
__main__.__file__ = "commands"
from flows.cli.app import run_command

told = sys.stdout
outcomes = []
for arguments in json.load(sys.stdin):
    sys.stdout, sys.stderr = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    try:
        status = run_command(arguments)
    except SystemExit as leaving:
        status = leaving.code
    texts = [stream.buffer.getvalue().decode() for stream in (sys.stdout, sys.stderr)]
    outcomes.append([status, *texts])
json.dump(outcomes, told)
told.flush()
"""


def run_together(commands: Sequence[Sequence[str]], cwd: Path) -> list[Outcome]:
    """The outcome of each command, run one after the other in `cwd`."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=json.dumps([list(command) for command in commands]),
        cwd=cwd,
        # Threads, so that Prefect and spaCy are imported once and not in a child of each run.
        env={**os.environ, "PREFECT_HOME": str(cwd / ".prefect"), "COLUMNS": "200", "DATELINE_RUNNER": "threads"},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [Outcome(*outcome) for outcome in json.loads(done.stdout)]
