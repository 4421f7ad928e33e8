"""How an ingest opens, without Prefect: the lake's lock, its shards, and what stages them."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import Final

from flows import progress
from flows.checks import has_failed_damage
from flows.engines import check_words, model_name
from flows.head_start import Request
from flows.ingestion import GUESSED, Ingestion, known_shards
from flows.lake.commit import open_committer
from flows.lake.snapshot import read_snapshot
from flows.lake.store import LakeError, store_at
from flows.readers.error import NothingThere
from flows.readers.inputs import as_roots, local_path
from flows.readers.planning import plan_shards
from flows.runners import Children, Stager, stager_for
from flows.shards import RunOptions, Shard
from flows.sources import Source, guess_source, guessed_name, load_source, source_names, told_guess
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
    _refuse_lake_among_dumps(request)
    renew_words(options.config_dir)
    check_words(options)
    is_guess = request.source is None or _is_known_guess(request.source, options)
    source, shards = _planned(request, is_guess=is_guess)
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
        if not jobs:
            ingestion.tally.notes.append("no file is there any more; what was damaged of them no longer fails the checks")
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


def _refuse_lake_among_dumps(request: Request) -> None:
    """LakeError for a new lake in the very folder that is read: the next run would take the folder for a lake and no dumps."""
    store = store_at(request.options.lake)
    is_same = store.is_local and store.folder.resolve() in {local_path(root).resolve() for root in as_roots(request.paths)}
    if is_same and not store.exists(SNAPSHOTS.name):
        raise LakeError(
            f"expected a lake in a folder of its own, got that of the dumps, {store.root}; for example --lake {store.root}/lake"
        )


def _planned(request: Request, *, is_guess: bool) -> tuple[Source, list[Shard]]:
    """The source that is read and its shards, none in paths that were emptied of what was damaged."""
    try:
        source = _guessed(request) if is_guess else load_source(str(request.source), request.options.config_dir)
        return source, list(plan_shards(request.paths, source))
    except NothingThere:
        emptied = _emptied(request, is_guess=is_guess)
        if emptied is None:
            raise
        return emptied, []


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


def _emptied(request: Request, *, is_guess: bool) -> Source | None:
    """The source whose checks failed for damaged files in the paths, where no file is any more; None of any other paths.

    All else that is empty is an error, since a disk that is not mounted looks like it.
    """
    options, name = request.options, request.source or guessed_name(request.paths)
    store = store_at(options.lake)
    if not store.exists(SNAPSHOTS.name):
        return None
    lake = read_snapshot(store)
    if not has_failed_damage(lake.checks, name):
        return None
    damaged = [known.path for known in known_shards(lake, name).values() if known.counts["damaged_files"]]
    roots = as_roots(request.paths)
    source = Source(name=name) if is_guess else load_source(name, options.config_dir)
    were_here = any(
        path == root or path.startswith(f"{root}/") or fnmatchcase(path, root) for path in damaged for root in roots
    )
    return source if were_here and all(_is_empty(path, source) for path in request.paths) else None


def _is_empty(path: str, source: Source) -> bool:
    try:
        return next(plan_shards([path], source), None) is None
    except NothingThere:
        return True
