"""The steps of one ingest, without Prefect: which shards are known, groups to commit, checks, the summary."""

import hashlib
import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
import pyarrow as pa
import pyarrow.dataset as ds
from deltalake.exceptions import CommitFailedError

from flows import progress
from flows.checks import CheckResult, Totals, check_run, merged_checks, same_outcome, with_standing_damage
from flows.coverage import NOTHING, Coverage
from flows.engines import model_name
from flows.lake.commit import Committed, Committer
from flows.lake.grouping import group_duplicates
from flows.lake.snapshot import LakeSnapshot
from flows.readers.error import without_secrets
from flows.readers.inputs import is_gone
from flows.readers.walk import AUTO
from flows.settings import Settings
from flows.shards import COUNTED, PARTS, Manifest, Provenance, RunOptions, Shard
from flows.sources import Source
from flows.staging import KnownShard, ShardJob
from flows.summary import RunSummary, Tally
from flows.words import hash_words
from schemas.column import TEXT
from schemas.tables import ARTICLES, LOADS, SIGHTINGS
from transforms.content import content_key

GROUP_SHARDS: Final = 64
# Some seven seconds of work.
GROUPED_ARTICLES: Final = 50_000
REMOTE_TRIES: Final = 5
GUESSED: Final = "guessed"
RETRY_SECONDS: Final = 2.0
Written = TypeVar("Written")
COUNTS: Final = ("records", *PARTS, *COUNTED)
# What of a load says whether its shard is to be read again; the rest of `loads` stays on the disk.
KNOWN: Final = (
    *(
        "shard",
        "path",
        "load_seq",
        "content_key",
        "content_hash",
        "pipeline_version",
        "language_hash",
        "policy_hash",
        "source_hash",
    ),
    *("model", "options", "latest_published_on", "due_on", *COUNTS),
)


def provenance(source: Source, options: RunOptions, settings: Settings, *, is_guess: bool = False) -> Provenance:
    """What makes the rows of this run, by hash: code, words, policy, source, model, options.

    A guess has no hash of its own: a new field in tomorrow's file would make another one, and read yesterday's again.
    """
    # What does not change rows is left out: a new threshold must not redo a source.
    plain = msgspec.structs.replace(source, checks=type(source.checks)(), description="", pattern=None, ignore=[])
    return Provenance(
        settings.pipeline_version,
        *hash_words(options.config_dir),
        GUESSED if is_guess else msgspec_hash(plain),
        model_name(options),
        options.told(source.day_first),
    )


def msgspec_hash(value: Any) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a msgspec value."""
    return hashlib.sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()[:16]


def source_names_in(lake: LakeSnapshot) -> list[str]:
    """The sources of which the lake has a load."""
    return sorted({row["source"] for batch in lake.reader(LOADS.name, ["source"]) for row in batch.to_pylist()})


def known_shards(lake: LakeSnapshot, source: str) -> dict[str, KnownShard]:
    """The last load of every shard of a source, by the shard's name."""
    last: dict[str, dict[str, Any]] = {}
    for batch in lake.reader(LOADS.name, KNOWN, ds.field("source") == source):
        for row in batch.to_pylist():
            if row["shard"] not in last or last[row["shard"]]["load_seq"] < row["load_seq"]:
                last[row["shard"]] = row
    return {
        shard: KnownShard(
            row["load_seq"],
            row["path"],
            row["content_key"],
            row["content_hash"],
            Provenance(
                row["pipeline_version"],
                row["language_hash"],
                row["policy_hash"],
                row["source_hash"],
                row["model"],
                row["options"],
            ),
            # A lake of an older version has no value in a column that was added since.
            {name: row[name] or 0 for name in COUNTS},
            row["latest_published_on"],
            row["due_on"],
        )
        for shard, row in last.items()
    }


@dataclass(slots=True)
class Ingestion:
    """One ingest into a lake whose lock is held; `on_commit` is told of every commit."""

    committer: Committer
    source: Source
    options: RunOptions
    settings: Settings
    force: bool
    today: date
    made: Provenance
    known: dict[str, KnownShard]
    coverage: Coverage = NOTHING
    tally: Tally = field(default_factory=Tally)
    taken: set[str] = field(default_factory=set)
    waiting: list[Manifest] = field(default_factory=list)
    waiting_bytes: int = 0
    latest: date | None = None
    started: float = field(default_factory=time.monotonic)
    on_commit: Callable[[Committed], None] = lambda committed: None

    @classmethod
    def begin(
        cls,
        committer: Committer,
        source: Source,
        options: RunOptions,
        settings: Settings,
        *,
        force: bool,
        today: date,
        is_guess: bool = False,
    ) -> "Ingestion":
        """An ingest that knows what the lake has."""
        made = provenance(source, options, settings, is_guess=is_guess)
        return cls(committer, source, options, settings, force, today, made, known_shards(committer.snapshot, source.name))

    def jobs(self, shards: Iterable[Shard], paths: Iterable[str] = ()) -> list[ShardJob]:
        """The work on each shard of the paths; a note says how many others an older version read."""
        shards = list(shards)
        # A folder of which a pattern picks files is not read whole.
        whole = paths if self.source.pattern is None else ()
        self.coverage = Coverage.of(shards, whole, {name: load.path for name, load in self.known.items()})
        left = [self.known[name] for name in self.known.keys() - self.coverage.shards - {*self.coverage.outgrown}]
        stale = sum(not load.is_outgrown and load.provenance.rules != self.made.rules for load in left)
        if stale:
            self.tally.notes.append(
                f"{stale:,} other shards of {self.source.name} were read by another version, words or policy; "
                "dateline backfill --stale reads them again"
            )
        self._tell_of_namesakes(shards)
        # News from the future is refused; a dump that says its date is judged by that date, whenever it is read.
        not_after = self.options.dump_date or self.source.dump_date or self.today
        return [
            ShardJob(
                shard,
                self.source,
                self.options,
                self.made,
                str(self.committer.staging),
                not_after,
                self.known.get(shard.name),
                self.force,
            )
            for shard in shards
        ]

    def _tell_of_namesakes(self, shards: Iterable[Shard]) -> None:
        """A note when the lake has another file, which is still there, under the name of a shard."""
        held = {shard: self.known[shard.name].path for shard in shards if shard.name in self.known}
        others = [(shard, path) for shard, path in held.items() if path != without_secrets(shard.path) and not is_gone(path)]
        if others:
            shard, path = others[0]
            more = f" (and {len(others) - 1:,} more)" if len(others) > 1 else ""
            self.tally.notes.append(
                f"another file is called {shard.name}{more} in {self.source.name}: the lake has that of {path}, read now is "
                f"{without_secrets(shard.path)}; the other's rejects leave the lake, and under --force its articles; give the "
                "folder above both to keep them apart"
            )

    def take(self, manifest: Manifest) -> None:
        """Takes a staged shard in; commits when the group is big enough."""
        self.taken.add(manifest.shard.name)
        self.tally.everything.update(manifest.counts)
        if manifest.latest_published_on is not None:
            self.latest = max(self.latest or manifest.latest_published_on, manifest.latest_published_on)
        self.tally.failures += manifest.failures
        if manifest.skipped:
            self.tally.skipped += 1
            progress.tell(progress.ShardEnded(manifest.shard.name, "skipped"))
            return
        self.tally.reasons.update(manifest.reject_reasons)
        for stage, seconds in manifest.stage_seconds.items():
            self.tally.seconds[stage] += seconds
        self.waiting.append(manifest)
        self.waiting_bytes += sum(Path(path).stat().st_size for path in manifest.paths)
        progress.tell(progress.ShardEnded(manifest.shard.name, "staged"))
        if self.waiting_bytes >= self.settings.group_mib << 20 or len(self.waiting) >= GROUP_SHARDS:
            self._commit(None)

    def fail(self, shard: str, reason: str) -> None:
        """Takes note of a shard that is not done."""
        self.tally.failed_shards += 1
        self.tally.failures.append(reason)
        progress.tell(progress.ShardEnded(shard, "failed", reason))

    def finish(self) -> RunSummary:
        """Commits what is left, with the outcome of the checks, and sums up."""
        results = self._check()
        self.waiting += [] if self.tally.failures else self._outgrown()
        if self.waiting:
            self._commit(results)
        else:
            self._alone(lambda: self._publish(results))
        self._alone(lambda: self._group(results))
        failed = [result.message for result in results if not result.passed]
        return self.summary([f"{self.source.name}: {message}" for message in failed])

    def _merged(self, results: Sequence[CheckResult] | None) -> dict[str, Any]:
        """The lake's checks with those of this run, which are pending while it goes on (None)."""
        return merged_checks(self.committer.snapshot.checks, self.source.name, results)

    def _publish(self, results: Sequence[CheckResult]) -> None:
        checks = self._merged(results)
        # A run over what is empty by now settles what failed for the damage that was there.
        has_run = self.tally.done or self.tally.skipped or not self.coverage.shards
        if has_run and not same_outcome(self.committer.snapshot.checks, checks):
            self.committer.publish("ingest", 0, checks)

    def _group(self, results: Sequence[CheckResult]) -> None:
        """Joins reprints anew, in a snapshot of their own, also when an earlier run was killed before it came to that.

        Every text of the lake is read for it, so that a big lake leaves it to its upkeep.
        """
        snapshot = self.committer.snapshot
        if not self.tally.done and snapshot.kind == "maintain":
            return
        articles = snapshot.counts[ARTICLES.name]
        if articles > GROUPED_ARTICLES:
            if self.tally.done:
                self.tally.notes.append(
                    f"reprints among {articles:,} articles are joined by `dateline maintain`, not by every run; until then "
                    "new ones count as stories of their own"
                )
            return
        started = time.perf_counter()
        if group_duplicates(self.committer):
            self.committer.publish("maintain", 0, self._merged(results))
        self.tally.seconds["reprints"] += time.perf_counter() - started

    def summary(self, failed_checks: Sequence[str] = ()) -> RunSummary:
        """What was done up to now."""
        snapshot = self.committer.snapshot
        wall = time.monotonic() - self.started
        return self.tally.summary(snapshot.path, self.source.name, snapshot.load_seq, wall, failed_checks)

    def _check(self) -> list[CheckResult]:
        everything = {name: self.tally.everything[name] for name in COUNTS}
        totals = Totals(everything, self.latest)
        results = check_run(self.source.name, self.source.checks, totals, self.today)
        before = self.committer.snapshot.checks
        return with_standing_damage(results, before, self.source.name, self.source.checks, self._damage_elsewhere())

    def _damage_elsewhere(self) -> dict[str, int]:
        """The damaged files of each shard of the source that this run has not read, and that is still there."""
        left = self.known.keys() - self.taken - ({*self.coverage.outgrown} if not self.tally.failures else set())
        damaged = {name: self.known[name].counts["damaged_files"] for name in sorted(left)}
        return {name: files for name, files in damaged.items() if files and not is_gone(self.known[name].path)}

    def _commit(self, results: Sequence[CheckResult] | None) -> None:
        group = sorted(self.waiting, key=lambda manifest: manifest.shard.name)
        started = time.perf_counter()
        again = self._stood_for(group)
        committed = self._alone(
            lambda: self.committer.commit(group, replaced=again, coverage=self.coverage, checks=self._merged(results))
        )
        self.tally.seconds["commit"] += time.perf_counter() - started
        self.waiting, self.waiting_bytes = [], 0
        for counts in committed.counts.values():
            self.tally.counts.update(counts)
        self.tally.done += sum(manifest.content_hash != "" for manifest in group)
        self.tally.withdrawn += len(committed.withdrawn)
        self.tally.replaced += len(committed.replaced)
        for shard, articles in sorted(committed.left_standing.items()):
            self.tally.notes.append(
                f"{articles} articles that a shard no longer yields stay as they were, for {shard} holds them; "
                f"read it again with --force to take its copies"
            )
        for manifest in group:
            for path in manifest.paths:
                Path(path).unlink(missing_ok=True)
        self.on_commit(committed)
        progress.tell(progress.SnapshotWritten(committed.load_seq, len(group)))

    def _alone(self, write: Callable[[], Written]) -> Written:
        """What the write gives; it is tried again after another machine's, where no lock keeps the two apart."""
        tries = 1 if self.committer.store.is_local else REMOTE_TRIES
        for attempt in range(1, tries + 1):
            try:
                if attempt > 1:
                    self.committer.reopen()
                return write()
            except CommitFailedError:
                if attempt == tries:
                    raise
                time.sleep(RETRY_SECONDS * attempt * random.uniform(0.5, 1.5))  # noqa: S311 - jitter, so that two do not meet again
        raise AssertionError("expected the last try to return or raise")

    def _outgrown(self) -> list[Manifest]:
        """What the books have of the shards whose files were read in others: nothing, by this version, with these words.

        So they are not looked for again. Under `force` what is left of them is retracted; else it stays, as more news does.
        """
        outgrown = self.coverage.outgrown
        wanted = (ds.field("source") == self.source.name) & ds.field("shard").isin(pa.array(outgrown, TEXT))
        sightings = self.committer.snapshot.dataset(SIGHTINGS.name)
        seen = {*sightings.to_table(["shard"], wanted)["shard"].unique().to_pylist()} if self.force and outgrown else set()
        return [
            Manifest(
                Shard(name, self.known[name].path, self.source.name, AUTO),
                content_key(name, self.made),
                "",
                self.made,
                {},
                dict.fromkeys(COUNTS, 0),
            )
            for name in outgrown
            if name in seen or not self.known[name].is_outgrown
        ]

    def _stood_for(self, group: Sequence[Manifest]) -> dict[str, int | None]:
        """The shards whose earlier rows no longer count: the load that wrote those, None for every load.

        A file that the user forces stands for all that the lake has of it, the same bytes made anew for what they gave before.
        Other bytes under the same name are more news: a file that is overwritten every day must not take yesterday's articles
        away, nor may an upgrade, which reads today's bytes again.
        """
        known = {manifest.shard.name: (manifest, self.known.get(manifest.shard.name)) for manifest in group}
        return {
            name: None if self.force else load.load_seq
            for name, (manifest, load) in known.items()
            if load is not None and (self.force or load.content_hash == manifest.content_hash)
        }
