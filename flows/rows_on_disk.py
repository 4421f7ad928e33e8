"""A shard's staged files: rows go in, bounded batches are written, and the files get their names when they are complete."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyarrow as pa
import pyarrow.parquet as pq

from flows.lake.mask import is_among, negate
from schemas.batch import build_batch
from schemas.column import TEXT, Table
from schemas.staged import STAGED
from transforms.rows import Row

BATCH_ROWS: Final = 4_000
BATCH_BYTES: Final = 8 << 20
COPIED: Final = ("articles", "mentions", "events")


class StagedFiles:
    """Parquet files of one shard, by table; use as a context manager. What is not finished is removed."""

    def __init__(self, staging: Path, shard: str) -> None:
        # The name of a shard is a path of any length, so its hash names the folder.
        self.folder = staging / hashlib.sha256(shard.encode("utf-8", "surrogateescape")).hexdigest()[:24]
        self.folder.mkdir(parents=True, exist_ok=True)
        self.rows: dict[str, int] = dict.fromkeys(STAGED, 0)
        self._files = {name: _TableFile(table, self.folder / f"{name}.parquet") for name, table in STAGED.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for file in self._files.values():
            file.abandon()

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Adds rows of a table; raises BatchError when one does not fit."""
        self._files[table].add(rows)
        self.rows[table] += len(rows)

    def finish(self, losers: set[tuple[str, str]]) -> dict[str, str]:
        """Completes the files, without the rows of the losing copies (article and record); their paths by table."""
        paths = {}
        for name, file in self._files.items():
            path = file.finish()
            if path is None:
                continue
            if losers and name in COPIED:
                self.rows[name] = _without(path, STAGED[name], losers)
            paths[name] = str(path)
        return paths


class _TableFile:
    """One table's file under a temporary name; opened when its first batch is full."""

    def __init__(self, table: Table, path: Path) -> None:
        self.table = table
        self.path = path
        self.partial = path.with_suffix(".partial")
        self.waiting: list[Row] = []
        self.waiting_bytes = 0
        self.writer: pq.ParquetWriter | None = None

    def add(self, rows: Sequence[Row]) -> None:
        self.waiting += rows
        self.waiting_bytes += sum(len(row["text"]) for row in rows) if self.table.name == "articles" else 0
        if len(self.waiting) >= BATCH_ROWS or self.waiting_bytes >= BATCH_BYTES:
            self._flush()

    def finish(self) -> Path | None:
        self._flush()
        if self.writer is None:
            return None
        self.writer.close()
        self.writer = None
        self.partial.rename(self.path)
        return self.path

    def abandon(self) -> None:
        if self.writer is not None:
            self.writer.close()
            self.writer = None
            self.partial.unlink(missing_ok=True)

    def _flush(self) -> None:
        if not self.waiting:
            return
        batch = build_batch(self.table, self.waiting)
        self.waiting, self.waiting_bytes = [], 0
        if self.writer is None:
            self.writer = pq.ParquetWriter(self.partial, batch.schema, compression="zstd", compression_level=1)
        self.writer.write_batch(batch)


def _without(path: Path, table: Table, losers: set[tuple[str, str]]) -> int:
    """Rewrites a file without the rows of the losing copies; how many rows are left."""
    gone = pa.array(["\x1f".join(copy) for copy in sorted(losers)], TEXT)
    kept = path.with_suffix(".kept")
    rows = 0
    with pq.ParquetFile(path) as file, pq.ParquetWriter(kept, table.schema, compression="zstd", compression_level=1) as writer:
        for batch in file.iter_batches(BATCH_ROWS):
            left = batch.filter(negate(is_among(_copy_keys(batch), gone)))
            rows += left.num_rows
            writer.write_batch(left)
    kept.replace(path)
    return rows


def _copy_keys(batch: pa.RecordBatch) -> "pa.Array[Any]":
    pairs = zip(batch["article_id"].to_pylist(), batch["record"].to_pylist(), strict=True)
    return pa.array([f"{article_id}\x1f{record}" for article_id, record in pairs], TEXT)
