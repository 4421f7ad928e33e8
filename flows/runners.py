"""Where a shard's work is done: in the task's own thread, or in a child process that may be killed and is then made anew.

Children are spawned, not forked (forked ones panic in deltalake), one a worker, each behind an executor of one process: when a
child dies only its own shard is disturbed, and Prefect's retry of the task starts another child.
"""

import gc
import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Final, Protocol, Self

from flows import progress
from flows.no_pandas import keep_pandas_out
from flows.settings import Settings
from flows.shards import Manifest, RunOptions, Shard

SPAWN: Final = multiprocessing.get_context("spawn")
SMALL_BYTES: Final = 1 << 20
_STARTING: Final = threading.Lock()


class ChildDied(RuntimeError):  # noqa: N818 - what happened to the child, not a fault of the program
    """The process that worked on a shard was killed or ran out of memory; trying once more may do."""


class RunStopped(RuntimeError):  # noqa: N818 - what happened to the run
    """The run ended while a shard was under way: nothing is to be tried again."""


class ShardTooSlow(RuntimeError):  # noqa: N818 - a verdict on the shard
    """A shard took longer than the settings allow; its child was stopped."""


class Job(Protocol):
    """Work on one shard: a small value that can be sent to a child, and knows how it is done."""

    @property
    def shard(self) -> Shard:
        """What the work is on."""
        ...

    @property
    def staging(self) -> str:
        """The run's folder for staged files."""
        ...

    def work(self) -> Manifest:
        """Does it."""
        ...


Stager = Callable[[Job], Manifest]


def stage_job(job: Job) -> Manifest:
    """Does the work here."""
    return job.work()


@dataclass(slots=True)
class Child:
    """One child process, started when it is first needed and again after it broke."""

    seconds: float
    _executor: ProcessPoolExecutor | None = None
    # Its task and the end of the run may stop a child at once, and an executor's pipes can be closed only once.
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def stage(self, job: Job) -> Manifest:
        """Stages the shard in the child. Raises what the work raises, ChildDied, or ShardTooSlow."""
        try:
            # A child may die as early as while it starts.
            return self._waited(self._started().submit(stage_job, job), job)
        except (BrokenProcessPool, CancelledError) as error:
            self.stop()
            raise ChildDied(f"expected the shard {job.shard.name} to be staged, got a child process that died") from error

    def _waited(self, future: "Future[Manifest]", job: Job) -> Manifest:
        try:
            return future.result(timeout=self.seconds)
        except FutureTimeout as error:
            if future.done():  # a time that ran out in the work itself, on a network's disk
                raise
            self.stop()
            raise ShardTooSlow(
                f"expected the shard {job.shard.name} within {self.seconds:.0f} s, got no end of it; "
                "raise DATELINE_SHARD_SECONDS or cut the dump"
            ) from error

    def load(self, options: RunOptions) -> "Future[None]":
        """Starts the child and has it load what the options need."""
        return self._started().submit(_load, options)

    def process_id(self) -> int | None:
        """The child's process id; None when it is not running."""
        executor = self._executor
        processes = list((executor._processes or {}).values()) if executor else []
        return processes[0].pid if processes else None

    def stop(self) -> None:
        """Ends the child, whatever it is doing."""
        with self._lock:
            executor, self._executor = self._executor, None
        if executor is None:
            return
        for process in list((executor._processes or {}).values()):
            process.kill()
        executor.shutdown(wait=True, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        executor = self._executor
        if executor is None:
            # A pipe of its own for each child: a queue shared by all would stay locked by a child killed while it writes.
            receiver, sender = SPAWN.Pipe(duplex=False)
            executor = self._executor = ProcessPoolExecutor(1, SPAWN, initializer=_begin, initargs=(sender,))
            try:
                # The child is started by the first task, and only then may this side of the sender be closed.
                with _without_main():
                    executor.submit(os.getpid).result()
            except BaseException:
                receiver.close()
                raise
            finally:
                sender.close()
            threading.Thread(target=_listen, args=(receiver,), daemon=True).start()
        return executor


class Children:
    """As many children as there are workers, lent to one task at a time; they end with the block."""

    def __init__(self, count: int, seconds: float) -> None:
        self.all = tuple(Child(seconds) for _ in range(count))
        self._stopped = False
        self._free: queue.LifoQueue[Child] = queue.LifoQueue()
        # What no task has asked for yet, in threads of its own.
        self._ahead = ThreadPoolExecutor(count)
        self._loaded: Future[None] | None = None
        self._begun: dict[Shard, Future[Manifest]] = {}
        for child in self.all:
            self._free.put(child)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def get_ready(self, options: RunOptions) -> None:
        """Starts one child, and has it load what its first shard needs; returns at once."""
        self._loaded = self._ahead.submit(self._load_one, options)

    def begin(self, jobs: Sequence[Job]) -> None:
        """Begins on the first shard before its task asks for it; returns at once.

        Only on one: children that load their parsers while Prefect is imported are all late with their first article.
        """
        for job in jobs[:1]:
            self._begun[job.shard] = self._ahead.submit(self._stage_ahead, job)

    def stage(self, job: Job) -> Manifest:
        """Stages the shard in a child that is free, waiting for one. Raises RunStopped after `stop`."""
        begun = self._begun.pop(job.shard, None)
        return self._stage(job) if begun is None else begun.result()

    def _load_one(self, options: RunOptions) -> None:
        child = self._free.get()
        try:
            loading = child.load(options)
            if self._stopped:
                child.stop()
            _wait_for(loading)
        finally:
            self._free.put(child)

    def _stage_ahead(self, job: Job) -> Manifest:
        if self._loaded is not None:
            _wait_for(self._loaded)
        return self._stage(job)

    def _stage(self, job: Job) -> Manifest:
        child = self._free.get()
        try:
            if self._stopped:
                raise RunStopped(f"expected the run to go on, got its end before the shard {job.shard.name}")
            return child.stage(job)
        except RunStopped:
            raise
        except RuntimeError as error:  # the child died, or its executor was shut down a moment before
            if self._stopped:
                raise RunStopped(f"expected the run to go on, got its end in the shard {job.shard.name}") from error
            raise
        finally:
            self._free.put(child)

    def stop(self) -> None:
        """Ends every child, for good."""
        self._stopped = True
        self._ahead.shutdown(wait=False)
        for child in self.all:
            child.stop()


def _wait_for(loading: "Future[None]") -> None:
    """Waits for a parser to be loaded. What goes wrong in it goes wrong again with a shard, and is told then."""
    try:
        # Not `concurrent.futures.wait`, which is never told of what the shutdown of a process pool has cancelled.
        loading.exception()
    except CancelledError:
        return


def return_freed_memory() -> None:
    """Lets this process give back what Arrow has freed: the pool that pyarrow brings keeps some 50 MB of it."""
    import pyarrow as pa  # half a second, in which a first child can be started

    pa.set_memory_pool(pa.system_memory_pool())


@contextmanager
def stager(runner: str, workers: int, seconds: float) -> Iterator[Stager]:
    """The function that stages a shard under a runner; its children end with the block."""
    return_freed_memory()
    if runner == "processes":
        with Children(workers, seconds) as children:
            yield children.stage
    else:
        yield stage_job


def stager_for(jobs: Sequence[Job], settings: Settings) -> AbstractContextManager[Stager]:
    """The stager that the settings ask for; a single small shard is staged here, since a child would start for longer."""
    runner = "threads" if settings.runner == "processes" and _is_small(jobs) else settings.runner
    return stager(runner, settings.worker_count(len(jobs)), settings.shard_seconds)


def _is_small(jobs: Sequence[Job]) -> bool:
    if len(jobs) != 1:
        return False
    shard = jobs[0].shard
    paths = [Path(shard.path) / name for name in shard.files] or [Path(shard.path)]
    return all(path.is_file() for path in paths) and sum(path.stat().st_size for path in paths) <= SMALL_BYTES


@contextmanager
def _without_main() -> Iterator[None]:
    """Hides the main module while a child starts: it needs nothing of the user's script, and would run it again."""
    main = sys.modules["__main__"].__dict__
    with _STARTING:
        hidden: dict[str, Any] = {name: main[name] for name in ("__file__", "__spec__") if name in main}
        main.pop("__file__", None)
        main["__spec__"] = None
        try:
            yield
        finally:
            main.update(hidden)


def _load(options: RunOptions) -> None:
    """In the child: imports what stages shards, and loads the parser."""
    # All of it stays: looking for garbage in it takes a seventh of the time, and again with every full collection.
    gc.disable()
    try:
        import flows.staging  # noqa: F401 - what the first shard would import
        from flows.engines import get_ready

        get_ready(options)
    finally:
        gc.freeze()
        gc.enable()


def _begin(sender: Connection) -> None:
    """In the child: progress goes to the parent, and the child ends when its parent does."""
    keep_pandas_out()
    return_freed_memory()
    broken = threading.Event()

    def send(event: progress.Progress) -> None:
        try:
            if not broken.is_set():
                sender.send(event)
        except OSError:
            broken.set()  # nobody listens any more; the work goes on

    # An interrupt from the terminal reaches every process; the parent ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    progress.listen_for_good(send)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _listen(receiver: Connection) -> None:
    """In the parent: hands on what a child tells until it is gone."""
    with receiver:
        while True:
            try:
                event: Any = receiver.recv()
            except (EOFError, OSError):
                return
            progress.tell(event)
