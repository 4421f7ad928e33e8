"""Reading a dump whole, as a task would, for the tests."""

from collections.abc import Sequence
from pathlib import Path

from flows.readers import hash_shard, open_shard, plan_shards
from flows.sources import Source
from transforms.articles import RawRecord, Reject

PLAIN = Source(name="example")


def read_all(path: Path | str | Sequence[str], source: Source = PLAIN) -> tuple[list[RawRecord], list[Reject]]:
    """Every record and reject of a path, with the hash checked against the one that needs no parsing."""
    records: list[RawRecord] = []
    rejects: list[Reject] = []
    paths = [str(path)] if isinstance(path, (str, Path)) else list(path)
    for shard in plan_shards(paths, source):
        reading = open_shard(shard, source)
        for item in reading:
            (records if isinstance(item, RawRecord) else rejects).append(item)
        assert reading.content_hash == hash_shard(shard, source).content_hash
        assert not reading.changed
    return records, rejects


def reasons(rejects: Sequence[Reject]) -> list[str]:
    """The reason codes in order."""
    return [reject.reason for reject in rejects]
