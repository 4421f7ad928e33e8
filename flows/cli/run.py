"""`dateline run`: dumps into the lake, watched while it works and summed up at the end."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from cyclopts import Parameter

from flows.cli.failure import CHECK_FAILED, DONE, FAILED, TerminatedError, end_by_signal
from flows.cli.options import DEFAULT_LAKE, Lake, Place, Workers, parse_date, parse_published
from flows.cli.screen import print_failure, print_json
from flows.cli.summing_up import print_summary, summary_record
from flows.cli.watching import watch_run
from flows.head_start import Request, head_start
from flows.own_server import ServerError, start_own_server
from flows.progress import Waiting
from flows.settings import load_settings
from flows.shards import RunOptions
from flows.usage import UsageError

if TYPE_CHECKING:
    from flows.summary import RunSummary

# A first start on a slow disk takes longer than Prefect's own 20 s. Its log, tracebacks included, goes to its server alone:
# what a person needs to know is told by the run itself.
QUIET_PREFECT: Final = {
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_CLI_WRAP_LINES": "false",
}
UNREACHED: Final = "Failed to reach API at"  # Prefect raises a bare RuntimeError
NO_LOG: Final = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL", "PREFECT_LOGGING_SERVER_LEVEL": "CRITICAL"}


def run(
    *paths: Place,
    lake: Lake = DEFAULT_LAKE,
    source: Annotated[str | None, Parameter(alias="-s")] = None,
    workers: Workers = None,
    since: str | None = None,
    until: str | None = None,
    published: str | None = None,
    events: Literal["dated", "all", "none"] = "dated",
    model: Place | None = None,
    dump_date: str | None = None,
    runner: Literal["threads", "processes", "dask"] | None = None,
    force: bool = False,
    config: Place | None = None,
    json: bool = False,
) -> int:
    """Read dumps into the lake: articles, mentions, events, and a reject for every record that could not be read.

    What the lake has, by name and content, is skipped. Ends with 0 when every record is accounted for, rejects included.

    Parameters
    ----------
    paths
        Files or folders; formats and compression are told by content.
    lake
        The folder, or the address, of the lake; made when there is none.
    source
        A file in config/sources without its ending; guessed from the dump when left out.
    workers
        How many shards at once; one a core when left out.
    since
        Bring no articles published before this day (YYYY-MM-DD); those that the lake has stay, unless with --force.
    until
        Bring no articles published after this day.
    published
        The date of publication of texts that do not say, YYYY-MM-DD with or without Thh:mm.
    events
        dated: from sentences with a time, the headline and the lead. all: from every sentence. none: mentions only.
    model
        The parser: an installed spaCy package, or the folder of a model.
    dump_date
        The day of the dump: news from after it is refused. Today when left out.
    runner
        processes, threads or dask; DATELINE_RUNNER when left out, else processes.
    force
        Read again what the lake has, and replace it with what comes of it now.
    config
        Another folder than the project's own config.
    json
        Print the summary as a JSON document.
    """
    if not paths:
        raise UsageError("expected a dump to read, got no path; for a first look: dateline demo")
    parse_published(published)
    first, last = parse_date(since, "--since"), parse_date(until, "--until")
    if first and last and first > last:
        raise UsageError(f"expected --since no later than --until, got {first} and {last}")
    options = {
        "workers": workers,
        "runner": runner,
        "events": events,
        "since": first,
        "until": last,
        "published": published,
        "dump_date": parse_date(dump_date, "--dump-date"),
        "config_dir": config,
        "force": force,
    }
    summary, reasons = read_dump(paths, lake, source, **options, **({"model": model} if model else {}))
    if json:
        print_json(summary_record(summary))
    else:
        print_summary(summary, lake)
    return tell_outcome(summary, reasons)


def read_dump(
    paths: Sequence[str | Path], lake: str, source: str | None = None, **options: Any
) -> "tuple[RunSummary, tuple[str, ...]]":
    """What a watched run did, and the reasons why it is not all right, none when it is.

    Raises what `ingest_dump` raises when a run cannot even begin.
    """
    with watching_prefect(head_start(_request(paths, lake, source, **options))) as ready:
        from flows.ingest import ingest_dump
        from flows.summary import RunFailed

        try:
            with noting_interrupts():
                ready()
                return ingest_dump(paths, lake, source, **options), ()
        except RunFailed as failed:
            if failed.summary is None:
                raise
            return failed.summary, failed.reasons


@contextmanager
def noting_interrupts() -> Iterator[None]:
    """What breaks in the block after an interrupt or SIGTERM, broke because of that, and is told so."""
    seen: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        seen.append(number)
        end_by_signal(number, frame)

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except Exception as failed:
        if not seen:
            raise
        raise (TerminatedError if seen[-1] == signal.SIGTERM else KeyboardInterrupt) from failed
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _request(
    paths: Sequence[str | Path],
    lake: str,
    source: str | None,
    *,
    workers: int | None = None,
    runner: str | None = None,
    config_dir: str | None = None,
    force: bool = False,
    **options: Any,
) -> Request:
    return Request(
        tuple(map(str, paths)),
        source,
        RunOptions(lake, config_dir=config_dir, **options),
        load_settings(runner=runner, workers=workers),
        force,
    )


@contextmanager
def watching_prefect(first: AbstractContextManager[None] | None = None) -> Iterator[Callable[[], None]]:
    """Shows what a flow in this block tells, and keeps Prefect's own log off the screen; `first` is entered before the wait.

    Import Prefect inside, then call what the block is given: it returns when Prefect's server answers.
    """
    quiet = QUIET_PREFECT if os.environ.get("DATELINE_DEBUG") else QUIET_PREFECT | NO_LOG
    for name, value in quiet.items():
        os.environ.setdefault(name, value)
    with watch_run() as watch, first or nullcontext():
        if "prefect" not in sys.modules:
            watch.hear(Waiting("Prefect to load"))  # three seconds of imports
        server = start_own_server()
        try:
            yield server.ready if server is not None else lambda: None
        except RuntimeError as error:
            if not str(error).startswith(UNREACHED):
                raise
            address = str(error).removeprefix(UNREACHED).strip()
            raise ServerError(
                f"expected Prefect's server to answer, got nothing at {address}; start it, or unset PREFECT_API_URL"
            ) from error


def tell_outcome(summary: "RunSummary", reasons: Sequence[str]) -> int:
    """The exit status of a run, after a line on standard error for each reason why it is not all right."""
    for reason in reasons:
        print_failure(reason)
    if not reasons:
        return DONE
    return CHECK_FAILED if set(reasons) <= set(summary.failed_checks) else FAILED
