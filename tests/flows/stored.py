"""What Prefect's server has of a run."""

from pathlib import Path
from typing import Any

from flows.lake.snapshot import open_lake


def stored_log(lake: Path) -> list[tuple[int, str]]:
    """The levels and lines of the run that wrote the lake last."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import LogFilter, LogFilterFlowRunId
    from prefect.client.schemas.sorting import LogSort

    runs = open_lake(lake).reader("snapshots", ["load_seq", "run_id"]).read_all().sort_by("load_seq")
    of_run = LogFilter(flow_run_id=LogFilterFlowRunId(any_=[runs["run_id"][-1].as_py()]))
    with get_client(sync_client=True) as client:
        return [(line.level, line.message) for line in client.read_logs(of_run, sort=LogSort.TIMESTAMP_ASC, limit=200)]


def stored_artifacts(of: object) -> dict[str, Any]:
    """The data of the last artifact of each key whose description names this folder or lake."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.sorting import ArtifactSort

    with get_client(sync_client=True) as client:
        stored = client.read_artifacts(sort=ArtifactSort.CREATED_DESC)
    # The server keeps the artifacts of every test.
    ours = [artifact for artifact in stored if str(of) in (artifact.description or "")]
    return {str(artifact.key): artifact.data for artifact in reversed(ours)}
