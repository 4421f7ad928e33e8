"""Shards staged by hand, so that the lake is tested without readers, taggers or parsers."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from flows.lake.commit import Committed, open_committer
from flows.lake.snapshot import LakeSnapshot, open_lake
from flows.lake.store import store_at
from flows.shards import COUNTED, PARTS, Manifest, Provenance, Shard
from schemas.batch import build_batch
from schemas.staged import STAGED

SOURCE = "wire"
VERSION = "1.0"
CHECKS = {"state": "passed", "results": []}


@dataclass(frozen=True)
class Copy:
    """One copy of an article in a shard: its name, its text, when it was published and revised."""

    name: str
    text: str = "The bank said on Monday that rates rose."
    published: date | None = date(2013, 10, 11)
    revised: date | None = None
    events: int = 2


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def instant(day: date | None) -> datetime | None:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if day else None


def article_row(shard: str, record: str, copy: Copy, dump_date: date | None, version: str) -> dict[str, Any]:
    row = dict.fromkeys((column.name for column in STAGED["articles"].columns), None)
    return row | {
        "article_id": copy.name,
        "source": SOURCE,
        "shard": shard,
        "record": record,
        "language": "en",
        "text": copy.text,
        "text_sha256": sha(copy.text),
        "published_at": instant(copy.published),
        "published_on": copy.published,
        "published_month": copy.published.strftime("%Y-%m") if copy.published else None,
        "published_precision": "DAY" if copy.published else None,
        "published_basis": "METADATA" if copy.published else "NONE",
        "revised_at": instant(copy.revised),
        "dump_date": dump_date,
        "pipeline_version": version,
    }


def _dependent(table: str, shard: str, record: str, copy: Copy, number: int) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys((column.name for column in STAGED[table].columns), None)
    row |= {
        "article_id": copy.name,
        "sentence": 0,
        "char_start": number,
        "char_end": number + 3,
        "source": SOURCE,
        "shard": shard,
        "record": record,
        "published_on": copy.published,
        "published_month": copy.published.strftime("%Y-%m") if copy.published else None,
    }
    if table == "mentions":
        return row | {
            "mention_id": f"{copy.name}-m{number}",
            "text": copy.text[number : number + 3],
            "timex_type": "DATE",
            "meaning": "Deictic(0, week)",
            "rule": "written for this test",
            "readings": 1,
            "anchor": "PUBLICATION",
            "start": datetime.fromisoformat("2013-10-07"),
            "end": datetime.fromisoformat("2013-10-14"),
            "approximate": False,
            "policy_version": "1",
        }
    return row | {
        "event_id": f"{copy.name}-e{number}",
        "trigger": copy.text[number : number + 3],
        "lemma": "rise",
        "event_class": "OCCURRENCE",
        "tense": "PAST",
        "aspect": "NONE",
        "polarity": "POS",
        "factuality": "ASSERTED",
        "time_basis": "NONE",
        "event_sentence": copy.text,
    }


def stage(
    folder: Path,
    name: str,
    copies: Sequence[Copy],
    *,
    rejects: int = 0,
    refused_article: str | None = None,
    dump_date: date | None = None,
    version: str = VERSION,
) -> Manifest:
    """Stages a shard with one record a copy, then `rejects` refused ones; copies of one article must not repeat."""
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in STAGED}
    for number, copy in enumerate(copies):
        record = str(number)
        rows["articles"].append(article_row(name, record, copy, dump_date, version))
        rows["sightings"].append(
            {
                "article_id": copy.name,
                "source": SOURCE,
                "shard": name,
                "record": record,
                "text_sha256": sha(copy.text),
                "revised_at": instant(copy.revised or copy.published),
                "dump_date": dump_date,
            }
        )
        for table in ("mentions", "events"):
            rows[table] += [_dependent(table, name, record, copy, index) for index in range(copy.events)]
    refused = {"source": SOURCE, "shard": name, "stage": "read", "reason": "BAD", "message": "expected a text, got none"}
    for number in range(len(copies), len(copies) + rejects):
        rows["rejects"].append({**refused, "record": str(number), "excerpt": None, "article_id": refused_article})
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for table, content in rows.items():
        if content:
            path = folder / f"{name.replace('/', '_')}.{table}.parquet"
            batch = build_batch(STAGED[table], content)
            with pq.ParquetWriter(path, batch.schema) as writer:
                writer.write_batch(batch)
            files[table] = (str(path),)
    counts = dict.fromkeys((*PARTS, *COUNTED), 0)
    counts |= {"records": len(copies) + rejects, "articles": len(copies), "rejects": rejects}
    counts |= {"mentions": len(rows["mentions"]), "events": len(rows["events"])}
    counts["published"] = sum(row["published_on"] is not None for row in rows["articles"])
    content_hash = sha(repr((name, copies, rejects)))
    made = Provenance(version, "language", "policy", "source", "model", "{}")
    return Manifest(Shard(name, name, SOURCE, "jsonl"), sha(content_hash + version), content_hash, made, files, counts)


def ingest(lake: Path, *manifests: Manifest, replaced: Sequence[str] = (), load: int | None = None) -> Committed:
    """Commits the shards as one group; `replaced` names those that stand for what a load, or any load, saw of them."""
    with open_committer(store_at(lake), purpose="test", run_id="run", pipeline_version=VERSION, create=True) as committer:
        return committer.commit(manifests, replaced=dict.fromkeys(replaced, load), checks=CHECKS)


def names(lake: Path | LakeSnapshot, table: str, column: str = "article_id") -> list[Any]:
    """The values of a column of the last snapshot, in order."""
    snapshot = lake if isinstance(lake, LakeSnapshot) else open_lake(lake)
    return sorted(snapshot.dataset(table).to_table(columns=[column])[column].to_pylist())
