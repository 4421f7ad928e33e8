"""What a run's log says of articles: source, shard and article in every line, and a bounded number of lines.

The tables have every reject and every withdrawal; the log has the first of each shard or commit, and how many more there are.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from logging import INFO, WARNING, Logger, LoggerAdapter
from typing import Any, Final

import pyarrow.parquet as pq

from flows.lake.commit import Committed
from flows.readers.error import without_secrets
from flows.shards import Manifest

LINES: Final = 10
Log = Logger | LoggerAdapter[Any]


def log_shard(log: Log, manifest: Manifest) -> None:
    """Says what a shard came to: its counts, its files that cannot be read, its first rejects."""
    where = f"source {manifest.shard.source}, shard {manifest.shard.name}"
    log.info(_line(f"{where}: {'in the lake already' if manifest.skipped else manifest.counts}"))
    for failure in manifest.failures:
        log.warning(_line(f"{where}: {failure}"))
    rejects = [_told(row) for row in islice(_rows(manifest.files.get("rejects", ())), LINES)]
    _log_first(log, WARNING, where, rejects, sum(manifest.reject_reasons.values()), "rejects, see: dateline show rejects")


def log_commit(log: Log, source: str, committed: Committed) -> None:
    """Says which articles of the lake have another copy now, and which are gone since their shard has them no more."""
    where = f"source {source}, snapshot {committed.load_seq}"
    for what, articles in (("replaced", committed.replaced), ("withdrawn", committed.withdrawn)):
        told = [f"shard {shard}, article {article_id} {what}" for article_id, shard in sorted(articles.items())[:LINES]]
        _log_first(log, INFO, where, told, len(articles), f"articles {what}")


def _log_first(log: Log, level: int, where: str, told: Sequence[str], count: int, what: str) -> None:
    for line in told:
        log.log(level, _line(f"{where}, {line}"))
    if count > len(told):
        log.log(level, _line(f"{where}: {count - len(told):,} more {what}"))


def _rows(paths: Sequence[str]) -> Iterator[dict[str, Any]]:
    for path in paths:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(LINES, columns=["record", "reason", "message", "article_id"]):
                yield from batch.to_pylist()


def _told(row: dict[str, Any]) -> str:
    article = f", article {row['article_id']}" if row["article_id"] else ""
    return f"record {row['record']}{article}: {row['reason']}: {without_secrets(row['message'])}"


def _line(text: str) -> str:
    """One line of a log: files and records of a dump may have line breaks in their names."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
