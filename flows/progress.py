"""What a run tells while it works: events for whoever listens, from this process or from a child through a pipe."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """The run waits; `message` says what for: Prefect's server, another run's lock."""

    message: str


@dataclass(frozen=True, slots=True)
class Guessed:
    """The run was given no source; `message` says what it takes the dump for."""

    message: str


@dataclass(frozen=True, slots=True)
class PassedBy:
    """Something below a path of the run is not read; `message` says what and why."""

    message: str


@dataclass(frozen=True, slots=True)
class Planned:
    """The run knows its shards and starts."""

    shards: int


@dataclass(frozen=True, slots=True)
class Advanced:
    """Records read and rows found since the last such event of this shard."""

    shard: str
    records: int
    articles: int
    mentions: int
    events: int


@dataclass(frozen=True, slots=True)
class ShardEnded:
    """A shard is staged, skipped (in the lake already) or failed; then `message` says which and why."""

    shard: str
    outcome: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class SnapshotWritten:
    """A commit: readers of the lake see its rows from now on."""

    load_seq: int
    shards: int


Progress = Waiting | Guessed | PassedBy | Planned | Advanced | ShardEnded | SnapshotWritten
Listener = Callable[[Progress], None]

_listeners: list[Listener] = []


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Calls the listener with every event while the block runs; events of several threads may come at once."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def tell(event: Progress) -> None:
    """Hands an event to every listener; nothing when nobody listens."""
    for listener in tuple(_listeners):
        listener(event)


def listen_for_good(listener: Listener) -> None:
    """Calls the listener with every event until the process ends."""
    _listeners.append(listener)
