"""Whole flows, disturbed: Prefect's server, the process runner and a local Dask cluster, each run a process of its own."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

import psutil
from rich.console import Console

from flows.lake.digest import digest_lake
from flows.lake.snapshot import open_lake
from flows.server import local_server
from tests.chaos.cases import Result
from tests.chaos.dumps import write_dump
from tests.chaos.head_starts import HEAD_STARTS, Start
from tests.chaos.work import broken

POLL_SECONDS: Final = 0.02
LONGEST_SECONDS: Final = 300
# What the command line of a child that stages shards has in it, of a Dask worker also.
WORKER: Final = "spawn_main"
SHARDS, ARTICLES = 6, 120  # some seconds of staging
WORK_SECONDS: Final = 2.0  # a blow within these finds a worker at it


def run_flows(runs: int, seed: int, console: Console) -> list[Result]:
    """So many runs: flows, child processes and Dask workers killed, also in a run's head start; each case in turn."""
    folder, chance = Path(tempfile.mkdtemp(prefix="dateline-flows-")), random.Random(seed)
    os.environ["PREFECT_HOME"] = str(folder / "prefect")
    os.environ["PREFECT_LOGGING_LEVEL"] = "ERROR"
    results = []
    try:
        with local_server():
            dump = [str(path) for path in write_dump(folder / "dump", SHARDS, ARTICLES, seed)]
            times = {runner: _undisturbed(folder, runner, dump) for runner in ("processes", "dask")}
            expected = _digest(folder / "processes")
            results.append(Result("whole flow, Dask: digest beside the process runner's", True))
            if _digest(folder / "dask") != expected:
                results[-1].wrong.append("the digests differ")
            console.print(f"whole flows undisturbed: {times}", highlight=False)
            start = Start(folder, dump, expected, chance)
            start.measure()
            console.print(f"a run has its flow after {start.seconds:.1f} s", highlight=False)
            cases: list[Callable[[], Result]] = [
                partial(_disturbed, folder, runner, victim, dump, expected, times[runner], chance)
                for runner, victim in (("dask", "worker"), ("processes", "worker"), ("processes", "main"), ("dask", "main"))
            ]
            cases += [partial(case, start) for case in HEAD_STARTS]
            for number in range(runs):
                results.append(cases[number % len(cases)]())
                told = "; ".join(results[-1].wrong) or "right"
                console.print(f"flow {number + 1} of {runs}, {results[-1].case}: {told}", style="dim", highlight=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return results


def _disturbed(
    folder: Path, runner: str, victim: str, dump: list[str], expected: dict[str, str], seconds: float, chance: random.Random
) -> Result:
    """Start the flow, kill the victim at a random moment of its work, run again if need be, compare."""
    lake = folder / "disturbed"
    shutil.rmtree(lake, ignore_errors=True)
    process = _start(lake, runner, dump, folder)
    if victim == "main":
        hit = _kill_main(process, lake, chance.uniform(0.0, seconds / 2))
    else:
        hit = _kill_worker(process, lake, chance.uniform(0.0, WORK_SECONDS))
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


def _kill_main(process: "subprocess.Popen[bytes]", lake: Path, after: float) -> bool:
    """Strike the run so many seconds after it has taken the lake's lock; whether it was still at work."""
    _await_lake(lake, process)
    time.sleep(after)
    at_work = process.poll() is None
    process.kill()
    return at_work


def _kill_worker(process: "subprocess.Popen[bytes]", lake: Path, after: float) -> bool:
    """Strike the busiest worker, at work on a shard, so many seconds after the first was; whether there was one."""
    deadline = time.monotonic() + LONGEST_SECONDS
    begun = None
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(psutil.Error, OSError):
            staged = any(path.is_file() for path in (lake / "_staging").rglob("*"))
            workers = [one for one in psutil.Process(process.pid).children(recursive=True) if WORKER in " ".join(one.cmdline())]
            if staged and workers:
                begun = begun or time.monotonic()
                if time.monotonic() - begun >= after:
                    max(workers, key=lambda one: one.cpu_times().user).send_signal(signal.SIGKILL)
                    return True
        time.sleep(POLL_SECONDS)
    return False


def _end_children_of(process: "subprocess.Popen[bytes]") -> None:
    """What a killed run left: its own session, started by us."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _digest(lake: Path) -> dict[str, Any]:
    return dict(digest_lake(open_lake(lake)))


def _tail(folder: Path) -> str:
    lines = (folder / "flow.log").read_text(errors="replace").splitlines()
    return " | ".join(line for line in lines[-40:] if "Error" in line or "expected" in line)[-500:]
