"""A Prefect server of our own for one machine, and a schedule on it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, cast

from flows.own_server import OwnServer
from flows.usage import UsageError

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


def serve_schedule(cron: str, parameters: dict[str, Any], name: str = "dateline") -> None:
    """Run `ingest_and_load` with the parameters at the times that `cron` says, until interrupted; UsageError when it is none.

    One run at a time: what is due while a run works is cancelled, since that run or the next reads the same news.
    """
    from prefect import serve
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.client.schemas.schedules import CronSchedule
    from prefect.deployments.runner import RunnerDeployment
    from prefect.types.entrypoint import EntrypointType

    from flows.schedule import ingest_and_load

    try:
        CronSchedule(cron=cron)
    except ValueError as error:
        raise UsageError(f"expected a cron schedule such as '0 6 * * *', got {cron!r}") from error
    deployment = ingest_and_load.to_deployment(
        name,
        cron=cron,
        parameters=parameters,
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        # A file entrypoint would put flows/ itself first on the import path.
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    serve(cast("RunnerDeployment", deployment), limit=1)
