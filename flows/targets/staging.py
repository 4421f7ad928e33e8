"""The rows of a load as Parquet files, for warehouses that Dateline does not connect to.

`DIR/dateline_stage_<table>/rows.parquet` for each table and each scope, and `DIR/checksums.json` with the rows and checksum
that the warehouse must have for them, and the values of the watermark's parameters. It is written last, and goes first when the
folder is staged into again: a folder without it is not complete.
"""

import json
import os
import shutil
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from flows.lake.snapshot import LakeSnapshot
from flows.targets import statements as sql
from flows.targets.checksum import Tally, tallied
from flows.targets.delta import commits, history, touched
from flows.targets.dialect import Dialect
from flows.targets.loading import refuse_unchecked
from flows.targets.tables import SCOPES, TARGET_TABLES, stage_name
from flows.targets.warehouse import TargetError

ROW_GROUP: Final = 131_072
CHECKSUMS: Final = "checksums.json"


def write_stage(snapshot: LakeSnapshot, dialect: Dialect, folder: Path, after: int = 0) -> dict[str, Any]:
    """Write the rows of the commits after `after` for a load of the target; what `checksums.json` holds.

    What an earlier run staged there, whole or not, is replaced. Raises TargetError when the folder has other files or cannot be
    written, the snapshot's checks failed, or the lake does not list `after`.
    """
    refuse_unchecked(snapshot)
    if after and after not in history(snapshot):
        raise TargetError(f"expected --after to be a snapshot of {snapshot.path}, got {after}; stage everything with --after 0")
    try:
        _clear(folder)
        return _write_all(snapshot, dialect, folder, after)
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else error
        raise TargetError(f"expected a folder that can be written, got {reason} at {error.filename or folder}") from error


def _clear(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    ours = {CHECKSUMS, *(stage_name(each.table) for each in (*SCOPES, *TARGET_TABLES))}
    if others := sorted({path.name for path in folder.iterdir()} - ours):
        raise TargetError(f"expected a folder for staged rows alone, got {others[0]} in {folder}; name another one")
    (folder / CHECKSUMS).unlink(missing_ok=True)
    for staged in folder.iterdir():
        shutil.rmtree(staged)


def _write_all(snapshot: LakeSnapshot, dialect: Dialect, folder: Path, after: int) -> dict[str, Any]:
    for scope in SCOPES:
        _write(folder / stage_name(scope.table), touched(snapshot, scope, after, snapshot.load_seq))
    tables: dict[str, dict[str, Any]] = {}
    for item in sql.tables_of(dialect):
        tally = Tally()
        rows = snapshot.reader(item.table.name, None, commits(after, snapshot.load_seq))
        _write(folder / stage_name(item.table), tallied(item.table, rows, tally, dialect, portable=True))
        tables[item.table.name] = {"rows": tally.rows, "checksum": str(tally.checksum)}
    told = {
        "parameters": {
            sql.SEQ_AFTER: after,
            sql.SEQ_UPTO: snapshot.load_seq,
            "lake_id": snapshot.lake_id,
            "load_seq": snapshot.load_seq,
            "committed_at": snapshot.committed_at.isoformat() if snapshot.committed_at else None,
        },
        "tables": tables,
    }
    (folder / CHECKSUMS).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return told


def _write(folder: Path, rows: pa.RecordBatchReader) -> None:
    folder.mkdir()
    with pq.ParquetWriter(folder / "rows.parquet", rows.schema, compression="zstd") as writer:
        for batch in rows:
            writer.write_batch(batch, row_group_size=ROW_GROUP)
