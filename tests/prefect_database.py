"""Prefect's database as its server leaves it after its first start, made once for all servers of a run of the tests."""

import fcntl
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


def copy_database(to: Path, folders: pytest.TempPathFactory) -> None:
    """Puts the database there. The first to ask makes it: a server would take five seconds of processor time to do so."""
    # The folder that the workers share.
    made = folders.getbasetemp().parent / f"prefect-{version('prefect')}.db"
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _make(made)
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(made, to)


def _make(to: Path) -> None:
    with TemporaryDirectory(dir=to.parent) as home:
        subprocess.run(
            [sys.executable, "-m", "prefect", "server", "database", "upgrade", "--yes"],
            env={**os.environ, "PREFECT_HOME": home},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        (Path(home) / "prefect.db").rename(to)
