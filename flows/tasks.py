"""Shards as Prefect tasks: staged where the settings say, some at once, tried again when a child or the network failed."""

import os
from collections.abc import Generator, Iterator, Sequence
from typing import Any, Final, cast

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from flows.readers.error import ReaderError, Unreachable
from flows.retries import retry_on
from flows.run_log import log_shard
from flows.runners import ChildDied, Job, ShardTooSlow, Stager, stage_job
from flows.settings import Settings, core_count
from flows.shards import Manifest
from flows.staging import ShardChanged

RETRY_SECONDS: Final = 1
# What a shard's own input or a lost machine may do. Anything else is a defect and ends the run with its traceback.
SHARD_FAILURES: Final = (ReaderError, ShardChanged, ChildDied, ShardTooSlow, OSError, MemoryError)


# How each run of this process stages its shards, by its folder of staged files. A Dask worker knows none: it does it in place.
_STAGERS: Final[dict[str, Stager]] = {}


@task(
    name="stage-shard",
    task_run_name="stage {job.shard.name}",
    retries=1,
    retry_delay_seconds=RETRY_SECONDS,
    retry_jitter_factor=0.5,
    retry_condition_fn=retry_on(ChildDied, Unreachable),
    cache_policy=NO_CACHE,
    persist_result=False,
    log_prints=False,
)
def stage_task(job: Job) -> Manifest:
    """One shard, staged by whatever the run's runner is."""
    manifest = _STAGERS.get(job.staging, stage_job)(job)
    log_shard(get_run_logger(), manifest)
    return manifest


def staged(jobs: Sequence[Job], settings: Settings, stage: Stager) -> Generator[tuple[Job, Manifest | str]]:
    """The manifest of every job as it is ready, or one line of why there is none.

    To be called in a flow, and closed.
    """
    folders = {job.staging for job in jobs}
    _STAGERS.update(dict.fromkeys(folders, stage))
    for job, future in _submitted(jobs, _width(settings, len(jobs)) * settings.backlog):
        try:
            yield job, future.result()
        except SHARD_FAILURES as error:
            # The readers name the file that they cannot read: an error of the system's without a name is of the writing.
            line = f"shard {job.shard.name} of {job.shard.source}: {told(error, job.staging)}"
            get_run_logger().error("%s", line)
            yield job, line
    # Only here: after an interrupt, tasks still under way must find their stopped children and not work in this process.
    for folder in folders:
        del _STAGERS[folder]


def _width(settings: Settings, shards: int) -> int:
    """Workers for so many shards; of a cluster, unless the settings say how many, all that it has now."""
    if settings.runner == "dask" and settings.dask_address and settings.workers is None:
        from flows.dask_runner import threads_at

        return max(1, min(threads_at(settings.dask_address), shards))
    return settings.worker_count(shards)


def _submitted(jobs: Sequence[Job], at_once: int) -> Iterator[tuple[Job, "PrefectFuture[Manifest]"]]:
    """The tasks as they end, never more than so many under way: staged files wait on the disk for the committer."""
    left = iter(jobs)
    running: dict[PrefectFuture[Manifest], Job] = {}
    while True:
        while len(running) < at_once and (job := next(left, None)) is not None:
            # Quoted: Prefect would walk through the value to look for futures in it.
            running[stage_task.submit(cast(Job, quote(job)))] = job
        if not running:
            return
        done = next(iter(as_completed(list(running))))
        yield running.pop(done), done


def told(error: BaseException, where: str) -> str:
    """The error in one line; pyarrow wraps what the system says in words of its own."""
    if isinstance(error, OSError) and error.errno:
        return f"{os.strerror(error.errno).lower()} at {error.filename or where}"
    return " ".join(str(error).split()) or type(error).__name__


def task_runner(settings: Settings) -> "TaskRunner[Any]":
    """Prefect's task runner: threads, each of which may lend its work to a child, or a Dask cluster."""
    if settings.runner == "dask":
        from flows.dask_runner import dask_task_runner

        return dask_task_runner(settings)
    return ThreadPoolTaskRunner(max_workers=settings.workers or core_count())
