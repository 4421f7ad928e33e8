"""The deployments as their page says: a Prefect server, `prefect deploy`, a worker that polls, a run that loads a warehouse."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.targets.lakes import first_lake

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(2400)]


def prefect(folder: Path, *arguments: str, seconds: float = 900) -> str:
    """The output of a Prefect command in the project, against the server of PREFECT_API_URL."""
    done = subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", *arguments],
        cwd=ROOT,
        env={
            **os.environ,
            "COLUMNS": "200",
            "DATELINE_HOME": str(ROOT),
            "DATELINE_DUCKDB_PATH": str(folder / "warehouse.duckdb"),
        },
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_worker_runs_what_prefect_yaml_deploys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.server import local_server

    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    lake = first_lake(tmp_path / "lake")
    with local_server():
        prefect(tmp_path, "work-pool", "create", "--type", "process", "dateline")
        prefect(tmp_path, "deploy", "--all")
        listed = prefect(tmp_path, "deployment", "ls")
        assert all(name in listed for name in ("ingest-and-load/ingest", "load-target/load", "maintain-lake/maintain"))
        prefect(tmp_path, "deployment", "run", "load-target/load", "--param", f"lake={lake.path}")
        prefect(tmp_path, "worker", "start", "--pool", "dateline", "--run-once")
        runs = prefect(tmp_path, "flow-run", "ls", "--flow-name", "load-target", "--state-type", "COMPLETED")
        # The scheduler lists runs to come of the other deployments meanwhile.
        assert "load-target" in runs, runs
        artifacts = prefect(tmp_path, "artifact", "ls")
        assert "load-duckdb" in artifacts
    with duckdb.connect(tmp_path / "warehouse.duckdb") as warehouse:
        assert warehouse.execute("SELECT count(*) FROM events_current").fetchall() == [(4,)]
