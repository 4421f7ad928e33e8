"""The Parquet files inside a table: written in bounded row groups, with the statistics that the Delta log states.

Files are what warehouses like: zstd, about 128 MB, row groups of at most 128 k rows, microseconds, statistics. They are written
here and entered into the log in one transaction, rather than by Delta's own merge, so that memory does not grow with the lake
(a merge of 200 rows into 574 MB of articles took 1.3 to 1.5 GB) and a correction is one version, whole to an outside reader.
"""

import json
import time
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.fs as pafs
import pyarrow.parquet as pq
from deltalake import DeltaTable
from deltalake.transaction import AddAction, RemoveAction

from flows.lake.dataset import KEYS, dataset_of
from flows.lake.mask import Keep
from schemas.column import TEXT, Table

FILE_BYTES: Final = 128 * 1024 * 1024
GROUP_ROWS: Final = 128 * 1024
# Row groups of text are cut by size, so that writer and reader need no more than this at once.
GROUP_BYTES: Final = 32 * 1024 * 1024
READ_ROWS: Final = 4_096
COMPRESSION_LEVEL: Final = 3
LONGEST_STATISTIC: Final = 64
NO_PARTITION: Final = "__HIVE_DEFAULT_PARTITION__"


@dataclass(slots=True)
class Change:
    """What one transaction adds to a table and removes from it; `rows` is the difference in rows."""

    adds: list[AddAction] = field(default_factory=list)
    removes: list[RemoveAction] = field(default_factory=list)
    rows: int = 0

    def __bool__(self) -> bool:
        """Whether anything changes."""
        return bool(self.adds or self.removes)


class FileWriter:
    """Writes batches of one table, ordered by partition, as files below the table's folder.

    Batches have the table's full schema; every required column must have a value. `close` gives the actions that enter the
    files into the log; until then no reader sees them.
    """

    def __init__(self, table: Table, files: pafs.FileSystem, data_change: bool = True) -> None:
        self.table = table
        self.files = files
        self.data_change = data_change
        self.rows = 0
        self.actions: list[AddAction] = []
        self._partition: str | None = None
        self._open: _OpenFile | None = None
        self._waiting: list[pa.RecordBatch] = []
        self._waiting_rows = 0
        self._waiting_bytes = 0

    def write(self, batch: pa.RecordBatch) -> None:
        """Adds a batch; ValueError when it lacks a required value."""
        for column in self.table.columns:
            if not column.nullable and batch[column.name].null_count:
                raise ValueError(f"expected a value in {self.table.name}.{column.name}, got null")
        for partition, part in self._parts(batch):
            if partition != self._partition:
                self._finish_file()
                self._partition = partition
            self._waiting.append(part)
            self._waiting_rows += part.num_rows
            self._waiting_bytes += part.nbytes
            self.rows += part.num_rows
            if self._waiting_rows >= GROUP_ROWS or self._waiting_bytes >= GROUP_BYTES:
                self._flush()

    def close(self) -> list[AddAction]:
        """Finishes the last file; the actions of all of them."""
        self._finish_file()
        return self.actions

    def _parts(self, batch: pa.RecordBatch) -> Iterator[tuple[str | None, pa.RecordBatch]]:
        # Slices of at most READ_ROWS keep a row group near its bound, whatever the batch's size.
        if self.table.partition is None:
            for start in range(0, batch.num_rows, READ_ROWS):
                yield None, batch.slice(start, READ_ROWS)
            return
        values = batch[self.table.partition]
        stored = batch.drop_columns([self.table.partition])
        for value in pc.unique(values).to_pylist():
            same = pc.is_null(values) if value is None else pc.equal(values, value)
            part = stored.filter(same)
            for start in range(0, part.num_rows, READ_ROWS):
                yield value, part.slice(start, READ_ROWS)

    def _flush(self) -> None:
        if not self._waiting:
            return
        if self._open is None:
            self._open = _OpenFile(self.table, self.files, self._partition)
        self._open.write(pa.Table.from_batches(self._waiting))
        self._waiting, self._waiting_rows, self._waiting_bytes = [], 0, 0
        if self._open.written() >= FILE_BYTES:
            self._finish_file()

    def _finish_file(self) -> None:
        self._flush()
        if self._open is not None:
            self.actions.append(self._open.close(self.data_change))
            self._open = None


class _OpenFile:
    """One Parquet file being written."""

    def __init__(self, table: Table, files: pafs.FileSystem, partition: str | None) -> None:
        self.table = table
        self.files = files
        self.values = {} if table.partition is None else {table.partition: partition}
        folder = "" if table.partition is None else f"{table.partition}={partition if partition is not None else NO_PARTITION}/"
        self.path = f"{folder}part-{uuid.uuid4().hex}.zstd.parquet"
        schema = table.schema.remove_metadata()
        if table.partition is not None:
            schema = schema.remove(schema.get_field_index(table.partition))
        self.footer: list[pq.FileMetaData] = []
        self.sink = files.open_output_stream(self.path)
        self.writer = pq.ParquetWriter(
            self.sink,
            schema,
            compression="zstd",
            compression_level=COMPRESSION_LEVEL,
            version="2.6",
            coerce_timestamps="us",
            store_schema=False,
            metadata_collector=self.footer,
        )

    def write(self, rows: pa.Table) -> None:
        self.writer.write_table(rows, row_group_size=GROUP_ROWS)

    def written(self) -> int:
        return int(self.sink.tell())

    def close(self, data_change: bool) -> AddAction:
        self.writer.close()
        self.sink.close()
        size = self.files.get_file_info(self.path).size
        now_ms = int(time.time() * 1000)
        return AddAction(self.path, size, self.values, now_ms, data_change, json.dumps(_statistics(self.table, self.footer[0])))


def _statistics(table: Table, footer: pq.FileMetaData) -> dict[str, Any]:
    """Delta's statistics of one file: rows, nulls, and bounds of keys, codes, numbers and dates whose values are short."""
    nulls: dict[str, int] = {}
    least: dict[str, Any] = {}
    most: dict[str, Any] = {}
    for index in range(footer.num_columns):
        columns = [footer.row_group(group).column(index) for group in range(footer.num_row_groups)]
        name = columns[0].path_in_schema
        known = [column.statistics for column in columns if column.statistics is not None]
        if len(known) != len(columns):
            continue
        nulls[name] = sum(statistics.null_count or 0 for statistics in known)
        column = table[name]
        if column.type == TEXT and name not in KEYS and not column.values:
            continue
        # A row group of nulls has no bounds and cannot widen those of the others.
        bounds: list[Any] = [bound for s in known if s.has_min_max for bound in (s.min, s.max)]
        if not bounds or not all(s.has_min_max or s.num_values == 0 for s in known):
            continue
        low, high = min(bounds), max(bounds)
        if _is_ordered(low) and _is_ordered(high):
            least[name], most[name] = _as_json(low), _as_json(high)
    return {"numRecords": footer.num_rows, "minValues": least, "maxValues": most, "nullCount": nulls}


def _is_ordered(value: Any) -> bool:
    match value:
        case str():
            return len(value) <= LONGEST_STATISTIC
        case datetime():
            return value.tzinfo is not None
        case date():
            return True
        case bool():
            return False
        case int():
            return True
        case _:
            return False


def _as_json(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        case date():
            return value.isoformat()
        case _:
            return value


def with_schema(table: Table, batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with the table's columns, order and types; ArrowInvalid when a value does not fit."""
    schema = table.schema.remove_metadata()
    arrays = [batch[name].cast(schema.field(name).type) for name in schema.names]
    return pa.record_batch(arrays, schema=pa.schema([f.remove_metadata() for f in schema]))


def change_table(
    table: Table,
    opened: DeltaTable,
    files: pafs.FileSystem,
    added: Iterable[pa.RecordBatch],
    matching: "pc.Expression | None" = None,
    keep: Keep | None = None,
) -> Change:
    """New rows, and the old ones that go: `matching` finds the files that may hold them, `keep` says row by row what stays.

    Files are written, nothing is committed. Rows to add come ordered by partition and key; those kept stay in order.
    """
    change = Change()
    if matching is not None and keep is not None:
        _drop_rows(table, opened, files, matching, keep, change)
    writer = FileWriter(table, files)
    for batch in added:
        if batch.num_rows:
            writer.write(with_schema(table, batch))
    change.adds += writer.close()
    change.rows += writer.rows
    return change


def _drop_rows(
    table: Table, opened: DeltaTable, files: pafs.FileSystem, matching: "pc.Expression", keep: Keep, change: Change
) -> None:
    dataset = dataset_of(opened, table.schema)
    now_ms = int(time.time() * 1000)
    touched = files_holding(dataset, matching)
    partitions = _partitions(table, opened) if touched else {}
    for fragment in dataset.get_fragments():
        if fragment.path not in touched:
            continue
        writer = FileWriter(table, files)
        read = 0
        for batch in fragment.to_batches(schema=table.schema, batch_size=READ_ROWS, batch_readahead=1, fragment_readahead=1):
            read += batch.num_rows
            kept = batch.filter(keep(batch))
            if kept.num_rows:
                writer.write(with_schema(table, kept))
        if writer.rows == read:
            _discard(files, writer.close())
            continue
        change.adds += writer.close()
        change.removes.append(RemoveAction(fragment.path, True, now_ms, None, partitions[fragment.path]))
        change.rows += writer.rows - read


def files_holding(dataset: "ds.Dataset", matching: "pc.Expression") -> set[str]:
    """The paths of the files that hold a row of the expression; only its columns are read, batch by batch."""
    scanner = dataset.scanner(columns=["__filename"], filter=matching, batch_size=65_536, use_threads=True)
    found: set[str] = set()
    for batch in scanner.to_batches():
        if batch.num_rows:
            found.update(_texts(pc.unique(batch["__filename"])))
    return found


def _partitions(table: Table, opened: DeltaTable) -> dict[str, dict[str, str | None]]:
    actions = pa.table(opened.get_add_actions(flatten=True))
    paths = _texts(actions["path"])
    if table.partition is None:
        return {path: {} for path in paths}
    return {
        path: {table.partition: value}
        for path, value in zip(paths, actions[f"partition.{table.partition}"].to_pylist(), strict=True)
    }


def _texts(values: Any) -> list[str]:
    return [str(value) for value in values.to_pylist()]


def _discard(files: pafs.FileSystem, actions: list[AddAction]) -> None:
    for action in actions:
        files.delete_file(action.path)
