"""The tables as a task stages them: without what only the commit knows, and with the copy that each row came from."""

from dataclasses import replace
from typing import Final

from schemas.column import Column, Table
from schemas.tables import ARTICLES, EVENTS, MENTIONS, RECORD, REJECTS, SHARD, SIGHTINGS

COMMITTED: Final = frozenset({"ingested_at", "load_seq"})


def _staged(table: Table, *copy: Column) -> Table:
    kept = tuple(column for column in table.columns if column.name not in COMMITTED)
    return replace(table, columns=(*kept, *copy))


STAGED: Final = {
    "articles": _staged(ARTICLES),
    # An article found twice in a shard has two copies; only the winner's mentions and events are committed.
    "mentions": _staged(MENTIONS, SHARD, RECORD),
    "events": _staged(EVENTS, SHARD, RECORD),
    "rejects": _staged(REJECTS),
    "sightings": _staged(SIGHTINGS),
}
