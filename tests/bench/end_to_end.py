"""From a dump to committed events: articles a second for one, two and all processes, seconds a stage, memory, load.

Each run is the real command in a process of its own. Articles a second count from the opening of the lake: what comes before it
has a figure of its own.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any, Final

import psutil

from tests.bench.figure import Figure

DATELINE: Final = Path(sys.executable).with_name("dateline")
DEMO: Final = Path(__file__).resolve().parents[2] / "config/demo/wire.sgm"
POLL_SECONDS: Final = 0.2


@dataclass(slots=True)
class Measured:
    """What one run of the command gave and took."""

    summary: dict[str, Any]
    seconds: float
    first_progress: float
    peak_mib: float
    peak_process_mib: float
    cpu_seconds: float


def figures(dumps: Path | None = None, quick: bool = False) -> Iterator[Figure]:
    """The run over the Reuters files that are there, else over the wire of the demo dump."""
    files = dump_files(dumps, quick)
    cores = len(os.sched_getaffinity(0))
    single: float | None = None
    with tempfile.TemporaryDirectory() as place:
        for workers in sorted({1, 2, cores}):
            lake = Path(place) / f"lake-{workers}"
            run = measure(files, lake, workers)
            speed = run.summary["articles_per_second"]
            single = single or speed
            name = f"dateline, {workers} process{'es' if workers > 1 else ''}"
            note = f"{run.summary['records']:,} records, {run.summary['events']:,} events, {len(files)} files"
            yield Figure(name, "end to end", speed, "articles/s", speed / single, f"to one process; {note}")
            per_cpu = _articles(run) / run.cpu_seconds
            yield Figure(name, "end to end, imports and model included", per_cpu, "articles/CPU-s", note="whatever else runs")
            yield Figure(name, "peak memory, all processes", run.peak_mib, "MiB", note="resident, shared pages counted in each")
            yield Figure(name, "peak memory, largest process", run.peak_process_mib, "MiB")
            if workers == 1:
                yield from _stages(run)
            yield Figure(name, "start to first progress", run.first_progress, "s", note="the command says what it waits for")
            yield Figure(name, "start of Python, until the lake is open", run.seconds - run.summary["wall_seconds"], "s")
        yield from _load(lake)


def dump_files(dumps: Path | None, quick: bool) -> list[Path]:
    """The Reuters files that are there, else the wire of the demo dump."""
    files = sorted((dumps / "reuters21578_sgml").glob("*.sgm")) if dumps is not None and not quick else []
    return files or [DEMO]


def measure(files: list[Path], lake: Path, workers: int) -> Measured:
    """One run of `dateline run`, watched from outside."""
    command = [DATELINE, "run", *files, "--lake", lake, "--workers", str(workers), "--json"]
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    watch = _Watch(psutil.Process(process.pid))
    watch.start()
    assert process.stderr is not None
    process.stderr.readline()
    first_progress = time.perf_counter() - begun
    out, err = process.communicate()
    watch.over = True
    watch.join()
    if process.returncode:
        raise RuntimeError(f"expected a run, got status {process.returncode}: {err.strip().splitlines()[-1]}")
    seconds = time.perf_counter() - begun
    peaks = (watch.peak / 2**20, watch.peak_process / 2**20)
    return Measured(json.loads(out), seconds, first_progress, *peaks, sum(watch.cpu.values()))


class _Watch(Thread):
    """The most memory that a process and its children held at once."""

    def __init__(self, process: psutil.Process) -> None:
        super().__init__(daemon=True)
        self.process, self.peak, self.peak_process, self.over = process, 0, 0, False
        self.cpu: dict[int, float] = {}

    def run(self) -> None:
        while not self.over:
            sizes = []
            with suppress(psutil.Error):
                for each in (self.process, *self.process.children(recursive=True)):
                    with suppress(psutil.Error):
                        # Prefect's server is not ours to weigh.
                        if not {"uvicorn", "flows.own_server"} & set(each.cmdline()):
                            sizes.append(each.memory_info().rss)
                            used = each.cpu_times()
                            self.cpu[each.pid] = used.user + used.system
            self.peak = max(self.peak, sum(sizes))
            self.peak_process = max([self.peak_process, *sizes])
            time.sleep(POLL_SECONDS)


def _articles(run: Measured) -> int:
    return sum(run.summary[name] for name in ("articles", "duplicates", "superseded"))


def _stages(run: Measured) -> Iterator[Figure]:
    total = sum(run.summary["stage_seconds"].values())
    for stage, seconds in sorted(run.summary["stage_seconds"].items(), key=lambda item: -item[1]):
        per_thousand = 1000 * seconds / max(1, run.summary["articles"])
        yield Figure(
            "dateline", f"stage: {stage}", per_thousand, "s/1,000 articles", note=f"{seconds / total:.0%} of the stages"
        )


def _load(lake: Path) -> Iterator[Figure]:
    begun = time.perf_counter()
    report = json.loads(_out("load", "duckdb", "--lake", str(lake), "--json", cwd=lake.parent))
    seconds = time.perf_counter() - begun
    loaded = sum(report["loaded"].values())
    note = f"{loaded:,} rows, start of the command included"
    yield Figure("dateline", "load into DuckDB", loaded / seconds, "rows/s", note=note)


def _out(*arguments: str, cwd: Path | None = None) -> str:
    return subprocess.run([DATELINE, *arguments], cwd=cwd, check=True, capture_output=True, text=True).stdout
