"""The committer: seconds and memory of appending, of correcting 200 articles, and of Delta's own merge of the same 200.

Each is measured in a process of its own, by the most memory that it ever held. The lake has 574 MB of articles' text, as in
the measurement of merges that the layout of commits rests on.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from flows.ingestion import COUNTS
from flows.lake.commit import open_committer
from flows.lake.digest import digest_lake
from flows.lake.maintain import maintain_lake
from flows.lake.snapshot import open_lake
from flows.lake.store import store_at
from flows.shards import Manifest, Provenance, Shard
from schemas.staged import STAGED
from tests.bench.figure import Figure
from tests.bench.peak import peak_mib

ARTICLES: Final = 200_000
TEXT_CHARS: Final = 2_870
SHARDS: Final = 20
CORRECTED: Final = 200
ROOT: Final = Path(__file__).resolve().parents[2]
DAY: Final = date(2024, 5, 1)


def figures(quick: bool = False) -> Iterator[Figure]:
    """Commits, corrections, compaction and the digest, beside Delta's merge."""
    articles = 2_000 if quick else ARTICLES
    with TemporaryDirectory(prefix="dateline-bench-") as place:
        done = _measured("append", place, articles)
        yield Figure("lake", "append articles", articles / done["seconds"], "articles/s", note="one commit for 1/20 of them")
        yield Figure("lake", "memory to append", done["mib"], "MiB", note=f"{articles:,} articles in all")
        correct = _measured("correct", place, articles)
        merge = _measured("merge", place, articles)
        pace, room = merge["seconds"] / correct["seconds"], correct["mib"] / merge["mib"]
        yield Figure("lake", f"correct {CORRECTED} articles", correct["seconds"], "s", pace, "times as fast as Delta's merge")
        yield Figure("lake", "memory to correct", correct["mib"], "MiB", room, "of what Delta's merge takes")
        done = _measured("maintain", place, articles)
        yield Figure("lake", "compact", done["seconds"], "s", note=f"{done['mib']:.0f} MiB")
        done = _measured("digest", place, articles)
        yield Figure("lake", "digest", done["seconds"], "s", note=f"{done['mib']:.0f} MiB")


def _measured(action: str, place: str, articles: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.lake", action, place, str(articles)]
    found: dict[str, float] = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    return found


def _append(place: Path, articles: int) -> float:
    seconds = 0.0
    for number in range(SHARDS):
        manifest = _stage(place / "staged", f"s{number}", range(number, articles, SHARDS), 0)
        begun = time.perf_counter()
        _commit(place / "lake", manifest)
        seconds += time.perf_counter() - begun
    return seconds


def _correct(place: Path, articles: int) -> float:
    manifest = _stage(place / "staged", "corrections", _spread(articles), 1)
    begun = time.perf_counter()
    _commit(place / "lake", manifest)
    return time.perf_counter() - begun


def _merge(place: Path, articles: int) -> float:
    """What Delta itself would do with the corrections, in the table of articles alone."""
    manifest = _stage(place / "staged", "merged", _spread(articles), 2)
    table = open_lake(place / "lake").delta("articles")
    rows = pq.read_table(list(manifest.files["articles"]))
    now = pa.repeat(pa.scalar(datetime.now(UTC), pa.timestamp("us", "UTC")), rows.num_rows)
    rows = rows.append_column("ingested_at", now).append_column("load_seq", pa.repeat(pa.scalar(0, pa.int64()), rows.num_rows))
    begun = time.perf_counter()
    merge = table.merge(rows, "t.article_id = s.article_id", source_alias="s", target_alias="t")
    merge.when_matched_update_all().when_not_matched_insert_all().execute()
    return time.perf_counter() - begun


def _maintain(place: Path, articles: int) -> float:
    begun = time.perf_counter()
    maintain_lake(store_at(place / "lake"), run_id="bench", pipeline_version="bench")
    return time.perf_counter() - begun


def _digest(place: Path, articles: int) -> float:
    begun = time.perf_counter()
    digest_lake(open_lake(place / "lake"))
    return time.perf_counter() - begun


def _spread(articles: int) -> range:
    """About as many articles as are corrected, in files of every shard and month."""
    return range(0, articles, articles // CORRECTED - 3)


def _commit(lake: Path, manifest: Manifest) -> None:
    with open_committer(store_at(lake), purpose="bench", run_id="bench", pipeline_version="bench", create=True) as committer:
        committer.commit([manifest], checks={"state": "passed", "results": []})


def _stage(folder: Path, name: str, numbers: range, revision: int) -> Manifest:
    """A shard of articles with made-up text, staged by columns."""
    folder.mkdir(exist_ok=True)
    files = {}
    for table in ("articles", "sightings"):
        path = folder / f"{name}.{table}.parquet"
        with pq.ParquetWriter(path, STAGED[table].schema, compression="zstd", compression_level=1) as writer:
            for start in range(0, len(numbers), 1_000):
                writer.write_batch(_batch(table, name, numbers[start : start + 1_000], revision))
        files[table] = (str(path),)
    counts = dict.fromkeys(COUNTS, 0) | {"records": len(numbers), "articles": len(numbers)}
    made = Provenance("bench", "", "", "", "", "{}")
    return Manifest(Shard(name, name, "bench", "jsonl"), name, name, made, files, counts)


def _batch(table: str, shard: str, numbers: range, revision: int) -> pa.RecordBatch:
    chosen = random.Random(numbers[0])
    words = [f"word{number}" for number in range(5_000)]
    text = " ".join(chosen.choices(words, k=40_000))
    months = [f"2024-{number % 6 + 1:02d}" for number in numbers]
    known: dict[str, list[Any]] = {
        "article_id": [f"{number * 2_654_435_761 % 2**64:016x}" for number in numbers],
        "source": ["bench"] * len(numbers),
        "shard": [shard] * len(numbers),
        "record": [str(number) for number in numbers],
        "language": ["en"] * len(numbers),
        "text": [text[start : start + TEXT_CHARS] for start in (chosen.randrange(300_000) for _ in numbers)],
        "text_sha256": [f"{number:064x}" for number in numbers],
        "published_at": [datetime(DAY.year, number % 6 + 1, 1, tzinfo=UTC) for number in numbers],
        "published_on": [date(DAY.year, number % 6 + 1, 1) for number in numbers],
        "published_month": months,
        "published_basis": ["METADATA"] * len(numbers),
        "revised_at": [datetime(2024, 7, 1 + revision, tzinfo=UTC) for _ in numbers],
        "pipeline_version": ["bench"] * len(numbers),
    }
    nothing = [None] * len(numbers)
    return pa.record_batch(
        [pa.array(known.get(field.name, nothing), field.type) for field in STAGED[table].schema], schema=STAGED[table].schema
    )


if __name__ == "__main__":
    action, place, articles = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    seconds = {"append": _append, "correct": _correct, "merge": _merge, "maintain": _maintain, "digest": _digest}[action](
        place, articles
    )
    sys.stdout.write(json.dumps({"seconds": seconds, "mib": peak_mib()}))
