"""`dateline load`: the lake's tables in a warehouse, or the statements that put them there."""

from pathlib import Path

from flows.cli.options import DEFAULT_LAKE, Lake, Span, refuse_beside
from flows.cli.screen import error_console, print_facts, print_json, print_rows
from flows.targets.dialect import Dialect, load_dialect
from flows.targets.loading import LoadReport
from flows.usage import UsageError


def load(
    target: str = "duckdb",
    /,
    *,
    lake: Lake = DEFAULT_LAKE,
    full: bool = False,
    wait: Span = 60.0,
    print_sql: bool = False,
    stage_to: Path | None = None,
    after: int = 0,
    config: Path | None = None,
    json: bool = False,
) -> None:
    """Bring a warehouse to the lake's last snapshot: rows that are new since the last load, or all of them.

    Parameters
    ----------
    target
        A file in config/targets without its ending: duckdb, postgresql, snowflake, bigquery, redshift, clickhouse, databricks.
    lake
        The folder, or the address, of the lake.
    full
        Load everything again, in one transaction.
    wait
        Seconds to go on trying while the warehouse cannot be reached or another load holds it.
    print_sql
        Print the statements instead of running them; for the targets after postgresql there is nothing else.
    stage_to
        Write the rows as Parquet files into this folder instead, for the printed statements to pick up.
    after
        With --stage-to: the load_seq that the warehouse has; 0 for everything.
    config
        Another folder than the project's own config.
    json
        A JSON document instead of a table.
    """
    dialect = load_dialect(target, config)
    ways: dict[str, object] = {"--full": full, "--json": json}
    if print_sql:
        refuse_beside("--print-sql", ways | {"--stage-to": stage_to, "--after": after})
        from flows.targets.script import script

        print(script(dialect), end="")  # noqa: T201 - statements go out as they are, unwrapped
        return
    if stage_to is not None:
        refuse_beside("--stage-to", ways)
        _stage(dialect, lake, stage_to, after)
        return
    if after:
        raise UsageError("expected --after with --stage-to only, got it alone; a load knows how far its target is")
    from flows.targets.session import load as load_target

    report = load_target(target, lake, full=full, config_dir=config, wait_seconds=wait, tell=_tell)
    if json:
        print_json(_as_record(report))
        return
    print_facts(
        {
            "target": report.target,
            "snapshot": report.load_seq,
            "loaded": f"{report.kind.lower()}: {report.reason}",
            "steps": report.steps,
        }
    )
    print_rows(
        ("table", "loaded", "in the target"),
        [(name, report.loaded.get(name, 0), count) for name, count in sorted(report.counts.items())],
    )


def _stage(dialect: Dialect, lake: str, folder: Path, after: int) -> None:
    from flows.lake.snapshot import open_lake
    from flows.targets.staging import write_stage

    told = write_stage(open_lake(lake), dialect, folder, after)
    print_rows(("table", "rows", "checksum"), [(name, each["rows"], each["checksum"]) for name, each in told["tables"].items()])


def _tell(message: str) -> None:
    error_console().print(message, style="dim", markup=False, highlight=False, soft_wrap=True)


def _as_record(report: LoadReport) -> dict[str, object]:
    return {name: getattr(report, name) for name in report.__slots__}
