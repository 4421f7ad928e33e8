"""`reprocess`: mentions and events anew from the text in the lake, without its dumps: after new words, policy or model."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from deltalake.exceptions import DeltaError
from prefect import flow
from prefect.runtime import flow_run

from flows import progress
from flows.artifacts import publish_counts
from flows.books import ShardName, book_reprocess, day_first_shards, options_again, shards_in
from flows.engines import model_name
from flows.found import find_in
from flows.ingestion import source_names_in
from flows.lake.commit import Committer, open_committer
from flows.lake.store import LakeError, store_at
from flows.rows_on_disk import StagedFiles
from flows.runners import stager_for
from flows.settings import load_settings
from flows.shards import Manifest, Provenance, RunOptions, Shard
from flows.sources import Source, load_source, source_names
from flows.summary import RunFailed
from flows.tasks import staged, task_runner, told
from flows.words import hash_words, hold_words
from schemas.staged import STAGED
from transforms.articles.record import Article, Reject
from transforms.rows import Origin, article_row, event_rows, mention_rows

# Articles of one task, and of one commit: a commit rewrites every file that holds one of its articles.
STEP_ROWS: Final = 20_000
BATCH_ROWS: Final = 128
EVERYTHING: Final = "reprocess"
_ARTICLE: Final = Article.__struct_fields__


@dataclass(frozen=True, slots=True)
class Reprocessed:
    """What was computed anew, and the snapshot that has it."""

    articles: int
    mentions: int
    events: int
    load_seq: int


@dataclass(frozen=True, slots=True)
class ReprocessJob:
    """The work on some articles of the lake, copied to a Parquet file of the staging area.

    `day_first` are the shards among theirs, each behind its source, that were read with the day before the month in figures.
    What is copied stays until the flow has the outcome: work whose process dies is done again.
    """

    shard: Shard
    options: RunOptions
    provenance: Provenance
    staging: str
    day_first: frozenset[tuple[str, str]]

    def work(self) -> Manifest:
        """Stages the articles with their mentions and events; those that a stage fails on are left out, with a line each."""
        hold_words(self.options.config_dir, self.provenance)
        sources: dict[tuple[str, str], Source] = {}
        counts = dict.fromkeys(("articles", "mentions", "events"), 0)
        with StagedFiles(Path(self.staging), self.shard.name) as files, pq.ParquetFile(self.shard.path) as stored:
            failures = [line for batch in stored.iter_batches(BATCH_ROWS) for line in self._stage(batch, sources, files)]
            paths = files.finish()
            counts |= {name: files.rows[name] for name in counts}
        return Manifest(self.shard, "", "", self.provenance, paths, counts, failures=tuple(failures))

    def _stage(self, batch: pa.RecordBatch, sources: dict[tuple[str, str], Source], files: StagedFiles) -> list[str]:
        held: list[tuple[Article, Origin, Source]] = []
        for row in batch.to_pylist():
            article = Article(**{name: row[name] for name in _ARTICLE})
            origin = Origin(row["source"], row["shard"], row["dump_date"], self.provenance.pipeline_version)
            shard = (origin.source, origin.shard)
            if shard not in sources:
                sources[shard] = _source(origin.source, self.options.config_dir, day_first=shard in self.day_first)
            held.append((article, origin, sources[shard]))
        failures = []
        read = find_in([(article, source) for article, _, source in held], self.options, nullcontext)
        for (article, origin, _), found in zip(held, read, strict=True):
            if isinstance(found, Reject):
                failures.append(f"article {article.article_id} of {origin.source} stays as it was: {found.message}")
                continue
            files.add("articles", [article_row(article, origin)])
            files.add("mentions", mention_rows(found.mentions, article, origin))
            files.add("events", event_rows(found.extraction.events, article, origin))
        progress.tell(progress.Advanced(self.shard.name, len(held), len(held), files.rows["mentions"], files.rows["events"]))
        return failures


@flow(name="reprocess", persist_result=False)
def reprocess_flow(
    lake: str,
    source: str | None = None,
    *,
    workers: int | None = None,
    runner: Literal["threads", "processes", "dask"] | None = None,
    events: Literal["dated", "all", "none"] | None = None,
    config_dir: str | None = None,
    model: str | None = None,
) -> Reprocessed:
    """Computes mentions and events of a lake's articles anew, with events and model as in each shard's last load, or others.

    Raises LakeError when the lake has no such source, RunFailed when a step or an article failed; the others are done.
    """
    settings = load_settings(runner=runner, workers=workers)
    if model is not None:
        model_name(RunOptions(lake, events or "dated", model=model))
    made = Provenance(settings.pipeline_version, *hash_words(config_dir), "", "", "")
    tally = dict.fromkeys(("articles", "mentions", "events"), 0)
    failures: list[str] = []
    with open_committer(
        store_at(lake),
        purpose="reprocess",
        run_id=flow_run.id or "local",
        pipeline_version=settings.pipeline_version,
        wait_seconds=settings.lock_wait_seconds,
        on_wait=lambda message: progress.tell(progress.Waiting(message)),
    ) as committer:
        if source is not None and source not in (names := source_names_in(committer.snapshot)):
            raise LakeError(f"expected a source of the lake ({', '.join(names) or 'none'}), got {source!r}")
        shards = shards_in(committer.snapshot, source)
        options = options_again(shards, lake, events, model, config_dir)
        day_first = day_first_shards(shards)
        jobs = [
            ReprocessJob(step.shard, step.options, made, str(committer.staging), day_first & step.read_from)
            for step in _steps(committer, source, options)
        ]
        progress.tell(progress.Planned(len(jobs)))
        try:
            with stager_for(jobs, settings) as stage, closing(staged(jobs, settings, stage)) as outcomes:
                for job, outcome in outcomes:
                    if isinstance(outcome, str):
                        failures.append(outcome)
                        progress.tell(progress.ShardEnded(job.shard.name, "failed", outcome))
                        continue
                    committer.replace([outcome], "reprocess")
                    for path in (job.shard.path, *outcome.paths):
                        Path(path).unlink(missing_ok=True)
                    failures += outcome.failures
                    tally = {name: tally[name] + outcome.counts[name] for name in tally}
                    progress.tell(progress.ShardEnded(job.shard.name, "staged"))
            if not failures and book_reprocess(committer, shards, options, made):
                committer.publish("reprocess", 0, committer.snapshot.checks)
        except (OSError, DeltaError, LakeError) as error:
            raise RunFailed([f"expected to write the lake at {lake}, got: {told(error, lake)}", *failures]) from error
        load_seq = committer.snapshot.load_seq
    publish_counts("reprocess", lake, load_seq, tally)
    if failures:
        raise RunFailed(failures)
    return Reprocessed(tally["articles"], tally["mentions"], tally["events"], load_seq)


def reprocess_lake(
    lake: str | os.PathLike[str],
    source: str | None = None,
    *,
    workers: int | None = None,
    runner: Literal["threads", "processes", "dask"] | None = None,
    events: Literal["dated", "all", "none"] | None = None,
    config_dir: str | None = None,
    model: str | None = None,
) -> Reprocessed:
    """Computes mentions and events anew from the lake's text, of one source or of all, and says how many.

    Without `events` or `model` each dump is taken as its last load took it. The articles stay as they are but for
    `pipeline_version`, `ingested_at` and `load_seq`; cleaning and dates are not redone: that needs the dumps
    (`backfill --stale`). Killed, it leaves whole steps done, and is started again.
    """
    settings = load_settings(runner=runner, workers=workers)
    run = reprocess_flow.with_options(task_runner=task_runner(settings))
    return run(os.fspath(lake), source, workers=workers, runner=runner, events=events, config_dir=config_dir, model=model)


@dataclass(slots=True)
class _Step:
    """Articles that one job takes, copied to a file: how they are to be read, and the shards that they came in."""

    shard: Shard
    options: RunOptions
    writer: pq.ParquetWriter
    read_from: set[ShardName] = field(default_factory=set)
    rows: int = 0

    def add(self, batch: pa.RecordBatch) -> None:
        self.writer.write_batch(batch)
        self.rows += batch.num_rows
        self.read_from.update(_shards_of(batch))


def _steps(committer: Committer, source: str | None, options: Mapping[ShardName, RunOptions]) -> list[_Step]:
    """The lake's articles in files of the staging area, in the lake's order, those with the same options together."""
    wanted = None if source is None else ds.field("source") == source
    schema = STAGED["articles"].schema
    steps: list[_Step] = []
    filled: dict[RunOptions, _Step] = {}
    with ExitStack() as files:
        for batch in _articles(committer, wanted):
            for asked, rows in _by_options(batch, options):
                if asked not in filled or filled[asked].rows >= STEP_ROWS:
                    name = f"{EVERYTHING}-{len(steps)}"
                    path = committer.staging / f"{name}.parquet"
                    writer = files.enter_context(pq.ParquetWriter(path, schema, compression="zstd", compression_level=1))
                    if asked in filled:
                        filled[asked].writer.close()
                    filled[asked] = _Step(Shard(name, str(path), EVERYTHING, "parquet"), asked, writer)
                    steps.append(filled[asked])
                filled[asked].add(rows)
    return steps


def _by_options(batch: pa.RecordBatch, options: Mapping[ShardName, RunOptions]) -> Iterator[tuple[RunOptions, pa.RecordBatch]]:
    """The rows of a batch by the options of their shards."""
    asked = [options[shard] for shard in _shards_of(batch)]
    for each in dict.fromkeys(asked):
        yield each, batch.filter(pa.array([one == each for one in asked], pa.bool_()))


def _shards_of(batch: pa.RecordBatch) -> Iterator[ShardName]:
    return zip(*(map(str, batch[column].to_pylist()) for column in ("source", "shard")), strict=True)


def _articles(committer: Committer, wanted: "ds.Expression | None") -> Iterator[pa.RecordBatch]:
    names = STAGED["articles"].schema.names
    for batch in committer.snapshot.reader("articles", names, wanted):
        if batch.num_rows:
            yield batch.cast(STAGED["articles"].schema)


def _source(name: str, config_dir: str | None, *, day_first: bool) -> Source:
    """The source's settings; of one that was guessed from a dump no more than its order of dates in figures."""
    return load_source(name, config_dir) if name in source_names(config_dir) else Source(name=name, day_first=day_first)
