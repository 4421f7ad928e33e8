"""`load_target` as Prefect runs it: what may be mended by waiting is tried again, anything else is told at once."""

import logging
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.targets.warehouse import TargetError, TargetUnavailableError
from tests.flows.stored import stored_artifacts
from tests.targets.lakes import LakeBuilder, article, first_lake

pytestmark = [pytest.mark.usefixtures("prefect_server"), pytest.mark.timeout(900)]


@pytest.fixture
def lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LakeBuilder:
    monkeypatch.setenv("DATELINE_DUCKDB_PATH", str(tmp_path / "warehouse.duckdb"))
    return first_lake(tmp_path / "lake")


def attempts(monkeypatch: pytest.MonkeyPatch, *failures: Exception) -> list[str]:
    """What each attempt of the task ends with; the first ones fail as given, later ones are the real load."""
    from flows import load as module

    told: list[str] = []
    left, real = list(failures), module.load

    def load(*arguments: Any, **options: Any) -> Any:
        if left:
            told.append(type(left[0]).__name__)
            raise left.pop(0)
        told.append("done")
        return real(*arguments, **options)

    monkeypatch.setattr(module, "load", load)
    # As many attempts as in earnest, without the pauses between them.
    pauses = [0.0] * module.RETRIES
    quick = module.load_task.with_options(retry_delay_seconds=pauses, retry_jitter_factor=None)
    monkeypatch.setattr(module, "load_task", quick)
    return told


def test_a_target_that_is_away_for_a_while_is_loaded_when_it_is_back(
    lake: LakeBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.load import load_target

    told = attempts(monkeypatch, TargetUnavailableError("expected a server, got none"), ConnectionResetError("cut"))
    report = load_target("duckdb", str(lake.path))
    assert told == ["TargetUnavailableError", "ConnectionResetError", "done"]
    assert (report.kind, report.load_seq) == ("WHOLE", 2)
    assert '"table": "events", "loaded": 4, "in the target": 4' in str(stored_artifacts(report.lake_id)["load-duckdb"])
    with duckdb.connect(tmp_path / "warehouse.duckdb") as warehouse:
        assert warehouse.execute("SELECT count(*) FROM events_current").fetchall() == [(4,)]


def test_a_target_that_stays_away_fails_the_flow_after_the_last_attempt(
    lake: LakeBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.load import RETRIES, load_target

    told = attempts(monkeypatch, *(TargetUnavailableError("expected a server, got none") for _ in range(RETRIES + 2)))
    with pytest.raises(TargetUnavailableError, match="expected a server, got none"):
        load_target("duckdb", str(lake.path))
    assert told == ["TargetUnavailableError"] * (RETRIES + 1)


def test_what_no_attempt_would_mend_is_not_tried_again(lake: LakeBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.load import load_target

    lake.commit(checks="failed", articles=[article(4)])
    told = attempts(monkeypatch)
    with pytest.raises(TargetError, match="expected a snapshot whose data checks passed"):
        load_target("duckdb", str(lake.path))
    assert told == ["done"]


def test_no_line_of_the_log_has_the_password(
    lake: LakeBuilder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from flows.load import RETRIES, load_target

    told = attempts(monkeypatch)
    monkeypatch.setenv("DATELINE_POSTGRESQL_URI", "postgresql://ann:s3cret@localhost:1/news")
    for name in ("prefect.flow_runs", "prefect.task_runs"):
        caplog.set_level(logging.INFO, name)
    with pytest.raises(TargetUnavailableError):
        load_target("postgresql", str(lake.path))
    # With the tracebacks that Prefect logs.
    assert len(told) == RETRIES + 1
    assert caplog.text.count("expected to reach the server of target postgresql") >= RETRIES + 1
    assert "s3cret" not in caplog.text
