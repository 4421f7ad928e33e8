"""Strict record batches.

`pyarrow.RecordBatch.from_pylist` drops unknown keys and fills missing required fields with null, and `validate(full=True)`
accepts the result (pyarrow 26). Here every key must be a column, every column must have a key, a required column must
have a value, and a coded column one of its values.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa

from schemas.column import Column, Table


class BatchError(ValueError):
    """A row that does not fit its table; the message names the table, the row and the column."""


def build_batch(table: Table, rows: Sequence[Mapping[str, Any]]) -> pa.RecordBatch:
    """A record batch with the table's schema, one row a mapping, in the given order.

    Raises BatchError for an unknown or a missing key, a null in a required column, a value outside a closed
    vocabulary, or one that Arrow cannot store in the column's type.

    >>> from schemas.tables import DUPLICATE_GROUPS
    >>> build_batch(DUPLICATE_GROUPS, [{"article_id": "b", "duplicate_group": "a", "load_seq": 1}]).num_rows
    1
    """
    expected = {column.name for column in table.columns}
    for number, row in enumerate(rows):
        if row.keys() != expected:
            raise BatchError(
                f"expected the columns of {table.name}, got unknown {sorted(row.keys() - expected)} "
                f"and missing {sorted(expected - row.keys())} in row {number}"
            )
    arrays = [_array(table, column, [row[column.name] for row in rows]) for column in table.columns]
    return pa.record_batch(arrays, schema=table.schema)


def _check_zones(table: Table, column: Column, wants_zone: bool, values: list[Any]) -> None:
    # Arrow silently reads a naive time as UTC and drops the zone of an aware one.
    for number, value in enumerate(values):
        if isinstance(value, datetime) and (value.tzinfo is not None) != wants_zone:
            raise BatchError(
                f"expected {column.type} in {table.name}.{column.name}, got {value.isoformat()} "
                f"{'without' if wants_zone else 'with'} a zone in row {number}"
            )


def _array(table: Table, column: Column, values: list[Any]) -> "pa.Array[Any]":
    for number, value in enumerate(values):
        if value is None:
            if not column.nullable:
                raise BatchError(f"expected a value in {table.name}.{column.name}, got null in row {number}")
        elif column.values and value not in column.values:
            raise BatchError(
                f"expected one of {', '.join(column.values)} in {table.name}.{column.name}, got {value!r} in row {number}"
            )
    if isinstance(column.type, pa.TimestampType):
        _check_zones(table, column, column.type.tz is not None, values)
    try:
        return pa.array(values, column.type)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError, UnicodeEncodeError) as error:
        raise BatchError(f"expected {column.type} in {table.name}.{column.name}, got {error}") from error
