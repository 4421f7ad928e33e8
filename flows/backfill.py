"""`backfill`: a source's dumps of a range of days, a few days a run; and `stale_steps`: shards that an older version read.

Every step is an ordinary ingest, so a backfill that is stopped is started again with the same command: what the lake has is
skipped by content.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from flows.ingestion import known_shards, provenance
from flows.lake.snapshot import LakeSnapshot
from flows.readers.error import ReaderError
from flows.readers.inputs import find_inputs
from flows.settings import Settings
from flows.shards import RunOptions
from flows.sources import Source, load_source, source_names
from flows.staging import KnownShard
from schemas.tables import LOADS

_CODES: Final = re.compile(r"%[YymdjHMSUWVGbBaA]")
_RANGE: Final = re.compile(r"\[\d*:\d*\]$")


class BackfillError(ValueError):
    """A backfill that cannot begin; one line with what was expected and what came."""


@dataclass(frozen=True, slots=True)
class Step:
    """One ingest of a backfill: what it is called, the paths to read, the days without a dump, the options it was read with."""

    name: str
    paths: tuple[str, ...]
    missing: tuple[date, ...] = ()
    source: str | None = None
    options: tuple[tuple[str, Any], ...] = ()


def day_steps(template: str, first: date, last: date, days_a_step: int = 7) -> list[Step]:
    """The steps for the days from `first` to `last`, both included, oldest first.

    `template` names the files of one day with the codes of strftime: `dumps/%Y/%m/%d/*.jsonl.gz`. Raises BackfillError when it
    has none, or the range is empty, or there is no dump on any day of it.

    >>> day_pattern("dumps/%Y/%m/*.gz", date(2024, 5, 1))
    'dumps/[2]024/05/*.gz'
    """
    if not _CODES.search(template):
        raise BackfillError(f"expected a path with the day in it, such as dumps/%Y-%m-%d*.jsonl.gz, got {template!r}")
    if last < first:
        raise BackfillError(f"expected --to on or after --from, got {last} before {first}")
    if days_a_step < 1:
        raise BackfillError(f"expected at least one day a step, got {days_a_step}")
    steps = []
    for start in range(0, (last - first).days + 1, days_a_step):
        days = [first + timedelta(start + day) for day in range(min(days_a_step, (last - first).days + 1 - start))]
        there = [day for day in days if _is_there(template, day)]
        missing = tuple(day for day in days if day not in there)
        # A path without the day of the month names the same files on many days.
        patterns = dict.fromkeys(day_pattern(template, day) for day in there)
        name = f"{days[0]} to {days[-1]}" if len(days) > 1 else str(days[0])
        steps.append(Step(name, tuple(patterns), missing))
    if not any(step.paths for step in steps):
        raise BackfillError(f"expected dumps from {first} to {last}, got no file that fits {template}")
    return steps


def day_pattern(template: str, day: date) -> str:
    """The glob for the files of a day.

    The first part of the path that names the day is written as a pattern ([2]024), so that the readers take the folder before
    it as the root: shards are then called 2024/05/01/part.jsonl and not part.jsonl every day.
    """
    parts = template.split("/")
    at = next(index for index, part in enumerate(parts) if _CODES.search(part))
    filled = [day.strftime(part) if _CODES.search(part) else part for part in parts]
    if not re.search(r"[*?\[]", filled[at]):
        filled[at] = f"[{filled[at][0]}]{filled[at][1:]}"
    return "/".join(filled)


def stale_steps(lake: LakeSnapshot, settings: Settings, source: str | None = None, config_dir: str | None = None) -> list[Step]:
    """The steps that read again what another version, language, policy, source or model read; one a source, root and options.

    Raises BackfillError when the source has no shard in the lake.
    """
    names = _sources_in(lake)
    if source is not None and source not in names:
        raise BackfillError(f"expected a source of the lake ({', '.join(names) or 'none'}), got {source!r}")
    return [step for name in names if source in (None, name) for step in _stale_of(lake, name, settings, config_dir)]


def _stale_of(lake: LakeSnapshot, name: str, settings: Settings, config_dir: str | None) -> Iterator[Step]:
    described = load_source(name, config_dir) if name in source_names(config_dir) else None
    paths = _paths(lake, name)
    groups: dict[tuple[tuple[str, Any], ...], list[str]] = {}
    for shard, known in known_shards(lake, name).items():
        options = _options(known)
        if _is_stale(known, described, RunOptions(lake.path, config_dir=config_dir, **dict(options)), settings):
            groups.setdefault(options, []).append(_pattern_of(shard, paths[shard]))
    for options, patterns in sorted(groups.items(), key=repr):
        unique = tuple(dict.fromkeys(sorted(patterns)))
        yield Step(f"{name}: {len(patterns)} stale shards", unique, (), name if described else None, options)


def _is_stale(known: KnownShard, source: Source | None, options: RunOptions, settings: Settings) -> bool:
    made = provenance(source or Source(name="unknown"), options, settings)
    then = known.provenance
    same = (
        then.pipeline_version == made.pipeline_version
        and then.language_hash == made.language_hash
        and then.policy_hash == made.policy_hash
        and then.model == made.model
    )
    # A source that was guessed has no file that could have changed.
    return not same or (source is not None and then.source_hash != made.source_hash)


def _options(known: KnownShard) -> tuple[tuple[str, Any], ...]:
    told = json.loads(known.provenance.options)
    for name in ("since", "until", "dump_date"):
        if told.get(name):
            told[name] = date.fromisoformat(told[name])
    return tuple(
        sorted((name, value) for name, value in told.items() if name in ("events", "since", "until", "published", "dump_date"))
    )


def _pattern_of(shard: str, path: str) -> str:
    """The path that gives the readers the same shard again, under the same name."""
    if shard.endswith("+"):
        return path  # many small files: the folder itself
    name = _RANGE.sub("", shard)
    root = path.removesuffix(name)
    return f"{root}[{name[0]}]{name[1:]}"


def _paths(lake: LakeSnapshot, source: str) -> dict[str, str]:
    rows = lake.reader(LOADS.name, ["source", "shard", "path", "load_seq"]).read_all().to_pylist()
    ordered = sorted((row for row in rows if row["source"] == source), key=lambda row: row["load_seq"])
    return {row["shard"]: row["path"] for row in ordered}


def _sources_in(lake: LakeSnapshot) -> list[str]:
    return sorted({row["source"] for row in lake.reader(LOADS.name, ["source"]).read_all().to_pylist()})


def _is_there(template: str, day: date) -> bool:
    try:
        return bool(find_inputs([day_pattern(template, day)]))
    except ReaderError:
        return False


def missing_days(steps: Sequence[Step]) -> list[date]:
    """The days of the range that have no dump."""
    return [day for step in steps for day in step.missing]
