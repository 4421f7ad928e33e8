"""The work that is disturbed: what the flows do, without Prefect's server around it, and what is compared afterwards."""

import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow.compute as pc

from flows.ingestion import Ingestion, provenance
from flows.lake.commit import open_committer
from flows.lake.digest import digest_lake
from flows.lake.snapshot import LakeSnapshot, open_lake
from flows.lake.store import store_at
from flows.readers.planning import plan_shards
from flows.runners import ChildDied, stager
from flows.settings import Settings
from flows.shards import RunOptions
from flows.sources import Source
from flows.staging import ShardJob, stage_shard
from flows.targets import statements as sql
from flows.targets.checksum import Tally, tallied
from flows.targets.delta import commits
from flows.targets.dialect import load_dialect
from flows.targets.duckdb_file import DuckDBWarehouse
from flows.targets.loading import load_snapshot
from flows.targets.postgresql import PostgreSQLWarehouse
from flows.targets.statements import Statement
from flows.targets.warehouse import Warehouse
from schemas.tables import TABLES
from tests.chaos.dumps import write_dump

SOURCE: Final = Source(
    name="chaos",
    format="jsonl",
    fields={"id": "id", "url": "url", "title": "title", "text": "text", "date": "published", "revised": "updated"},
)
DUMP_DATE: Final = date(2021, 6, 1)
STEP_ROWS: Final = 300


def ingest(paths: Sequence[str], lake: str, runner: str = "threads", wait_seconds: float = 0.0, events: str = "dated") -> None:
    """What `ingest_flow` does: lock, stage each shard (once more when its child died), commit shard by shard, check."""
    settings = Settings(runner=runner, workers=2, group_mib=0, pipeline_version="chaos")
    options = RunOptions(lake, events=events, dump_date=DUMP_DATE)
    store = store_at(lake)
    with open_committer(
        store, purpose="chaos", run_id="chaos", pipeline_version="chaos", create=True, wait_seconds=wait_seconds
    ) as committer:
        ingestion = Ingestion.begin(committer, SOURCE, options, settings, force=False, today=DUMP_DATE)
        with stager(runner, 2, 120.0) as stage:
            for job in ingestion.jobs(plan_shards(paths, SOURCE), paths):
                try:
                    manifest = stage(job)
                except ChildDied:
                    manifest = stage(job)
                ingestion.take(manifest)
        ingestion.finish()


def load(target: str, place: str, lake: str) -> str:
    """What `load_target` does, in small steps; the kind of the load."""
    with closing(_open(target, place)) as warehouse:
        return load_snapshot(open_lake(lake), warehouse).kind


def lake_state(lake: str) -> dict[str, Any]:
    """The digests of a lake, and what is not whole in it: nothing may ever be listed there."""
    snapshot = open_lake(lake)
    return {"digest": dict(digest_lake(snapshot)), "broken": broken(snapshot)}


def broken(snapshot: LakeSnapshot) -> list[str]:
    """What a reader must never see: rows without article or shard, counts that are not the snapshot's, doubled keys."""
    told = []
    articles = set(snapshot.reader("articles", ["article_id"]).read_all()["article_id"].to_pylist())
    for name, table in TABLES.items():
        rows = snapshot.reader(name, list(table.key)).read_all()
        if name != "snapshots" and rows.num_rows != snapshot.counts[name]:
            told.append(f"{name} has {rows.num_rows} rows, the snapshot says {snapshot.counts[name]}")
        if rows.group_by(list(table.key)).aggregate([]).num_rows != rows.num_rows:
            told.append(f"{name} has a key twice")
        if name in ("mentions", "events"):
            owners = set(pc.unique(snapshot.reader(name, ["article_id"]).read_all()["article_id"]).to_pylist())
            told += [f"{name} of {owner}, which is no article" for owner in sorted(owners - articles)]
    grouped = snapshot.reader("duplicate_groups").read_all()
    told += [
        f"a group of {lost}, which is no article"
        for lost in sorted({*grouped["article_id"].to_pylist(), *grouped["duplicate_group"].to_pylist()} - articles)
    ]
    seen = set(snapshot.reader("sightings", ["article_id"]).read_all()["article_id"].to_pylist())
    told += [f"article {unseen}, which no shard holds" for unseen in sorted(articles - seen)]
    return told


def target_state(target: str, place: str, lake: str) -> dict[str, Any]:
    """Whether the target's rows are the lake's, by checksum over every column of every table."""
    snapshot = open_lake(lake)
    with closing(_open(target, place)) as warehouse:
        found = {item.table.name: _checksum(warehouse, snapshot, item.table.name) for item in sql.tables_of(warehouse.dialect)}
        return {"equal": all(ours == theirs for ours, theirs in found.values()), "found": found}


def target_broken(target: str, place: str) -> list[str]:
    """What a reader of the target must never see after a load that was disturbed: events without their article."""
    with closing(_open(target, place)) as warehouse:
        warehouse.begin()
        told = []
        if warehouse.columns("articles"):
            for name in ("mentions", "events"):
                events, articles = warehouse.dialect.qualify(name), warehouse.dialect.qualify("articles")
                query = f"SELECT COUNT(*) FROM {events} WHERE article_id NOT IN (SELECT article_id FROM {articles})"
                ((orphans,),) = warehouse.rows(Statement(query))
                told += [f"{orphans} {name} without their article"] if orphans else []
        warehouse.rollback()
        return told


def _checksum(warehouse: Warehouse, snapshot: LakeSnapshot, name: str) -> tuple[list[str], list[str]]:
    table, tally, last = TABLES[name], Tally(), snapshot.load_seq
    for _ in tallied(table, snapshot.reader(name, None, commits(0, last)), tally, warehouse.dialect, portable=True):
        pass
    warehouse.begin()
    rows = warehouse.rows(sql.checksum_rows(warehouse.dialect, table), {sql.SEQ_AFTER: 0, sql.SEQ_UPTO: last})[0]
    warehouse.rollback()
    return [str(tally.rows), str(tally.checksum)], [str(value) for value in rows]


def _open(target: str, place: str) -> Warehouse:
    dialect = replace(load_dialect(target), step_rows=STEP_ROWS)
    return DuckDBWarehouse(dialect, place) if target == "duckdb" else PostgreSQLWarehouse(dialect, place)


def warm(folder: Path) -> None:
    """Load tagger and parser once, before any fork, by staging a shard; opens neither lake nor database."""
    (dump,) = write_dump(folder / "warm", 1, 2, 0)
    (shard,) = plan_shards([str(dump)], SOURCE)
    options = RunOptions(os.devnull, dump_date=DUMP_DATE)
    made = provenance(SOURCE, options, Settings(pipeline_version="chaos"))
    stage_shard(ShardJob(shard, SOURCE, options, made, str(folder / "warm"), DUMP_DATE))


def copy_lake(lake: Path, to: Path) -> str:
    """A copy of a lake's folder; its path."""
    import shutil

    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(lake, to)
    return str(to)
