"""The digest of a lake: one hash a table, over its rows sorted by key, the same for the same rows however they came to be."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from flows.lake.order import bounded_connection
from flows.lake.snapshot import LakeSnapshot
from schemas.column import Table
from schemas.tables import TABLES

if TYPE_CHECKING:
    import duckdb

# When a row was written is not what it says.
LEFT_OUT: Final = frozenset({"ingested_at", "load_seq"})
# The books of the runs: they have times and identifiers of runs in every row, and differ with every order of arrival.
BOOKS: Final = frozenset({"loads", "snapshots", "withdrawals"})
DIGESTED: Final = tuple(name for name in TABLES if name not in BOOKS)
FETCHED_ROWS: Final = 50_000


def digest_lake(lake: LakeSnapshot, tables: Iterable[str] = DIGESTED) -> Mapping[str, str]:
    """The SHA-256 of each table that holds news, by name, in hexadecimal; `loads`, `snapshots`, `withdrawals` are left out."""
    with TemporaryDirectory(prefix="dateline-digest-") as spill, bounded_connection(Path(spill)) as connection:
        return {name: _digest_table(connection, lake, TABLES[name]) for name in tables}


def _digest_table(connection: "duckdb.DuckDBPyConnection", lake: LakeSnapshot, table: Table) -> str:
    """The SHA-256 over the table's rows sorted by key: each value with its length before it, null told from empty."""
    names = [column.name for column in table.columns if column.name not in LEFT_OUT]
    key = ", ".join(f'"{name}"' for name in table.key)
    values = " || ".join(f"""coalesce(strlen("{name}"::VARCHAR) || ':' || "{name}"::VARCHAR, '-')""" for name in names)
    query = f"SELECT sha256({values}) FROM {table.name} ORDER BY {key}, 1"  # noqa: S608 - declared names only
    digest = hashlib.sha256()
    # Batch by batch: DuckDB's own scan of a dataset reads ahead by hundreds of megabytes of text.
    connection.register(table.name, lake.reader(table.name))
    rows = connection.execute(query)
    while found := rows.fetchmany(FETCHED_ROWS):
        for (row,) in found:
            digest.update(row.encode())
    connection.unregister(table.name)
    return digest.hexdigest()
