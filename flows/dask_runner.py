"""The Dask runner: the same tasks on a cluster whose address is in the settings, or on a local one that ends with the run.

Dask runs a shard again when its worker dies. A shard that ends so twice is told as failed, and the others go on.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import dask
from distributed import Client, LocalCluster
from distributed.scheduler import KilledWorker
from prefect.client.orchestration import get_client
from prefect.tasks import Task
from prefect.utilities.annotations import quote
from prefect_dask.client import PrefectDaskClient
from prefect_dask.task_runners import DaskTaskRunner, PrefectDaskFuture

from flows.runners import ChildDied
from flows.settings import Settings

# A worker may die once under a shard by bad luck; one that dies again is killed by the shard.
ALLOWED_DEATHS: Final = 1


class ClusterError(RuntimeError):
    """The Dask cluster of the settings cannot be reached; one line with its address and what came."""


class ShardFuture(PrefectDaskFuture[Any]):
    """A shard under way on a worker; its result says in our words that the workers died."""

    def result(self, timeout: float | None = None, raise_on_failure: bool = True) -> Any:
        """The manifest. Raises what the task raised, or ChildDied."""
        try:
            return super().result(timeout, raise_on_failure)
        except KilledWorker as error:
            raise ChildDied(
                f"expected a worker that survives the shard, got {error.allowed_failures + 1} dead ones; "
                "give each worker more memory, or cut the dump"
            ) from error


class ShardRunner(DaskTaskRunner):
    """Prefect's Dask runner, whose futures know what a dead worker means for a run."""

    # The overloads that it replaces tell coroutines apart, which no task of ours is.
    def submit(  # type: ignore[override]
        self, task: Task[Any, Any], parameters: dict[str, Any], *args: Any, **kwargs: Any
    ) -> ShardFuture:
        """Hand a task to the cluster."""
        # Dask takes tuples apart and puts plain ones together again, and Prefect's quote is one.
        plain = {name: value.unquote() if isinstance(value, quote) else value for name, value in parameters.items()}
        future = super().submit(task, plain, *args, **kwargs)
        return ShardFuture(future.task_run_id, future.wrapped_future)

    @property
    def client(self) -> PrefectDaskClient:
        """The connection to the cluster; a local cluster is made with the first task."""
        if self._client is None and self.cluster_class is not None:
            # Else every worker would start a server of its own, 15 s each, and tell it alone what it does.
            with get_client(sync_client=True) as prefect:
                self.cluster_kwargs["env"] = {"PREFECT_API_URL": str(prefect.api_url)}
        with _reaching(self.address):
            return super().client


def dask_task_runner(settings: Settings) -> ShardRunner:
    """The task runner for the cluster at `settings.dask_address`, else for a local one of `settings.workers` processes."""
    dask.config.set({"distributed.scheduler.allowed-failures": ALLOWED_DEATHS})
    logging.getLogger("distributed").setLevel(logging.ERROR)
    if settings.dask_address:
        return ShardRunner(address=settings.dask_address)
    return ShardRunner(cluster_class=LocalCluster, cluster_kwargs=local_cluster(settings.worker_count(1 << 30)))


def threads_at(address: str) -> int:
    """The threads of the workers of a cluster, each of which takes a shard; this machine has no say in it."""
    with _reaching(address), Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        return sum(client.nthreads().values())


@contextmanager
def _reaching(address: str | None) -> Iterator[None]:
    # An error of the system's would pass for one of the lake's.
    try:
        yield
    except (OSError, ValueError) as error:
        if address is None:
            raise
        raise ClusterError(
            f"expected a Dask scheduler at {address}, as DATELINE_DASK_ADDRESS says, got: {' '.join(str(error).split())}"
        ) from error


def local_cluster(workers: int) -> dict[str, Any]:
    """What a local cluster is made with: a process a worker, one shard at a time in each, no port that may be taken.

    Memory is not Dask's to watch: a shard's is in the parser, which it cannot spill.
    """
    return {
        "n_workers": workers,
        "threads_per_worker": 1,
        "processes": True,
        "memory_limit": 0,
        "dashboard_address": "127.0.0.1:0",
        "silence_logs": logging.ERROR,
    }
