"""A child process that dies as early as can be."""

import os
from multiprocessing.connection import Connection

import pytest

from flows import runners
from flows.shards import Provenance, RunOptions, Shard
from flows.sources import Source
from flows.staging import ShardJob


def die_at_once(sender: Connection) -> None:
    os._exit(9)


def test_a_child_that_dies_while_it_starts_is_a_dead_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runners, "_begin", die_at_once)
    made = Provenance("1", "", "", "", "", "{}")
    job = ShardJob(Shard("part", "part", "wire", "jsonl"), Source(name="wire"), RunOptions(""), made, "", None)
    child = runners.Child(60.0)
    with pytest.raises(runners.ChildDied, match="expected the shard part to be staged, got a child process that died"):
        child.stage(job)
    assert child.process_id() is None
