"""Upkeep of a lake: small files are compacted and old versions vacuumed, beside readers and under the committer's lock."""

import fcntl
import json
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Final

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.fs as pafs
from deltalake import DeltaTable
from deltalake.transaction import RemoveAction

from flows.lake.commit import Committer, open_committer
from flows.lake.dataset import dataset_of
from flows.lake.files import FILE_BYTES, Change, FileWriter, with_schema
from flows.lake.grouping import group_duplicates
from flows.lake.order import in_order, sorter
from flows.lake.snapshot import LakeSnapshot
from flows.lake.store import Store
from flows.usage import UsageError
from schemas.column import Table
from schemas.tables import SNAPSHOTS, TABLES

DEFAULT_RETENTION_HOURS: Final = 7 * 24.0
LONGEST_RETENTION_HOURS: Final = 876_600  # further back there are no dates
SMALL_BYTES: Final = FILE_BYTES // 2
MIN_FILES: Final = 2
# Every upkeep adds rows to it: compacted as eagerly as the others, it would never be at rest.
MIN_SNAPSHOT_FILES: Final = 32
PINS: Final = "_pins"
# In an object store, the age of a file that may be deleted: more than any commit takes from its first file to its snapshot.
UNLOCKED_HOURS: Final = 24.0


@dataclass(frozen=True, slots=True)
class Maintained:
    """What upkeep did, in files; `grouped` in articles that are near duplicates of others than before, or no longer of any."""

    compacted: int
    written: int
    vacuumed: int
    load_seq: int
    grouped: int


def maintain_lake(
    store: Store,
    *,
    run_id: str,
    pipeline_version: str,
    retention_hours: float = DEFAULT_RETENTION_HOURS,
    min_files: int = MIN_FILES,
    wait_seconds: float = 0.0,
    on_wait: Callable[[str], None] | None = None,
) -> Maintained:
    """Groups near-duplicates, compacts and vacuums; all other rows stay as they are.

    Files that have been in no snapshot since `retention_hours` ago, and are in no pinned one, are deleted: a reader that has
    held an older snapshot for longer must pin it (`pinned`). In an object store no file of the last day is deleted, whatever
    the retention.
    Raises UsageError for a retention that is none, and what `open_committer` raises.
    """
    if not 0 <= retention_hours <= LONGEST_RETENTION_HOURS:
        raise UsageError(
            f"expected --retention-hours from 0 to {LONGEST_RETENTION_HOURS}, a hundred years, got {retention_hours}"
        )
    with open_committer(
        store,
        purpose="maintain",
        run_id=run_id,
        pipeline_version=pipeline_version,
        wait_seconds=wait_seconds,
        on_wait=on_wait,
    ) as committer:
        grouped = group_duplicates(committer)
        compacted = written = 0
        for table in TABLES.values():
            change = _compaction(committer, table, max(min_files, MIN_SNAPSHOT_FILES) if table == SNAPSHOTS else min_files)
            committer.apply(table, change)
            compacted += len(change.removes)
            written += len(change.adds)
        if compacted or grouped:
            committer.publish("maintain", 0, committer.snapshot.checks)
        vacuumed = _vacuum(committer, retention_hours)
        return Maintained(compacted, written, vacuumed, committer.snapshot.load_seq, grouped)


@contextmanager
def pinned(lake: LakeSnapshot) -> Iterator[LakeSnapshot]:
    """Keeps `maintain` from vacuuming the files of a snapshot while the block runs, however long.

    The pin is a locked file in the lake, so it ends with its process, by whatever signal. Needs the right to write.
    """
    folder = lake.store.folder / PINS
    folder.mkdir(exist_ok=True)
    path = folder / f"{uuid.uuid4().hex}.json"
    making = path.with_suffix(".making")
    try:
        with making.open("w", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            json.dump(dict(lake.versions), file)
            file.flush()
            # Only now has it the name of a pin: upkeep must not find it unlocked or empty.
            making.rename(path)
            yield lake
    finally:
        making.unlink(missing_ok=True)
        path.unlink(missing_ok=True)


def _compaction(committer: Committer, table: Table, min_files: int) -> Change:
    """Small files of a partition written as few big ones, sorted by article."""
    opened = committer.tables[table.name]
    change = Change()
    small = _small_files(table, opened)
    wanted = {partition: paths for partition, paths in small.items() if len(paths) >= min_files}
    if not wanted:
        return change
    files = committer.store.files(table.name)
    dataset = dataset_of(opened, table.schema)
    fragments = {fragment.path: fragment for fragment in dataset.get_fragments()}
    now_ms = int(time.time() * 1000)
    with sorter(committer.staging) as connection:
        for partition, paths in sorted(wanted.items(), key=lambda item: item[0] or ""):
            part = ds.FileSystemDataset(
                [fragments[path] for path in paths], table.schema, ds.ParquetFileFormat(), dataset.filesystem
            )
            writer = FileWriter(table, files, data_change=False)
            for batch in in_order(connection, table, part):
                writer.write(with_schema(table, batch))
            values = {} if table.partition is None else {table.partition: partition}
            change.adds += writer.close()
            change.removes += [RemoveAction(path, False, now_ms, None, values) for path in paths]
    return change


def _small_files(table: Table, opened: DeltaTable) -> Mapping[str | None, list[str]]:
    actions = pa.table(opened.get_add_actions(flatten=True)).to_pylist()
    small: dict[str | None, list[str]] = defaultdict(list)
    for action in sorted(actions, key=lambda action: str(action["path"])):
        if action["size_bytes"] < SMALL_BYTES:
            partition = None if table.partition is None else action[f"partition.{table.partition}"]
            small[partition].append(action["path"])
    return small


def _vacuum(committer: Committer, retention_hours: float) -> int:
    """Deletes files that no kept snapshot names; how many."""
    oldest, pinned = _kept_versions(committer, retention_hours)
    # Where no lock keeps other machines out, a young file may be one that another has just written, or committed.
    until = None if committer.store.is_local else datetime.now(UTC) - timedelta(hours=UNLOCKED_HOURS)
    removed = 0
    for name, opened in committer.tables.items():
        files = committer.store.files(name)
        # Its own versions are named nowhere; a reader holds one for a moment only.
        hours = max(1, round(retention_hours)) if name == SNAPSHOTS.name else 0
        gone = _there(files, opened.vacuum(hours, True, False, full=True), until)
        if gone and name != SNAPSHOTS.name:
            needed = _files_since(committer.store, name, files, range(oldest[name], opened.version() + 1), pinned[name])
            gone = [path for path in gone if _file_name(path) not in needed]
        for path in gone:
            files.delete_file(path)
        removed += len(gone)
    return removed


def _there(files: pafs.FileSystem, named: list[str], until: datetime | None) -> list[str]:
    """Those that are there, last written before `until`: a deleted file is named again as long as the log knows it."""
    return [
        info.path
        for info in files.get_file_info(named)
        if info.type == pafs.FileType.File and (until is None or (info.mtime is not None and info.mtime < until))
    ]


def _files_since(store: Store, table: str, files: pafs.FileSystem, kept: range, pinned: set[int]) -> set[str]:
    """The names of the files that a kept or a pinned version holds, from one reading of the log."""
    held: set[str] = set()
    for version in {kept[0], *pinned}:
        held.update(_file_name(action["path"]) for action in pa.table(store.open(table, version).get_add_actions()).to_pylist())
    for version in kept[1:]:
        with files.open_input_stream(f"_delta_log/{version:020}.json") as log:
            actions = [json.loads(line) for line in log.read().splitlines()]
        held.update(_file_name(action["add"]["path"]) for action in actions if "add" in action)
    return held


def _file_name(path: str) -> str:
    """The last part of a path, which no two files of a table share: the log has the folders before it encoded."""
    return path.rpartition("/")[2]


def _kept_versions(committer: Committer, retention_hours: float) -> tuple[Mapping[str, int], Mapping[str, set[int]]]:
    """By table the oldest version that a snapshot of the retention names, or was the last one when it began; and the pinned."""
    until = datetime.now(UTC) - timedelta(hours=retention_hours)
    rows = committer.snapshot.dataset(SNAPSHOTS.name).to_table(["load_seq", "committed_at", "versions"]).to_pylist()
    rows.sort(key=lambda row: row["load_seq"])
    earlier = [row for row in rows if row["committed_at"] < until]
    # The last of the earlier ones was still current when the retention began.
    named = [json.loads(row["versions"]) for row in [*earlier[-1:], *rows[len(earlier) :]]]
    oldest = dict(committer.snapshot.versions)
    for name, version in chain.from_iterable(versions.items() for versions in named):
        oldest[name] = min(version, oldest[name])
    pinned: dict[str, set[int]] = defaultdict(set)
    for name, version in chain.from_iterable(versions.items() for versions in _pinned_versions(committer.store)):
        pinned[name].add(version)
    return oldest, pinned


def _pinned_versions(store: Store) -> Iterator[dict[str, int]]:
    """The versions that living readers have pinned; pins of dead ones are swept."""
    if not store.is_local:
        return  # a pin is a locked file; readers of an object store have the retention
    for path in sorted((store.folder / PINS).glob("*.json")):
        try:
            file = path.open("r+", encoding="utf-8")
        except FileNotFoundError:
            continue
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield json.load(file)
            else:
                path.unlink(missing_ok=True)
