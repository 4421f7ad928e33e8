"""A Prefect server of our own for one machine, and a schedule on it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, cast

from flows.own_server import OwnServer
from flows.usage import UsageError

if TYPE_CHECKING:
    from prefect import Flow
    from prefect.client.schemas.objects import ConcurrencyLimitStrategy
    from prefect.deployments.runner import RunnerDeployment

# With all of its services, and its page.
LASTING: Final = {
    "PREFECT__SERVER_FINAL": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_SERVER_LEVEL": "WARNING",
}


@contextmanager
def local_server() -> Iterator[str]:
    """The address of a Prefect server: the one in PREFECT_API_URL, else one that runs on this machine while the block does.

    It must be entered before Prefect is imported, which reads the address once. Raises ServerError when it does not answer
    within three minutes. Its database is Prefect's own, in PREFECT_HOME, so that runs are remembered.
    """
    given = os.environ.get("PREFECT_API_URL")
    if given:
        yield given
        return
    server = OwnServer(LASTING)
    try:
        server.ready()
        yield server.address
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        server.stop()


def serve_schedules(cron: str, upkeep: str, parameters: dict[str, Any]) -> None:
    """Run `ingest_and_load` with the parameters when `cron` says, and `maintain_lake` when `upkeep` does, until interrupted.

    Both are cron schedules in UTC; UsageError when one is none. One run at a time: an ingest that is due while one works is
    left out, since that run or the next reads the same news; upkeep waits for its turn.
    """
    from prefect import serve
    from prefect.client.schemas.objects import ConcurrencyLimitStrategy

    from flows.schedule import ingest_and_load, maintain_lake

    for schedule in (cron, upkeep):
        _check_cron(schedule)
    ingests = _deployment(ingest_and_load, "dateline", cron, parameters, ConcurrencyLimitStrategy.CANCEL_NEW)
    upkeeps = _deployment(maintain_lake, "upkeep", upkeep, {"lake": parameters["lake"]}, ConcurrencyLimitStrategy.ENQUEUE)
    serve(ingests, upkeeps, limit=1)


def _check_cron(schedule: str) -> None:
    from prefect.client.schemas.schedules import CronSchedule

    try:
        CronSchedule(cron=schedule)
    except ValueError as error:
        raise UsageError(f"expected a cron schedule such as '0 6 * * *', got {schedule!r}") from error


def _deployment(
    flow: "Flow[..., Any]", name: str, cron: str, parameters: dict[str, Any], meeting: "ConcurrencyLimitStrategy"
) -> "RunnerDeployment":
    """A flow on a schedule, one run at a time; `meeting` says what becomes of a run that is due while another works."""
    from prefect.client.schemas.objects import ConcurrencyLimitConfig
    from prefect.types.entrypoint import EntrypointType

    deployment = flow.to_deployment(
        name,
        cron=cron,
        parameters=parameters,
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=meeting),
        # A file entrypoint would put flows/ itself first on the import path.
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return cast("RunnerDeployment", deployment)
