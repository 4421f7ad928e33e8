"""One shard, from its bytes to staged Parquet files and a manifest: read, make articles, tag, extract, in bounded batches."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from flows.engines import is_parsed
from flows.found import Found
from flows.held_copies import HeldCopies
from flows.progress import Advanced, tell
from flows.readers.error import without_secrets
from flows.readers.form import count_files, damaged_file
from flows.readers.reading import hash_shard, open_shard
from flows.rivals import Candidate, Rivals, Settled
from flows.rows_on_disk import StagedFiles
from flows.shards import PARTS, CountsDisagree, Manifest, Provenance, RunOptions, Shard, check_sum
from flows.sources import Source
from flows.words import hold_words
from transforms.articles.article import to_article
from transforms.articles.record import Article, RawRecord, Reject
from transforms.articles.settings import ArticleSettings
from transforms.content import content_key
from transforms.rows import Origin, article_row, event_rows, mention_rows, reject_row, sighting_row
from transforms.winners import Copy, outcome, winner

TELL_SECONDS: Final = 0.5
LATE_DAYS: Final = 7


class ShardChanged(Exception):  # noqa: N818 - what happened to the file, not a fault of the program
    """A file of the shard changed while it was read: nothing of it is committed and it is not marked done."""


@dataclass(frozen=True, slots=True)
class KnownShard:
    """The last load of a shard, as the lake has it. An outgrown one has no bytes: they are in shards of other names now."""

    load_seq: int
    path: str
    content_key: str
    content_hash: str
    provenance: Provenance
    counts: dict[str, int]
    latest_published_on: date | None
    due_on: date | None = None

    @property
    def is_outgrown(self) -> bool:
        """Whether a run has read what was in it in shards of other names."""
        return not self.content_hash


@dataclass(frozen=True, slots=True)
class ShardJob:
    """All that a task needs to stage a shard, small enough to send anywhere. `staging` is this run's folder."""

    shard: Shard
    source: Source
    options: RunOptions
    provenance: Provenance
    staging: str
    not_after: date | None
    known: KnownShard | None = None
    force: bool = False

    def work(self) -> Manifest:
        """Stages the shard."""
        hold_words(self.options.config_dir, self.provenance)
        return stage_shard(self)

    def going_on(self, known: KnownShard) -> "ShardJob":
        """The same work on bytes that the lake has a load of: narrower options stand for none of its articles."""
        options = self.options.going_on_from(known.provenance.options)
        return replace(
            self,
            options=options,
            provenance=replace(self.provenance, options=options.told(self.source.day_first)),
            not_after=options.dump_date or self.not_after,
        )


def stage_shard(job: ShardJob) -> Manifest:
    """Stages a shard's rows; its manifest, `skipped` when the lake has the same bytes made the same way.

    They are read again when a record is due that was refused for lying ahead: a lake must not rest on the day of its first run.

    Raises ShardChanged, ReaderError when the file cannot be read, OSError when the staging area cannot be written,
    CountsDisagree for a defect.
    """
    known = job.known
    if known is not None and not job.force and _may_be_done(known, job):
        found = hash_shard(job.shard, job.source)
        if found.content_hash == known.content_hash:
            job = job.going_on(known)
            if known.provenance == job.provenance and not _is_due(known, job.not_after):
                return _skipped(job, known, found.failures)
    settings = job.source.settings(job.options.published, job.options.config_dir)
    left_out: dict[str, Reject] = {}
    while True:
        try:
            return _Staging(job, settings, left_out).run()
        except _FilesTorn as error:
            left_out |= error.files


def _may_be_done(known: KnownShard, job: ShardJob) -> bool:
    """Whether the shard's bytes have to be known before it is; what another version read is done again at once."""
    return known.provenance == job.provenance or known.provenance.options != job.provenance.options


def _is_due(known: KnownShard, not_after: date | None) -> bool:
    return known.due_on is not None and (not_after is None or known.due_on <= not_after)


class _FilesTorn(Exception):  # noqa: N818 - what happened to the files
    """Some of a shard's many files changed, or failed half-way: what was read of them must not stand."""

    def __init__(self, files: Mapping[str, Reject]) -> None:
        super().__init__(f"expected whole files, got parts of {', '.join(files)}")
        self.files = files


def _skipped(job: ShardJob, known: KnownShard, failures: tuple[str, ...]) -> Manifest:
    return Manifest(
        job.shard,
        known.content_key,
        known.content_hash,
        job.provenance,
        {},
        known.counts,
        latest_published_on=known.latest_published_on,
        skipped=True,
        failures=failures,
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where the rows of a shard go, and what decides which of them."""

    origin: Origin
    files: StagedFiles
    held: HeldCopies
    rivals: Rivals

    def write(self, article: Article, found: Found) -> None:
        """Adds the rows of an article."""
        self.files.add("articles", [article_row(article, self.origin)])
        self.files.add("mentions", mention_rows(found.mentions, article, self.origin))
        self.files.add("events", event_rows(found.extraction.events, article, self.origin))


@dataclass(slots=True)
class _Staging:
    """The work on one shard."""

    job: ShardJob
    settings: ArticleSettings
    left_out: Mapping[str, Reject]
    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    damaged: set[str] = field(default_factory=set)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    told: Counter[str] = field(default_factory=Counter)
    told_at: float = 0.0
    due_on: date | None = None

    def run(self) -> Manifest:
        job = self.job
        origin = Origin(
            job.source.name,
            job.shard.name,
            job.options.dump_date or job.source.dump_date,
            job.provenance.pipeline_version,
        )
        with (
            StagedFiles(Path(job.staging), job.shard.name) as files,
            HeldCopies(files.folder / "copies", origin.shard, origin.dump_date) as held,
        ):
            reading = open_shard(job.shard, job.source, self.left_out, job.options.config_dir)
            rows = _Rows(origin, files, held, Rivals(job.source, job.options, self._stage))
            for item in self._timed(iter(reading)):
                self._record(item, rows)
                self._tell()
            self._settle(rows)
            if reading.torn:
                raise _FilesTorn(reading.torn)
            if reading.changed:
                path = without_secrets(job.shard.path)
                raise ShardChanged(
                    f"expected a file that stays as it is while it is read, got a change at {path}; nothing of this "
                    "reading is kept, run again when the file is complete"
                )
            with self._stage("write"):
                paths = files.finish(held.beaten_among if held.any_beaten else None)
            content_hash = reading.content_hash
        self._tell(last=True)
        return replace(self._manifest(content_hash, paths, files.rows), failures=tuple(reading.failures))

    def _timed(self, items: Iterator[RawRecord | Reject]) -> Iterator[RawRecord | Reject]:
        while True:
            with self._stage("read"):
                item = next(items, None)
            if item is None:
                return
            yield item

    def _record(self, item: RawRecord | Reject, rows: _Rows) -> None:
        self.counts["records"] += 1
        if isinstance(item, RawRecord):
            with self._stage("article"):
                made = to_article(item, self.settings, not_after=self.job.not_after)
                made = _storable(made) if isinstance(made, Article) else made
        else:
            made = item
        if isinstance(made, Reject):
            self._refuse(made, rows)
        elif self._is_filtered(made):
            self.counts["filtered"] += 1
        else:
            self._article(made, rows)

    def _article(self, article: Article, rows: _Rows) -> None:
        """Takes an article in, unless the shard holds a better copy of it."""
        origin = rows.origin
        revised = article.revised_at or article.published_at
        copy = Copy(origin.shard, article.record, article.text_sha256, revised, origin.dump_date)
        held = rows.held.get(article.article_id)
        if held is not None and winner((copy, held)) == held:
            self.counts[outcome(copy, held)] += 1
            rows.files.add("sightings", [sighting_row(article, origin)])
            return
        rows.rivals.add(Candidate(article, copy))
        if rows.rivals.is_full:
            self._settle(rows)

    def _settle(self, rows: _Rows) -> None:
        """Writes the rows of the waiting copies that stand."""
        for settled, refused in rows.rivals.settle():
            with self._stage("write"):
                for reject in refused:
                    self._refuse(reject, rows)
                for article in settled:
                    self._stand(article, rows)
            self._tell()

    def _stand(self, article: Settled, rows: _Rows) -> None:
        """Writes the rows of an article's best copy, if one is sound."""
        self._count(article, rows)
        if article.best is not None and article.found is not None:
            rows.held.put(article.best.article.article_id, article.best.copy)
            rows.write(article.best.article, article.found)
            self.counts["mentions"] += len(article.found.mentions)
            self.counts["events"] += len(article.found.extraction.events)
            self.counts["oversized_sentences"] += article.found.extraction.oversized_sentences

    def _count(self, article: Settled, rows: _Rows) -> None:
        """Counts the sound copies one after the other, as if each had been read before the next came."""
        if not article.sound:
            return
        held = rows.held.get(article.sound[0].article.article_id)
        for candidate in article.sound:
            if held is None:
                self.counts["articles"] += 1
                held = candidate.copy
            else:
                best = winner((candidate.copy, held))
                self.counts[outcome(held if best == candidate.copy else candidate.copy, best)] += 1
                held = best
            rows.files.add("sightings", [sighting_row(candidate.article, rows.origin)])

    def _refuse(self, reject: Reject, rows: _Rows) -> None:
        self.counts["rejects"] += 1
        self.reasons[reject.reason] += 1
        file = damaged_file(reject)
        if file is not None:
            self.damaged.add(file)
        if reject.due_on is not None:
            self.due_on = min(self.due_on or reject.due_on, reject.due_on)
        row = reject_row(reject, rows.origin)
        rows.files.add("rejects", [row | {"record": rows.held.refuse(row["stage"], row["record"])}])

    def _is_filtered(self, article: Article) -> bool:
        since, until, day = self.job.options.since, self.job.options.until, article.published_on
        if since is None and until is None:
            return False
        # An article without a date cannot be said to lie in the range asked for.
        return day is None or (since is not None and day < since) or (until is not None and day > until)

    def _manifest(self, content_hash: str, paths: dict[str, tuple[str, ...]], rows: dict[str, int]) -> Manifest:
        job = self.job
        counts = {name: self.counts[name] for name in ("records", *PARTS, "oversized_sentences")}
        counts["damaged_files"] = count_files(self.damaged)
        # Read from the files: a copy that a later record beat was staged as well, and left again.
        days, languages = _values(paths.get("articles", ()), "published_on", "language")
        (bases,) = _values(paths.get("events", ()), "time_basis")
        undated = days.pop(None, 0)
        latest = max(days, default=None)
        timely = (job.options.dump_date or job.source.dump_date or latest or date.max) - timedelta(LATE_DAYS)
        counts["published"] = rows["articles"] - undated
        counts["late"] = sum(number for day, number in days.items() if day < timely)
        counts["skipped_language"] = sum(number for language, number in languages.items() if not is_parsed(language))
        counts |= {"mentions": rows["mentions"], "events": rows["events"], "dated": rows["events"] - bases["NONE"]}
        check_sum(counts, job.shard.name)
        if rows["articles"] != counts["articles"]:
            raise CountsDisagree(f"expected {counts['articles']} articles staged of {job.shard.name}, got {rows['articles']}")
        return Manifest(
            job.shard,
            content_key(content_hash, job.provenance),
            content_hash,
            job.provenance,
            paths,
            counts,
            dict(sorted(self.reasons.items())),
            {stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
            latest,
            timely,
            due_on=self.due_on,
        )

    @contextmanager
    def _stage(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] += time.perf_counter() - started

    def _tell(self, last: bool = False) -> None:
        now = time.monotonic()
        is_first = self.counts["articles"] and not self.told["articles"]
        if not (last or is_first) and now - self.told_at < TELL_SECONDS:
            return
        new = self.counts - self.told
        tell(Advanced(self.job.shard.name, new["records"], new["articles"], new["mentions"], new["events"]))
        self.told, self.told_at = self.counts.copy(), now


def _values(paths: Sequence[str], *columns: str) -> list[Counter[Any]]:
    """How often each value stands in each of the columns of staged files."""
    counted: dict[str, Counter[Any]] = {column: Counter() for column in columns}
    for path in paths:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(columns=list(columns)):
                for column, values in counted.items():
                    values.update(batch[column].to_pylist())
    return list(counted.values())


def _storable(article: Article) -> Article | Reject:
    """The article, or a reject when its text has half a character that no file can store (a lone surrogate)."""
    try:
        for text in (article.text, article.title, article.byline, article.url, article.native_id, article.dateline):
            if text is not None:
                text.encode()
    except UnicodeEncodeError as error:
        message = f"expected text that UTF-8 can store, got half a surrogate pair at character {error.start}"
        return Reject(article.record, "article", "bad_text", message, None, article.article_id)
    return article
