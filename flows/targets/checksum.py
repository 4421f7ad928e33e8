"""A checksum of rows that does not depend on their order and that every warehouse can compute for itself.

Each row becomes one text: its columns in declared order, parted by chr(31), a null as chr(30), dates as days since 1970,
moments as microseconds, numbers in decimal. The checksum is the sum over the rows of the first 15 hexadecimal digits of the
text's MD5, read as a number. MD5 because every warehouse has it; it guards against loss and mangling, not against an adversary.
DuckDB computes the lake's side; `[checksum]` in each target's file says the same in that warehouse's words. Where the
warehouse is a DuckDB too, a load compares by the hash that it has built in (`row_hash`) in place of MD5.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from flows.targets.dialect import Dialect, load_dialect
from flows.targets.statements import row_checksum, row_hash
from schemas.column import Table

REPLACEMENT = "\ufffd"
# Reading and DuckDB have a fixed price for each batch, so that rows without an article's text come many at a time.
BATCH_ROWS: Final = 65_536
_BATCH_BYTES: Final = 64 << 20


@dataclass(slots=True)
class Tally:
    """Rows and checksum of what has passed so far."""

    rows: int = 0
    checksum: int = 0
    replaced: int = 0


def tallied(
    table: Table, batches: pa.RecordBatchReader, tally: Tally, dialect: Dialect, *, portable: bool = False
) -> pa.RecordBatchReader:
    """The same batches, counted and summed into `tally` as they pass; `portable` asks for the checksum of the printed SQL.

    A character that the warehouse cannot store is replaced by U+FFFD first, and counted in `tally.replaced`.
    """

    def passing() -> Iterator[pa.RecordBatch]:
        # A cursor on DuckDB's own database in memory: to make another takes ten times as long as to sum a small table.
        connection = duckdb.cursor()
        summed = (not portable and row_hash(dialect, table)) or _row_checksum(table)
        query = f"SELECT {summed} FROM batch_rows"  # noqa: S608 - built from schemas/ and config/ alone
        try:
            for batch in _gathered(table, batches):
                batch = _storable(batch, tally, dialect.forbidden)
                connection.register("batch_rows", pa.table(batch))
                tally.checksum += int(connection.execute(query).fetchall()[0][0])
                tally.rows += batch.num_rows
                yield batch
        finally:
            connection.close()

    return pa.RecordBatchReader.from_batches(table.schema, passing())


@cache
def _row_checksum(table: Table) -> str:
    return row_checksum(load_dialect("duckdb"), table)


def _gathered(table: Table, batches: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    waiting: list[pa.RecordBatch] = []
    rows = size = 0
    for batch in batches:
        if not batch.num_rows:
            continue
        waiting.append(batch)
        rows += batch.num_rows
        size += batch.nbytes
        if rows >= BATCH_ROWS or size >= _BATCH_BYTES:
            yield _joined(table, waiting)
            waiting = []
            rows = size = 0
    if waiting:
        yield _joined(table, waiting)


def _joined(table: Table, parts: list[pa.RecordBatch]) -> pa.RecordBatch:
    whole = parts[0] if len(parts) == 1 else pa.Table.from_batches(parts).combine_chunks().to_batches()[0]
    return pa.record_batch(whole.columns, schema=table.schema)


def _storable(batch: pa.RecordBatch, tally: Tally, forbidden: tuple[str, ...]) -> pa.RecordBatch:
    for character in forbidden:
        for index, column in enumerate(batch.columns):
            if not pa.types.is_string(column.type):
                continue
            hits = pc.match_substring(column, character).true_count
            if hits:
                tally.replaced += hits
                clean = pc.replace_substring(column, character, REPLACEMENT)
                batch = batch.set_column(index, batch.schema.field(index), clean)
    return batch
