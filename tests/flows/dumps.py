"""Small dumps, and an ingest of them without Prefect: the same steps, in this process."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from flows.ingestion import Ingestion
from flows.lake.commit import open_committer
from flows.lake.store import store_at
from flows.readers.planning import plan_shards
from flows.settings import load_settings
from flows.shards import RunOptions, Shard
from flows.sources import Checks, Limits, Source
from flows.staging import stage_shard
from flows.summary import RunSummary

TODAY = date(2024, 6, 30)
FIELDS: dict[str, str | list[str]] = {"id": "id", "text": "text", "published": "date", "title": "title"}


def story(number: int, **changes: Any) -> dict[str, Any]:
    """One record: a story of two sentences with a time expression in each."""
    return {
        "id": f"n{number}",
        "title": f"Council meets, part {number}",
        "text": f"The council of district {number} met on Monday. It will vote by the end of this month on plan {number}.",
        "date": f"2024-05-{number % 28 + 1:02d}",
    } | changes


def write_dump(path: Path, records: Sequence[dict[str, Any] | str]) -> Path:
    """A JSON Lines file; a string is written as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def read_in(
    lake: Path,
    *paths: Path,
    force: bool = False,
    checks: Checks | None = None,
    today: date = TODAY,
    version: str = "1.0",
    source: str = "wire",
    shards: Sequence[Shard] | None = None,
    shard_mib: int = 32,
    pattern: str | None = None,
    **options: Any,
) -> RunSummary:
    """Ingests the paths, or shards planned before, into the lake, without events unless they are asked for."""
    limits = Limits(shard_mib=shard_mib)
    described = Source(name=source, fields=FIELDS, language="en", checks=checks or Checks(), limits=limits, pattern=pattern)
    chosen = RunOptions(lake=str(lake), **({"events": "none"} | options))
    settings = load_settings({}, pipeline_version=version)
    store = store_at(lake)
    with open_committer(store, purpose="ingest", run_id="test", pipeline_version=version, create=True) as committer:
        ingestion = Ingestion.begin(committer, described, chosen, settings, force=force, today=today)
        given = [str(path) for path in paths]
        planned = plan_shards(given, described) if shards is None else shards
        for job in ingestion.jobs(planned, given):
            ingestion.take(stage_shard(job))
        return ingestion.finish()
