"""`dateline serve`: a schedule, its own server, an ingest and a load, and nothing left running afterwards."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from flows.lake.snapshot import open_lake
from flows.lake.store import LakeError
from tests.chaos.dumps import write_dump

pytestmark = [pytest.mark.slow, pytest.mark.timeout(2400)]
WAIT_SECONDS = 1200


def committed(lake: Path) -> bool:
    try:
        return open_lake(lake).load_seq > 0
    except LakeError:
        return False


def test_serve_reads_and_loads_on_schedule_and_leaves_nothing_behind(tmp_path: Path) -> None:
    write_dump(tmp_path / "dump", 1, 5, 1)
    process = subprocess.Popen(
        [
            Path(sys.executable).with_name("dateline"),
            "serve",
            "dump",
            "--cron",
            "* * * * *",
            "--lake",
            "lake",
            "--target",
            "duckdb",
        ],
        cwd=tmp_path,
        env={
            **{name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"},
            "PREFECT_HOME": str(tmp_path / "prefect"),
            "DATELINE_DUCKDB_PATH": str(tmp_path / "warehouse.duckdb"),
        },
        stdout=(tmp_path / "out").open("wb"),
        stderr=subprocess.STDOUT,
        # A shell that runs the tests in the background has them ignore an interrupt, and what they start with them.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no lock is held here
    )
    try:
        _await_and_stop(process, tmp_path)
    finally:
        process.kill()


def _await_and_stop(process: "subprocess.Popen[bytes]", tmp_path: Path) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not ((tmp_path / "warehouse.duckdb").is_file() and committed(tmp_path / "lake")) and time.monotonic() < deadline:
        assert process.poll() is None, (tmp_path / "out").read_text()
        time.sleep(1)
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    process.wait(300)
    assert committed(tmp_path / "lake"), (tmp_path / "out").read_text()
    assert (tmp_path / "warehouse.duckdb").is_file()
    _, alive = psutil.wait_procs(children, timeout=120)
    assert alive == []
