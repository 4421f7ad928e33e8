"""A Prefect server of our own for one machine, and a schedule on it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, cast

from flows.own_server import await_answer, free_port

STOP_SECONDS: Final = 10
QUIET: Final = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1", "PREFECT_LOGGING_SERVER_LEVEL": "WARNING"}


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
    port = free_port()
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-ui"]
    address = f"http://127.0.0.1:{port}/api"
    process = subprocess.Popen(  # noqa: S603 - our own interpreter, no input of anyone's
        command, env={**os.environ, **QUIET}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        await_answer(process, f"{address}/health")
        os.environ["PREFECT_API_URL"] = address
        yield address
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def serve_schedule(cron: str, parameters: dict[str, Any], name: str = "dateline") -> None:
    """Run `ingest_and_load` with the parameters at the times that `cron` says, until interrupted.

    One run at a time: what is due while a run works is cancelled, since that run or the next reads the same news.
    """
    from prefect import serve
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.deployments.runner import RunnerDeployment
    from prefect.types.entrypoint import EntrypointType

    from flows.schedule import ingest_and_load

    deployment = ingest_and_load.to_deployment(
        name,
        cron=cron,
        parameters=parameters,
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        # A file entrypoint would put flows/ itself first on the import path.
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    serve(cast("RunnerDeployment", deployment), limit=1)
