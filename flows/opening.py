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
from flows.ingestion import GUESSED, Ingestion, known_shards
from flows.lake.commit import open_committer
from flows.lake.snapshot import read_snapshot
from flows.lake.store import store_at
from flows.readers.planning import plan_shards
from flows.runners import Children, Stager, stager_for
from flows.shards import RunOptions
from flows.sources import Source, guess_source, load_source, source_names, told_guess
from flows.staging import ShardJob
from flows.words import renew_words
from schemas.tables import SNAPSHOTS


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
    is_guess = request.source is None or _is_known_guess(request.source, options)
    source = _guessed(request) if is_guess else load_source(str(request.source), options.config_dir)
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
    source = guess_source(request.paths, request.options.config_dir, request.source)
    progress.tell(progress.Guessed(told_guess(source)))
    return source


def _is_known_guess(name: str, options: RunOptions) -> bool:
    """Whether the lake has a source of that name that was guessed, and no file describes one."""
    store = store_at(options.lake)
    if name in source_names(options.config_dir) or not store.exists(SNAPSHOTS.name):
        return False
    return any(known.provenance.source_hash == GUESSED for known in known_shards(read_snapshot(store), name).values())
