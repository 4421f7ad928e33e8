"""How long a million events take into DuckDB and PostgreSQL, beside a bare COPY of the same rows.

DuckDB copies from Parquet, PostgreSQL from CSV, each into a table without and with the primary key. Ours is a whole first load:
from the lake, through staging, compared by checksum, with the documentation; in use it always has the key and the indexes.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import write_deltalake

from flows.lake.snapshot import open_lake
from flows.targets import statements as sql
from flows.targets.dialect import load_dialect
from flows.targets.duckdb_file import DuckDBWarehouse
from flows.targets.loading import load_snapshot
from flows.targets.postgresql import PostgreSQLWarehouse
from schemas.tables import EVENTS
from tests.bench.figure import Figure
from tests.targets.event_rows import event_table
from tests.targets.lakes import LakeBuilder
from tests.targets.server import PostgreSQL

ROWS: Final = 1_000_000
QUICK_ROWS: Final = 20_000
DUCKDB_SECONDS: Final = 10
POSTGRESQL_SECONDS: Final = 60


def figures(quick: bool = False) -> Iterator[Figure]:
    """Seconds for the first load of so many events, and its ratio to the COPY, without and with the key."""
    rows = QUICK_ROWS if quick else ROWS
    folder = Path(tempfile.mkdtemp(prefix="dateline-bench-"))
    server = PostgreSQL(folder / "postgresql", durable=True)
    try:
        table = event_table(rows)
        pq.write_table(table, folder / "events.parquet", compression="zstd", row_group_size=131_072)
        lake = _lake(folder / "lake", table)
        yield from _duckdb(folder, lake, rows)
        yield from _postgresql(folder, lake, rows, server)
    finally:
        server.stop()
        shutil.rmtree(folder)


def _lake(folder: Path, events: pa.Table) -> LakeBuilder:
    lake = LakeBuilder(folder)
    write_deltalake(lake.store.address("events"), events, mode="overwrite")
    lake.publish({"events": events.num_rows})
    return lake


def _duckdb(folder: Path, lake: LakeBuilder, rows: int) -> Iterator[Figure]:
    dialect = load_dialect("duckdb")
    bare = _seconds(lambda: _copy_duckdb(folder, with_key=False))
    keyed = _seconds(lambda: _copy_duckdb(folder, with_key=True))
    without = DuckDBWarehouse(replace(dialect, primary_key="", merge="merge", tables=("events",)), str(folder / "n.duckdb"))
    ours_bare = _seconds(lambda: load_snapshot(open_lake(lake.path), without))
    without.close()
    warehouse = DuckDBWarehouse(replace(dialect, tables=("events",)), str(folder / "ours.duckdb"))
    ours = _seconds(lambda: load_snapshot(open_lake(lake.path), warehouse))
    warehouse.close()
    yield from _told("DuckDB", "COPY from Parquet", rows, DUCKDB_SECONDS, (bare, keyed), (ours_bare, ours))


def _copy_duckdb(folder: Path, with_key: bool) -> None:
    file = folder / f"copy-{with_key}.duckdb"
    dialect = replace(load_dialect("duckdb"), primary_key="PRIMARY KEY ({key})" if with_key else "")
    with duckdb.connect(file) as connection:
        connection.execute(sql.create_table(dialect, EVENTS)[0].text)
        connection.execute("COPY events FROM $file (FORMAT parquet)", {"file": str(folder / "events.parquet")})
        connection.execute("CHECKPOINT")
    file.unlink()


def _postgresql(folder: Path, lake: LakeBuilder, rows: int, server: PostgreSQL) -> Iterator[Figure]:
    dialect = load_dialect("postgresql")
    duckdb.sql(f"COPY (FROM '{folder}/events.parquet') TO '{folder}/events.csv' (HEADER false, NULLSTR '\\N')")
    bare = _seconds(lambda: _copy_postgresql(folder, server, with_key=False))
    keyed = _seconds(lambda: _copy_postgresql(folder, server, with_key=True))
    without = replace(dialect, primary_key="", tables=("events",), words=_without_indexes(dialect.words))
    warehouse = PostgreSQLWarehouse(without, server.make_database("ours_bare"))
    ours_bare = _seconds(lambda: load_snapshot(open_lake(lake.path), warehouse))
    warehouse.close()
    warehouse = PostgreSQLWarehouse(replace(dialect, tables=("events",)), server.make_database("ours"))
    ours = _seconds(lambda: load_snapshot(open_lake(lake.path), warehouse))
    warehouse.close()
    yield from _told("PostgreSQL", "COPY from CSV", rows, POSTGRESQL_SECONDS, (bare, keyed), (ours_bare, ours))


def _without_indexes(words: object) -> dict[str, str]:
    return {name: text for name, text in dict(words).items() if not name.startswith("index_")}  # type: ignore[call-overload]


def _copy_postgresql(folder: Path, server: PostgreSQL, with_key: bool) -> None:
    name = f"copy_{with_key}".lower()
    dialect = replace(load_dialect("postgresql"), schema="public", primary_key="PRIMARY KEY ({key})" if with_key else "")
    server.make_database(name)
    server.run(sql.create_table(dialect, EVENTS)[0].text, name)
    copy = "\\copy events FROM STDIN WITH (FORMAT csv, NULL '\\N')"
    with (folder / "events.csv").open("rb") as file:
        subprocess.run(
            [server.psql, server.uri(name), "-qc", copy], stdin=file, check=True, env={**os.environ, "PGOPTIONS": ""}
        )


def _told(
    subject: str, peer: str, rows: int, bound: int, copies: tuple[float, float], ours: tuple[float, float]
) -> Iterator[Figure]:
    what = f"load of {rows:,} events"
    yield Figure(f"{subject}, {peer}", f"{what}, no key", copies[0], "s")
    yield Figure(f"{subject}, dateline load", f"{what}, no key", ours[0], "s", ours[0] / copies[0], "times the COPY; at most 3")
    yield Figure(f"{subject}, {peer}", f"{what}, primary key", copies[1], "s")
    note = f"times the COPY; at most 4, and {bound} s for a million"
    yield Figure(f"{subject}, dateline load", f"{what}, primary key", ours[1], "s", ours[1] / copies[1], note)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
