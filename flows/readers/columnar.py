"""Parquet and Arrow IPC: rows are records, read a batch at a time; Parquet is cut at row groups."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, cast

import pyarrow as pa
import pyarrow.parquet as pq

from flows.readers.form import Format, Head, Reading, Records, refuse
from transforms.articles.record import RawRecord

PARQUET_MARK: Final = b"PAR1"
ARROW_MARK: Final = b"ARROW1"
STREAM_MARK: Final = b"\xff\xff\xff\xff"
BATCH_ROWS: Final = 256
FAULTS: Final = (pa.ArrowException, OSError, ValueError, TypeError, OverflowError, KeyError, NotImplementedError, MemoryError)


def recognise_parquet(head: Head) -> bool:
    """The magic bytes."""
    return head.data.startswith(PARQUET_MARK)


def recognise_arrow(head: Head) -> bool:
    """The magic bytes of the file format, or the first message of the stream format."""
    return head.data.startswith((ARROW_MARK, STREAM_MARK))


def read_parquet(file: BinaryIO, reading: Reading, start: int | None, stop: int | None) -> Records:
    """One record a row; the locator is the row's ordinal in the file. `start` and `stop` count row groups."""
    try:
        table = pq.ParquetFile(_opened(file))
        groups = range(start or 0, table.num_row_groups if stop is None else min(stop, table.num_row_groups))
        first = sum(table.metadata.row_group(group).num_rows for group in range(groups.start))
    except FAULTS as error:
        yield refuse(
            "file", "damaged_columns", f"expected a Parquet file with its footer, got {_short(error)} in {reading.name}"
        )
        return
    for group in groups:
        rows = table.metadata.row_group(group).num_rows
        yield from _rows(table.iter_batches(batch_size=BATCH_ROWS, row_groups=[group]), first, f"row group {group}", reading)
        first += rows


def read_arrow(file: BinaryIO, reading: Reading, _start: int | None, _stop: int | None) -> Records:
    """One record a row; the locator is the row's ordinal in the file."""
    try:
        mark = file.read(len(ARROW_MARK))
        file.seek(0)
        source = _opened(file)
        opened = pa.ipc.open_file(source) if mark == ARROW_MARK else pa.ipc.open_stream(source)
    except FAULTS as error:
        yield refuse("file", "damaged_columns", f"expected an Arrow file, got {_short(error)} in {reading.name}")
        return
    if isinstance(opened, pa.ipc.RecordBatchFileReader):
        batches: Iterator[Any] = (opened.get_batch(at) for at in range(opened.num_record_batches))
    else:
        batches = iter(opened)
    yield from _rows(batches, 0, "the batches", reading)


def _rows(batches: Iterator[Any], first: int, where: str, reading: Reading) -> Records:
    ordinal = first
    while True:
        try:
            batch = next(batches, None)
            rows = None if batch is None else _values(batch)
        except FAULTS as error:
            yield refuse(str(ordinal), "damaged_columns", f"expected rows of {where}, got {_short(error)} in {reading.name}")
            return
        if rows is None:
            return
        for row in rows:
            yield RawRecord(str(ordinal), row)
            ordinal += 1


def _opened(file: BinaryIO) -> pa.PythonFile:
    return pa.PythonFile(cast("io.IOBase", file), mode="r")


def _values(batch: pa.RecordBatch) -> list[dict[str, object]]:
    """The rows of a batch. It is validated first: offsets that lead out of a damaged file crash the interpreter."""
    batch.validate(full=True)
    return [row for at in range(0, len(batch), BATCH_ROWS) for row in batch.slice(at, BATCH_ROWS).to_pylist()]


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]


def cuts(file: BinaryIO, size: int, step: int) -> list[int]:
    """The row groups at which a new shard begins, each shard holding about `step` bytes."""
    try:
        metadata = pq.ParquetFile(_opened(file)).metadata
    except FAULTS:
        return []  # one shard, whose reader says what is wrong
    found, held = [], 0
    for group in range(metadata.num_row_groups):
        if held >= step:
            found.append(group)
            held = 0
        columns = metadata.row_group(group)
        held += sum(columns.column(at).total_compressed_size for at in range(columns.num_columns))
    return found


FORMAT_PARQUET: Final = Format("parquet", recognise_parquet, read_seekable=read_parquet, cuts=cuts, proven=True)
FORMAT_ARROW: Final = Format("arrow", recognise_arrow, read_seekable=read_arrow, proven=True)
