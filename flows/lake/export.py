"""A plain copy of a snapshot for what reads only Parquet: `DIR/<snapshot>/<table>/`, Hive-partitioned, and a `latest` link."""

import contextlib
import hashlib
import os
import shutil
import time
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.fs as pafs
import pyarrow.parquet as pq

from flows.lake.files import FileWriter, with_schema
from flows.lake.order import in_order, sorter
from flows.lake.snapshot import LakeSnapshot
from flows.lake.store import LakeError
from schemas.column import TEXT, Column, Table
from schemas.tables import ARTICLES, EVENTS, MENTIONS, REJECTS, TABLES

LATEST: Final = "latest"
UNKNOWN: Final = "unknown"
PARTIAL: Final = ".partial"
LEFT_SECONDS: Final = 24 * 3600.0
MONTH: Final = Column("month", TEXT, "The partition of the copy: published_month, or unknown.")
# The books of the lake mean nothing outside it.
EXPORTED: Final = (ARTICLES.name, MENTIONS.name, EVENTS.name, REJECTS.name, "duplicate_groups")


def export_lake(lake: LakeSnapshot, to: str | os.PathLike[str], tables: Sequence[str] = EXPORTED) -> Path:
    """Writes a snapshot below a folder and points `latest` at it; the folder of the copy.

    Readers of `latest` see the old copy or the new one, never half of either: the copy is written under a name that no other
    export has, renamed, and the link replaced in one step. A snapshot that is there already is left as it is; a copy of other
    tables than the usual ones, and its link, have their names in their own. Raises LakeError when the folder cannot be written.
    """
    root = Path(to).absolute()
    name = copy_name(lake, tables)
    done = root / name
    try:
        root.mkdir(parents=True, exist_ok=True)
        if not done.is_dir():
            _write_copy(lake, done, tables)
        _point(root / latest_name(tables), name)
    except OSError as error:
        raise LakeError(f"expected a folder that can be written, got {error.strerror} at {error.filename or root}") from error
    return done


def _write_copy(lake: LakeSnapshot, done: Path, tables: Sequence[str]) -> None:
    """Makes the folder of a copy with all its tables in it, unless another export of the snapshot has made it meanwhile."""
    _sweep(done.parent)
    partial = done.with_name(f".{done.name}.{uuid.uuid4().hex}{PARTIAL}")
    try:
        for table in sorted(set(tables)):
            (partial / table).mkdir(parents=True)
            write_table(lake, TABLES[table], pafs.SubTreeFileSystem(str(partial / table), pafs.LocalFileSystem()))
        try:
            partial.rename(done)
        except OSError:
            if not done.is_dir():
                raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _sweep(root: Path) -> None:
    """Removes what exports left that were killed: no living one is so old."""
    for partial in root.glob(f".*{PARTIAL}"):
        with contextlib.suppress(FileNotFoundError):  # another export has just ended
            if partial.stat().st_mtime < time.time() - LEFT_SECONDS:
                shutil.rmtree(partial, ignore_errors=True)


def copy_name(lake: LakeSnapshot, tables: Sequence[str]) -> str:
    """The folder of a copy: the snapshot's number, its commit, and the tables where they are not the usual ones."""
    # A lake that was restored from a backup gives the numbers of its commits a second time.
    commit = hashlib.sha256(f"{lake.lake_id} {lake.committed_at}".encode()).hexdigest()
    return f"{lake.load_seq:08d}-{commit[:8]}{_kind(tables)}"


def latest_name(tables: Sequence[str]) -> str:
    """What names the last copy of these tables, so that a copy of other tables does not take the readers of this one along."""
    return f"{LATEST}{_kind(tables)}"


def _kind(tables: Sequence[str]) -> str:
    chosen = sorted(set(tables))
    return "" if chosen == sorted(EXPORTED) else "".join(f"-{table}" for table in chosen)


def write_table(lake: LakeSnapshot, table: Table, files: pafs.FileSystem) -> list[str]:
    """Writes a table of a snapshot as Hive-partitioned Parquet into a file system of its own; the paths of the files."""
    copied = _copied(table)
    if not lake.counts[table.name]:
        return [_say_columns(copied, files)]
    written = []
    with sorter() as connection:
        for partition in _partitions(lake, table):
            rows = lake.dataset(table.name)
            month = partition or UNKNOWN
            if table.partition is not None:
                files.create_dir(f"{MONTH.name}={month}")
                column = ds.field(table.partition)
                rows = rows.filter(column.is_null() if partition is None else column == partition)
            writer = FileWriter(copied, files)
            for batch in in_order(connection, table, rows):
                if table.partition is not None:
                    batch = batch.append_column(MONTH.name, pa.repeat(month, batch.num_rows))
                writer.write(with_schema(copied, batch))
            written += [action.path for action in writer.close()]
    return written


def _copied(table: Table) -> Table:
    """The table with a partition that is never null: pandas cannot read Hive's null partition, and the others differ on it."""
    if table.partition is None:
        return table
    return replace(table, columns=(*table.columns, MONTH), partition=MONTH.name)


def _partitions(lake: LakeSnapshot, table: Table) -> list[str | None]:
    if table.partition is None:
        return [None]
    actions = pa.table(lake.delta(table.name).get_add_actions(flatten=True))
    found = set(actions[f"partition.{table.partition}"].to_pylist()) if actions.num_rows else set()
    return sorted(found, key=lambda value: value or "")


def _say_columns(table: Table, files: pafs.FileSystem) -> str:
    """The path of a file without rows: a table without files has no columns to a reader."""
    folder = "" if table.partition is None else f"{table.partition}={UNKNOWN}"
    path = f"{folder}/part-0.zstd.parquet".lstrip("/")
    if folder:
        files.create_dir(folder)
    columns = [name for name in table.schema.names if name != table.partition]
    nothing = table.schema.remove_metadata().empty_table().select(columns)
    pq.write_table(nothing, path, filesystem=files, compression="zstd")
    return path


def _point(link: Path, name: str) -> None:
    """Points a link at a folder beside it, in one step."""
    waiting = link.with_name(f".{link.name}.{os.getpid()}")
    waiting.unlink(missing_ok=True)
    waiting.symlink_to(name)
    waiting.replace(link)
