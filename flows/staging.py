"""One shard, from its bytes to staged Parquet files and a manifest: read, make articles, tag, extract, in bounded batches."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from flows.engines import find_events, find_mentions
from flows.progress import Advanced, tell
from flows.readers.error import without_secrets
from flows.readers.reading import hash_shard, open_shard
from flows.rows_on_disk import StagedFiles
from flows.shards import PARTS, CountsDisagree, Manifest, Provenance, RunOptions, Shard, check_sum
from flows.sources import Source
from transforms.articles.article import to_article
from transforms.articles.record import Article, RawRecord, Reject
from transforms.articles.settings import ArticleSettings
from transforms.content import content_key
from transforms.events import Document, Event
from transforms.rows import Origin, article_row, event_rows, mention_rows, reject_row, sighting_row
from transforms.temporal import Mention
from transforms.winners import Copy, outcome, winner

# Parsed together: enough to keep the parser busy, little enough that memory stays flat.
BATCH_CHARS: Final = 400_000
BATCH_ARTICLES: Final = 256
TELL_SECONDS: Final = 0.5
LATE_DAYS: Final = 7


class ShardChanged(Exception):  # noqa: N818 - what happened to the file, not a fault of the program
    """A file of the shard changed while it was read: nothing of it is committed and it is not marked done."""


@dataclass(frozen=True, slots=True)
class KnownShard:
    """The last load of a shard, as the lake has it."""

    content_key: str
    content_hash: str
    provenance: Provenance
    counts: dict[str, int]
    latest_published_on: date | None


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
        return stage_shard(self)


def stage_shard(job: ShardJob) -> Manifest:
    """Stages a shard's rows; its manifest, `skipped` when the lake has the same bytes made the same way.

    Raises ShardChanged, ReaderError when the file cannot be read, OSError when the staging area cannot be written,
    CountsDisagree for a defect.
    """
    known = job.known
    if known is not None and not job.force and known.provenance == job.provenance:
        content_hash = hash_shard(job.shard)
        if content_hash == known.content_hash:
            return _skipped(job, known)
    return _Staging(job, job.source.settings(job.options.published, job.options.config_dir)).run()


def _skipped(job: ShardJob, known: KnownShard) -> Manifest:
    return Manifest(
        job.shard,
        known.content_key,
        known.content_hash,
        job.provenance,
        {},
        known.counts,
        latest_published_on=known.latest_published_on,
        skipped=True,
    )


@dataclass(slots=True)
class _Pending:
    """An article whose events are still to be found."""

    article: Article
    mentions: list[Mention]


@dataclass(slots=True)
class _Staging:
    """The work on one shard."""

    job: ShardJob
    settings: ArticleSettings
    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    best: dict[str, Copy] = field(default_factory=dict)
    losers: set[tuple[str, str]] = field(default_factory=set)
    pending: list[_Pending] = field(default_factory=list)
    pending_chars: int = 0
    dates: dict[tuple[str, str], tuple[date | None, int]] = field(default_factory=dict)
    told: Counter[str] = field(default_factory=Counter)
    told_at: float = 0.0

    def run(self) -> Manifest:
        job = self.job
        origin = Origin(
            job.source.name,
            job.shard.name,
            job.options.dump_date or job.source.dump_date,
            job.provenance.pipeline_version,
        )
        with StagedFiles(Path(job.staging), job.shard.name) as files, open_shard(job.shard, job.source) as reading:
            for item in self._timed(iter(reading)):
                self._record(item, origin, files)
                self._tell()
            self._extract(origin, files)
            if reading.changed:
                path = without_secrets(job.shard.path)
                raise ShardChanged(f"expected a file that stays as it is while it is read, got a change at {path}")
            with self._stage("write"):
                paths = files.finish(self.losers)
            content_hash = reading.content_hash
        self._tell(last=True)
        return self._manifest(content_hash, paths, files.rows)

    def _timed(self, items: Iterator[RawRecord | Reject]) -> Iterator[RawRecord | Reject]:
        while True:
            with self._stage("read"):
                item = next(items, None)
            if item is None:
                return
            yield item

    def _record(self, item: RawRecord | Reject, origin: Origin, files: StagedFiles) -> None:
        self.counts["records"] += 1
        if isinstance(item, RawRecord):
            with self._stage("article"):
                made = to_article(item, self.settings, not_after=self.job.not_after)
                made = _storable(made) if isinstance(made, Article) else made
        else:
            made = item
        if isinstance(made, Reject):
            self._refuse(made, origin, files)
        elif self._is_filtered(made):
            self.counts["filtered"] += 1
        else:
            self._article(made, origin, files)

    def _article(self, article: Article, origin: Origin, files: StagedFiles) -> None:
        """Takes an article in, unless the shard has a better copy of it."""
        revised = article.revised_at or article.published_at
        copy = Copy(origin.shard, article.record, article.text_sha256, revised, origin.dump_date)
        held = self.best.get(article.article_id)
        if held is not None and winner((copy, held)) == held:
            self.counts[outcome(copy, held)] += 1
            files.add("sightings", [sighting_row(article, origin)])
            return
        mentions = self._mentions(article)
        if isinstance(mentions, Reject):
            self._refuse(mentions, origin, files)
            return
        if held is not None:
            self.counts["articles"] -= 1
            self.counts[outcome(held, copy)] += 1
            self.losers.add((article.article_id, held.record))
        self.best[article.article_id] = copy
        self.counts["articles"] += 1
        self.pending.append(_Pending(article, mentions))
        self.pending_chars += len(article.text)
        if self.pending_chars >= BATCH_CHARS or len(self.pending) >= BATCH_ARTICLES:
            self._extract(origin, files)

    def _mentions(self, article: Article) -> list[Mention] | Reject:
        with self._stage("mentions"):
            try:
                return find_mentions(article, self.job.source, self.job.options)
            except (ValueError, ArithmeticError, LookupError, RecursionError, TypeError) as error:
                return _failed(article, "mentions", error)

    def _extract(self, origin: Origin, files: StagedFiles) -> None:
        """Finds the events of the pending articles and writes all their rows."""
        waiting, self.pending, self.pending_chars = self.pending, [], 0
        pending = [held for held in waiting if (held.article.article_id, held.article.record) not in self.losers]
        with self._stage("events"):
            found = self._events(pending)
        with self._stage("write"):
            beaten = [held for held in waiting if held not in pending] if len(waiting) > len(pending) else []
            files.add("sightings", [sighting_row(held.article, origin) for held in beaten])
            for held, events in zip(pending, found, strict=True):
                if isinstance(events, Reject):
                    self._drop(held.article, events, origin, files)
                    continue
                files.add("sightings", [sighting_row(held.article, origin)])
                files.add("articles", [article_row(held.article, origin)])
                files.add("mentions", mention_rows(held.mentions, held.article, origin))
                files.add("events", event_rows(events, held.article, origin))
                self.counts["mentions"] += len(held.mentions)
                self.counts["events"] += len(events)
                dated = sum(1 for event in events if event.time_basis != "NONE")
                self.dates[held.article.article_id, held.article.record] = (held.article.published_on, dated)

    def _events(self, pending: Sequence[_Pending]) -> list[list[Event] | Reject]:
        """Events of each article; when a batch fails, article by article, so that one cannot take the others along."""
        documents = [_document(held) for held in pending]
        options = self.job.options
        try:
            return list(find_events(documents, options))
        except (ValueError, ArithmeticError, LookupError, RecursionError, TypeError):
            found: list[list[Event] | Reject] = []
            for held, document in zip(pending, documents, strict=True):
                try:
                    found += find_events([document], options)
                except (ValueError, ArithmeticError, LookupError, RecursionError, TypeError) as error:
                    found.append(_failed(held.article, "events", error))
            return found

    def _drop(self, article: Article, reject: Reject, origin: Origin, files: StagedFiles) -> None:
        """Refuses an article that had been counted; the shard does not hold it."""
        self.counts["articles"] -= 1
        self.best.pop(article.article_id)
        self.losers.add((article.article_id, article.record))
        self._refuse(reject, origin, files)

    def _refuse(self, reject: Reject, origin: Origin, files: StagedFiles) -> None:
        self.counts["rejects"] += 1
        self.reasons[reject.reason] += 1
        files.add("rejects", [reject_row(reject, origin)])

    def _is_filtered(self, article: Article) -> bool:
        since, until, day = self.job.options.since, self.job.options.until, article.published_on
        if since is None and until is None:
            return False
        # An article without a date cannot be said to lie in the range asked for.
        return day is None or (since is not None and day < since) or (until is not None and day > until)

    def _manifest(self, content_hash: str, paths: dict[str, str], rows: dict[str, int]) -> Manifest:
        job = self.job
        counts = {name: self.counts[name] for name in ("records", *PARTS)}
        # A copy that a later record beat was staged as well, and left again.
        current = [told for copy, told in self.dates.items() if copy not in self.losers]
        days = Counter(day for day, _ in current if day is not None)
        latest = max(days, default=None)
        timely = (job.options.dump_date or job.source.dump_date or latest or date.max) - timedelta(LATE_DAYS)
        counts["published"] = days.total()
        counts["late"] = sum(number for day, number in days.items() if day < timely)
        counts |= {"mentions": rows["mentions"], "events": rows["events"], "dated": sum(dated for _, dated in current)}
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
        if not last and now - self.told_at < TELL_SECONDS:
            return
        new = self.counts - self.told
        tell(Advanced(self.job.shard.name, new["records"], new["articles"], new["mentions"], new["events"]))
        self.told, self.told_at = self.counts.copy(), now


def _document(held: _Pending) -> Document:
    article = held.article
    return Document(
        article.article_id, article.text, article.published_on, held.mentions, article.title, language=article.language
    )


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


def _failed(article: Article, stage: str, error: Exception) -> Reject:
    message = f"expected the {stage} of the article, got {type(error).__name__}: {' '.join(str(error).split())[:200]}"
    return Reject(article.record, stage, f"{stage}_failed", message, article.text[:300], article.article_id)
