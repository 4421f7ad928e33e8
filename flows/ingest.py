"""The main job: `ingest_dump` reads dumps into the lake, one Prefect task a shard and one committer.

>>> from flows.ingest import ingest_dump
>>> summary = ingest_dump(["dumps/"], lake="lake")  # doctest: +SKIP
"""

import os
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from functools import partial
from typing import Final, Literal

from deltalake.exceptions import DeltaError
from prefect import flow, get_run_logger
from prefect.runtime import flow_run

from flows import progress
from flows.artifacts import publish_artifact
from flows.head_start import Request
from flows.lake.store import LakeError
from flows.opening import taken_over
from flows.run_log import log_commit
from flows.settings import load_settings
from flows.shards import RunOptions
from flows.sources import Source
from flows.summary import RunFailed, RunSummary
from flows.tasks import staged, task_runner, told
from transforms.events import DEFAULT_MODEL

SERVER: Final = "Prefect's server to start (20 to 30 s the first time)"


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
    with taken_over(Request(tuple(paths), source, options, settings, force), flow_run.id or "local") as ingest:
        ingestion = ingest.ingestion
        ingestion.on_commit = partial(log_commit, get_run_logger(), ingestion.source.name)
        try:
            with closing(staged(ingest.jobs, settings, ingest.stage)) as outcomes:
                for job, outcome in outcomes:
                    if isinstance(outcome, str):
                        ingestion.fail(job.shard.name, outcome)
                    else:
                        ingestion.take(outcome)
            summary = ingestion.finish()
        except (OSError, DeltaError, LakeError) as error:
            publish_artifact(ingestion.summary())
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


def _commit_failure(error: BaseException, lake: str) -> str:
    return f"expected to write the lake at {lake}, got: {told(error, lake)}"


__all__ = ["RunFailed", "RunSummary", "Source", "ingest_dump", "ingest_flow"]
