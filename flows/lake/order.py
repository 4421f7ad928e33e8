"""Rows of a table in the order in which they are stored: sorted by article inside a partition, on the disk when need be."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.dataset as ds

from schemas.column import Table

if TYPE_CHECKING:
    import duckdb

MEMORY: Final = "512MB"
STREAM_ROWS: Final = 4_096
# Where a table's rows belong together by another column than its key.
ORDER: Final = {
    "mentions": ("article_id", "char_start"),
    "events": ("article_id", "char_start"),
    "rejects": ("shard", "record"),
    "sightings": ("shard", "record", "article_id"),
}


def order_by(table: Table, prefix: Sequence[str] = ()) -> str:
    """The ORDER BY list of a table."""
    return ", ".join(f'"{name}"' for name in (*prefix, *ORDER.get(table.name, table.key)))


@contextmanager
def bounded_connection(spill: Path) -> Iterator["duckdb.DuckDBPyConnection"]:
    """A DuckDB connection that sorts with 512 MB of memory and spills to the folder beyond."""
    import duckdb  # not at the top: see `LakeSnapshot.connect`

    spill.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(spill), "threads": 2})
    try:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET enable_progress_bar = false")  # in a notebook it would draw on standard output
        connection.execute("SET preserve_insertion_order = false")
        yield connection
    finally:
        connection.close()


@contextmanager
def sorter(folder: Path | None = None) -> Iterator["duckdb.DuckDBPyConnection"]:
    """A connection for `in_order`, which spills into a folder of its own: one for many sorts, since it is slow to open."""
    with TemporaryDirectory(prefix="dateline-sort-", dir=folder) as spill, bounded_connection(Path(spill)) as connection:
        yield connection


def in_order(connection: "duckdb.DuckDBPyConnection", table: Table, dataset: "ds.Dataset") -> Iterator[pa.RecordBatch]:
    """The rows of a dataset with the table's columns, sorted; batches of at most 4,096 rows."""
    connection.register("unsorted", dataset)
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    query = f"SELECT {names} FROM unsorted ORDER BY {order_by(table)}"  # noqa: S608 - declared names only
    yield from connection.sql(query).to_arrow_reader(STREAM_ROWS)
    connection.unregister("unsorted")
