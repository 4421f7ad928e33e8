"""`dateline backfill`: a source's dumps of many days, a few days a run; or what an older version read, again."""

from typing import TYPE_CHECKING, Annotated, Final, Literal

from cyclopts import Parameter

from flows.cli.failure import DONE, FAILED, worse
from flows.cli.options import DEFAULT_LAKE, Lake, Place, Workers, parse_date, refuse_beside
from flows.cli.run import read_dump, tell_outcome
from flows.cli.screen import error_console, print_failure, print_rows
from flows.usage import UsageError

if TYPE_CHECKING:
    from flows.backfill import Step

STEP_DAYS: Final = 7
MOST_TOLD: Final = 20


def backfill(
    path: Place | None = None,
    /,
    *,
    source: Annotated[str | None, Parameter(alias="-s")] = None,
    first: Annotated[str | None, Parameter(name="--from")] = None,
    last: Annotated[str | None, Parameter(name="--to")] = None,
    stale: bool = False,
    lake: Lake = DEFAULT_LAKE,
    step_days: int = STEP_DAYS,
    workers: Workers = None,
    runner: Literal["threads", "processes", "dask"] | None = None,
    config: Place | None = None,
) -> int:
    """Read a source's dumps of many days in bounded steps. Stopped, it goes on with the same command.

    Parameters
    ----------
    path
        The files of one day, with its year, month and day: 'dumps/%Y/%m/%d/*.jsonl.gz'.
    source
        A file in config/sources without its ending.
    first
        The first day, YYYY-MM-DD.
    last
        The last day, included.
    stale
        Instead of days: the shards of the lake that another version, language, policy or source read, each with its own model.
    lake
        The folder, or the address, of the lake.
    step_days
        How many days one run reads; each run commits.
    workers
        How many shards at once; one a core when left out.
    runner
        processes, threads or dask.
    config
        Another folder than the project's own config.
    """
    from flows.backfill import missing_days
    from flows.lake.store import LakeError
    from flows.readers.error import ReaderError

    if stale:
        refuse_beside("--stale", {"--from": first, "--to": last, "--step-days": step_days != STEP_DAYS})
    steps = _stale(path, source, lake, config) if stale else _days(path, source, first, last, step_days)
    if missing := missing_days(steps):
        error_console().print(f"no dump on {', '.join(map(str, missing))}", style="yellow", highlight=False, soft_wrap=True)
    unread = [line for step in steps for line in step.unread]
    for line in unread[:MOST_TOLD]:
        error_console().print(f"cannot be read again: {line}", style="yellow", highlight=False, markup=False, soft_wrap=True)
    if len(unread) > MOST_TOLD:
        error_console().print(f"cannot be read again: {len(unread) - MOST_TOLD:,} more", style="yellow", highlight=False)
    if not any(step.paths for step in steps):
        error_console().print("nothing to do", highlight=False)
        return FAILED if unread else DONE
    rows, status = [], FAILED if unread else DONE
    for step in steps:
        if not step.paths:
            continue
        given = dict(step.options) | {"workers": workers, "runner": runner, "config_dir": config}
        # A day that fails must not keep the later ones out.
        try:
            summary, reasons = read_dump(step.paths, lake, step.source or source, **given)
        except (ReaderError, LakeError) as error:
            print_failure(f"{step.name}: {error}")
            status = FAILED
            continue
        status = worse(status, tell_outcome(summary, reasons))
        rows.append(
            (step.name, summary.shards_done, summary.shards_skipped, summary.articles, summary.rejects, summary.load_seq)
        )
    print_rows(("step", "shards", "in the lake already", "articles", "rejects", "snapshot"), rows)
    return status


def _days(path: str | None, source: str | None, first: str | None, last: str | None, step_days: int) -> "list[Step]":
    from flows.backfill import day_steps

    begin, end = parse_date(first, "--from"), parse_date(last, "--to")
    if path is None or source is None or begin is None or end is None:
        raise UsageError(
            "expected PATH --source --from and --to, got less; for example: "
            "dateline backfill 'dumps/%Y-%m-%d*.jsonl.gz' --source S --from 2024-01-01 --to 2024-01-31"
        )
    return day_steps(path, begin, end, step_days)


def _stale(path: str | None, source: str | None, lake: str, config: str | None) -> "list[Step]":
    from flows.backfill import stale_steps
    from flows.lake.snapshot import open_lake
    from flows.settings import load_settings

    if path is not None:
        raise UsageError(f"expected no path with --stale, which knows where the shards were, got {path}")
    return stale_steps(open_lake(lake), load_settings(), source, config)
