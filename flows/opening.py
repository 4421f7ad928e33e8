"""How an ingest opens, without Prefect: the lake's lock, its shards, and what stages them."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from flows import progress
from flows.engines import check_words, model_name
from flows.head_start import Request
from flows.ingestion import Ingestion
from flows.lake.commit import open_committer
from flows.lake.store import store_at
from flows.readers.planning import plan_shards
from flows.runners import Children, Stager, stager_for
from flows.sources import Source, guess_source, load_source, told_guess
from flows.staging import ShardJob
from flows.words import renew_words


@dataclass(frozen=True, slots=True)
class OpenIngest:
    """An ingest that holds the lake's lock; `stage` does the work on one of its jobs."""

    request: Request
    ingestion: Ingestion
    jobs: list[ShardJob]
    stage: Stager


# A flow's parameters are values that Prefect stores, so an open ingest comes to it beside them.
_OFFERED: Final[ContextVar[OpenIngest | None]] = ContextVar("offered", default=None)


@contextmanager
def open_ingest(request: Request, children: Children | None = None) -> Iterator[OpenIngest]:
    """An ingest whose shards are staged by the children, or by whatever the settings say; it is closed after the block."""
    options, settings = request.options, request.settings
    model_name(options)  # what cannot begin is told before anything is waited for
    renew_words(options.config_dir)
    check_words(options)
    source = load_source(request.source, options.config_dir) if request.source else _guessed(request)
    shards = list(plan_shards(request.paths, source))
    progress.tell(progress.Waiting("the lake to open"))
    with open_committer(
        store_at(options.lake),
        purpose="ingest",
        run_id="local",
        pipeline_version=settings.pipeline_version,
        create=True,
        wait_seconds=settings.lock_wait_seconds,
        on_wait=lambda message: progress.tell(progress.Waiting(message)),
    ) as committer:
        today = datetime.now(UTC).date()
        is_guess = request.source is None
        ingestion = Ingestion.begin(committer, source, options, settings, force=request.force, today=today, is_guess=is_guess)
        jobs = ingestion.jobs(shards, request.paths)
        progress.tell(progress.Planned(len(jobs)))
        with nullcontext(children.stage) if children else stager_for(jobs, settings) as stage:
            yield OpenIngest(request, ingestion, jobs, stage)


@contextmanager
def offered(ingest: OpenIngest) -> Iterator[None]:
    """Has the flow that is run in the block take this ingest over."""
    token = _OFFERED.set(ingest)
    try:
        yield
    finally:
        _OFFERED.reset(token)


@contextmanager
def taken_over(request: Request, run_id: str) -> Iterator[OpenIngest]:
    """The ingest that was offered for this request, or one that is opened now; its commits are named for the run."""
    offer = _OFFERED.get()
    with nullcontext(offer) if offer and offer.request == request else open_ingest(request) as ingest:
        ingest.ingestion.committer.run_id = run_id
        yield ingest


def _guessed(request: Request) -> Source:
    source = guess_source(request.paths, request.options.config_dir)
    progress.tell(progress.Guessed(told_guess(source)))
    return source
