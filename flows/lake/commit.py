"""The one committer of a lake: recovers what a crash left, commits groups of staged shards, publishes snapshots.

The order is the protocol: every table is written as one Delta transaction that fails when anyone else has written since the
committer opened it; the row in `snapshots`, written last, is the commit. `docs/lake.md` tells why that survives any kill.
"""

import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
from deltalake import DeltaTable
from deltalake.exceptions import CommitFailedError
from deltalake.transaction import CommitProperties

from flows.coverage import NOTHING, Coverage
from flows.lake.files import Change, change_table
from flows.lake.incoming import Incoming, Replaced, Settlement, sighting_key
from flows.lake.lock import hold_lock
from flows.lake.mask import Keep, Mask, both, is_among, negate
from flows.lake.snapshot import LakeSnapshot, read_snapshot, snapshot_in
from flows.lake.store import LakeError, Store, add_columns, create_tables, missing_columns, staging_root
from flows.shards import Manifest
from schemas.batch import build_batch
from schemas.column import TEXT, Table
from schemas.tables import (
    ARTICLES,
    DUPLICATE_GROUPS,
    EVENTS,
    LOADS,
    MENTIONS,
    REJECTS,
    SIGHTINGS,
    SNAPSHOTS,
    TABLES,
    WITHDRAWALS,
)
from transforms.articles.duplicates import groups_without

NOT_IN_SHARD: Final = "NOT_IN_SHARD"
# No retry: a retry would slip this commit behind one that the committer has not seen.
AT_ONCE: Final = CommitProperties(max_commit_retries=0)
OPEN_TRIES: Final = 5
OPEN_PAUSE_SECONDS: Final = 1.0
# These are of one article each, and lie in the month of its publication.
BY_ARTICLE: Final = (MENTIONS, EVENTS, ARTICLES)
MONTH: Final = "published_month"


@dataclass(frozen=True, slots=True)
class Committed:
    """One commit: its number and, by shard, the counts as settled across shards.

    `withdrawn` articles left, by the shard that held them; `replaced` ones have another copy now, by its shard.
    `left_standing` counts, by the shard that holds them, articles that a replaced shard no longer yields.
    """

    load_seq: int
    counts: Mapping[str, Mapping[str, int]]
    withdrawn: Mapping[str, str]
    replaced: Mapping[str, str]
    left_standing: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Committer:
    """The holder of a lake's lock. Made by `open_committer`; every method leaves the lake whole or raises."""

    store: Store
    pipeline_version: str
    run_id: str
    staging: Path
    snapshot: LakeSnapshot
    tables: dict[str, DeltaTable]
    clock: Callable[[], datetime]
    _counts: dict[str, int] = field(default_factory=dict)

    def reopen(self) -> None:
        """Opens the tables anew, puts back what is ahead of the last snapshot, and publishes that when there was anything.

        After CommitFailedError in an object store, where no lock keeps others out, the same commit may be tried again then.
        """
        # First the snapshots, and the snapshot from what was opened: tables opened later are where it names them, or ahead.
        # When that is what another machine has published meanwhile, this one's next snapshot is refused.
        snapshots = self.store.open(SNAPSHOTS.name)
        self.tables = {SNAPSHOTS.name: snapshots}
        self.snapshot = snapshot_in(self.store, snapshots, self.tables)
        self.tables |= {name: self.store.open(name) for name in TABLES if name != SNAPSHOTS.name}
        self._counts = dict(self.snapshot.counts)
        restored = _restore_tables(self)
        if _add_missing_columns(self) or restored:
            self.publish("restore" if restored else "migrate", 0, self.snapshot.checks)

    def commit(
        self,
        manifests: Sequence[Manifest],
        *,
        replaced: Replaced | None = None,
        coverage: Coverage = NOTHING,
        checks: Mapping[str, Any],
        kind: str = "ingest",
    ) -> Committed:
        """Writes a group of staged shards of one source and publishes a snapshot.

        `replaced` names the loads whose rows they stand for: what those saw and these do not yield is withdrawn, unless another
        shard or load saw it; `coverage` says which files the run reads in shards of other names. Raises CountsDisagree,
        CommitFailedError when another has written the lake meanwhile.
        """
        load_seq, now = self.snapshot.load_seq + 1, self.clock()
        with Incoming(manifests, self.staging / "spill") as incoming:
            settlement = incoming.settle(self.snapshot, replaced or {}, coverage)
            self._write_shards(incoming, settlement, load_seq, now)
            self._write_loads(incoming, settlement, load_seq, now)
            self._write_withdrawals(dict.fromkeys(settlement.withdrawn, incoming.source), NOT_IN_SHARD, load_seq)
            self._leave_groups(settlement.withdrawn.keys(), load_seq)
            gone = self._of_articles(settlement.stale)
            for table in BY_ARTICLE:
                self._write(table, incoming.rows(table, load_seq, now), *gone)
        self.publish(kind, len(manifests), checks, load_seq, now)
        return Committed(load_seq, settlement.counts, settlement.withdrawn, settlement.replaced, settlement.left_standing)

    def replace(self, manifests: Sequence[Manifest], kind: str) -> None:
        """Writes articles that are in the lake anew, with their mentions and events, and publishes; what they held goes."""
        load_seq, now = self.snapshot.load_seq + 1, self.clock()
        with Incoming(manifests, self.staging / "spill") as incoming:
            anew = self._of_articles(incoming.take_all())
            for table in BY_ARTICLE:
                self._write(table, incoming.rows(table, load_seq, now), *anew)
        self.publish(kind, 0, self.snapshot.checks, load_seq, now)

    def withdraw(self, articles: Mapping[str, str], reason: str) -> int:
        """Takes articles (id to source) out of every table and publishes; how many rows of articles that were."""
        load_seq, now = self.snapshot.load_seq + 1, self.clock()
        self._write_withdrawals(dict(articles), reason, load_seq)
        gone = set(articles)
        for table in (SIGHTINGS, REJECTS):
            self._write(table, (), *_by_article(gone))
        self._leave_groups(gone, load_seq)
        before = self._counts[ARTICLES.name]
        of_months = self._of_articles(gone)
        for table in BY_ARTICLE:
            self._write(table, (), *of_months)
        self.publish("withdraw", 0, self.snapshot.checks, load_seq, now)
        return before - self._counts[ARTICLES.name]

    def rewrite(self, table: Table, added: Iterable[pa.RecordBatch], matching: "ds.Expression", keep: Keep) -> None:
        """Replaces rows of one table in one transaction; `publish` makes it the lake's."""
        self._write(table, added, matching, keep)

    def apply(self, table: Table, change: Change) -> None:
        """Enters written files into a table's log; raises CommitFailedError when the table has moved on."""
        if not change:
            return
        opened = self.tables[table.name]
        before = opened.version()
        partition_by = [table.partition] if table.partition else None
        opened.create_write_transaction(
            [*change.adds, *change.removes], "append", opened.schema(), partition_by, commit_properties=AT_ONCE
        )
        opened.update_incremental()
        self._check_alone(table.name, before + 1)
        self._counts[table.name] += change.rows

    def publish(
        self, kind: str, shards: int, checks: Mapping[str, Any], load_seq: int | None = None, now: datetime | None = None
    ) -> None:
        """Writes the row of `snapshots` that makes what was written the lake's."""
        number = load_seq if load_seq is not None else self.snapshot.load_seq + 1
        versions = {name: opened.version() for name, opened in self.tables.items() if name != SNAPSHOTS.name}
        row = {
            "load_seq": number,
            "lake_id": self.snapshot.lake_id,
            "kind": kind,
            "shards": shards,
            "versions": json.dumps(versions, sort_keys=True),
            "counts": json.dumps(self._counts | {SNAPSHOTS.name: self._counts[SNAPSHOTS.name] + 1}, sort_keys=True),
            "checks": json.dumps(dict(checks), sort_keys=True),
            "run_id": self.run_id,
            "committed_at": now or self.clock(),
            "pipeline_version": self.pipeline_version,
        }
        self._write(SNAPSHOTS, [build_batch(SNAPSHOTS, [row])])
        self.snapshot = snapshot_in(self.store, self.tables[SNAPSHOTS.name], self.tables)

    def _write_shards(self, incoming: Incoming, settlement: Settlement, load_seq: int, now: datetime) -> None:
        of_source = ds.field("source") == incoming.source
        shards = pa.array(sorted(incoming.shards), TEXT)
        matching = of_source & ds.field("shard").isin(shards)

        source = pa.array([incoming.source], TEXT)

        def not_of_shards(batch: pa.RecordBatch) -> Mask:
            return negate(both(is_among(batch["source"], source), is_among(batch["shard"], shards)))

        self._write(REJECTS, incoming.rows(REJECTS, load_seq, now), matching, not_of_shards)
        keys = pa.concat_arrays([incoming.sighting_keys(), sighting_key(settlement.unseen)])

        def not_seen_again(batch: pa.RecordBatch) -> Mask:
            return negate(both(is_among(batch["source"], source), is_among(sighting_key(batch), keys)))

        seen_in = pc.unique(pa.concat_arrays([shards, settlement.unseen["shard"].combine_chunks()]))
        of_seen = of_source & ds.field("shard").isin(seen_in)
        self._write(SIGHTINGS, incoming.rows(SIGHTINGS, load_seq, now), of_seen, not_seen_again)

    def _write_loads(self, incoming: Incoming, settlement: Settlement, load_seq: int, now: datetime) -> None:
        self._write(LOADS, [build_batch(LOADS, list(incoming.loads(settlement, self.run_id, load_seq, now)))])

    def _write_withdrawals(self, withdrawn: Mapping[str, str], reason: str, load_seq: int) -> None:
        rows = [
            {"article_id": article_id, "source": source, "reason": reason, "load_seq": load_seq}
            for article_id, source in sorted(withdrawn.items())
        ]
        self._write(WITHDRAWALS, [build_batch(WITHDRAWALS, rows)])

    def _leave_groups(self, gone: Set[str], load_seq: int) -> None:
        """Takes articles out of their groups of near-duplicates, and writes what is left of these groups anew."""
        if not gone:
            return
        groups = self.snapshot.dataset(DUPLICATE_GROUPS.name)
        column = ds.field("duplicate_group")
        left_by = groups.to_table(["duplicate_group"], ds.field("article_id").isin(pa.array(sorted(gone), TEXT)))
        found = groups.to_table(["article_id", "duplicate_group"], column.isin(pc.unique(left_by["duplicate_group"])))
        before = dict(zip(*(found[name].to_pylist() for name in found.column_names), strict=True))
        after = groups_without(before, gone)
        changed = {article_id for article_id, group in before.items() if after.get(article_id) != group}
        rows = [
            {"article_id": article_id, "duplicate_group": after[article_id], "load_seq": load_seq}
            for article_id in sorted(changed & after.keys())
        ]
        self._write(DUPLICATE_GROUPS, [build_batch(DUPLICATE_GROUPS, rows)], *_by_article(changed))

    def _of_articles(self, ids: set[str]) -> tuple["ds.Expression | None", Keep | None]:
        """How to find and drop the rows of articles in the tables of theirs: in the months of those, not in every file."""
        matching, keep = _by_article(ids)
        if matching is None:
            return None, None
        held = self.snapshot.dataset(ARTICLES.name).to_table([MONTH], matching)[MONTH].combine_chunks()
        months = ds.field(MONTH).isin(pc.unique(held.drop_null()))
        return matching & (months | ds.field(MONTH).is_null() if held.null_count else months), keep

    def _write(
        self, table: Table, added: Iterable[pa.RecordBatch], matching: "ds.Expression | None" = None, keep: Keep | None = None
    ) -> None:
        opened = self.tables[table.name]
        self.apply(table, change_table(table, opened, self.store.files(table.name), added, matching, keep))

    def _check_alone(self, name: str, expected: int) -> None:
        found = self.tables[name].version()
        if found != expected:
            raise CommitFailedError(
                f"expected version {expected} of {name}, got {found} at {self.store.root}: another run wrote"
            )


@contextmanager
def open_committer(
    store: Store,
    *,
    purpose: str,
    run_id: str,
    pipeline_version: str,
    create: bool = False,
    wait_seconds: float = 0.0,
    on_wait: Callable[[str], None] | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[Committer]:
    """The lake's committer, under its lock, with what a crash left half-done undone; `create` makes a lake where there is none.

    Raises LakeLocked, LakeError when there is no lake, when it cannot be written or another machine writes it, LakeFormatError
    when it does not fit.
    """
    if not create:
        read_snapshot(store)  # not even a lock may make a lake of a misspelt path
    with hold_lock(store, purpose, wait_seconds, on_wait):
        committer = _recover(store, run_id, pipeline_version, clock)
        try:
            yield committer
        except CommitFailedError as error:
            raise _written_by_another(store) from error
        finally:
            shutil.rmtree(committer.staging, ignore_errors=True)


def _recover(store: Store, run_id: str, pipeline_version: str, clock: Callable[[], datetime]) -> Committer:
    staging = staging_root(store)
    try:
        create_tables(store)
    except OSError as error:
        raise LakeError(f"expected a lake that can be written, got {error.strerror or error} at {store.root}") from error
    # Under the lock nobody else stages here, so whatever is there a crash left behind.
    shutil.rmtree(staging, ignore_errors=True)
    try:
        staging.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LakeError(f"expected a folder to stage files in, got {error.strerror} at {staging}") from error
    committer = Committer(store, pipeline_version, run_id, staging, read_snapshot(store), {}, clock)
    _open_tables(committer)
    return committer


def _open_tables(committer: Committer) -> None:
    """Opens the tables; anew while another machine, which this one's lock does not keep out, writes what has to be put back."""
    for attempt in range(1, OPEN_TRIES + 1):
        try:
            committer.reopen()
        except CommitFailedError as error:
            if attempt == OPEN_TRIES:
                raise _written_by_another(committer.store) from error
            time.sleep(OPEN_PAUSE_SECONDS * attempt)
        else:
            return


def _written_by_another(store: Store) -> LakeError:
    return LakeError(f"expected a lake that nobody else writes, got another run at {store.root}; try again later")


def _restore_tables(committer: Committer) -> bool:
    """Puts every table back to its version in the last snapshot; whether any had moved on."""
    restored = False
    for name, version in committer.snapshot.versions.items():
        opened = committer.tables[name]
        if name != SNAPSHOTS.name and opened.version() != version:
            opened.restore(version, commit_properties=AT_ONCE)
            opened.update_incremental()
            restored = True
    return restored


def _add_missing_columns(committer: Committer) -> bool:
    migrated = False
    for name, opened in committer.tables.items():
        missing = missing_columns(TABLES[name], opened, committer.store.root)
        if missing:
            add_columns(TABLES[name], opened, missing)
            opened.update_incremental()
            migrated = True
    return migrated


def _by_article(ids: set[str]) -> tuple["ds.Expression | None", Keep | None]:
    """How to find and drop the rows of articles; nothing for none, so that a commit of new articles alone only appends."""
    if not ids:
        return None, None
    values = pa.array(sorted(ids), TEXT)

    def keep(batch: pa.RecordBatch) -> Mask:
        return negate(is_among(batch["article_id"], values))

    return ds.field("article_id").isin(values), keep
