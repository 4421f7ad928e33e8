"""One writer a lake: an exclusive lock that the system releases when its holder dies, by whatever signal."""

import fcntl
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import IO, Final

from flows.lake.store import LakeError, Store, lock_path

POLL_SECONDS: Final = 0.2


class LakeLocked(LakeError):  # noqa: N818 - a state of the lake, named as one
    """Another run holds the lake's lock."""


@contextmanager
def hold_lock(
    store: Store, purpose: str, wait_seconds: float = 0.0, on_wait: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Holds the lake's lock for the block; waits for it up to `wait_seconds`, telling `on_wait` once who holds it.

    Raises LakeLocked when the time is up and LakeError when the lake cannot be written. For a lake in an object store the lock
    is this machine's alone: between machines, Delta's own conflict detection refuses the second writer (`docs/lake.md`).
    """
    with _open_lock_file(store) as file:
        _wait(file, store, wait_seconds, on_wait)
        file.seek(0)
        file.truncate()
        json.dump({"pid": os.getpid(), "host": socket.gethostname(), "for": purpose, "since": _now()}, file)
        file.flush()
        yield
        # The file stays: removing it would let two holders lock two files of one name.


def _open_lock_file(store: Store) -> IO[str]:
    try:
        path = lock_path(store)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a+", encoding="utf-8")
    except OSError as error:
        # That of a lake elsewhere lies beside its staging area, on this machine.
        expected, place = ("a lake", store.root) if store.is_local else ("a folder of lock files", error.filename)
        raise LakeError(f"expected {expected} that can be written, got {error.strerror} at {place}") from error


def _wait(file: IO[str], store: Store, wait_seconds: float, on_wait: Callable[[str], None] | None) -> None:
    deadline = time.monotonic() + wait_seconds
    told = False
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _holder(file)
            if time.monotonic() >= deadline:
                raise LakeLocked(f"expected a free lake, got one locked by {holder} at {store.root}; try again later") from None
            if on_wait and not told:
                on_wait(f"waiting for {holder} to release {store.root}")
                told = True
            time.sleep(POLL_SECONDS)
        else:
            return


def _holder(file: IO[str]) -> str:
    file.seek(0)
    try:
        held = json.loads(file.read())
    except json.JSONDecodeError:
        # The holder has the lock and has not written its name yet.
        return "another run"
    return f"{held['for']} (process {held['pid']} on {held['host']} since {held['since']})"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
