"""Two loads at once, a target that is busy, and one that goes away in the middle."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from flows.lake.snapshot import open_lake
from flows.targets.dialect import load_dialect
from flows.targets.loading import load_snapshot
from flows.targets.postgresql import PostgreSQLWarehouse
from flows.targets.session import load
from flows.targets.statements import Statement
from flows.targets.warehouse import TargetError, TargetUnavailableError
from tests.targets.lakes import LakeBuilder, article, event
from tests.targets.reading import lake_rows, query, target_rows
from tests.targets.server import PostgreSQL

# Opens the file, says so, and holds it until its input ends.
HOLD = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


@pytest.fixture
def duckdb_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "held.duckdb"
    monkeypatch.setenv("DATELINE_DUCKDB_PATH", str(path))
    return path


def test_a_load_waits_for_a_file_that_another_process_has_open(lake: LakeBuilder, duckdb_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, duckdb_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    told: list[str] = []
    with pytest.raises(TargetUnavailableError, match=r"expected to open .* for writing, got .*lock"):
        load("duckdb", str(lake.path))

    def release(seconds: float) -> None:
        holder.stdin.close()  # type: ignore[union-attr]
        holder.wait()

    report = load("duckdb", str(lake.path), wait_seconds=60, tell=told.append, sleep=release)
    assert report.kind == "WHOLE"
    assert "trying again in 1 s" in told[0]


def test_a_load_gives_up_when_the_time_is_over_and_what_is_wrong_is_not_tried_again(
    lake: LakeBuilder, monkeypatch: pytest.MonkeyPatch, duckdb_path: Path
) -> None:
    pauses: list[float] = []
    monkeypatch.setenv("DATELINE_POSTGRESQL_URI", "postgresql://localhost:1/news")
    with pytest.raises(TargetUnavailableError):
        load("postgresql", str(lake.path), wait_seconds=0.5, sleep=pauses.append)
    lake.commit(checks="failed", articles=[article(4)])
    with pytest.raises(TargetError, match="expected 5 rows, got 0"):
        load("duckdb", str(lake.path), wait_seconds=60, sleep=pauses.append)
    assert pauses == []


def test_two_loads_at_once_leave_what_one_would(lake: LakeBuilder, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_POSTGRESQL_URI", database)
    for number in range(4, 8):
        lake.commit(articles=[article(number)], events=[event(number, 1)])
    failures: list[TargetError] = []

    def one() -> None:
        try:
            load("postgresql", str(lake.path), wait_seconds=60)
        except TargetError as error:
            failures.append(error)

    threads = [threading.Thread(target=one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    warehouse = PostgreSQLWarehouse(load_dialect("postgresql"), database)
    assert target_rows(warehouse) == lake_rows(lake.path)
    assert query(warehouse, "SELECT load_number, kind FROM <dateline_loads>") == [(1, "WHOLE")]
    warehouse.close()


def test_a_connection_that_is_cut_keeps_nothing_and_may_be_tried_again(
    lake: LakeBuilder, postgresql: PostgreSQL, database: str
) -> None:
    warehouse = PostgreSQLWarehouse(load_dialect("postgresql"), database)
    load_snapshot(open_lake(lake.path), warehouse)
    lake.replace(1, [], [event(1, 70)], title="Corrected")
    before, name = target_rows(warehouse), database.split("?")[0].rsplit("/", 1)[1]
    original = warehouse.run

    def cut(statement: Statement, values: object = None) -> None:
        if statement.text.startswith("INSERT INTO") and "articles" in statement.text:
            postgresql.cut_connections(name)
        original(statement, values)  # type: ignore[arg-type]

    warehouse.run = cut  # type: ignore[method-assign]
    with pytest.raises(TargetUnavailableError, match=r"got .*terminating connection"):
        load_snapshot(open_lake(lake.path), warehouse)
    warehouse.close()
    again = PostgreSQLWarehouse(load_dialect("postgresql"), database)
    assert target_rows(again) == before
    load_snapshot(open_lake(lake.path), again)
    assert target_rows(again) == lake_rows(lake.path)
    again.close()


def test_a_file_that_is_no_database_is_not_tried_again_whatever_its_name(
    lake: LakeBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, pauses = tmp_path / "lock-of-the-clock.duckdb", list[float]()
    path.write_bytes(b"no database at all, " * 500)
    monkeypatch.setenv("DATELINE_DUCKDB_PATH", str(path))
    with pytest.raises(TargetError, match=r"expected to open .* for writing, got .*not a valid DuckDB") as caught:
        load("duckdb", str(lake.path), wait_seconds=60, sleep=pauses.append)
    assert not isinstance(caught.value, TargetUnavailableError)
    assert pauses == []
