"""Whole flows, disturbed: Prefect's server, the process runner and a local Dask cluster, each run a process of its own."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import psutil
from rich.console import Console

from flows.lake.digest import digest_lake
from flows.lake.snapshot import open_lake
from flows.server import local_server
from tests.chaos.cases import Result
from tests.chaos.dumps import write_dump
from tests.chaos.work import broken

POLL_SECONDS: Final = 0.05
LONGEST_SECONDS: Final = 300
# What the command line of a child that stages shards has in it.
WORKERS: Final = {"processes": "spawn_main", "dask": "spawn_main"}


def run_flows(runs: int, seed: int, console: Console) -> list[Result]:
    """So many runs: flows killed, child processes killed, Dask workers killed; each case in turn."""
    folder, chance = Path(tempfile.mkdtemp(prefix="dateline-flows-")), random.Random(seed)
    os.environ["PREFECT_HOME"] = str(folder / "prefect")
    os.environ["PREFECT_LOGGING_LEVEL"] = "ERROR"
    results = []
    try:
        with local_server():
            dump = [str(path) for path in write_dump(folder / "dump", 6, 40, seed)]
            times = {runner: _undisturbed(folder, runner, dump) for runner in ("processes", "dask")}
            expected = _digest(folder / "processes")
            results.append(Result("whole flow, Dask: digest beside the process runner's", True))
            if _digest(folder / "dask") != expected:
                results[-1].wrong.append("the digests differ")
            console.print(f"whole flows undisturbed: {times}", highlight=False)
            cases = (("dask", "worker"), ("processes", "worker"), ("processes", "main"), ("dask", "main"))
            for number in range(runs):
                runner, victim = cases[number % len(cases)]
                results.append(_disturbed(folder, runner, victim, dump, expected, times[runner], chance))
                told = "; ".join(results[-1].wrong) or "right"
                console.print(f"flow {number + 1} of {runs}, {results[-1].case}: {told}", style="dim", highlight=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return results


def _disturbed(
    folder: Path, runner: str, victim: str, dump: list[str], expected: dict[str, str], seconds: float, chance: random.Random
) -> Result:
    """Start the flow, kill the victim at a random moment after the lake is there, run again if need be, compare."""
    lake = folder / "disturbed"
    shutil.rmtree(lake, ignore_errors=True)
    process = _start(lake, runner, dump, folder)
    _await_lake(lake, process)
    time.sleep(chance.uniform(0.0, seconds / 2))
    hit = process.poll() is None and _kill(process, lake, runner, victim)
    status = process.wait(LONGEST_SECONDS)
    _end_children_of(process)
    result = Result(f"whole flow, {runner}: {victim} killed", hit)
    if victim == "worker" and status != 0:
        result.wrong.append(f"the run did not survive its worker, it ended with {status}: {_tail(folder)}")
    if (lake / "snapshots").is_dir():
        result.wrong += broken(open_lake(lake))
    again = _start(lake, runner, dump, folder).wait(LONGEST_SECONDS)
    if again != 0:
        result.wrong.append(f"the second run ended with {again}: {_tail(folder)}")
    elif _digest(lake) != expected:
        result.wrong.append("after the second run the digests differ")
    return result


def _undisturbed(folder: Path, runner: str, dump: list[str]) -> float:
    process = _start(folder / runner, runner, dump, folder)
    _await_lake(folder / runner, process)
    begun = time.perf_counter()
    status = process.wait(LONGEST_SECONDS)
    assert status == 0, _tail(folder)
    return round(time.perf_counter() - begun, 1)


def _start(lake: Path, runner: str, dump: list[str], folder: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.chaos.flow_job", str(lake), runner, *dump]
    with (folder / "flow.log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)


def _await_lake(lake: Path, process: "subprocess.Popen[bytes]") -> None:
    """Until the run has its server and has taken the lake's lock."""
    deadline = time.monotonic() + LONGEST_SECONDS
    while not (lake / "_lock").exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)


def _kill(process: "subprocess.Popen[bytes]", lake: Path, runner: str, victim: str) -> bool:
    if victim == "main":
        process.kill()
        return True
    deadline = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(psutil.Error, OSError):
            staged = any(path.is_file() for path in (lake / "_staging").rglob("*"))
            workers = [one for one in psutil.Process(process.pid).children(recursive=True) if _is_worker(one, runner)]
            if staged and workers:
                # The busiest is at work on a shard.
                max(workers, key=lambda one: one.cpu_times().user).send_signal(signal.SIGKILL)
                return True
        time.sleep(POLL_SECONDS)
    return False


def _is_worker(process: psutil.Process, runner: str) -> bool:
    return WORKERS[runner] in " ".join(process.cmdline())


def _end_children_of(process: "subprocess.Popen[bytes]") -> None:
    """What a killed run left: its own session, started by us."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _digest(lake: Path) -> dict[str, Any]:
    return dict(digest_lake(open_lake(lake)))


def _tail(folder: Path) -> str:
    lines = (folder / "flow.log").read_text(errors="replace").splitlines()
    return " | ".join(line for line in lines[-40:] if "Error" in line or "expected" in line)[-500:]
