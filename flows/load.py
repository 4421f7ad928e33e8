"""`load_target`: a load as a Prefect flow, for schedules. On a terminal `dateline load` calls the plain function behind it,
which needs no server.

>>> from flows.load import load_target
>>> report = load_target("duckdb", lake="lake")  # doctest: +SKIP
"""

from typing import Annotated, Any, Final

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.tasks import exponential_backoff
from pydantic import Field

from flows.retries import retry_on
from flows.targets.dialect import TARGET_NAME
from flows.targets.loading import LoadReport
from flows.targets.session import load
from flows.targets.warehouse import TargetUnavailableError

RETRIES: Final = 4
FIRST_DELAY_SECONDS: Final = 5
SIX_HOURS: Final = 6 * 3600

TargetName = Annotated[str, Field(pattern=f"^{TARGET_NAME}$", description="A file in config/targets without its ending.")]
LakePath = Annotated[str, Field(min_length=1, description="The folder, or the address, of the lake.")]


@task(
    name="load-snapshot",
    task_run_name="load {target}",
    retries=RETRIES,
    retry_delay_seconds=exponential_backoff(FIRST_DELAY_SECONDS),
    retry_jitter_factor=0.5,
    retry_condition_fn=retry_on(TargetUnavailableError),
    cache_policy=NO_CACHE,
    persist_result=False,
)
def load_task(target: str, lake: str, full: bool, config_dir: str | None) -> LoadReport:
    """The load itself; what was committed before a failure stays, and the next attempt goes on from there."""
    return load(target, lake, full=full, config_dir=config_dir, tell=get_run_logger().info)


@flow(name="load-target", retries=0, persist_result=False, validate_parameters=True, timeout_seconds=SIX_HOURS)
def load_target(
    target: TargetName = "duckdb", lake: LakePath = "lake", *, full: bool = False, config_dir: str | None = None
) -> LoadReport:
    """Bring a target to the lake's last snapshot. Parameters name things; addresses and passwords are never among them.

    Raises TargetError when the snapshot's checks failed or the rows that came are not the lake's.
    """
    report = load_task(target, lake, full, config_dir)
    publish_report(report)
    return report


def publish_report(report: LoadReport) -> None:
    """Store the table of the load with the flow run: rows loaded and rows in the target, by table."""
    rows: list[dict[str, Any]] = [
        {"table": name, "loaded": report.loaded.get(name, 0), "in the target": count} for name, count in report.counts.items()
    ]
    how = f"{report.kind.lower()} in {report.steps} steps: {report.reason}"
    described = f"Snapshot {report.load_seq} of lake {report.lake_id} into {report.target}, {how}"
    create_table_artifact(rows, key=f"load-{report.target.replace('_', '-').lower()}", description=described)
