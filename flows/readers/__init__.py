"""Readers: every dump format turned into raw records, with what cannot be read turned into rejects.

The front door is `plan_shards` (what there is to read), `open_shard` (read it) and `hash_shard` (has it changed?).
"""

from flows.readers.error import ReaderError
from flows.readers.planning import plan_shards
from flows.readers.reading import ShardReading, hash_shard, open_shard

__all__ = ["ReaderError", "ShardReading", "hash_shard", "open_shard", "plan_shards"]
