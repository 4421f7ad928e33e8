"""Parquet and Arrow IPC: rows are records, read a batch at a time; Parquet is cut at row groups."""

import io
from collections.abc import Iterator
from typing import BinaryIO, Final, cast

import pyarrow as pa
import pyarrow.parquet as pq

from flows.readers.form import Format, Head, Reading, Records, Span, refuse
from transforms.articles.record import RawRecord

PARQUET_MARK: Final = b"PAR1"
ARROW_MARK: Final = b"ARROW1"
STREAM_MARK: Final = b"\xff\xff\xff\xff"
# The length of the footer, and the mark once more.
FOOTER_END: Final = 8
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
        batches: Iterator[pa.RecordBatch] = (opened.get_batch(at) for at in range(opened.num_record_batches))
    else:
        batches = iter(opened)
    yield from _rows(batches, 0, "the batches", reading)


def _rows(batches: Iterator[pa.RecordBatch], first: int, where: str, reading: Reading) -> Records:
    ordinal = first
    while True:
        try:
            batch = next(batches, None)
            if batch is not None:
                batch.validate()  # what it holds is as long as it says
        except FAULTS as error:
            message = f"expected the rows of {where} from here on, got {_short(error)} in {reading.name}"
            yield refuse(str(ordinal), "damaged_columns", message)
            return
        if batch is None:
            return
        for row in _values(batch):
            if isinstance(row, dict):
                yield RawRecord(str(ordinal), row)
            else:
                yield refuse(str(ordinal), "bad_row", f"expected a row, got {_short(row)} in {reading.name}")
            ordinal += 1


def _opened(file: BinaryIO) -> pa.PythonFile:
    return pa.PythonFile(cast("io.IOBase", file), mode="r")


def _values(batch: pa.RecordBatch) -> Iterator[dict[str, object] | Exception]:
    """Each row of a batch, or why it is none.

    What is converted is validated first: offsets that lead out of a damaged file crash the interpreter.
    """
    fault = _fault(batch)
    # The values of lists, structures and dictionaries are validated for all rows at once, so that they are not again for each.
    nested = [at for at, kind in enumerate(batch.schema.types) if kind.num_fields or pa.types.is_dictionary(kind)]
    flat = [at for at in range(batch.num_columns) if at not in nested]
    shared = fault and _fault(batch.select(nested))
    for start in range(0, len(batch), BATCH_ROWS):
        piece = batch.slice(start, BATCH_ROWS)
        rows = fault or _converted(piece)
        if isinstance(rows, list):
            yield from rows
            continue
        for at in range(len(piece)):
            row = piece.slice(at, 1)
            one = shared or _fault(row.select(flat)) or _converted(row)
            yield one[0] if isinstance(one, list) else one


def _fault(batch: pa.RecordBatch) -> Exception | None:
    try:
        batch.validate(full=True)
    except FAULTS as error:
        return error
    return None


def _converted(batch: pa.RecordBatch) -> list[dict[str, object]] | Exception:
    try:
        return batch.to_pylist()
    except FAULTS as error:
        return error


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


def spans(file: BinaryIO, start: int, stop: int | None) -> list[Span]:
    """Where the mark, the row groups from `start` to `stop` and the footer lie; all of a file whose footer is damaged."""
    try:
        metadata = pq.ParquetFile(_opened(file)).metadata
        groups = [metadata.row_group(at) for at in range(start, metadata.num_row_groups if stop is None else stop)]
        chunks = [group.column(at) for group in groups for at in range(group.num_columns)]
        begins = [chunk.dictionary_page_offset or chunk.data_page_offset for chunk in chunks]
        ends = [begin + chunk.total_compressed_size for begin, chunk in zip(begins, chunks, strict=True)]
        size = file.seek(0, io.SEEK_END)
    except FAULTS:
        return [(0, None)]
    first, last = max(min(begins, default=0), 0), max(ends, default=0)
    return [(0, len(PARQUET_MARK)), (first, last), (max(0, size - metadata.serialized_size - FOOTER_END), None)]


FORMAT_PARQUET: Final = Format("parquet", recognise_parquet, read_seekable=read_parquet, cuts=cuts, spans=spans, proven=True)
FORMAT_ARROW: Final = Format("arrow", recognise_arrow, read_seekable=read_arrow, proven=True)
