"""Dask on two local workers beside the process runner: five pairs of whole runs, taken in turn, over the same shards.

Each run is the real command in a process of its own, its throughput that of the flow from its first shard to its last commit:
the start of workers and children is in it, that of Prefect's server is not. Shards are sized by a first one, by its CPU
seconds. Every lake must have the digest of the first.
"""

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from flows.ingestion import provenance
from flows.lake.digest import digest_lake
from flows.lake.snapshot import open_lake
from flows.readers.planning import plan_shards
from flows.settings import Settings
from flows.shards import RunOptions
from flows.sources import Source
from flows.staging import ShardJob, stage_shard
from tests.bench.end_to_end import Measured, measure
from tests.bench.figure import Figure
from tests.chaos.dumps import SAID

PAIRS: Final = 5
WORKERS: Final = 2
# One a worker: what a worker's start costs is in the figure in full.
SHARDS: Final = 2
# Of CPU.
SHARD_SECONDS: Final = 30.0
TRIAL_ARTICLES: Final = 200
SENTENCES_AN_ARTICLE: Final = 14
PLACES: Final = ("Larnaca", "Tromso", "Bergamo", "Cork", "Gdansk", "Aarhus", "Trieste", "Malmo")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a runner, and whether its lake has the digest of the first run of all."""

    measured: Measured
    same: bool

    @property
    def speed(self) -> float:
        """Articles a second, from the first shard to the last commit."""
        return float(self.measured.summary["articles_per_second"])


def figures(quick: bool = False) -> Iterator[Figure]:
    """Articles a second of both runners, the median ratio of the pairs, and what a worker holds in memory."""
    pairs, seconds = (1, 0.5) if quick else (PAIRS, SHARD_SECONDS)
    with tempfile.TemporaryDirectory(prefix="dateline-dask-") as place:
        folder = Path(place)
        speed = _articles_a_second(folder)
        files = _write_shards(folder / "dump", SHARDS, max(5, int(speed * seconds)))
        runs = _runs(folder, files, pairs)
    yield from _told(runs)
    yield Figure("one process", "staging a shard, model loaded", speed, "articles/CPU-s")


def _runs(folder: Path, files: list[Path], pairs: int) -> dict[str, list[Run]]:
    runs: dict[str, list[Run]] = {"processes": [], "dask": []}
    expected: dict[str, str] | None = None
    for number in range(pairs):
        # Each goes first in turn: what the machine does meanwhile must favour neither.
        for runner in ("processes", "dask") if number % 2 == 0 else ("dask", "processes"):
            lake = folder / f"{runner}-{number}"
            with _runner(runner):
                measured = measure(files, lake, WORKERS)
            digest = dict(digest_lake(open_lake(lake)))
            expected = expected or digest
            runs[runner].append(Run(measured, digest == expected))
            print(f"  {runner}: {runs[runner][-1].speed:.3g} articles/s", file=sys.stderr)  # noqa: T201 - it takes long
    return runs


def _told(runs: dict[str, list[Run]]) -> Iterator[Figure]:
    for runner, done in runs.items():
        first = done[0].measured.summary
        note = f"{first['articles']:,} articles in {SHARDS} shards, {WORKERS} workers; {_listed(run.speed for run in done)}"
        yield Figure(runner, "throughput, median", statistics.median(run.speed for run in done), "articles/s", note=note)
        yield Figure(runner, "whole command, median", statistics.median(run.measured.seconds for run in done), "s")
        used = statistics.median(run.measured.summary["articles"] / run.measured.cpu_seconds for run in done)
        yield Figure(runner, "imports and model included", used, "articles/CPU-s")
        yield Figure(runner, "peak memory, largest process", max(run.measured.peak_process_mib for run in done), "MiB")
    ratios = [dask.speed / own.speed for own, dask in zip(runs["processes"], runs["dask"], strict=True)]
    middle = statistics.median(ratios)
    note = f"to the process runner, at least 0.75; pairs: {_listed(ratios)}"
    yield Figure("dask", "throughput beside processes, median", middle, "", middle, note)
    every = [run.same for done in runs.values() for run in done]
    yield Figure("both", "runs with the digest of the first", sum(every), f"of {len(every)}")


def _listed(values: Iterable[float]) -> str:
    return ", ".join(f"{value:.3g}" for value in values)


@contextmanager
def _runner(name: str) -> Iterator[None]:
    before = os.environ.get("DATELINE_RUNNER")
    os.environ["DATELINE_RUNNER"] = name
    try:
        yield
    finally:
        if before is None:
            del os.environ["DATELINE_RUNNER"]
        else:
            os.environ["DATELINE_RUNNER"] = before


def _articles_a_second(folder: Path) -> float:
    """What one process stages in a CPU second once its model is loaded."""
    source, options = Source(name="bench"), RunOptions(os.devnull)
    made = provenance(source, options, Settings())
    begun = 0.0
    for name in ("warm", "timed"):
        (file,) = _write_shards(folder / name, 1, TRIAL_ARTICLES)
        (shard,) = plan_shards([str(file)], source)
        begun = time.process_time()
        stage_shard(ShardJob(shard, source, options, made, str(folder / f"{name}-staged"), date(2021, 6, 1)))
    return TRIAL_ARTICLES / (time.process_time() - begun)


def _write_shards(folder: Path, shards: int, articles: int) -> list[Path]:
    """JSON Lines files of so many articles each, no two the same, the same for the same numbers."""
    folder.mkdir()
    chance = random.Random(shards)
    files = []
    for shard in range(shards):
        file = folder / f"part-{shard}.jsonl"
        file.write_text("".join(f"{_article(chance, f'{shard}-{number}')}\n" for number in range(articles)), encoding="utf-8")
        files.append(file)
    return files


def _article(chance: random.Random, name: str) -> str:
    said = [f"In {chance.choice(PLACES)}, {_small(chance.choice(SAID))}" for _ in range(SENTENCES_AN_ARTICLE)]
    return json.dumps(
        {
            "id": name,
            "url": f"https://news.example/{name}",
            "title": f"Report {name}",
            "text": " ".join(said),
            "published": f"2021-05-{chance.randrange(1, 28):02d}T08:00:00Z",
        }
    )


def _small(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
