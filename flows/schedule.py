"""What a schedule runs: `ingest_and_load`, `backfill_days` and `maintain_lake`, each a flow with checked parameters.

Deployments of them are in `prefect.yaml`, for a server and workers of your own; `dateline serve` runs one schedule on one
machine, with a Prefect server that it starts and ends itself. One run at a time: the next one is left out while the last one
runs, and the lock on the lake keeps any other writer away.
"""

from datetime import date
from typing import Annotated, Final

from prefect import flow, get_run_logger
from prefect.runtime import flow_run
from pydantic import Field

from flows.artifacts import publish_counts
from flows.backfill import day_steps, missing_days
from flows.ingest import ingest_dump
from flows.lake.maintain import DEFAULT_RETENTION_HOURS
from flows.lake.maintain import maintain_lake as maintain
from flows.lake.store import LakeError, store_at
from flows.load import LakePath, TargetName, load_target
from flows.readers.error import ReaderError
from flows.settings import load_settings
from flows.summary import RunFailed

A_DAY: Final = 24 * 3600
Paths = Annotated[list[str], Field(min_length=1, description="Files, folders or globs to read.")]


@flow(name="ingest-and-load", persist_result=False, validate_parameters=True, timeout_seconds=A_DAY)
def ingest_and_load(
    paths: Paths,
    lake: LakePath,
    source: str | None = None,
    *,
    target: TargetName | None = None,
    workers: Annotated[int, Field(ge=1)] | None = None,
    config_dir: str | None = None,
) -> int:
    """Read what is new in the paths and bring the target to it; the lake's snapshot afterwards.

    Raises RunFailed when anything was lost, failed or over a threshold of the source; the target then stays as it is.
    """
    summary = ingest_dump(paths, lake, source, workers=workers, config_dir=config_dir)
    if target is not None:
        load_target(target, lake, config_dir=config_dir)
    return summary.load_seq


@flow(name="backfill-days", persist_result=False, validate_parameters=True)
def backfill_days(
    template: str,
    lake: LakePath,
    source: str,
    first: date,
    last: date,
    *,
    days_a_step: Annotated[int, Field(ge=1)] = 7,
    workers: Annotated[int, Field(ge=1)] | None = None,
    config_dir: str | None = None,
) -> int:
    """Read a source's dumps of a range of days, some days a run; the number of runs.

    A run that fails, or cannot begin, does not keep the later ones from running; RunFailed tells of it in the end.
    """
    steps = day_steps(template, first, last, days_a_step)
    log = get_run_logger()
    if missing := missing_days(steps):
        log.warning("source %s: no dump on %s", source, ", ".join(map(str, missing)))
    failures = []
    for step in steps:
        if not step.paths:
            continue
        try:
            summary = ingest_dump(step.paths, lake, source, workers=workers, config_dir=config_dir)
            log.info("source %s, %s: %s articles, snapshot %s", source, step.name, summary.articles, summary.load_seq)
        except RunFailed as failed:
            failures += [f"{step.name}: {reason}" for reason in failed.reasons]
        except (ReaderError, LakeError) as error:  # a dump that is none: empty, of no known format; a lake that is locked
            failures.append(f"{step.name}: {error}")
    if failures:
        raise RunFailed(failures)
    return sum(bool(step.paths) for step in steps)


@flow(name="maintain-lake", persist_result=False, validate_parameters=True, timeout_seconds=A_DAY)
def maintain_lake(lake: LakePath, *, retention_hours: Annotated[float, Field(ge=0)] = DEFAULT_RETENTION_HOURS) -> int:
    """Compact a lake's small files and delete what no snapshot of the last hours names; the lake's snapshot afterwards.

    Waits for a run that writes the lake. Raises LakeLocked when that takes longer than DATELINE_LOCK_WAIT_SECONDS.
    """
    settings, log = load_settings(), get_run_logger()
    done = maintain(
        store_at(lake),
        run_id=flow_run.id or "local",
        pipeline_version=settings.pipeline_version,
        retention_hours=retention_hours,
        wait_seconds=settings.lock_wait_seconds,
        on_wait=log.info,
    )
    log.info("lake %s: %s files compacted into %s, %s deleted", lake, done.compacted, done.written, done.vacuumed)
    counts = {"files compacted": done.compacted, "into": done.written, "files deleted": done.vacuumed}
    publish_counts("maintain", lake, done.load_seq, counts)
    return done.load_seq
