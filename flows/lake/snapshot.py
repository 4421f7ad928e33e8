"""Reading a lake: every table at the versions that the last row of `snapshots` names."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
from deltalake import DeltaTable

from flows.lake.dataset import dataset_of
from flows.lake.store import LakeError, Store, check_format, lake_id, missing_columns, store_at
from schemas.tables import SNAPSHOTS, TABLES

if TYPE_CHECKING:
    import duckdb

BATCH_ROWS = 16_384


@dataclass(frozen=True, slots=True)
class LakeSnapshot:
    """One commit of a lake: tables that belong together, whatever is written meanwhile.

    `versions` are those of the tables in Delta, 0 as they were made, `counts` rows by table; `checks` is what the data checks
    of the runs found (`state` is passed, failed or pending).
    """

    store: Store
    lake_id: str
    load_seq: int
    kind: str
    versions: Mapping[str, int]
    counts: Mapping[str, int]
    checks: Mapping[str, Any]
    committed_at: datetime | None
    _tables: Mapping[str, DeltaTable] = field(default_factory=dict, compare=False, repr=False)
    _opened: dict[str, "ds.Dataset"] = field(default_factory=dict, compare=False, repr=False)

    @property
    def path(self) -> str:
        """The lake's path or address."""
        return self.store.root

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """One line for each data check that failed in the run that wrote the snapshot."""
        return tuple(
            result["message"] for result in self.checks.get("results", ()) if isinstance(result, dict) and not result["passed"]
        )

    @property
    def half_read(self) -> tuple[str, ...]:
        """The sources of which a run has committed some shards and not come to its end."""
        return tuple(self.checks.get("pending", ()))

    def delta(self, table: str) -> DeltaTable:
        """The Delta table at this snapshot's version; the committer's own one until that has moved on."""
        held = self._tables.get(table)
        if held is not None and held.version() == self.versions[table]:
            return held
        return self.store.open(table, self.versions[table])

    def dataset(self, table: str) -> "ds.Dataset":
        """A table as an Arrow dataset with the declared columns, in the declared order.

        A column that is younger than the lake reads as null, a table that is has no rows. Raises LakeFormatError when the lake
        does not fit.
        """
        if table not in self._opened:
            self._opened[table] = (
                self._dataset(table) if self.versions[table] else ds.dataset(TABLES[table].schema.empty_table())
            )
        return self._opened[table]

    def _dataset(self, table: str) -> "ds.Dataset":
        opened = self.delta(table)
        missing_columns(TABLES[table], opened, self.store.root)
        return dataset_of(opened, TABLES[table].schema)

    def reader(
        self,
        table: str,
        columns: Sequence[str] | None = None,
        where: "ds.Expression | None" = None,
        batch_rows: int = BATCH_ROWS,
    ) -> pa.RecordBatchReader:
        """Batches of a table, at most so many rows each, so that memory stays flat."""
        scanner = self.dataset(table).scanner(
            columns=list(columns) if columns else None,
            filter=where,
            batch_size=batch_rows,
            fragment_readahead=1,
            batch_readahead=2,
        )
        return scanner.to_reader()

    def connect(self, tables: Iterable[str] | None = None) -> "duckdb.DuckDBPyConnection":
        """A DuckDB connection in which every table is a view of this snapshot; the caller closes it."""
        # Imported here: a module kept alive by a thread at exit makes DuckDB print a page of complaints about leaks.
        import duckdb

        connection = duckdb.connect()
        connection.execute("SET TimeZone = 'UTC'")
        for name in tables or TABLES:
            connection.register(name, self.dataset(name))
        return connection


def open_lake(path: str | os.PathLike[str], storage_options: Mapping[str, str] | None = None) -> LakeSnapshot:
    """The last committed snapshot of a lake; it needs no lock and no right to write.

    Raises LakeError when there is no lake, LakeFormatError when another format wrote it.
    """
    return read_snapshot(store_at(path, storage_options))


def read_snapshot(store: Store) -> LakeSnapshot:
    """The last snapshot of the lake in a store."""
    if not store.exists(SNAPSHOTS.name):
        raise LakeError(f"expected a lake, got nothing at {store.root}; `dateline run` makes one")
    return snapshot_in(store, store.open(SNAPSHOTS.name))


def snapshot_in(store: Store, snapshots: DeltaTable, tables: Mapping[str, DeltaTable] | None = None) -> LakeSnapshot:
    """The last snapshot that an opened `snapshots` lists, whatever was published since it was opened.

    `tables` are opened already, now or later: to open one in an object store takes a list of its log and each entry.
    """
    check_format(snapshots, store.root)
    row = last_row(store, snapshots)
    # A table that the row does not name is younger than it: it is as the next writer makes it, or has made it.
    made = dict.fromkeys(TABLES, 0)
    if row is None:
        return LakeSnapshot(store, lake_id(snapshots), 0, "create", made, made, {}, None, tables or {})
    return LakeSnapshot(
        store,
        row["lake_id"],
        row["load_seq"],
        row["kind"],
        made | json.loads(row["versions"]) | {SNAPSHOTS.name: snapshots.version()},
        made | json.loads(row["counts"]),
        json.loads(row["checks"]),
        row["committed_at"],
        tables or {},
    )


def last_row(store: Store, snapshots: DeltaTable) -> dict[str, Any] | None:
    """The row of `snapshots` with the greatest load_seq; None in a new lake. Only the file that holds it is opened."""
    files = pa.table(snapshots.get_add_actions(flatten=True))
    if not files.num_rows:
        return None
    newest = pc.max(files["max.load_seq"])
    path = files["path"][pc.index(files["max.load_seq"], newest).as_py()].as_py()
    found = ds.dataset(path, SNAPSHOTS.schema, "parquet", store.files(SNAPSHOTS.name))
    row: dict[str, Any] = found.to_table(filter=ds.field("load_seq") == newest).to_pylist()[0]
    return row
