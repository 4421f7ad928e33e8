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
from flows.server import serve_schedules
from flows.usage import UsageError
from tests.chaos.dumps import write_dump

pytestmark = [pytest.mark.slow, pytest.mark.timeout(2400)]
WAIT_SECONDS = 1200


SERVING = """
import os, psutil, signal, urllib.request
from flows.server import local_server
with local_server() as address:
    page = urllib.request.Request(address.removesuffix("/api") + "/runs", headers={"Accept": "text/html"})
    print(urllib.request.urlopen(page).status, psutil.Process().children()[0].pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def committed(lake: Path) -> bool:
    try:
        return open_lake(lake).load_seq > 0
    except LakeError:
        return False


def test_serve_reads_loads_and_keeps_in_order_on_schedule_and_leaves_nothing_behind(tmp_path: Path) -> None:
    write_dump(tmp_path / "dump", 1, 5, 1)
    process = subprocess.Popen(
        [
            Path(sys.executable).with_name("dateline"),
            "serve",
            "dump",
            "--cron",
            "* * * * *",
            "--upkeep",
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


def _all_done(tmp_path: Path) -> bool:
    """Whether the schedule has read, loaded and kept in order."""
    kept = "files compacted into" in (tmp_path / "out").read_text()
    return kept and (tmp_path / "warehouse.duckdb").is_file() and committed(tmp_path / "lake")


def _await_and_stop(process: "subprocess.Popen[bytes]", tmp_path: Path) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not _all_done(tmp_path) and time.monotonic() < deadline:
        assert process.poll() is None, (tmp_path / "out").read_text()
        time.sleep(1)
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    process.wait(300)
    assert _all_done(tmp_path), (tmp_path / "out").read_text()
    _, alive = psutil.wait_procs(children, timeout=120)
    assert alive == []


def test_the_server_has_its_page_and_ends_with_its_command_however_that_ends(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    done = subprocess.run(
        [sys.executable, "-c", SERVING],
        env={**environment, "PREFECT_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    status, server = done.stdout.split()
    assert status == "200", done.stderr
    deadline = time.monotonic() + 60
    while psutil.pid_exists(int(server)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not psutil.pid_exists(int(server))


@pytest.mark.parametrize(("cron", "upkeep"), [("x y", "0 2 * * 0"), ("0 6 * * *", "x y")])
def test_a_schedule_that_is_none_is_not_understood(cron: str, upkeep: str) -> None:
    with pytest.raises(UsageError, match=r"expected a cron schedule such as '0 6 \* \* \*', got 'x y'"):
        serve_schedules(cron, upkeep, {})
