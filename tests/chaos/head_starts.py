"""`dateline run` disturbed in its head start: the lake is locked and a child at work while Prefect loads; no flow runs yet."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psutil

from flows.lake.digest import digest_lake
from flows.lake.lock import LakeLocked, hold_lock
from flows.lake.snapshot import LakeSnapshot, open_lake
from flows.lake.store import LakeError, store_at
from tests.chaos.cases import Result
from tests.chaos.work import DUMP_DATE, broken
from tests.cli.command import DATELINE
from tests.processes import MARK, left_of

POLL_SECONDS: Final = 0.02
LONGEST_SECONDS: Final = 300
# An own server may take five seconds to end, and a child looks for its parent only when Python lets it.
ENDING_SECONDS: Final = 30.0
CHILD: Final = "spawn_main"
Process = subprocess.Popen[bytes]


@dataclass(slots=True)
class Start:
    """What every case starts from: a dump, its undisturbed digest, and how long a run takes to have its flow."""

    folder: Path
    dump: list[str]
    expected: dict[str, Any]
    chance: random.Random
    seconds: float = 0.0
    runs: int = 0

    @property
    def lake(self) -> Path:
        return self.folder / "head-start"

    @property
    def mark(self) -> str:
        return f"{self.folder}/{self.runs}"

    def measure(self) -> None:
        """Lets Prefect make its database, then takes the time of an undisturbed run up to its flow."""
        for _ in range(2):
            self.fresh()
            known, begun = self.flows_known(), time.perf_counter()
            process = self.run()
            while self.flows_known() == known and process.poll() is None:
                time.sleep(POLL_SECONDS)
            self.seconds = time.perf_counter() - begun
            assert process.wait(LONGEST_SECONDS) == 0, self.said()
            assert self.digest() == self.expected

    def fresh(self) -> None:
        """The next case: no lake, and a mark of its own for the processes."""
        shutil.rmtree(self.lake, ignore_errors=True)
        self.runs += 1

    def run(self) -> Process:
        """The command as a user gives it, with a Prefect server of its own."""
        command = [str(DATELINE), "run", *self.dump, "--lake", str(self.lake), "--workers", "2", "--dump-date", str(DUMP_DATE)]
        environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
        environment |= {"PREFECT_HOME": str(self.folder / "own-prefect"), MARK: self.mark}
        with (self.folder / "run.log").open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)

    def moment(self) -> float:
        return self.chance.uniform(0.2, self.seconds)

    def flows_known(self) -> int:
        """How many flow runs Prefect's database has."""
        try:
            with closing(sqlite3.connect(f"file:{self.folder}/own-prefect/prefect.db?mode=ro", uri=True)) as database:
                (count,) = database.execute("SELECT count(*) FROM flow_run").fetchone()
        except sqlite3.OperationalError:
            return 0  # not there yet, or being made
        return int(count)

    def digest(self) -> dict[str, Any]:
        return dict(digest_lake(open_lake(self.lake)))

    def said(self) -> str:
        return " | ".join((self.folder / "run.log").read_text(errors="replace").splitlines()[-8:])[-500:]


def main_killed(start: Start) -> Result:
    start.fresh()
    known, process = start.flows_known(), start.run()
    time.sleep(start.moment())
    process.kill()
    process.wait()
    result = Result("head start: main process killed", True)
    # Of a dead process, whatever its children still do.
    result.wrong += _held_lock(start)
    result.wrong += _left_running(start)
    result.hit = start.flows_known() == known
    snapshot = _snapshot(start)
    if snapshot is not None:
        result.wrong += broken(snapshot)
        if result.hit and snapshot.load_seq:
            result.wrong.append(f"snapshot {snapshot.load_seq} was committed before there was a flow")
    return _after(start, result, start.run())


def child_killed(start: Start) -> Result:
    start.fresh()
    known, process = start.flows_known(), start.run()
    begun, moment = time.monotonic(), start.moment()
    result = Result("head start: child killed, the run survives", False)
    while process.poll() is None and start.flows_known() == known:
        child = _child_of(process)
        if child is not None and time.monotonic() - begun >= moment:
            with suppress(psutil.Error):
                child.send_signal(signal.SIGKILL)
                result.hit = start.flows_known() == known
                break
        time.sleep(POLL_SECONDS)
    return _after(start, result, process)


def two_at_once(start: Start) -> Result:
    start.fresh()
    first = start.run()
    time.sleep(start.chance.uniform(0.0, 1.0))
    second = start.run()
    result = Result("head start: two runs at once, both end well", True)
    if first.wait(LONGEST_SECONDS) != 0:
        result.wrong.append(f"the first of two ended with {first.returncode}: {start.said()}")
    return _after(start, result, second)


def one_of_two_killed(start: Start) -> Result:
    start.fresh()
    known, both = start.flows_known(), [start.run(), start.run()]
    time.sleep(start.moment())
    victim = both.pop(start.chance.randrange(2))
    hit = start.flows_known() == known
    victim.kill()
    victim.wait()
    return _after(start, Result("head start: one of two runs killed, the other ends well", hit), *both)


def _after(start: Start, result: Result, process: Process) -> Result:
    """Waits for the run that must end well, and looks at what there is then."""
    status = process.wait(LONGEST_SECONDS)
    if status != 0:
        result.wrong.append(f"the run ended with {status}: {start.said()}")
    elif start.digest() != start.expected:
        result.wrong.append("the digests differ")
    result.wrong += _held_lock(start)
    result.wrong += _left_running(start)
    return result


def _left_running(start: Start) -> list[str]:
    left = left_of(start.mark, ENDING_SECONDS)
    told = [f"still running: {' '.join(process.cmdline())[:120]}" for process in left]
    for process in left:
        process.kill()
    return told


def _held_lock(start: Start) -> list[str]:
    if not (start.lake / "_lock").exists():
        return []
    try:
        with hold_lock(store_at(start.lake), "chaos"):
            return []
    except LakeLocked as error:
        return [str(error)]


def _snapshot(start: Start) -> LakeSnapshot | None:
    try:
        return open_lake(start.lake)
    except LakeError:
        return None  # killed before there was a lake


def _child_of(process: Process) -> psutil.Process | None:
    with suppress(psutil.Error):
        for child in psutil.Process(process.pid).children(recursive=True):
            if CHILD in " ".join(child.cmdline()):
                return child
    return None


HEAD_STARTS: Final[tuple[Callable[[Start], Result], ...]] = (main_killed, child_killed, one_of_two_killed, two_at_once)
