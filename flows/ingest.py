"""The main job: `ingest_dump` reads dumps into the lake, one Prefect task a shard and one committer.

>>> from flows.ingest import ingest_dump
>>> summary = ingest_dump(["dumps/"], lake="lake")  # doctest: +SKIP
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, Literal, cast

from deltalake.exceptions import DeltaError
from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture, as_completed
from prefect.runtime import flow_run
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.tasks import Task
from prefect.utilities.annotations import quote

from flows import progress
from flows.artifacts import publish_artifact
from flows.ingestion import Ingestion
from flows.lake.commit import open_committer
from flows.lake.store import LakeError, store_at
from flows.readers.error import ReaderError
from flows.readers.planning import plan_shards
from flows.runners import ChildDied, ShardTooSlow, Stager, stager
from flows.settings import Settings, load_settings
from flows.shards import Manifest, RunOptions
from flows.sources import Source, guess_source, load_source
from flows.staging import ShardChanged, ShardJob, stage_shard
from flows.summary import RunFailed, RunSummary
from transforms.events import DEFAULT_MODEL

RETRY_SECONDS: Final = 1
SERVER: Final = "Prefect's server to start (20 to 30 s the first time)"
# What a shard's own input or a lost machine may do. Anything else is a defect and ends the run with its traceback.
SHARD_FAILURES: Final = (ReaderError, ShardChanged, ChildDied, ShardTooSlow, OSError, MemoryError)


@dataclass(slots=True)
class _Work:
    """How this process stages a shard; a Dask worker stages it in place."""

    stage: Stager = stage_shard


_WORK: Final = _Work()


def is_transient(task_: "Task[..., object]", run: TaskRun, state: "State[object]") -> bool:
    """Whether trying a shard once more may do: its child died, or the network failed."""
    try:
        state.result()
    except (ChildDied, ConnectionError, TimeoutError):
        return True
    except Exception:  # noqa: BLE001 - the state holds whatever the task raised; only the kinds above are tried again
        return False
    return False


@task(
    name="stage-shard",
    task_run_name="stage {job.shard.name}",
    retries=1,
    retry_delay_seconds=RETRY_SECONDS,
    retry_jitter_factor=0.5,
    retry_condition_fn=is_transient,
    cache_policy=NO_CACHE,
    persist_result=False,
    log_prints=False,
)
def stage_task(job: ShardJob) -> Manifest:
    """One shard, staged by whatever the run's runner is."""
    manifest = _WORK.stage(job)
    told = "in the lake already" if manifest.skipped else manifest.counts
    get_run_logger().info("source %s, shard %s: %s", job.source.name, job.shard.name, told)
    return manifest


@flow(name="ingest-dump", retries=0, persist_result=False, validate_parameters=True)
def ingest_flow(
    paths: list[str],
    lake: str,
    source: str | None = None,
    *,
    workers: int | None = None,
    runner: Literal["threads", "processes", "dask"] | None = None,
    events: Literal["dated", "all", "none"] = "dated",
    since: date | None = None,
    until: date | None = None,
    published: str | None = None,
    dump_date: date | None = None,
    config_dir: str | None = None,
    model: str = DEFAULT_MODEL,
    force: bool = False,
) -> RunSummary:
    """Reads dumps into a lake. Raises RunFailed when anything was lost, failed, or over a threshold of the source."""
    settings = load_settings(runner=runner, workers=workers)
    options = RunOptions(lake, events, since, until, published, dump_date, config_dir, model)
    described = load_source(source, config_dir) if source else guess_source(paths, config_dir)
    shards = list(plan_shards(paths, described, config_dir))
    store = store_at(lake)
    with open_committer(
        store,
        purpose="ingest",
        run_id=flow_run.id or "local",
        pipeline_version=settings.pipeline_version,
        wait_seconds=settings.lock_wait_seconds,
        on_wait=lambda message: progress.tell(progress.Waiting(message)),
    ) as committer:
        ingestion = Ingestion.begin(committer, described, options, settings, force=force, today=datetime.now(UTC).date())
        jobs = ingestion.jobs(shards)
        progress.tell(progress.Planned(len(jobs)))
        try:
            _stage_all(ingestion, jobs, settings)
            summary = ingestion.finish()
        except (OSError, DeltaError, LakeError) as error:
            raise RunFailed([_commit_failure(error, lake)], ingestion.summary()) from error
    publish_artifact(summary)
    reasons = [*summary.failures, *summary.failed_checks]
    if reasons:
        raise RunFailed(reasons, summary)
    return summary


def ingest_dump(
    paths: Sequence[str | os.PathLike[str]],
    lake: str | os.PathLike[str],
    source: str | None = None,
    *,
    workers: int | None = None,
    runner: Literal["threads", "processes", "dask"] | None = None,
    events: Literal["dated", "all", "none"] = "dated",
    since: date | None = None,
    until: date | None = None,
    published: str | None = None,
    dump_date: date | None = None,
    config_dir: str | None = None,
    model: str = DEFAULT_MODEL,
    force: bool = False,
) -> RunSummary:
    """Reads dumps into a lake and says what was done; `flows.progress.listening` hears what goes on meanwhile.

    Without a `source` it is guessed from the dump. `force` reads again what the lake has already. Raises RunFailed (with the
    summary) when anything was lost or failed, ReaderError or ConfigurationError when the run cannot begin, LakeError when the
    lake cannot be written.
    """
    settings = load_settings(runner=runner, workers=workers)
    if not os.environ.get("PREFECT_API_URL"):
        progress.tell(progress.Waiting(SERVER))
    run = ingest_flow.with_options(task_runner=task_runner(settings))
    return run(
        [os.fspath(path) for path in paths],
        os.fspath(lake),
        source,
        workers=workers,
        runner=runner,
        events=events,
        since=since,
        until=until,
        published=published,
        dump_date=dump_date,
        config_dir=config_dir,
        model=model,
        force=force,
    )


def _stage_all(ingestion: Ingestion, jobs: Sequence[ShardJob], settings: Settings) -> None:
    """Stages every shard, some at once, and commits them as they come."""
    workers = settings.worker_count(len(jobs))
    with stager(settings.runner, workers, settings.shard_seconds) as stage:
        _WORK.stage = stage
        try:
            for job, future in _submitted(jobs, workers * settings.backlog):
                try:
                    manifest = future.result()
                except SHARD_FAILURES as error:
                    ingestion.fail(job.shard.name, _shard_failure(job, error))
                else:
                    ingestion.take(manifest)
        finally:
            _WORK.stage = stage_shard


def _submitted(jobs: Sequence[ShardJob], at_once: int) -> Iterator[tuple[ShardJob, "PrefectFuture[Manifest]"]]:
    """The tasks as they end, never more than so many under way: staged files wait on the disk for the committer."""
    left = iter(jobs)
    running: dict[PrefectFuture[Manifest], ShardJob] = {}
    while True:
        while len(running) < at_once and (job := next(left, None)) is not None:
            # Quoted: Prefect would walk through the value to look for futures in it.
            running[stage_task.submit(cast(ShardJob, quote(job)))] = job
        if not running:
            return
        done = next(iter(as_completed(list(running))))
        yield running.pop(done), done


def _shard_failure(job: ShardJob, error: BaseException) -> str:
    return f"shard {job.shard.name} of {job.source.name}: {_told(error, job.staging)}"


def _commit_failure(error: BaseException, lake: str) -> str:
    return f"expected to write the lake at {lake}, got: {_told(error, lake)}"


def _told(error: BaseException, where: str) -> str:
    """The error in one line; pyarrow wraps what the system says in words of its own."""
    if isinstance(error, OSError) and error.errno:
        return f"{os.strerror(error.errno).lower()} at {error.filename or where}"
    return " ".join(str(error).split()) or type(error).__name__


def task_runner(settings: Settings) -> "TaskRunner[Any]":
    """Prefect's task runner: threads, each of which may lend its work to a child, or a Dask cluster."""
    if settings.runner == "dask":
        from flows.dask_runner import dask_task_runner

        return dask_task_runner(settings)
    return ThreadPoolTaskRunner(max_workers=settings.workers or len(os.sched_getaffinity(0)))


__all__ = ["RunFailed", "RunSummary", "Source", "ingest_dump", "ingest_flow"]
