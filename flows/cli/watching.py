"""What a person sees while a run works: a bar on a terminal, a line now and then in a log."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from flows.cli.screen import count_of, error_console
from flows.progress import Advanced, Guessed, PassedBy, Planned, ShardEnded, SnapshotWritten, Waiting, listening
from flows.progress import Progress as Told

LOG_SECONDS: Final = 30.0
WIDE: Final = 130  # columns that a terminal must have for a bar beside the counts
# What a log has been told already: a process that makes several runs waits for Prefect's server once.
_said: set[str] = set()


class Watch:
    """Counts what a run tells, and shows it. Safe to call from several threads."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.shards = 0
        self.ended = 0
        self.counts = {"records": 0, "articles": 0, "mentions": 0, "events": 0}
        self.begun = time.monotonic()
        self._lock = Lock()
        # The first counts come sooner: whoever waits wants to see that something happens.
        self._logged = self.begun - LOG_SECONDS / 2
        self._bar = _bar(console) if console.is_terminal else None
        self._task = self._bar.add_task("starting", total=None, told="") if self._bar else None

    def hear(self, event: Told) -> None:
        """Takes one event of the run."""
        with self._lock:
            match event:
                case Waiting(message):
                    self._describe(message if message.startswith("waiting") else f"waiting for {message}")
                case Guessed(message):
                    self.console.print(message, markup=False, highlight=False, soft_wrap=True)
                case PassedBy(message):
                    self._say_once(message)
                case Planned(shards):
                    if not self.shards:
                        self.begun = time.monotonic()  # what was waited for is not the dump's speed
                    self.shards += shards
                    self._describe(f"reading {count_of(self.shards, 'shard')}")
                case Advanced():
                    for name in self.counts:
                        self.counts[name] += getattr(event, name)
                case ShardEnded(_, outcome, message):
                    self.ended += 1
                    if outcome == "failed":
                        self.console.print(message, style="red", markup=False, highlight=False, soft_wrap=True)
                case SnapshotWritten(load_seq, shards):
                    self._describe(f"committed snapshot {load_seq} ({count_of(shards, 'shard')})", quiet=True)
            self._show()

    def told(self) -> str:
        """Articles, mentions, events and articles a second so far."""
        seconds = max(time.monotonic() - self.begun, 0.001)
        articles, mentions, events = (self.counts[name] for name in ("articles", "mentions", "events"))
        return f"{articles:,} articles · {mentions:,} mentions · {events:,} events · {articles / seconds:,.0f} articles/s"

    def _describe(self, message: str, quiet: bool = False) -> None:
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=message)
        elif not quiet:
            self._say_once(message)

    def _say_once(self, message: str) -> None:
        if message not in _said:
            _said.add(message)
            self.console.print(message, markup=False, highlight=False, soft_wrap=True)

    def _show(self) -> None:
        if self._bar is not None and self._task is not None:
            told = self.told() if self.shards else ""
            self._bar.update(self._task, total=self.shards or None, completed=self.ended, told=told)
        elif self.counts["records"] and time.monotonic() - self._logged >= LOG_SECONDS:
            self._logged = time.monotonic()
            done = f"{self.ended:,} of {count_of(self.shards, 'shard')}"
            self.console.print(f"{done} · {self.told()}", markup=False, highlight=False)

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Draws while the block runs, and leaves nothing behind on the screen."""
        if self._bar is None:
            yield
            return
        with self._bar:
            yield


@contextmanager
def watch_run() -> Iterator[Watch]:
    """Shows what a run in this block tells, on standard error."""
    watch = Watch(error_console())
    with watch.shown(), listening(watch.hear):
        yield watch


def _bar(console: Console) -> Progress:
    bar = (BarColumn(bar_width=24), MofNCompleteColumn()) if console.width >= WIDE else ()
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        *bar,
        TextColumn("{task.fields[told]}", markup=False),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )
