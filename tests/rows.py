"""Rows of the tables for tests that need no pipeline: every column has a plain value, the test names those it is about."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import duckdb
import pyarrow as pa

from schemas.batch import build_batch
from schemas.column import Column
from schemas.tables import TABLES

SOME = {
    pa.string(): "x",
    pa.bool_(): False,
    pa.int32(): 0,
    pa.int64(): 1,
    pa.float64(): 0.5,
    pa.date32(): date(2025, 1, 1),
    pa.timestamp("us", tz="UTC"): datetime(2025, 1, 1, tzinfo=UTC),
    pa.timestamp("us"): datetime(2025, 1, 1),  # noqa: DTZ001 - civil time has no zone
}


def row(table: str, **given: Any) -> dict[str, Any]:
    """A row that the table's batch builder takes: given values, null where it may be, else any value of the column."""
    columns = TABLES[table].columns
    assert given.keys() <= {column.name for column in columns}
    return {column.name: given.get(column.name, _any_value(column)) for column in columns}


def connect(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> duckdb.DuckDBPyConnection:
    """A connection as `LakeSnapshot.connect` gives it, over the given rows; tables not given are empty."""
    connection = duckdb.connect()
    for name, table in TABLES.items():
        connection.register(name, pa.Table.from_batches([build_batch(table, tables.get(name, ()))]))
    return connection


def _any_value(column: Column) -> Any:
    if column.nullable:
        return None
    return column.values[0] if column.values else SOME[column.type]
