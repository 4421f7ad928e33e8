"""The rows of a load as Parquet files, for warehouses that Dateline does not connect to.

`DIR/dateline_stage_<table>/rows.parquet` for each table and each scope, and `DIR/checksums.json` with the rows and checksum
that the warehouse must have for them, and the values of the watermark's parameters.
"""

import json
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
from flows.targets.tables import SCOPES, stage_name
from flows.targets.warehouse import TargetError

ROW_GROUP: Final = 131_072


def write_stage(snapshot: LakeSnapshot, dialect: Dialect, folder: Path, after: int = 0) -> dict[str, Any]:
    """Write the rows of the commits after `after` for a load of the target; what `checksums.json` holds.

    Raises TargetError when the folder has files already, the snapshot's checks failed, or the lake does not list `after`.
    """
    refuse_unchecked(snapshot)
    if after and after not in history(snapshot):
        raise TargetError(f"expected --after to be a snapshot of {snapshot.path}, got {after}; stage everything with --after 0")
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise TargetError(f"expected an empty folder for the staged rows, got files in {folder}; name another one")
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
    # Written last: a folder without it is not complete.
    (folder / "checksums.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return told


def _write(folder: Path, rows: pa.RecordBatchReader) -> None:
    folder.mkdir()
    with pq.ParquetWriter(folder / "rows.parquet", rows.schema, compression="zstd") as writer:
        for batch in rows:
            writer.write_batch(batch, row_group_size=ROW_GROUP)
