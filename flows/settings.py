"""The settings of this machine: one typed value, read from DATELINE_* variables. What changes rows is in `RunOptions`."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

RUNNERS: Final = ("threads", "processes", "dask")
PREFIX: Final = "DATELINE_"
ADDRESS: Final = re.compile(r"[a-z]+://[^\s:]+:\d+\S*|inproc://\S+")  # as Dask has them
LONGEST_SECONDS: Final = 366 * 86_400


class SettingsError(ValueError):
    """A setting that does not fit; one line with the variable, what was expected and what came."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How runs work on this machine.

    `workers` None is one a core. `lock_wait_seconds` is how long a run waits for another to leave the lake.
    `shard_seconds` is the longest that one shard may take. `group_mib` bounds the staged files of one commit, which are
    compressed; `backlog` is how many shards a worker has waiting or staged.
    """

    runner: str = "processes"
    workers: int | None = None
    dask_address: str | None = None
    lock_wait_seconds: float = 600.0
    shard_seconds: float = 6 * 3600.0
    group_mib: int = 256
    backlog: int = 2
    pipeline_version: str = "0"

    def worker_count(self, shards: int) -> int:
        """Workers for so many shards: never more than there are shards."""
        return max(1, min(self.workers or core_count(), shards))


def core_count() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load_settings(environment: Mapping[str, str] = os.environ, **given: object) -> Settings:
    """The settings of the environment, with what is given (and not None) in their place.

    >>> load_settings({"DATELINE_WORKERS": "3"}, runner="threads").workers
    3
    """
    values: dict[str, object] = {"pipeline_version": version("dateline")}
    for name, kind in _KINDS.items():
        text = environment.get(PREFIX + name.upper())
        if text:
            values[name] = _parsed(PREFIX + name.upper(), text, kind)
    values |= {name: value for name, value in given.items() if value is not None}
    settings = Settings(**values)  # type: ignore[arg-type]
    if settings.runner not in RUNNERS:
        raise SettingsError(f"expected a runner, one of {', '.join(RUNNERS)}; got {settings.runner!r}")
    if settings.dask_address is not None and not ADDRESS.fullmatch(settings.dask_address):
        raise SettingsError(f"expected DATELINE_DASK_ADDRESS as tcp://scheduler:8786, got {settings.dask_address!r}")
    for name, least in _LEAST.items():
        value = getattr(settings, name)
        if value is not None and not value >= least:  # so that "nan" is refused, which is neither more nor less
            raise SettingsError(f"expected {PREFIX}{name.upper()} to be {least} or more, got {value}")
    if settings.shard_seconds > LONGEST_SECONDS:  # the system counts no further than some centuries
        raise SettingsError(f"expected {PREFIX}SHARD_SECONDS to be {LONGEST_SECONDS} or less, got {settings.shard_seconds}")
    return settings


_LEAST: Final = {"workers": 1, "lock_wait_seconds": 0, "shard_seconds": 1, "group_mib": 1, "backlog": 1}


_KINDS: Final[dict[str, type]] = {
    "runner": str,
    "workers": int,
    "dask_address": str,
    "lock_wait_seconds": float,
    "shard_seconds": float,
    "group_mib": int,
    "backlog": int,
    "pipeline_version": str,
}


def _parsed(variable: str, text: str, kind: type) -> object:
    try:
        return kind(text)
    except ValueError as error:
        raise SettingsError(f"expected a number in {variable}, got {text!r}") from error
