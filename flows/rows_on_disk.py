"""A shard's staged files: rows go in, bounded batches are written, and the files get their names when they are complete."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.batch import build_batch
from schemas.column import Table
from schemas.staged import STAGED
from transforms.rows import Row

# Rows that wait are mappings, of some kilobytes each.
BATCH_ROWS: Final = 1_000
BATCH_BYTES: Final = 4 << 20
# A writer keeps what its file's footer will say of every row group in memory, so that a file may not have any number of them.
PART_BATCHES: Final = 256
COPIED: Final = ("articles", "mentions", "events")

# Of copies, by article and record, those whose rows are to be left out.
Beaten = Callable[[Iterable[tuple[str, str]]], set[tuple[str, str]]]


class StagedFiles:
    """Parquet files of one shard, by table; use as a context manager. What is not finished is removed."""

    def __init__(self, staging: Path, shard: str) -> None:
        # The name of a shard is a path of any length, so its hash names the folder.
        self.folder = staging / hashlib.sha256(shard.encode("utf-8", "surrogateescape")).hexdigest()[:24]
        self.folder.mkdir(parents=True, exist_ok=True)
        self.rows: dict[str, int] = dict.fromkeys(STAGED, 0)
        self._files = {name: _TableFiles(table, self.folder) for name, table in STAGED.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with ExitStack() as every:  # each is abandoned, also after one that fails, as on a full disk
            for file in self._files.values():
                every.callback(file.abandon)

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Adds rows of a table; raises BatchError when one does not fit."""
        self._files[table].add(rows)
        self.rows[table] += len(rows)

    def finish(self, beaten: Beaten | None = None) -> dict[str, tuple[str, ...]]:
        """Completes the files, without the rows of the copies that were beaten; their paths by table."""
        done = {name: file.finish() for name, file in self._files.items()}
        if beaten is not None:
            for name in COPIED:
                self.rows[name] = sum(_without(path, STAGED[name], beaten) for path in done[name])
        return {name: tuple(map(str, paths)) for name, paths in done.items() if paths}


class _TableFiles:
    """One table's files under temporary names; each is opened when its first batch is full."""

    def __init__(self, table: Table, folder: Path) -> None:
        self.table = table
        self.folder = folder
        self.parts: list[Path] = []
        self.waiting: list[Row] = []
        self.waiting_bytes = 0
        self.writer: pq.ParquetWriter | None = None
        self.batches = 0

    def add(self, rows: Sequence[Row]) -> None:
        self.waiting += rows
        self.waiting_bytes += sum(len(row["text"]) for row in rows) if self.table.name == "articles" else 0
        if len(self.waiting) >= BATCH_ROWS or self.waiting_bytes >= BATCH_BYTES:
            self._flush()

    def finish(self) -> list[Path]:
        self._flush()
        self._close()
        named = [part.with_suffix(".parquet") for part in self.parts]
        for part, path in zip(self.parts, named, strict=True):
            part.rename(path)
        self.parts = []
        return named

    def abandon(self) -> None:
        try:
            self._close()
        finally:
            for part in self.parts:
                part.unlink(missing_ok=True)

    def _flush(self) -> None:
        if not self.waiting:
            return
        batch = build_batch(self.table, self.waiting)
        self.waiting, self.waiting_bytes = [], 0
        if self.writer is None:
            self.parts.append(self.folder / f"{self.table.name}-{len(self.parts)}.partial")
            self.writer = _writer(self.parts[-1], batch.schema)
        self.writer.write_batch(batch)
        self.batches += 1
        if self.batches >= PART_BATCHES:
            self._close()

    def _close(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.writer, self.batches = None, 0


def _writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    # Statistics are of no use to the one reader, which takes every row.
    return pq.ParquetWriter(path, schema, compression="zstd", compression_level=1, write_statistics=False)


def _without(path: Path, table: Table, beaten: Beaten) -> int:
    """Rewrites a file without the rows of the copies that were beaten; how many rows are left."""
    kept = path.with_suffix(".kept")
    rows = 0
    with pq.ParquetFile(path) as file, _writer(kept, table.schema) as writer:
        for batch in file.iter_batches(BATCH_ROWS):
            copies = [
                (str(row["article_id"]), str(row["record"])) for row in batch.select(["article_id", "record"]).to_pylist()
            ]
            gone = beaten(set(copies))
            left = batch.filter(pa.array([copy not in gone for copy in copies]))
            rows += left.num_rows
            writer.write_batch(left)
    kept.replace(path)
    return rows
