"""`backfill`: a source's dumps of a range of days, a few days a run; and `stale_steps`: shards that an older version read.

Every step is an ordinary ingest, so a backfill that is stopped is started again with the same command: what the lake has is
skipped by content.
"""

import glob
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from flows.engines import model_again
from flows.ingestion import known_shards, provenance, source_names_in
from flows.lake.snapshot import LakeSnapshot
from flows.readers.error import WEB, NothingThere, ReaderError, without_secrets
from flows.readers.inputs import find_inputs
from flows.readers.planning import MANY, without_range
from flows.readers.remote import name_of
from flows.settings import Settings
from flows.shards import Provenance, RunOptions, options_told
from flows.sources import Source, load_source, source_names
from flows.staging import KnownShard
from flows.usage import UsageError

# Numbers alone: the names of days and months depend on the machine's language.
_NUMBERS: Final = "YymdjHMSUWVG"
_CODE: Final = re.compile("%[A-Za-z%]")
# What the first place of a bracket in a glob gives another meaning.
_NEGATING: Final = "!^"
_UNNAMED: Final = "its query is not kept, or its folder has * ? or [ in its name; run it again with --force"
_GONE: Final = "expected its file, got none; put it back, or have `dateline reprocess` redo its mentions and events"
_NO_MODEL: Final = "expected its model {}, got none of that name installed; install it, or run it again with its --model"


class BackfillError(ValueError):
    """A backfill that cannot begin; one line with what was expected and what came."""


@dataclass(frozen=True, slots=True)
class Step:
    """One ingest of a backfill: what it is called, the paths to read, the days without a dump, the options it was read with.

    `unread` are shards that cannot be read again, one line each.
    """

    name: str
    paths: tuple[str, ...]
    missing: tuple[date, ...] = ()
    source: str | None = None
    options: tuple[tuple[str, Any], ...] = ()
    unread: tuple[str, ...] = ()


def day_steps(template: str, first: date, last: date, days_a_step: int = 7) -> list[Step]:
    """The steps for the days from `first` to `last`, both included, oldest first.

    `template` names the files of one day with the codes of strftime that are numbers: `dumps/%Y/%m/%d/*.jsonl.gz`. Raises
    UsageError when it has none, or the range is empty; BackfillError when no day has a dump, or nobody says whether it has.

    >>> day_pattern("dumps/%Y/%m/*.gz", date(2024, 5, 1))
    'dumps/[2]024/05/*.gz'
    """
    _check_template(template)
    if last < first:
        raise UsageError(f"expected --to on or after --from, got {last} before {first}")
    if days_a_step < 1:
        raise UsageError(f"expected at least one day a step, got {days_a_step}")
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
    at = next(index for index, part in enumerate(parts) if _codes(part))
    filled = [_CODE.sub(lambda code: _filled(code[0], day), part) for part in parts]
    if not _is_web(template) and not re.search(r"[*?\[]", filled[at]):
        filled[at] = _bracketed(filled[at])
    return "/".join(filled)


def _codes(text: str) -> list[str]:
    """The codes in it that stand for numbers of a day."""
    return [code for code in _CODE.findall(text) if code[1] in _NUMBERS]


def _filled(code: str, day: date) -> str:
    if code == "%%":
        return "%"
    return day.strftime(code) if code[1] in _NUMBERS else code


def _check_template(template: str) -> None:
    shown = without_secrets(template)
    if not _codes(template):
        raise UsageError(f"expected a path with the day in it, such as dumps/%Y-%m-%d*.jsonl.gz, got {shown!r}")
    other = [code for code in _CODE.findall(template) if code[1] not in f"{_NUMBERS}%"]
    if other and not _is_web(template):
        raise UsageError(
            f"expected a day in numbers (%Y %m %d %j and the like), got {other[0]} in {shown!r}; a percent sign is written %%"
        )
    if _is_web(template) and not _codes(template.partition("?")[0].rpartition("/")[2]):
        # A web file is called by its last part alone: those of two days would be one shard.
        raise UsageError(f"expected the day in the file's name of a web address, got {shown!r}; download the files first")


def _is_web(path: str) -> bool:
    return path.partition("://")[0].lower() in WEB


def _bracketed(name: str) -> str:
    """A glob that finds this name alone, with a bracket where the name itself has none."""
    at = next((place for place, letter in enumerate(name) if letter not in _NEGATING), 0)
    return f"{glob.escape(name[:at])}[{name[at]}]{glob.escape(name[at + 1 :])}"


def stale_steps(lake: LakeSnapshot, settings: Settings, source: str | None = None, config_dir: str | None = None) -> list[Step]:
    """The steps that read again what another version, language, policy or source read, or the same model in another version.

    One a source and options; each shard is read with the model of its last load. Raises BackfillError when the source has no
    shard in the lake.
    """
    names = source_names_in(lake)
    if source is not None and source not in names:
        raise BackfillError(f"expected a source of the lake ({', '.join(names) or 'none'}), got {source!r}")
    return [step for name in names if source in (None, name) for step in _stale_of(lake, name, settings, config_dir)]


def _stale_of(lake: LakeSnapshot, name: str, settings: Settings, config_dir: str | None) -> Iterator[Step]:
    described = load_source(name, config_dir) if name in source_names(config_dir) else None
    groups: dict[tuple[tuple[str, Any], ...], list[str]] = {}
    made: dict[tuple[str, str], tuple[tuple[tuple[str, Any], ...], Provenance]] = {}
    unread: list[str] = []
    look = cache(_refuse_missing)  # many small files: their folder is the path of many shards
    for shard, known in known_shards(lake, name).items():
        then = known.provenance
        if (then.options, then.model) not in made:
            made[then.options, then.model] = _made_now(lake, then, described, settings, config_dir)
        options, now = made[then.options, then.model]
        if known.is_outgrown or not _is_stale(then, now, described):
            continue
        try:
            pattern = _found_again(shard, known)
            look(pattern)
            groups.setdefault(options, []).append(pattern)
        except ReaderError as error:
            unread.append(f"{shard} of {name} at {known.path}: {error}")
    for options, patterns in sorted(groups.items(), key=repr):
        unique = tuple(dict.fromkeys(sorted(patterns)))
        yield Step(f"{name}: {len(patterns)} stale shards", unique, (), name, options)
    if unread:
        yield Step(f"{name}: {len(unread)} stale shards that cannot be read again", (), unread=tuple(unread))


def _made_now(
    lake: LakeSnapshot, then: Provenance, source: Source | None, settings: Settings, config_dir: str | None
) -> tuple[tuple[tuple[str, Any], ...], Provenance]:
    """The options of a run that reads as the one before did, and what that would make the rows of."""
    told = options_told(then.options)
    model = model_again(then.model)
    if model is None:
        run = RunOptions(lake.path, config_dir=config_dir, **(told | {"events": "none"}))
        return (), replace(provenance(source or Source(name="unknown"), run, settings), model=then.model)
    told["model"] = model
    run = RunOptions(lake.path, config_dir=config_dir, **told)
    return tuple(sorted(told.items())), provenance(source or Source(name="unknown"), run, settings)


def _is_stale(then: Provenance, made: Provenance, source: Source | None) -> bool:
    same = then.rules == made.rules and then.model == made.model
    # A source that was guessed has no file that could have changed.
    return not same or (source is not None and then.source_hash != made.source_hash)


def _found_again(shard: str, known: KnownShard) -> str:
    """The path that gives the readers the shard again, under the same name. Raises ReaderError when nothing does."""
    if model_again(known.provenance.model) is None:
        raise ReaderError(_NO_MODEL.format(known.provenance.model))
    pattern = _pattern_of(shard, known.path)
    if pattern is None:
        raise ReaderError(_UNNAMED)
    return pattern


def _refuse_missing(pattern: str) -> None:
    """Raises ReaderError where no file is any more."""
    try:
        find_inputs([pattern])
    except NothingThere as error:
        raise ReaderError(_GONE) from error


def _pattern_of(shard: str, path: str) -> str | None:
    """The path that gives the readers the same shard again, under the same name; None when nothing does."""
    if shard.endswith(MANY):
        return path  # many small files: the folder itself
    name = without_range(shard)
    if _is_web(path):
        # The lake keeps no query; where one says which file it is, the name has a hash of it.
        return path if name == name_of(path) else None
    root = path.removesuffix(name)
    if re.search(r"[*?\[]", root):
        return None  # the readers would take the folder for a part of the pattern, and name the shard anew
    first, slash, rest = name.partition("/")
    return f"{root}{_bracketed(first)}{slash}{glob.escape(rest)}"


def _is_there(template: str, day: date) -> bool:
    try:
        return bool(find_inputs([day_pattern(template, day)]))
    except NothingThere:
        return False
    except ReaderError as error:
        hint = "; an address that needs a query or a password is given with it, whole" if _is_web(template) else ""
        raise BackfillError(f"expected to see whether there is a dump of {day}, got: {error}{hint}") from error


def missing_days(steps: Sequence[Step]) -> list[date]:
    """The days of the range that have no dump."""
    return [day for step in steps for day in step.missing]
