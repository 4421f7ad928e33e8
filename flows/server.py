"""A Prefect server of our own for one machine, and a schedule on it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, cast

from flows.progress import Waiting, tell

START_SECONDS: Final = 180
POLL_SECONDS: Final = 0.5
STOP_SECONDS: Final = 10
QUIET: Final = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1", "PREFECT_LOGGING_SERVER_LEVEL": "WARNING"}


class ServerError(RuntimeError):
    """Prefect's server did not start; one line with what was expected and what came."""


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
    port = _free_port()
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-ui"]
    address = f"http://127.0.0.1:{port}/api"
    tell(Waiting("Prefect's server to start (20 to 30 s the first time)"))
    process = subprocess.Popen(  # noqa: S603 - our own interpreter, no input of anyone's
        command, env={**os.environ, **QUIET}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _await(process, f"{address}/health")
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


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _await(process: "subprocess.Popen[bytes]", address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerError(
                f"expected Prefect's server to start, got exit status {process.returncode}; try: prefect server start"
            )
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - an address of this machine
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(POLL_SECONDS)
    raise ServerError(f"expected Prefect's server to answer within {START_SECONDS} s, got nothing at {address}")
