"""The command line: `dateline`. One module a command; a command's module is imported when the command runs."""

import atexit
import contextlib
import gc
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from flows.cli.standard_output import buffered
from flows.no_pandas import keep_pandas_out


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its status; without arguments it reads them from `sys.argv`."""
    # Who starts it with an output closed, as some schedulers do, wants no output.
    nowhere = Path(os.devnull)
    sys.stdout = buffered(sys.stdout) if sys.stdout else nowhere.open("w")
    sys.stderr = sys.stderr or nowhere.open("w")
    # Registered first, so it runs last: DuckDB 2.0's binding fills the screen with leaks of its own when Prefect is loaded too.
    atexit.register(_silence_teardown)
    # A seventh of a short command's time went into looking for garbage among the modules that it had just imported.
    gc.set_threshold(100_000)
    keep_pandas_out()
    from flows.cli.app import run_command
    from flows.cli.failure import end_by_signal

    signal.signal(signal.SIGTERM, end_by_signal)
    sys.exit(run_command(sys.argv[1:] if arguments is None else arguments))


def _silence_teardown() -> None:
    if os.environ.get("DATELINE_DEBUG"):
        return
    with contextlib.suppress(OSError):
        sys.stderr.flush()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
