"""A plain copy of a snapshot for what reads only Parquet: `DIR/<snapshot>/<table>/`, Hive-partitioned, and a `latest` link."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.fs as pafs
import pyarrow.parquet as pq

from flows.lake.files import FileWriter, with_schema
from flows.lake.order import in_order
from flows.lake.snapshot import LakeSnapshot
from flows.lake.store import LakeError
from schemas.column import TEXT, Column, Table
from schemas.tables import ARTICLES, EVENTS, MENTIONS, REJECTS, TABLES

LATEST: Final = "latest"
UNKNOWN: Final = "unknown"
MONTH: Final = Column("month", TEXT, "The partition of the copy: published_month, or unknown.")
# The books of the lake mean nothing outside it.
EXPORTED: Final = (ARTICLES.name, MENTIONS.name, EVENTS.name, REJECTS.name, "duplicate_groups")


def export_lake(lake: LakeSnapshot, to: str | os.PathLike[str], tables: Sequence[str] = EXPORTED) -> Path:
    """Writes a snapshot below a folder and points `latest` at it; the folder of the copy.

    Readers of `latest` see the old copy or the new one, never half of either: the copy is written under another name, renamed,
    and the link replaced in one step. A snapshot that is there already is left as it is; a copy of other tables than the usual
    ones has their names in its own. Raises LakeError when the folder
    cannot be written.
    """
    root = Path(to).absolute()
    chosen = sorted(set(tables))
    some = [] if chosen == sorted(EXPORTED) else chosen
    name = "-".join((f"{lake.load_seq:08d}", quote(lake.lake_id, safe="")[:8], *some))
    done = root / name
    partial = root / f".{name}.partial"
    try:
        root.mkdir(parents=True, exist_ok=True)
        if not done.is_dir():
            shutil.rmtree(partial, ignore_errors=True)
            for table in chosen:
                _export_table(lake, TABLES[table], partial / table)
            partial.rename(done)
        _point(root / LATEST, name)
    except OSError as error:
        raise LakeError(f"expected a folder that can be written, got {error.strerror} at {error.filename or root}") from error
    return done


def _export_table(lake: LakeSnapshot, table: Table, folder: Path) -> None:
    copied = _copied(table)
    folder.mkdir(parents=True)
    files = pafs.SubTreeFileSystem(str(folder), pafs.LocalFileSystem())
    if not lake.counts[table.name]:
        _say_columns(copied, folder)
        return
    for partition in _partitions(lake, table):
        rows = lake.dataset(table.name)
        month = partition or UNKNOWN
        if table.partition is not None:
            (folder / f"{MONTH.name}={month}").mkdir()
            column = ds.field(table.partition)
            rows = rows.filter(column.is_null() if partition is None else column == partition)
        writer = FileWriter(copied, files)
        for batch in in_order(table, rows):
            if table.partition is not None:
                batch = batch.append_column(MONTH.name, pa.repeat(month, batch.num_rows))
            writer.write(with_schema(copied, batch))
        writer.close()


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


def _say_columns(table: Table, folder: Path) -> None:
    """A file without rows: a table without files has no columns to a reader."""
    part = folder if table.partition is None else folder / f"{table.partition}={UNKNOWN}"
    part.mkdir(exist_ok=True)
    columns = [name for name in table.schema.names if name != table.partition]
    pq.write_table(
        table.schema.remove_metadata().empty_table().select(columns), part / "part-0.zstd.parquet", compression="zstd"
    )


def _point(link: Path, name: str) -> None:
    """Points a link at a folder beside it, in one step."""
    waiting = link.with_name(f".{link.name}.{os.getpid()}")
    waiting.unlink(missing_ok=True)
    waiting.symlink_to(name)
    waiting.replace(link)
