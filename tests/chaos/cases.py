"""The ways in which a run is disturbed. Each case starts from the same lake and must end with the same rows."""

import os
import random
import shutil
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import psutil

from tests.chaos import work
from tests.chaos.dumps import write_dump
from tests.chaos.forks import Outcome, Strike, kill_process, run_apart
from tests.targets.server import PostgreSQL

BIG_DISK: Final = 256 << 10  # KiB
PAGE: Final = 4096


class Skipped(Exception):  # noqa: N818 - a case that this machine cannot run
    """Why a case was left out."""


@dataclass(slots=True)
class Result:
    """One disturbed run: whether the disturbance came while it worked, and what was wrong afterwards (nothing, it must be)."""

    case: str
    hit: bool
    wrong: list[str] = field(default_factory=list)
    note: str = ""


@dataclass(slots=True)
class Scene:
    """What every case starts from: two dumps that overlap, a lake with the first, and the states of undisturbed runs."""

    folder: Path
    chance: random.Random
    server: PostgreSQL | None
    first: list[str] = field(default_factory=list)
    second: list[str] = field(default_factory=list)
    base: Path = Path()
    full: Path = Path()
    expected: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    numbers: int = 0
    last_database: str = ""

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def apart(self, do: Callable[[], Any], after: float | None = None, strike: Strike = kill_process) -> Outcome:
        return run_apart(do, self.log, after, strike)

    def disturbed(self, what: str, do: Callable[[], Any], strike: Strike = kill_process) -> Outcome:
        """Work that is struck at a random moment of the time that it takes."""
        outcome = self.apart(do, self.chance.uniform(0.0, self.seconds[what] * 1.05), strike)
        if outcome.status == 0:
            # The machine is quicker than when it was measured, or the blow came too late: aim closer.
            self.seconds[what] = min(self.seconds[what], outcome.seconds)
        return outcome

    def sure(self, do: Callable[[], Any]) -> Any:
        """The answer of work that nothing disturbs; it must succeed."""
        outcome = self.apart(do)
        if outcome.status != 0:
            raise AssertionError(f"expected undisturbed work to succeed, got status {outcome.status}: {outcome.said}")
        return outcome.answer

    def fresh_lake(self) -> str:
        self.numbers += 1
        return work.copy_lake(self.base, self.folder / "lake")

    def database(self) -> str:
        if self.server is None:
            raise Skipped("no PostgreSQL server")
        if self.last_database:
            self.server.drop_database(self.last_database)
        self.numbers += 1
        self.last_database = f"chaos_{self.numbers}"
        return self.server.make_database(self.last_database)


def set_scene(folder: Path, seed: int, server: PostgreSQL | None) -> Scene:
    """Write the dumps, make the lake, and measure undisturbed runs."""
    scene = Scene(folder, random.Random(seed), server)
    scene.first = [str(path) for path in write_dump(folder / "first", 3, 10, seed)]
    scene.second = [str(path) for path in write_dump(folder / "second", 5, 8, seed + 1)]
    scene.base, scene.full = folder / "base", folder / "full"
    work.warm(folder)
    scene.sure(lambda: work.ingest(scene.first, str(scene.base)))
    work.copy_lake(scene.base, scene.full)
    scene.seconds["ingest"] = _timed(scene, lambda: work.ingest(scene.second, str(scene.full)))
    state = scene.sure(lambda: work.lake_state(str(scene.full)))
    assert state["broken"] == [], state["broken"]
    scene.expected = state["digest"]
    place = str(folder / "measured.duckdb")
    scene.seconds["duckdb"] = _timed(scene, lambda: work.load("duckdb", place, str(scene.full)))
    if server is not None:
        uri = scene.database()
        scene.seconds["postgresql"] = _timed(scene, lambda: work.load("postgresql", uri, str(scene.full)))
    scene.seconds["children"] = _timed(scene, lambda: work.ingest(scene.second, scene.fresh_lake(), "processes"))
    return scene


def _timed(scene: Scene, do: Callable[[], Any]) -> float:
    outcome = scene.apart(do)
    assert outcome.status == 0, outcome.said
    return outcome.seconds


def after_ingest(scene: Scene, lake: str, case: str, outcome: Outcome, note: str = "") -> Result:
    """Look at the lake as it was left, run again plainly, and compare with the undisturbed one."""
    result = Result(case, outcome.status != 0, note=note or outcome.said)
    result.wrong += [f"left behind: {line}" for line in scene.sure(lambda: work.lake_state(lake))["broken"]]
    scene.sure(lambda: work.ingest(scene.second, lake))
    state = scene.sure(lambda: work.lake_state(lake))
    result.wrong += state["broken"]
    if state["digest"] != scene.expected:
        different = [name for name, digest in state["digest"].items() if digest != scene.expected[name]]
        result.wrong.append(f"after the second run {', '.join(different)} differ")
    return result


def after_load(scene: Scene, target: str, place: str, case: str, outcome: Outcome) -> Result:
    """Look at the target as it was left, load again plainly, and compare with the lake."""
    lake = str(scene.full)
    result = Result(case, outcome.status != 0, note=outcome.said)
    if target != "duckdb" or Path(place).exists():
        result.wrong += [f"left behind: {line}" for line in scene.sure(lambda: work.target_broken(target, place))]
    scene.sure(lambda: work.load(target, place, lake))
    state = scene.sure(lambda: work.target_state(target, place, lake))
    if not state["equal"]:
        result.wrong.append(f"after the second load the target differs: {state['found']}")
    return result


def ingest_killed(scene: Scene) -> Result:
    lake = scene.fresh_lake()
    outcome = scene.disturbed("ingest", lambda: work.ingest(scene.second, lake))
    return after_ingest(scene, lake, "ingest, main process killed", outcome)


def ingest_killed_twice(scene: Scene) -> Result:
    lake = scene.fresh_lake()
    scene.disturbed("ingest", lambda: work.ingest(scene.second, lake))
    outcome = scene.disturbed("ingest", lambda: work.ingest(scene.second, lake))
    return after_ingest(scene, lake, "ingest, killed, and killed again while it recovers", outcome)


def ingest_child_killed(scene: Scene) -> Result:
    lake, killed = scene.fresh_lake(), []

    def strike(pid: int) -> bool:
        with suppress(psutil.Error):
            workers = [one for one in psutil.Process(pid).children(recursive=True) if "spawn_main" in " ".join(one.cmdline())]
            for child in workers[:1]:
                child.send_signal(signal.SIGKILL)
                killed.append(child.pid)
        return bool(killed)

    outcome = scene.disturbed("children", lambda: work.ingest(scene.second, lake, "processes"), strike)
    result = after_ingest(scene, lake, "ingest, child process killed", outcome)
    # The run itself survives a dead child: its shard is done by another.
    if outcome.status != 0:
        result.wrong.append(f"the run did not survive its child: {outcome.said}")
    result.hit = bool(killed)
    return result


def ingest_tree_killed(scene: Scene) -> Result:
    lake = scene.fresh_lake()
    outcome = scene.disturbed("children", lambda: work.ingest(scene.second, lake, "processes"))
    return after_ingest(scene, lake, "ingest with child processes, main process killed", outcome)


def duckdb_load_killed(scene: Scene) -> Result:
    place = scene.folder / f"load-{scene.numbers}.duckdb"
    scene.numbers += 1
    outcome = scene.disturbed("duckdb", lambda: work.load("duckdb", str(place), str(scene.full)))
    result = after_load(scene, "duckdb", str(place), "load into DuckDB, killed", outcome)
    place.unlink(missing_ok=True)
    return result


def duckdb_increment_killed(scene: Scene) -> Result:
    place = scene.folder / f"load-{scene.numbers}.duckdb"
    scene.numbers += 1
    scene.sure(lambda: work.load("duckdb", str(place), str(scene.base)))
    outcome = scene.disturbed("duckdb", lambda: work.load("duckdb", str(place), str(scene.full)))
    result = after_load(scene, "duckdb", str(place), "increment into DuckDB, killed", outcome)
    place.unlink(missing_ok=True)
    return result


def postgresql_load_killed(scene: Scene) -> Result:
    uri = scene.database()
    outcome = scene.disturbed("postgresql", lambda: work.load("postgresql", uri, str(scene.full)))
    return after_load(scene, "postgresql", uri, "load into PostgreSQL, killed", outcome)


def postgresql_increment_killed(scene: Scene) -> Result:
    uri = scene.database()
    scene.sure(lambda: work.load("postgresql", uri, str(scene.base)))
    outcome = scene.disturbed("postgresql", lambda: work.load("postgresql", uri, str(scene.full)))
    return after_load(scene, "postgresql", uri, "increment into PostgreSQL, killed", outcome)


def postgresql_server_killed(scene: Scene) -> Result:
    uri = scene.database()
    server = scene.server
    assert server is not None
    outcome = scene.disturbed(
        "postgresql", lambda: work.load("postgresql", uri, str(scene.full)), lambda pid: server.kill() is None
    )
    server.start()
    return after_load(scene, "postgresql", uri, "load, PostgreSQL server killed", outcome)


def connection_cut(scene: Scene) -> Result:
    uri = scene.database()
    server, name = scene.server, f"chaos_{scene.numbers}"
    assert server is not None
    outcome = scene.disturbed(
        "postgresql", lambda: work.load("postgresql", uri, str(scene.full)), lambda pid: server.cut_connections(name) > 0
    )
    result = after_load(scene, "postgresql", uri, "load, connection cut", outcome)
    if outcome.status != 0 and "TargetUnavailableError" not in outcome.said:
        result.wrong.append(f"the cut was not told as transient: {outcome.said}")
    return result


def disk_full(scene: Scene) -> Result:
    before, after = _kib(scene.base), _kib(scene.full)
    with _small_disk(scene, int(before + scene.chance.uniform(0.02, 0.8) * (after - before))) as disk:
        lake = str(disk / "lake")
        outcome = scene.apart(lambda: (work.copy_lake(scene.base, Path(lake)), work.ingest(scene.second, lake))[1])
        if not _is_lake(disk):
            raise Skipped("the disk was too small for the lake before the run")
        subprocess.run(["mount", "-o", f"remount,size={BIG_DISK}k", str(disk)], check=True)
        return after_ingest(scene, lake, "ingest, disk full", outcome)


def lake_read_only(scene: Scene) -> Result:
    with _small_disk(scene, BIG_DISK) as disk:
        lake = work.copy_lake(scene.base, disk / "lake")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        outcome = scene.apart(lambda: work.ingest(scene.second, lake))
        place = scene.folder / f"load-{scene.numbers}.duckdb"
        scene.sure(lambda: work.load("duckdb", str(place), lake))
        place.unlink()
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        result = after_ingest(scene, lake, "lake read-only: ingest refused, load works", outcome)
        if outcome.status == 0:
            result.wrong.append("an ingest into a lake that cannot be written succeeded")
        return result


def two_at_once(scene: Scene) -> Result:
    lake = scene.fresh_lake()

    def both() -> None:
        # The second waits for the first, or is refused: by the lock, before it has written anything.
        pid = os.fork()
        if pid == 0:
            with suppress(Exception):
                work.ingest(scene.second[::-1], lake, wait_seconds=scene.chance.choice((0.0, 30.0)))
            os._exit(0)
        work.ingest(scene.second, lake, wait_seconds=30.0)
        os.waitpid(pid, 0)

    outcome = scene.apart(both)
    result = after_ingest(scene, lake, "two ingests at once", outcome)
    result.hit = True
    if outcome.status != 0:
        result.wrong.append(f"the one that waits was refused: {outcome.said}")
    return result


def _kib(folder: Path) -> int:
    """What a folder takes on a tmpfs: whole pages."""
    return sum(-(-path.stat().st_size // PAGE) for path in folder.rglob("*") if path.is_file()) * PAGE >> 10


def _is_lake(disk: Path) -> bool:
    return (disk / "lake" / "snapshots" / "_delta_log").is_dir() and (disk / "lake" / "events" / "_delta_log").is_dir()


class _small_disk:  # noqa: N801 - used like a function
    """A tmpfs of so many KiB, mounted for the block; Skipped where mounting is not allowed."""

    def __init__(self, scene: Scene, size: int) -> None:
        self.folder = scene.folder / "disk"
        self.size = size

    def __enter__(self) -> Path:
        self.folder.mkdir(exist_ok=True)
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={self.size}k", "tmpfs", str(self.folder)], capture_output=True, check=False
        )
        if done.returncode:
            raise Skipped("mounting a tmpfs needs root")
        return self.folder

    def __exit__(self, *error: object) -> None:
        subprocess.run(["umount", str(self.folder)], check=True)
        shutil.rmtree(self.folder, ignore_errors=True)


# Each with its share of the runs.
CASES: Final[dict[str, tuple[Callable[[Scene], Result], int]]] = {
    "ingest": (ingest_killed, 70),
    "ingest-again": (ingest_killed_twice, 10),
    "child": (ingest_child_killed, 8),
    "tree": (ingest_tree_killed, 8),
    "duckdb": (duckdb_load_killed, 24),
    "duckdb-increment": (duckdb_increment_killed, 16),
    "postgresql": (postgresql_load_killed, 20),
    "postgresql-increment": (postgresql_increment_killed, 14),
    "server": (postgresql_server_killed, 8),
    "connection": (connection_cut, 8),
    "disk": (disk_full, 12),
    "read-only": (lake_read_only, 2),
    "two": (two_at_once, 6),
}
